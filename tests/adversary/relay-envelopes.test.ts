// A relay that changes, exchanges or keeps back what it was given to deliver: section B of docs/threat-model.md, at a real relay and real clients.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lie } from '../../client/cli/practice/middle.ts';
import { CHUNK, CHUNK_SALT } from '../../crypto/primitives/chunks.ts';
import { decodeWrapList, encodeWrapList } from '../../crypto/wire/envelope.ts';
import type { StoredTransmission } from '../../crypto/wire/frames.ts';
import { decodeStored } from '../../crypto/wire/frames.ts';
import { decodeRegisterLeaf, encodeRegisterLeaf } from '../../crypto/wire/leaf.ts';
import { digestOf } from '../../crypto/wire/statement.ts';
import { meet, pullUnder } from '../testkit/caught.ts';
import { changing, flipped, forgedRegister, honestLeaves, problem, serving } from '../testkit/evil-relay.ts';
import { type EvilWorld, openEvilWorld, under, wake, write } from '../testkit/evil-world.ts';
import { itemsOf, pulled } from '../testkit/mail.ts';

let world: EvilWorld;
beforeAll(async () => {
  world = await openEvilWorld();
});
afterAll(() => world.close());

/** Talassa pulls; the request must not open, and the question behind it is not held up. */
async function requestRefused(lie: Lie, code: string, alarms: readonly string[] = []): Promise<void> {
  const met = await pullUnder(world, world.atTalassa, lie);
  expect(met.troubles).toEqual([code]);
  expect(met.shown).toEqual([world.question]);
  expect(met.alarms).toEqual(alarms);
  expect(met.victim.snapshot().has(`item/${world.request}`)).toBe(false);
  await expect(met.victim.client.items.item(world.request)).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
}

async function storedAt(subject: string): Promise<StoredTransmission> {
  let stored: StoredTransmission | null = null;
  const watch = changing(`/v1/transmissions/${subject}`, (said) => {
    stored = decodeStored(said.body);
    return problem(503, 'RELAY_BUSY');
  });
  await pullUnder(world, world.atTalassa, watch);
  return stored as unknown as StoredTransmission;
}
const change = (edit: (stored: StoredTransmission) => StoredTransmission): Lie => serving(world.request, edit);

describe('what is served otherwise than it was sent', () => {
  test('B1 a flipped byte of statement, wraps, gestures or body is never shown', async () => {
    const stored = await storedAt(world.request);
    const places = (bytes: Uint8Array | null): number[] =>
      [0, 0.31, 0.62, 1].map((part) => Math.floor(part * ((bytes as Uint8Array).length - 1)));
    for (const part of ['statement', 'wrapList', 'wrap', 'body', 'gestures'] as const)
      for (const at of places(stored[part])) {
        const lie = change((s) => ({ ...s, [part]: flipped(s[part] as Uint8Array, at) }));
        const met = await pullUnder(world, world.atTalassa, lie);
        expect(met.troubles, `${part} ${at}`).toHaveLength(1);
        expect(met.shown).toEqual([world.question]);
      }
  });

  test('B2 the body of another transmission is refused by its digest', async () => {
    const { body } = await storedAt(world.question);
    await requestRefused(
      change((stored) => ({ ...stored, body })),
      'CONTENT_LENGTH',
    );
    const cut = (await storedAt(world.request)).body as Uint8Array;
    await requestRefused(
      change((stored) => ({ ...stored, body: new Uint8Array(cut.length) })),
      'CONTENT_DIGEST',
    );
  });

  test('B4 a body cut at the end of a chunk is refused by its length', () =>
    requestRefused(
      change((stored) => ({ ...stored, body: (stored.body as Uint8Array).slice(0, -16) })),
      'CONTENT_LENGTH',
    ));

  test('B6 a wrap left out or added to the list is refused', async () => {
    const edited = (edit: (digests: ReturnType<typeof decodeWrapList>) => ReturnType<typeof decodeWrapList>): Lie =>
      change((stored) => ({ ...stored, wrapList: encodeWrapList(edit(decodeWrapList(stored.wrapList))) }));
    await requestRefused(
      edited((digests) => digests.slice(1)),
      'WRAP_DIGEST',
    );
    await requestRefused(
      edited((digests) => [...digests, digests[0] as never]),
      'WRAP_DIGEST',
    );
    // As many as before, one's own among them: only the signed digest of the whole list tells.
    const mine = digestOf((await storedAt(world.request)).wrap as Uint8Array);
    await requestRefused(
      edited((digests) => digests.map((digest) => (digest === mine ? digest : digestOf(new Uint8Array(1))))),
      'WRAP_DIGEST',
    );
  });

  test('B7 the wrap of another transmission or authority is refused', async () => {
    const { wrap } = await storedAt(world.question);
    await requestRefused(
      change((stored) => ({ ...stored, wrap })),
      'WRAP_DIGEST',
    );
  });

  test('B10 an earlier transmission served in the place of a new one is refused', async () => {
    const earlier = await storedAt(world.question);
    await requestRefused(
      change(() => earlier),
      'REGISTER_LEAF',
    );
  });

  test('B12 a transmission that stands in the register and is not served is kept as an alarm', async () => {
    const lie = changing(`/v1/transmissions/${world.request}`, () => problem(404, 'RELAY_NOT_FOUND'));
    await requestRefused(lie, 'CLIENT_WITHHELD', ['withheld']);
    const bare = change((stored) => ({ ...stored, body: null }));
    await requestRefused(bare, 'CLIENT_WITHHELD', ['withheld']);
  });

  test('B13 B23 a transmission entered at a time it cannot have been is refused', async () => {
    const { client } = await wake(world, world.atTalassa);
    const leaves = await honestLeaves(client);
    const moved = (by: number): Uint8Array[] =>
      leaves.map((raw) => {
        const leaf = decodeRegisterLeaf(raw);
        const later = leaf.at + by;
        return leaf.subject === world.request || leaf.subject === world.question
          ? encodeRegisterLeaf({ ...leaf, at: later })
          : raw;
      });
    const late = await pullUnder(
      world,
      world.atTalassa,
      forgedRegister(world, world.talassa.id, moved(97 * 3_600_000)),
    );
    expect(late.troubles).toEqual(['POLICY_TIME', 'POLICY_TIME']);
    const early = await pullUnder(world, world.atTalassa, forgedRegister(world, world.talassa.id, moved(-3_600_000)));
    expect(early).toMatchObject({ code: 'CLIENT_ALARM', alarms: ['falseEntry'], changed: [], shown: [] });
  });
});

