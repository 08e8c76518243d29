// Words planted in everything that is sealed, and searched for in everything that the relay keeps, logs, hears and says: nowhere, in no spelling.
import { appendFile } from 'node:fs/promises';
import { join as path } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Act, composeAct } from '../../client/casework/act.ts';
import { exampleMlaRequest, examplePreservation } from '../../client/casework/example.ts';
import { type Middle, openMiddle } from '../../client/cli/practice/middle.ts';
import type { Client } from '../../client/sdk/client.ts';
import { toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import { type FoundedAuthority, foundAuthority, join } from '../testkit/authority.ts';
import { foundBelow, foundIn, spellings } from '../testkit/canary.ts';
import { bytesOf } from '../testkit/evil-world.ts';
import { itemsOf, pulled } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

const words: string[] = [];
/** A word nobody else writes. */
function canary(): string {
  const word = `Kanarie${toHex(systemRandom(9))}`;
  words.push(word);
  return word;
}

/** The act with a word of its own in every text that people type. */
function planted(act: Act): Act {
  const plant = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => plant(one, key));
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plant(one, name)]));
    // Choices, dates, zones, languages and addresses have a form that a word would break; a text has spaces.
    return typeof value === 'string' && / /.test(value) && !/^\d{4}-/.test(value) ? `${value} ${canary()}` : value;
  };
  const { fields, author } = act;
  return composeAct({
    ...act,
    caseRefs: { ours: `NV ${canary()}` },
    author: { ...author, officialName: canary(), function: canary(), unit: canary() },
    fields: plant(fields, '') as Act['fields'],
  });
}

let relay: TestRelay;
let middle: Middle;
const heard: Uint8Array[] = [];
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;

beforeAll(async () => {
  relay = await startTestRelay();
  middle = await openMiddle({ origin: relay.card.relayOrigin, onBytes: (bytes) => heard.push(bytes) });
  const carried = { ...relay, via: middle.via };
  [norvania, talassa] = await Promise.all([
    foundAuthority(carried, 'Norvania', { jurisdiction: 'QM', adminName: canary() }),
    foundAuthority(carried, 'Talassa', { jurisdiction: 'QN', adminName: canary() }),
  ]);
  await join(carried, norvania.admin, canary(), [ROLES.signatory, ROLES.officer, ROLES.duty], norvania.second);
});
afterAll(async () => {
  await middle.close();
  await relay.close();
});

async function exchange(from: Client, to: FoundedAuthority, act: Act, options: object): Promise<void> {
  const content = utf8(`${canary()} `.repeat(3000));
  const names = [`${canary()}.pdf`, `letter ${canary()}.txt`];
  const files = names.map((name) => bytesOf(name, content));
  await from.sync();
  const sent = await from.outbox.send({ to: [to.id], act, class: CLASSES.formal, files, ...options });
  expect(sent.status).toBe('submitted');
  const { client } = to.admin;
  await client.sync();
  const [item] = itemsOf(await pulled({ client })).filter(({ subject }) => subject === sent.sealed?.subject);
  if (!item) throw new Error('it did not arrive');
  expect(item.act).toEqual(act);
  for (const { ref } of item.attachments) {
    const pieces: Uint8Array[] = [];
    const sink = {
      write: async (bytes: Uint8Array) => void pieces.push(bytes.slice()),
      finish: async () => undefined,
      discard: async () => undefined,
    };
    await client.files.save({ subject: item.subject, uploadId: ref.uploadId, sink });
    expect(Buffer.concat(pieces)).toEqual(Buffer.from(content));
  }
  await client.inbox.opened(item.subject);
  await client.inbox.taken(item.subject);
  await pulled({ client: from });
}

/** Where a word stands among what was recorded, kept and logged. */
async function sightings(): Promise<string[]> {
  const wire = foundIn(Buffer.concat(heard), words).map((word) => `wire: ${word}`);
  const logs = foundIn(utf8(relay.logged()), words).map((word) => `log: ${word}`);
  return [...wire, ...logs, ...(await foundBelow(relay.dataDir, words))];
}

describe('what is sealed', () => {
  test('is nowhere at the relay, in its logs or on the wire, whoever sent what', { timeout: 120_000 }, async () => {
    const now = relay.clock.now();
    await exchange(norvania.admin.client, talassa, planted(exampleMlaRequest({ now })), {});
    const urgent = { class: CLASSES.urgent, answerBy: now + 4 * 3_600_000 };
    await exchange(norvania.admin.client, talassa, planted(examplePreservation({ now })), urgent);
    const question = composeAct({
      kind: 'consultation',
      caseRefs: {},
      author: { officialName: 'A', function: 'B', unit: 'C' },
      fields: { subject: 'a b', text: 'c d' },
    });
    await exchange(talassa.admin.client, norvania, planted(question), { class: CLASSES.ordinary });
    const draft = await norvania.admin.client.drafts.save(null, { fields: { ...planted(question).fields } });
    expect(draft.state).toBe('saved');
    expect(words.length).toBeGreaterThan(25);
    expect(Buffer.concat(heard).includes(Buffer.from(relay.card.relayName))).toBe(true);
    expect(relay.logged().length).toBeGreaterThan(1000);
    expect(await sightings()).toEqual([]);
    await relay.stop();
    expect(await foundBelow(relay.dataDir, words)).toEqual([]);
    await relay.start();
  });

  test('would be found, had it been there: every spelling, in every place that is searched', async () => {
    const word = canary();
    const around = (form: Uint8Array): Uint8Array => Buffer.concat([Buffer.from('..'), form, Buffer.from('..')]);
    for (const form of spellings(word)) expect(foundIn(around(form), [word])).toEqual([word]);
    heard.push(Buffer.from(Buffer.from(`x${word}y`).toString('base64url')));
    await appendFile(path(relay.dataDir, 'stray.bin'), Buffer.from(word, 'utf16le'));
    const seen = await sightings();
    expect(seen).toEqual(expect.arrayContaining([`wire: ${word}`, `stray.bin: ${word}`]));
    expect(seen).toHaveLength(2);
  });
});
