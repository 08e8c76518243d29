// An authority without any device comes back through a real relay: sheets, announcement, delay, veto (protocol.md section 3).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../client/sdk/client.ts';
import type { Announced } from '../../client/sdk/recovering.ts';
import { parseSheet, type RecoverySheet, sheetText } from '../../client/sdk/recovery.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { currentEpoch } from '../../crypto/protocol/roster.ts';
import { decodeLockboxes, encodeLockboxes } from '../../crypto/wire/frames.ts';
import { type FoundedAuthority, foundAuthority, reopened, type Someone, someone } from '../testkit/authority.ts';
import { pulled, refused, textsOf, write } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

const HOUR = 3_600_000;
const DELAY = 72 * HOUR;

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  [norvania, talassa] = await Promise.all([
    foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' }),
    foundAuthority(relay, 'Talassa', { jurisdiction: 'QN', delayMs: DELAY }),
  ]);
  await norvania.admin.client.sync();
  await write(norvania.admin, talassa, 'from before the fire');
  await talassa.admin.client.sync();
  await talassa.admin.client.devices.rotate();
});
afterAll(() => relay.close());

const sheet = (number: number): RecoverySheet => talassa.sheets.find((one) => one.number === number) as RecoverySheet;
const outcome = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'accepted',
    (error: unknown) => `${(error as { code: string }).code}: ${(error as Error).message}`,
  );
/** Time passes, and the relay stamps its directory anew. */
async function pass(ms: number): Promise<void> {
  relay.wind(ms);
  await relay.stop();
  await relay.start();
}
const fresh = (client: Client) => expect.poll(() => refused(client.freshness()), { timeout: 30_000 }).toBe('accepted');

describe('sheets', () => {
  let stranger: Someone;
  beforeEach(async () => {
    stranger = await someone(relay, 'Somebody with a new computer');
  });

  test('show with a single one of them which authority they bring back, how many are missing and how long it takes', async () => {
    const plan = await stranger.client.recovery.plan({ sheets: [sheet(2)] });
    expect(plan).toMatchObject({ authority: talassa.id, name: 'Talassa', needed: 2, missing: 1, delayMs: DELAY });
    expect(plan.words.words).toHaveLength(8);
    expect(plan.announced).toBe(null);
    expect(stranger.client.whoami()).toBe(null);
  });

  test('E1 of another authority, or with a share of another, are named by their number', async () => {
    const foreign = { ...(norvania.sheets[0] as RecoverySheet), number: 7 };
    const swapped = { ...sheet(3), share: sheet(1).share };
    const sheets = [swapped, sheet(2), sheet(2)];
    const { sheets: judged, missing } = await stranger.client.recovery.plan({ sheets });
    expect(judged.map(({ number, fault }) => [number, fault])).toEqual([
      [3, 'other share'],
      [2, null],
      [2, 'given twice'],
    ]);
    expect(missing).toBe(1);
    const begin = (given: RecoverySheet[]) =>
      outcome(stranger.client.recovery.begin({ sheets: given, authority: talassa.id, name: 'Mira' }));
    expect(await begin([sheet(1), foreign])).toMatch(/^POLICY_RECOVERY_SHARE: sheet 7 /);
    expect(await begin([foreign, sheet(1)])).toMatch(/^POLICY_RECOVERY_SHARE: sheet 7 /);
    expect(await begin([swapped, sheet(1)])).toMatch(/^POLICY_RECOVERY_SHARE: sheet 3 /);
    const text = sheetText(sheet(1));
    const mistyped = `${text.slice(0, 20)}${text[20] === '7' ? '8' : '7'}${text.slice(21)}`;
    expect(() => parseSheet(mistyped)).toThrow(expect.objectContaining({ code: 'POLICY_RECOVERY_SHARE' }));
    expect(parseSheet(text.toLowerCase())).toEqual(sheet(1));
    expect(await talassa.admin.client.recovery.announced()).toBe(null);
  });

  test('E2 E3 too few of them, or one of them twice, announce nothing', async () => {
    const { recovery } = stranger.client;
    expect(await outcome(recovery.begin({ sheets: [sheet(1)], name: 'Mira' }))).toBe(
      'POLICY_RECOVERY_SHARE: 1 of 2 different sheets',
    );
    expect(await outcome(recovery.begin({ sheets: [sheet(1), sheet(1)], name: 'Mira' }))).toBe(
      'POLICY_RECOVERY_SHARE: 1 of 2 different sheets',
    );
    expect(await talassa.admin.client.recovery.announced()).toBe(null);
  });

  test('of nobody open nothing at the relay, not even the directory', async () => {
    const invented = { ...sheet(1), seed: new Uint8Array(32).fill(9) };
    expect(await outcome(stranger.client.recovery.plan({ sheets: [invented] }))).toMatch(/^POLICY_RECOVERY_SHARE/);
    expect(await refused(stranger.client.directory.sync())).toBe('RELAY_SIGNATURE');
  });

  test('a lockbox that the relay exchanges or keeps back is not taken for the recovery key’s', async () => {
    for (const lie of ['other', 'none'] as const) {
      const liar: typeof fetch = async (input, init) => {
        const answer = await fetch(input, init);
        if (!String(input).includes('/v1/recovery/lockboxes') || !answer.ok) return answer;
        const boxes = decodeLockboxes(new Uint8Array(await answer.arrayBuffer()));
        expect(boxes.length).toBeGreaterThan(0);
        const bent = boxes.map((one) => ({ ...one, box: one.box.map((byte, i) => (i === 40 ? byte ^ 1 : byte)) }));
        return new Response(encodeLockboxes(lie === 'none' ? [] : bent) as Uint8Array<ArrayBuffer>, answer);
      };
      const deceived = await someone(relay, 'Mira', memoryVault(), { fetch: liar });
      const begin = deceived.client.recovery.begin({ sheets: [sheet(1), sheet(2)], name: 'Mira' });
      expect(await refused(begin)).toBe('CLIENT_NO_EPOCH_SEED');
    }
    expect(await talassa.admin.client.recovery.announced()).toBe(null);
  });
});

