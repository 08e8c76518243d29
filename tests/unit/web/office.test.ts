// The trust card as a browser fetches it from its own origin: read whole or not at all, and asked for again after a failure (house.md, R7).
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf } from '../../../client/sdk/index.ts';
import { openOffice } from '../../../client/web/worker/office.ts';
import type { Digest } from '../../../crypto/wire/ids.ts';
import { type TrustCard, trustCardJson } from '../../../crypto/wire/trust-card.ts';

let answer: (response: ServerResponse) => void = () => {};
let asked = 0;
const server = createServer((_request, response) => {
  asked += 1;
  answer(response);
});
let origin = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const card: TrustCard = {
  relayOrigin: 'https://relay.example',
  relayName: 'relay.example',
  directoryKeys: ['a', 'b'],
  operatorKey: '00'.repeat(32) as Digest,
  registrar: null,
  witnessPolicy: 'quorum none\n',
  practice: false,
};
const office = () => openOffice({ origin, announce: () => {} });
const outcome = (trust: Promise<unknown>): Promise<unknown> => trust.then(() => 'read', codeOf);

test('a card is read once', async () => {
  answer = (response) => response.end(trustCardJson(card));
  asked = 0;
  const here = office();
  expect(await here.trust()).toEqual(card);
  expect(await here.trust()).toEqual(card);
  expect(asked).toBe(1);
});

test('an answer without end is cut off, another status is no card, and after either it is asked for again', async () => {
  const here = office();
  let cut: Promise<unknown> = Promise.resolve();
  answer = (response) => {
    cut = once(response, 'close');
    const more = (): void => {
      while (!response.destroyed && response.write(' '.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  };
  expect(await outcome(here.trust())).toBe('CLIENT_RELAY_ANSWER');
  await cut;
  answer = (response) => response.writeHead(502).end('<html>');
  expect(await outcome(here.trust())).toBe('CLIENT_RELAY_UNREACHABLE');
  answer = (response) => response.end(trustCardJson(card));
  expect(await here.trust()).toEqual(card);
});
