// What an authority prepares, through a real relay: shared, kept without it, in conflict, after a removal (docs/spec/drafts.md).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { composeRoom } from '../../client/web/worker/compose.ts';
import { openOffice } from '../../client/web/worker/office.ts';
import { decodeSealedDraft } from '../../crypto/wire/draft.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import type { DraftId, Kid } from '../../crypto/wire/ids.ts';
import { join, reopened, type Someone } from '../testkit/authority.ts';
import {
  type Ask,
  type Drafting,
  draftOf,
  honestly,
  type OwnLine,
  offline,
  openDrafting,
  ownLine,
  showing,
  subjectOf,
  synced,
} from '../testkit/drafting.ts';
import { refused } from '../testkit/mail.ts';

let world: Drafting;
let lindt: Someone;
let maro: Someone;
let lindtLine: OwnLine;
beforeAll(async () => {
  world = await openDrafting();
});
afterAll(() => world.relay.close());
beforeEach(async () => {
  ({ lindt, maro, lindtLine } = await world.seated());
});

/** A draft that both have. */
async function shared(subject = 'first'): Promise<DraftId> {
  const { id } = await lindt.client.drafts.save(null, draftOf(subject));
  expect((await synced(maro, id)).state).toBe('saved');
  return id;
}

describe('a draft', () => {
  test('is read and gone on with by colleagues, who see who changed it and when', async () => {
    const made = await lindt.client.drafts.save(null, draftOf('Bank records'));
    expect(made).toMatchObject({ state: 'saved', version: 1, trouble: null, theirs: null });
    const read = await synced(maro, made.id);
    expect(subjectOf(read)).toBe('Bank records');
    const { official, kid } = lindt.client.whoami() as { official: string; kid: string };
    expect(read.savedBy).toEqual({ official, kid, at: made.changedAt, active: true });
    await maro.client.drafts.save(made.id, draftOf('Bank records, amended'));
    await lindt.client.sync();
    const [newest] = await lindt.client.drafts.list();
    expect([newest?.id, newest && subjectOf(newest), newest?.version]).toEqual([made.id, 'Bank records, amended', 2]);
    const versions = await lindt.client.drafts.versions(made.id);
    expect(versions.map((one) => [one.version, subjectOf(one), one.savedBy.official])).toEqual([
      [2, 'Bank records, amended', maro.client.whoami()?.official],
      [1, 'Bank records', official],
    ]);
  });

  test('is no other authority’s: not listed, not served', async () => {
    const id = await shared();
    await world.talassa.admin.client.sync();
    expect(await world.talassa.admin.client.drafts.list()).toEqual([]);
    expect(await refused(world.talassa.admin.client.drafts.get(id))).toBe('CLIENT_NOT_FOUND');
  });

  test('is not for auditors, who neither see nor save one', async () => {
    await shared();
    const auditor = await join(world.relay, lindt, 'Auditor', [ROLES.auditor], maro);
    await auditor.client.sync();
    expect(await auditor.client.drafts.list()).toEqual([]);
    expect(await refused(auditor.client.drafts.save(null, draftOf('mine')))).toBe('CLIENT_ROLE');
  });

  test('saved once more as it is makes no version', async () => {
    const id = await shared('same');
    expect((await lindt.client.drafts.save(id, draftOf('same'))).version).toBe(1);
  });

  test('longer than may be kept is refused before anything is stored', async () => {
    const before = await lindt.client.drafts.list();
    const long = { kind: 'consultation', fields: { text: 'x'.repeat(800_000) } };
    expect(await refused(lindt.client.drafts.save(null, long))).toBe('WIRE_TOO_LARGE');
    expect(await lindt.client.drafts.list()).toEqual(before);
  });

  test('removed is gone for everybody, by the signature of who removed it', async () => {
    const id = await shared();
    await maro.client.drafts.remove(id);
    expect(await refused(maro.client.drafts.get(id))).toBe('CLIENT_NOT_FOUND');
    await lindt.client.drafts.sync();
    expect(await refused(lindt.client.drafts.get(id))).toBe('CLIENT_NOT_FOUND');
    expect((await lindt.client.drafts.list()).map((draft) => draft.id)).not.toContain(id);
    const newcomer = await join(world.relay, lindt, 'Newcomer', [ROLES.officer], maro);
    await lindt.client.sync();
    await newcomer.client.sync();
    const known = (await newcomer.client.drafts.list()).map((draft) => draft.id);
    expect(known).not.toContain(id);
    expect(known.length).toBeGreaterThan(0);
  });
});