describe('a recovery', () => {
  const sheets = () => [sheet(3), sheet(1)];
  let mira: Someone;
  let announced: Announced;
  beforeAll(async () => {
    mira = await someone(relay, 'Mira');
    announced = await mira.client.recovery.begin({ sheets: sheets(), name: 'Mira' });
  });

  test('A18 is announced to everybody, waits, and ends with the veto of one administrator', async () => {
    const seen = await talassa.second.client.recovery.announced();
    expect(seen).toEqual({ ...announced, mine: false });
    expect(announced.dueAt).toBe(announced.announcedAt + DELAY);
    expect(await mira.client.recovery.begun()).toEqual({ authority: talassa.id, dueAt: announced.dueAt });
    const again = await mira.client.recovery.begin({ sheets: sheets(), name: 'Mira' });
    expect(again).toEqual(announced);
    expect(await refused(mira.client.recovery.complete({ sheets: sheets() }))).toBe('ROSTER_RECOVERY');
    expect((await talassa.second.client.recovery.veto()).state).toBe('entered');
    expect(await talassa.admin.client.recovery.announced()).toBe(null);
    expect(await refused(talassa.second.client.recovery.veto())).toBe('CLIENT_NOT_FOUND');
    expect(await outcome(mira.client.recovery.complete({ sheets: sheets() }))).toMatch(/^ROSTER_RECOVERY: vetoed/);
    expect(mira.client.whoami()).toBe(null);
  });

  test('brings back, after the delay and a restart of the program, the mail of all epochs, and writes', async () => {
    // Nobody has a device any more from here on: only sheets.
    const { dueAt } = await mira.client.recovery.begin({ sheets: sheets(), name: 'Mira' });
    await pass(DELAY - HOUR);
    await reopened(relay, mira);
    expect(await refused(mira.client.recovery.complete({ sheets: sheets() }))).toBe('ROSTER_RECOVERY');
    await pass(2 * HOUR);
    expect(relay.clock.now()).toBeGreaterThan(dueAt);
    const enrolled = await mira.client.recovery.complete({ sheets: sheets() });
    expect(enrolled.authority).toBe(talassa.id);
    expect(await mira.client.recovery.begun()).toBe(null);
    const epoch = currentEpoch(await mira.client.roster());
    expect(epoch?.recipients.some(({ kid }) => kid === enrolled.device.kid)).toBe(true);
    expect(textsOf(await pulled(mira))).toEqual(['from before the fire']);
    await fresh(mira.client);
    expect((await write(mira, norvania, 'back again')).status).toBe('submitted');
    await norvania.admin.client.sync();
    expect(textsOf(await pulled(norvania.admin))).toContain('back again');
    await fresh(norvania.admin.client);
    await write(norvania.admin, talassa, 'welcome back');
    expect(textsOf(await pulled(mira))).toContain('welcome back');
  });

  test('leaves it to the new administrator to shut the lost devices out', async () => {
    const lost = talassa.admin.client.whoami()?.kid;
    if (!lost) throw new Error('enrolled');
    expect((await mira.client.devices.revoke(lost)).state).toBe('entered');
    const epoch = currentEpoch(await mira.client.roster());
    expect(epoch?.recipients.some(({ kid }) => kid === lost)).toBe(false);
  });
});