describe('files', () => {
  const uploads = '/v1/uploads/';
  async function saved(lie: Lie, file = 0): Promise<{ code: string | null; kept: number; verified: number }> {
    let kept = -1;
    const met = await meet(
      world,
      world.atTalassa,
      (_, honest) => honest(),
      async (client) => {
        const [item] = itemsOf(await pulled({ client }));
        const ref = item?.attachments[file]?.ref;
        if (!item || !ref) throw new Error('no file to save');
        const pieces: Uint8Array[] = [];
        const sink = {
          write: async (bytes: Uint8Array) => void pieces.push(bytes),
          finish: async () => {
            kept = pieces.length;
          },
          discard: async () => {
            kept = 0;
          },
        };
        await under(world, lie, () => client.files.save({ subject: item.subject, uploadId: ref.uploadId, sink }));
      },
    );
    const item = await met.victim.client.items.item(world.request);
    return { code: met.code, kept, verified: item.attachments.filter((file) => file.verified).length };
  }
  const sealed = (edit: (bytes: Uint8Array) => Uint8Array): Lie =>
    changing(uploads, (said) => ({ ...said, body: edit(said.body) }));

  test('B3 a file exchanged for another of the same size is not given out', async () => {
    let other = new Uint8Array();
    const keep = sealed((bytes) => {
      other = bytes.slice();
      return bytes;
    });
    expect(await saved(keep, 1)).toMatchObject({ code: null, verified: 1 });
    const swap = sealed((bytes) => {
      expect(other).toHaveLength(bytes.length);
      return other;
    });
    expect(await saved(swap)).toEqual({ code: 'CONTENT_COMMITMENT', kept: 0, verified: 0 });
  });

  test('B5 chunks of a file in another order, or one twice, are not given out', async () => {
    const head = CHUNK_SALT + 32;
    const sealedChunk = CHUNK + 16;
    const chunk = (bytes: Uint8Array, n: number): Uint8Array =>
      bytes.slice(head + n * sealedChunk, head + (n + 1) * sealedChunk);
    const exchanged = sealed((bytes) => {
      const turned = bytes.slice();
      turned.set(chunk(bytes, 1), head);
      turned.set(chunk(bytes, 0), head + sealedChunk);
      return turned;
    });
    const doubled = sealed((bytes) => {
      const turned = bytes.slice();
      turned.set(chunk(bytes, 0), head + sealedChunk);
      return turned;
    });
    for (const lie of [exchanged, doubled])
      expect(await saved(lie)).toEqual({ code: 'CONTENT_OPEN', kept: 0, verified: 0 });
  });
});

describe('a sender', () => {
  test('B25 a relay that asks for the same again under another key gets nothing new', async () => {
    const statements = new Set<string>();
    const lie: Lie = async (asked, honest) => {
      if (asked.method !== 'POST' || asked.path !== '/v1/transmissions') return honest();
      statements.add(Buffer.from(asked.body).toString('base64'));
      return problem(409, 'EPOCH_STALE');
    };
    const met = await meet(world, world.atNorvania, lie, (client) => write(client, world.talassa.id, 'once'));
    expect(met.code).toBe('CLIENT_RESEND_REFUSED');
    expect(statements.size).toBe(1);
    const [entry] = (await met.victim.client.outbox.list()).slice(-1);
    expect(entry).toMatchObject({ status: 'stopped', sealings: 1, code: 'CLIENT_RESEND_REFUSED' });
  });

  test('B20 a key in the place of the recipient’s is never sealed for', async () => {
    let handed = 0;
    const lie: Lie = async (asked, honest) => {
      if (asked.method === 'POST' && asked.path === '/v1/transmissions') handed++;
      const said = await honest();
      return asked.path.startsWith('/v1/epoch-keys/') ? { ...said, body: flipped(said.body, 40) } : said;
    };
    const entries = new Map([...world.atNorvania.entries].filter(([key]) => !key.startsWith('epoch-key/')));
    const met = await meet(world, { ...world.atNorvania, entries }, lie, (client) =>
      write(client, world.talassa.id, 'for a swapped key'),
    );
    expect(met.code).toBe('EPOCH_KEY_MISMATCH');
    expect(handed).toBe(0);
  });
});