describe('without the relay', () => {
  test('everything is kept, also over a restart, and handed over when it is there again', async () => {
    const id = await shared('before');
    lindtLine.becomes(offline);
    const waiting = await lindt.client.drafts.save(id, draftOf('in the train'));
    expect(waiting).toMatchObject({ state: 'waiting', version: 1, trouble: 'CLIENT_RELAY_UNREACHABLE' });
    const made = await lindt.client.drafts.save(null, draftOf('made in the train'));
    expect(made).toMatchObject({ state: 'waiting', version: 0, savedBy: null });
    expect(await refused(lindt.client.drafts.sync())).toBe('CLIENT_RELAY_UNREACHABLE');
    const again = await reopened(world.relay, world.norvania.admin, { fetch: lindtLine.via });
    expect(subjectOf(await again.client.drafts.get(id))).toBe('in the train');
    lindtLine.becomes(honestly);
    await again.client.sync();
    expect(await again.client.drafts.get(id)).toMatchObject({ state: 'saved', version: 2, trouble: null });
    expect(subjectOf(await synced(maro, made.id))).toBe('made in the train');
  });

  test('what was stored while its answer was lost is one’s own, and not a conflict', async () => {
    const losing: Ask = async (_url, init, honest) => {
      await honest();
      if (init.method === 'PUT') throw new TypeError('fetch failed');
      return honest();
    };
    lindtLine.becomes(losing);
    const { id } = await lindt.client.drafts.save(null, draftOf('one'));
    await lindt.client.drafts.save(id, draftOf('two'));
    lindtLine.becomes(honestly);
    expect(await synced(lindt, id)).toMatchObject({ state: 'saved', version: 2, theirs: null });
    lindtLine.becomes(losing);
    await lindt.client.drafts.save(id, draftOf('three'));
    await synced(maro, id);
    await maro.client.drafts.save(id, draftOf('four'));
    lindtLine.becomes(honestly);
    expect(subjectOf(await synced(lindt, id))).toBe('four');
  });
});

describe('a list of drafts that is on its way while one is stored', () => {
  /** Answers the list as it was before `meanwhile`. */
  const slowly =
    (meanwhile: () => Promise<unknown>): Ask =>
    async (url, init, honest) => {
      const answer = await honest();
      if (!url.endsWith('/v1/drafts') || init.method !== 'GET') return answer;
      lindtLine.becomes(honestly);
      await meanwhile();
      return answer;
    };

  test('does not make a new draft a missing one', async () => {
    let id = '' as DraftId;
    lindtLine.becomes(
      slowly(async () => {
        ({ id } = await lindt.client.drafts.save(null, draftOf('just begun')));
      }),
    );
    await lindt.client.drafts.sync();
    expect(await lindt.client.drafts.get(id)).toMatchObject({ state: 'saved', version: 1, trouble: null });
    expect((await lindt.client.drafts.save(id, draftOf('gone on with'))).id).toBe(id);
  });

  test('does not make a newer version a suspicious one', async () => {
    const id = await shared();
    lindtLine.becomes(slowly(() => lindt.client.drafts.save(id, draftOf('second'))));
    await lindt.client.drafts.sync();
    const after = await lindt.client.drafts.get(id);
    expect([subjectOf(after), after.version, after.trouble]).toEqual(['second', 2, null]);
  });
});

test('what is handed over is what is kept then', async () => {
  const { id } = await lindt.client.drafts.keep(null, draftOf('first words'));
  const going = lindt.client.drafts.share(id);
  await lindt.client.drafts.keep(id, draftOf('later words'));
  await going;
  await lindt.client.drafts.share(id);
  expect(subjectOf(await lindt.client.drafts.get(id))).toBe('later words');
  expect(subjectOf(await synced(maro, id))).toBe('later words');
});

