// Decisions of several administrators and names of colleagues, which travel sealed among an authority's drafts, through a real relay (docs/spec/drafts.md; docs/spec/roster.md).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { activeOfficials } from '../../crypto/protocol/roster.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import type { DraftId, OfficialId } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority, join, reopenAll } from '../testkit/authority.ts';
import { refused } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
});
afterAll(() => relay.close());
beforeEach(() => reopenAll(relay, norvania));

/** An invitation that waits for the second administrator. */
async function proposed(name: string): Promise<DraftId> {
  const { changed } = await norvania.admin.client.invitations.invite({ name, roles: [ROLES.officer] });
  return (await norvania.admin.client.decisions.leave(changed, name)) as DraftId;
}

describe('a decision that needs two', () => {
  test('waits for the other administrator, says what it is, is signed there and then stands and is gone', async () => {
    const [author, other] = [norvania.admin.client, norvania.second.client];
    const id = await proposed('Rasa Holt');
    await other.sync();
    const [waiting] = await other.decisions.list();
    expect(waiting).toMatchObject({
      id,
      body: { type: 'official_add', roles: [ROLES.officer] },
      about: 'Rasa Holt',
      needed: 2,
      signed: [author.whoami()?.official],
      overtaken: false,
    });
    expect((await other.decisions.sign(id)).state).toBe('entered');
    expect(await other.decisions.list()).toEqual([]);
    await author.sync();
    expect(await author.decisions.list()).toEqual([]);
    const official = waiting?.body.type === 'official_add' ? waiting.body.official : null;
    expect(activeOfficials(await author.roster()).map((one) => one.id)).toContain(official);
  });

  test('is no draft of an act, and is refused once the roster has moved on', async () => {
    const [author, other] = [norvania.admin.client, norvania.second.client];
    const id = await proposed('Nobody yet');
    expect(await author.drafts.list()).toEqual([]);
    await other.devices.rotate();
    await author.sync();
    expect((await author.decisions.list())[0]?.overtaken).toBe(true);
    await other.sync();
    expect(await refused(other.decisions.sign(id))).toBe('CLIENT_PENDING_STALE');
    await author.decisions.withdraw(id);
    await other.sync();
    expect(await other.decisions.list()).toEqual([]);
  });

  test('is not to be found at the relay under another name: a draft that is none is refused', async () => {
    const { client } = norvania.admin;
    const { id } = await client.drafts.save(null, { kind: 'consultation', fields: { subject: 'an act' }, to: [] });
    expect(await refused(client.decisions.sign(id))).toBe('CLIENT_NOT_FOUND');
    const forged = await client.drafts.save(null, { decision: 1, file: new Uint8Array([1, 2, 3]), about: 'nothing' });
    expect(await client.decisions.list()).toEqual([]);
    expect(await refused(client.decisions.sign(forged.id))).toBe('CLIENT_PENDING_LINK');
    await client.drafts.remove(id);
    await client.drafts.remove(forged.id);
  });
});

describe('the names of colleagues', () => {
  test('reach those who did not invite them, and only as they were committed to', async () => {
    const [author, other] = [norvania.admin.client, norvania.second.client];
    const clerk = await join(relay, norvania.admin, 'Imre Voss', [ROLES.officer], norvania.second);
    await other.sync();
    const id = await proposed('Zoe Lund');
    await other.sync();
    await other.decisions.sign(id);
    const members = await other.members();
    const zoe = members.at(-1)?.official as OfficialId;
    const nameOf = async (official: OfficialId) =>
      (await other.members()).find((one) => one.official === official)?.name;
    await clerk.client.sync();
    const forged = { official: zoe, name: 'Somebody Else', salt: new Uint8Array(32) };
    await clerk.client.drafts.save(null, { names: 1, told: [forged] });
    await other.sync();
    expect(await nameOf(zoe)).toBeNull();
    await author.sync();
    await other.sync();
    expect(await nameOf(zoe)).toBe('Zoe Lund');
    expect(await nameOf(clerk.client.whoami()?.official as OfficialId)).toBe('Imre Voss');
    expect(await other.drafts.list()).toEqual([]);
  });

  test('are those that officials typed on enrolling, beside the name of the invitation; nobody takes a colleague’s', async () => {
    const { second, admin } = norvania;
    const clerk = await join(relay, admin, 'Desk four', [ROLES.officer], second, 'Livia Sander');
    const thief = await join(relay, admin, 'Desk five', [ROLES.officer], second, 'ZOE  Lund');
    for (const { client } of [admin, clerk, thief, second, clerk, thief, admin, second]) await client.sync();
    for (const { client } of [second, admin]) {
      const called = async (who: typeof clerk) =>
        (await client.members()).find((one) => one.official === who.client.whoami()?.official);
      expect(await called(clerk)).toMatchObject({ name: 'Livia Sander', invitedAs: 'Desk four' });
      expect(await called(thief)).toMatchObject({ name: 'Desk five', invitedAs: null });
      expect(await client.drafts.list()).toEqual([]);
    }
  });

  test('are remembered of those who left', async () => {
    const clerk = await join(relay, norvania.admin, 'Odo Kern', [ROLES.officer], norvania.second);
    const official = clerk.client.whoami()?.official as OfficialId;
    await norvania.admin.client.sync();
    await norvania.second.client.sync();
    await norvania.admin.client.devices.remove(official);
    await norvania.second.client.sync();
    expect((await norvania.second.client.members()).map((one) => one.official)).not.toContain(official);
    expect((await norvania.second.client.names()).get(official)).toBe('Odo Kern');
  });
});
