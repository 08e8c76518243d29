// A program without passkeys: its official reads eight words, opens an address, and the gesture comes back through the relay (docs/spec/http.md, HTTP-16 to HTTP-18).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleMlaRequest } from '../../client/casework/example.ts';
import { type PageAsk, webPageAuthenticator } from '../../client/sdk/authenticators/web-page.ts';
import type { Client } from '../../client/sdk/client.ts';
import { statementWords } from '../../crypto/protocol/words.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import { decodeGestures, encodeGestures, type Gesture } from '../../crypto/wire/gesture.ts';
import type { Digest } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority, reopened } from '../testkit/authority.ts';
import { openPage, type Page } from '../testkit/gesture-page.ts';
import { pulled, refused, textsOf, write } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  [norvania, talassa] = await Promise.all([
    foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' }),
    foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' }),
  ]);
});
afterAll(() => relay.close());

/** Norvania's first administrator at a program without passkeys. `visit` is what they do with an address, while the program asks and waits. */
async function program(visit: (page: Page, ask: PageAsk) => Promise<unknown>, via: typeof fetch = fetch) {
  const asks: PageAsk[] = [];
  let waited = 0;
  const visited = new Set<PageAsk>();
  const authenticator = webPageAuthenticator({
    show: (ask) => void asks.push(ask),
    async wait(ms) {
      waited += ms;
      const ask = asks.at(-1) as PageAsk;
      if (visited.has(ask)) return;
      visited.add(ask);
      await visit(openPage(relay, norvania.admin.vault, ask), ask);
    },
    now: () => relay.clock.now() + waited,
  });
  const { client } = await reopened(relay, norvania.admin, { authenticator, fetch: via });
  return { client, asks, waited: () => waited };
}
const request = (client: Client) =>
  client.outbox.send({ to: [talassa.id], act: exampleMlaRequest({ now: relay.clock.now() }), class: CLASSES.formal });

describe('a gesture made on a page', () => {
  test('signs in and signs: both screens show the same, and what was agreed to is what is sent', async () => {
    const seen: (readonly string[])[] = [];
    const { client, asks } = await program(async (page) => {
      seen.push(page.shown);
      expect(await page.agree()).toBe(204);
    });
    await norvania.admin.client.session.signOut();
    await client.session.signIn();
    await client.sync();
    const sent = await request(client);
    expect(sent.status).toBe('submitted');
    const subject = sent.sealed?.subject as Digest;
    expect(asks.map(({ purpose }) => purpose)).toEqual(['login', 'transmission']);
    expect(asks[1]?.address.startsWith(`http://localhost:8788/sign#${subject}`)).toBe(true);
    expect(asks[1]?.compare).toEqual(statementWords(subject).words);
    expect(asks.map(({ compare }) => compare)).toEqual(seen);
    expect((asks[0]?.compare ?? []).join('')).toBe(client.whoami()?.kid);
    await talassa.admin.client.sync();
    expect((await pulled(talassa.admin)).length).toBeGreaterThan(0);
  });

  test('over another transmission than the program asked about is not kept, and nothing is sent', async () => {
    const { client } = await program(async (_page, ask) => {
      expect(await openPage(relay, norvania.admin.vault, ask, 'ab'.repeat(32) as Digest).agree()).toBe(204);
    });
    expect(await refused(request(client))).toBe('CLIENT_PASSKEY_CANCELLED');
  });

  test('D16 that a relay exchanges or bends is not handed in', async () => {
    let handedIn = 0;
    const bending: typeof fetch = async (url, init) => {
      if (String(url).endsWith('/v1/session') && init?.method === 'POST') handedIn += 1;
      const answer = await fetch(url, init);
      if (!String(url).includes('/v1/gestures/') || !answer.ok) return answer;
      const [gesture] = decodeGestures(new Uint8Array(await answer.arrayBuffer()));
      if (!gesture) throw new Error('no gesture');
      const signature = gesture.signature.map((byte, i) => (i === 9 ? byte ^ 1 : byte));
      return new Response(encodeGestures([{ ...gesture, signature }]) as Uint8Array<ArrayBuffer>);
    };
    const bent = await program((page) => page.agree(), bending);
    expect(await refused(request(bent.client))).toBe('SIGNATURE_GESTURE');
    expect(await refused(bent.client.session.signIn())).toBe('SIGNATURE_GESTURE');
    expect(handedIn).toBe(0);
    const renaming: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init);
      if (!String(url).includes('/v1/gestures/') || !answer.ok) return answer;
      const [gesture] = decodeGestures(new Uint8Array(await answer.arrayBuffer()));
      const nonce = new Uint8Array(32);
      return new Response(encodeGestures([{ ...(gesture as Gesture), nonce }]) as Uint8Array<ArrayBuffer>);
    };
    const renamed = await program((page) => page.agree(), renaming);
    expect(await refused(request(renamed.client))).toBe('CLIENT_RELAY_ANSWER');
  });

  test('is waited for over a line that breaks, and not longer than its nonce lives', async () => {
    let broken = 0;
    const breaking: typeof fetch = (url, init) => {
      if (String(url).includes('/v1/gestures/') && broken++ < 2) return Promise.reject(new TypeError('fetch failed'));
      return fetch(url, init);
    };
    const { client } = await program((page) => page.agree(), breaking);
    expect((await request(client)).status).toBe('submitted');
    expect(broken).toBeGreaterThan(2);
    const idle = await program(async () => undefined);
    expect(await refused(request(idle.client))).toBe('CLIENT_PASSKEY_CANCELLED');
    expect(idle.waited()).toBeGreaterThan(9 * 60_000);
    expect(idle.waited()).toBeLessThan(10 * 60_000);
  });

  test('makes no passkeys and confirms no change of them', async () => {
    const { client, asks } = await program((page) => page.agree());
    expect(await refused(client.devices.addPasskey('key'))).toBe('CLIENT_PASSKEY');
    expect(asks).toEqual([]);
    expect((await write(norvania.second, talassa, 'by the other')).status).toBe('submitted');
    expect(textsOf(await pulled(talassa.admin))).toContain('by the other');
  });
});
