// Cut off at every point: a line that loses a request or an answer, a program that ends at a write. Whatever happens, one transmission, and no lie about it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Act, composeAct } from '../../client/casework/act.ts';
import { codeOf } from '../../client/sdk/failure.ts';
import { openFileVault } from '../../client/sdk/vaults/file.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import { EVENTS } from '../../crypto/wire/leaf.ts';
import { type FoundedAuthority, foundAuthority, join, reopenAll, type Someone, someone } from '../testkit/authority.ts';
import { Died, faultyLine, mortalVault } from '../testkit/faulty-line.ts';
import { itemsOf, pulled } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';
import { seededRandom } from '../testkit/seed.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
});
afterAll(() => relay.close());
// One client at a time over a vault: a test that opened others leaves them behind.
beforeEach(() => reopenAll(relay, norvania, talassa));

const act = (text: string): Act =>
  composeAct({
    kind: 'consultation',
    caseRefs: { ours: 'NV-1' },
    author: { officialName: 'Aurelia Lindt', function: 'Officer', unit: 'MLA' },
    fields: { subject: 'A question', text },
  });
const exhibit = seededRandom('resumed')(20_000);
const input = (text: string) => ({
  to: [talassa.id],
  act: act(text),
  class: CLASSES.formal,
  files: [
    {
      name: 'exhibit.bin',
      mediaType: 'application/octet-stream',
      size: exhibit.length,
      read: async (offset: number, length: number) => exhibit.subarray(offset, offset + length),
    },
  ],
});
const refused = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => codeOf(error) ?? (error instanceof Died ? 'died' : String(error)),
  );

/** Entries of one's own register that say a transmission was taken. */
const taken = (who: Someone): number => {
  const register = who.client.register();
  return Array.from({ length: register.size() }, (_, i) => register.leaf(i)).filter(
    ({ event }) => event === EVENTS.SubmissionAcceptance,
  ).length;
};

describe('a line that breaks', () => {
  test.each(['request', 'answer'] as const)(
    'once, at each %s of a sending, sends it once',
    async (lost) => {
      const line = faultyLine();
      const who = await someone(relay, 'Sender', norvania.admin.vault, { fetch: line.fetch });
      await who.client.sync();
      line.cut(null);
      expect((await who.client.outbox.send(input(`uncut, ${lost}`))).status).toBe('submitted');
      const calls = line.calls();
      expect(calls).toBeGreaterThan(8);
      for (let at = 0; at < calls; at++) {
        await who.client.sync();
        const before = taken(who);
        line.cut({ at, lost });
        const outcome = await refused(who.client.outbox.send(input(`cut at ${at}, ${lost}`)));
        expect(['accepted', 'CLIENT_RELAY_UNREACHABLE']).toContain(outcome);
        line.cut(null);
        // The program was closed in between.
        const again = await someone(relay, 'Sender', norvania.admin.vault, { fetch: line.fetch });
        await again.client.outbox.resume();
        const entries = await again.client.outbox.list();
        const mine = entries.filter((entry) => entry.act.fields['text'] === `cut at ${at}, ${lost}`);
        expect(mine.map(({ status }) => status)).toEqual(['submitted']);
        await again.client.sync();
        await who.client.sync();
        expect(taken(again) - before).toBe(1);
      }
      const texts = itemsOf(await pulled(talassa.admin)).map(({ act: opened }) => opened.fields['text']);
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts.filter((text) => String(text).endsWith(lost))).toHaveLength(calls + 1);
    },
    240_000,
  );

  test('while mail is fetched loses nothing and shows nothing twice', async () => {
    for (const text of ['one', 'two', 'three']) await norvania.admin.client.outbox.send(input(`mail ${text}`));
    const line = faultyLine();
    const reader = await join(relay, talassa.admin, 'Reader', [ROLES.officer], talassa.second);
    await talassa.admin.client.sync();
    const seen: unknown[] = [];
    for (let at = 0; at < 60; at += 3) {
      const who = await someone(relay, 'Reader', reader.vault, { fetch: line.fetch });
      line.cut({ at, lost: at % 2 === 0 ? 'request' : 'answer' });
      const outcome = await refused(
        (async () => {
          await who.client.sync();
          for await (const arrival of who.client.inbox.pull())
            if (arrival.type === 'item') seen.push(arrival.item.act.fields['text']);
        })(),
      );
      expect(['accepted', 'CLIENT_RELAY_UNREACHABLE']).toContain(outcome);
    }
    line.cut(null);
    const who = await someone(relay, 'Reader', reader.vault, { fetch: line.fetch });
    await who.client.sync();
    seen.push(...itemsOf(await pulled(who)).map(({ act: opened }) => opened.fields['text']));
    for (const text of ['one', 'two', 'three'])
      expect(seen.filter((t) => t === `mail ${text}`).length).toBeLessThanOrEqual(1);
    const kept = (await who.client.items.list()).map(({ act: opened }) => opened.fields['text']);
    expect(kept).toEqual(expect.arrayContaining(['mail one', 'mail two', 'mail three']));
    expect(new Set(kept).size).toBe(kept.length);
  }, 240_000);
});