describe('two people at once', () => {
  test('both versions are shown, none is overwritten, and a person decides', async () => {
    const id = await shared();
    await maro.client.drafts.save(id, draftOf('Maro’s'));
    const mine = await lindt.client.drafts.save(id, draftOf('Lindt’s'));
    expect([mine.state, subjectOf(mine), mine.theirs && subjectOf(mine.theirs)]).toEqual([
      'conflict',
      'Lindt’s',
      'Maro’s',
    ]);
    expect(mine.theirs?.savedBy.official).toBe(maro.client.whoami()?.official);
    // Saving on, as a form does by itself, decides nothing.
    expect((await lindt.client.drafts.save(id, draftOf('Lindt’s, longer'))).state).toBe('conflict');
    expect(subjectOf(await synced(maro, id))).toBe('Maro’s');
    const decided = await lindt.client.drafts.resolve(id, draftOf('both'));
    expect(decided).toMatchObject({ state: 'saved', version: 3, theirs: null });
    expect(subjectOf(await synced(maro, id))).toBe('both');
  });

  test('who says the same is in no conflict; who changes what was removed is asked', async () => {
    const id = await shared();
    await maro.client.drafts.save(id, draftOf('agreed'));
    expect((await lindt.client.drafts.save(id, draftOf('agreed'))).state).toBe('saved');
    await synced(maro, id);
    await maro.client.drafts.remove(id);
    const kept = await lindt.client.drafts.save(id, draftOf('still needed'));
    expect([kept.state, kept.theirs?.content, subjectOf(kept)]).toEqual(['conflict', null, 'still needed']);
    await lindt.client.drafts.resolve(id, draftOf('still needed'));
    expect(subjectOf(await synced(maro, id))).toBe('still needed');
  });
});

test('a version of a time that no calendar has is shown with a date', async () => {
  const clock = { now: () => Number.MAX_SAFE_INTEGER };
  const astray = await reopened(world.relay, maro, { clock });
  const { id } = await astray.client.drafts.keep(null, draftOf('at the end of time'));
  await (await reopened(world.relay, maro)).client.drafts.sync();
  const read = await synced(lindt, id);
  expect([subjectOf(read), read.trouble]).toEqual(['at the end of time', null]);
  expect([read.changedAt, read.savedBy?.at].map((at) => new Date(at as number).getTime())).toEqual([8.64e15, 8.64e15]);
});

describe('a device that was revoked', () => {
  test('F5 does not open what is saved after the rotation, and what it saved before stands', async () => {
    const leaver = await join(world.relay, lindt, 'Leaver', [ROLES.officer], maro);
    await lindt.client.sync();
    await leaver.client.sync();
    const left = await leaver.client.drafts.save(null, draftOf('left behind'));
    const { id } = await leaver.client.drafts.save(null, draftOf('by the leaver'));
    const waitingLine = ownLine();
    const away = await reopened(world.relay, world.norvania.second, { fetch: waitingLine.via });
    await away.client.sync();
    // Sealed before the rotation and not yet handed over: sealed anew after it.
    waitingLine.becomes(offline);
    await away.client.drafts.save(id, draftOf('after'));
    waitingLine.becomes(honestly);
    await lindt.client.devices.revoke(leaver.client.whoami()?.kid as Kid);
    await away.client.sync();
    await lindt.client.sync();
    const read = await lindt.client.drafts.get(id);
    expect([subjectOf(read), read.version]).toEqual(['after', 2]);
    const [, before] = await lindt.client.drafts.versions(id);
    expect([before && subjectOf(before), before?.savedBy.active]).toEqual(['by the leaver', false]);
    // The page says so too.
    const office = openOffice({ origin: 'http://localhost:8788', announce: () => undefined });
    office.seated(lindt.client);
    const listed = (await composeRoom(office).drafts()).map((view) => [view.id, view.changedBy?.active]);
    expect(listed.filter(([one]) => one === id || one === left.id)).toEqual(
      expect.arrayContaining([
        [id, true],
        [left.id, false],
      ]),
    );
    expect(await refused(leaver.client.drafts.sync())).toBe('RELAY_SIGNATURE');
    // Even with the relay's help: it is shown the newest version as another device is.
    const sealed = await world.keptAs(lindt, id, 2);
    expect(decodeSealedDraft(sealed).epoch).toBe((await lindt.client.roster()).epochs.at(-1)?.epoch);
    const helped = ownLine();
    const leaving = await reopened(world.relay, leaver, { fetch: helped.via });
    helped.becomes(showing(id, 2, () => sealed));
    await leaving.client.drafts.sync();
    expect(await leaving.client.drafts.get(id)).toMatchObject({ version: 1, trouble: 'EPOCH_UNKNOWN' });
    expect(subjectOf(await leaving.client.drafts.get(id))).toBe('by the leaver');
  });
});