describe('a program that ends', () => {
  test.each(['before', 'after'] as const)(
    '%s each write of a sending goes on from there',
    async (when) => {
      const vault = mortalVault(norvania.second.vault);
      const open = () => someone(relay, 'Sender', vault);
      let who = await open();
      await who.client.sync();
      vault.live();
      await who.client.outbox.send(input(`to the end, ${when}`));
      const writes = vault.writes();
      expect(writes).toBeGreaterThan(5);
      for (let at = 0; at < writes; at++) {
        vault.live();
        who = await open();
        await who.client.sync();
        const before = taken(who);
        const text = `ended ${when} ${at}`;
        vault.die(at, when);
        const outcome = await refused(who.client.outbox.send(input(text)));
        vault.live();
        who = await open();
        const [resumed] = (await who.client.outbox.resume()).filter((entry) => entry.act.fields['text'] === text);
        const [kept] = (await who.client.outbox.list()).filter((entry) => entry.act.fields['text'] === text);
        await who.client.sync();
        // Either it was never kept, and nothing of it was sent, or it is sent once.
        expect([outcome, kept?.status ?? 'nothing', taken(who) - before]).toEqual(
          kept ? [outcome, 'submitted', 1] : ['died', 'nothing', 0],
        );
        if (resumed) expect(resumed.status).toBe('submitted');
      }
    },
    240_000,
  );

  test('at any write of a pull owes no acknowledgement for long', async () => {
    const vault = mortalVault(talassa.second.vault);
    const open = () => someone(relay, 'Reader', vault);
    const pull = async () => {
      const who = await open();
      await who.client.sync();
      return pulled(who);
    };
    await pull();
    for (let at = 0; at < 6; at++)
      for (const when of ['before', 'after'] as const) {
        const { sealed } = await norvania.admin.client.outbox.send(input(`owed ${at} ${when}`));
        const who = await open();
        await who.client.sync();
        vault.die(at, when);
        await refused(pulled(who));
        vault.live();
        await pull();
        const item = await (await open()).client.items.item(sealed?.subject as never);
        expect([at, when, item.status]).toEqual([at, when, 'handed over']);
      }
  }, 120_000);

  test('finds a file again by its place, and notices when it is another', async () => {
    const bytes = seededRandom('by its place')(10_000);
    const files = new Map([['place', bytes]]);
    const read = (content: Uint8Array) => async (offset: number, length: number) =>
      content.subarray(offset, offset + length);
    const openSource = async (reference: string) => {
      const content = files.get(reference) as Uint8Array;
      return { size: content.length, read: read(content) };
    };
    const attached = { name: 'a', mediaType: 'text/plain', size: bytes.length, read: read(bytes), reference: 'place' };
    const one = { ...input('by reference'), files: [attached] };
    await relay.stop();
    const ids: string[] = [];
    for (let i = 0; i < 2; i++) {
      const who = await someone(relay, 'Sender', norvania.admin.vault);
      ids.push((await who.client.outbox.compose(one)).id);
    }
    await relay.start();
    const again = await someone(relay, 'Sender', norvania.admin.vault, { openSource });
    expect((await again.client.outbox.advance(ids[0] as string)).status).toBe('submitted');
    files.set('place', bytes.slice(1));
    expect(await refused(again.client.outbox.advance(ids[1] as string))).toBe('CLIENT_FILE_CHANGED');
    const without = await someone(relay, 'Sender', norvania.admin.vault);
    expect(await refused(without.client.outbox.advance(ids[1] as string))).toBe('CLIENT_FILE_CHANGED');
    await without.client.outbox.discard(ids[1] as string);
  });

  test('with a vault of files is the same person after it', async () => {
    const folder = path(mkdtempSync(path(tmpdir(), 'rogatory-resume-')), 'vault');
    const secret = { passphrase: 'a long passphrase' };
    const open = () => openFileVault({ path: folder, secret, random: systemRandom, create: true });
    const { code, changed } = await norvania.admin.client.invitations.invite({
      name: 'Keeper',
      roles: [ROLES.officer],
    });
    if (changed.state === 'pending') await norvania.second.client.pending.sign(changed.file);
    await norvania.admin.client.sync();
    let keeper = await someone(relay, 'Keeper', await open());
    await keeper.client.invitations.accept({ code, name: 'Keeper' });
    const me = keeper.client.whoami();
    await keeper.client.close();
    await norvania.admin.client.sync();
    keeper = await someone(relay, 'Keeper', await open());
    expect(keeper.client.whoami()).toEqual(me);
    await keeper.client.sync();
    const count = itemsOf(await pulled(keeper)).length;
    expect(count).toBeGreaterThan(0);
    await keeper.client.close();
    keeper = await someone(relay, 'Keeper', await open());
    expect(await keeper.client.items.list()).toHaveLength(count);
    expect(itemsOf(await pulled(keeper))).toEqual([]);
    await keeper.client.close();
    expect(
      await refused(openFileVault({ path: folder, secret: { passphrase: 'another' }, random: systemRandom })),
    ).toBe('CLIENT_VAULT_PASSPHRASE');
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('a relay that is away', () => {
  test('is told from one that refuses, and nothing is shown as sent', async () => {
    await norvania.admin.client.sync();
    await relay.stop();
    expect(await refused(norvania.admin.client.outbox.send(input('while away')))).toBe('CLIENT_RELAY_UNREACHABLE');
    const kept = (await norvania.admin.client.outbox.list()).at(-1);
    expect(kept).toMatchObject({ status: 'composed', submittedAt: null });
    expect(await refused(pulled(norvania.admin))).toBe('CLIENT_RELAY_UNREACHABLE');
    await relay.start();
    await norvania.admin.client.outbox.resume();
    expect((await norvania.admin.client.outbox.entry(kept?.id as string)).status).toBe('submitted');
  });
});
