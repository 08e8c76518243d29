// Keeping an authority's keys through a real relay: new recovery sheets, and epochs that end (protocol.md section 3).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { practiceAuthenticator } from '../../client/sdk/authenticators/practice.ts';
import { encodePending, readPending } from '../../client/sdk/pending-link.ts';
import { combineSheets } from '../../client/sdk/recovery.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { currentEpoch, rolesOf } from '../../crypto/protocol/roster.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import type { Kid, OfficialId } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority, join, reopenAll, someone } from '../testkit/authority.ts';
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
// One client at a time over a vault: a test that opened others leaves them behind.
beforeEach(() => reopenAll(relay, norvania, talassa));

describe('new recovery sheets', () => {
  test('take two administrators, who sign only for boxes they can open, and end the old ones', async () => {
    const { client } = talassa.admin;
    const { sheets, changed } = await client.founding.renewRecovery();
    if (changed.state !== 'pending') throw new Error('one administrator was enough');
    const pending = readPending(changed.file);
    const [first, second] = pending.lockboxes;
    const swapped = pending.lockboxes.map((one) => (one === first ? { ...one, box: second?.box as Uint8Array } : one));
    const bent = [
      { ...pending, lockboxes: swapped },
      { ...pending, lockboxes: pending.lockboxes.slice(1) },
      { ...pending, epochKey: null },
    ];
    for (const file of bent)
      expect(await refused(talassa.second.client.pending.sign(encodePending(file)))).toBe('CLIENT_PENDING_LINK');
    expect(await refused(talassa.second.client.pending.sign(changed.file.slice(1)))).toBe('CLIENT_PENDING_LINK');
    expect((await talassa.second.client.pending.sign(changed.file)).state).toBe('entered');
    await combineSheets(sheets.slice(1), await talassa.second.client.roster());
    await client.sync();
    await norvania.admin.client.sync();
    expect((await write(norvania.admin, talassa, 'under the new epoch')).status).toBe('submitted');
    expect(textsOf(await pulled(talassa.second))).toContain('under the new epoch');
  });
});

describe('epochs', () => {
  test('are renewed by a reading device after thirty days, and old mail stays readable to newcomers', async () => {
    const before = currentEpoch(await talassa.admin.client.roster())?.epoch as number;
    await norvania.admin.client.sync();
    await write(norvania.admin, talassa, 'to the old epoch');
    relay.wind(31 * 24 * 3_600_000);
    await relay.stop();
    await relay.start();
    await talassa.admin.client.sync();
    expect(currentEpoch(await talassa.admin.client.roster())?.epoch).toBe(before + 1);
    await norvania.admin.client.sync();
    await expect.poll(() => refused(norvania.admin.client.freshness()), { timeout: 30_000 }).toBe('accepted');
    await write(norvania.admin, talassa, 'to the new epoch');
    const newcomer = await join(relay, talassa.admin, 'Newcomer', [ROLES.officer], talassa.second);
    await talassa.admin.client.sync();
    await newcomer.client.sync();
    expect(textsOf(await pulled(newcomer))).toEqual(expect.arrayContaining(['to the old epoch', 'to the new epoch']));
  });
});

describe('roles', () => {
  test('are named in any order, and twice by mistake', async () => {
    const { client } = norvania.admin;
    const roles = [ROLES.officer, ROLES.signatory, ROLES.admin, ROLES.officer];
    const { official, changed } = await client.invitations.invite({ name: 'Deputy', roles });
    if (changed.state !== 'pending') throw new Error('two administrators decide');
    await norvania.second.client.pending.sign(changed.file);
    await client.sync();
    expect(rolesOf(await client.roster(), official)).toEqual([ROLES.admin, ROLES.signatory, ROLES.officer]);
    const set = await client.devices.setRoles(official, [ROLES.duty, ROLES.officer]);
    if (set.state !== 'pending') throw new Error('two administrators decide');
    await norvania.second.client.pending.sign(set.file);
    await client.sync();
    expect(rolesOf(await client.roster(), official)).toEqual([ROLES.officer, ROLES.duty]);
  });
});

describe('an official who lost every device', () => {
  test('gets another from the administrators together, keeps the passkey, and reads what came before', async () => {
    const { admin, second } = norvania;
    const officer = await join(relay, admin, 'Officer', [ROLES.officer], second);
    await admin.client.sync();
    await talassa.admin.client.sync();
    await write(talassa.admin, norvania, 'before the loss');
    const { kid, official } = officer.client.whoami() as { kid: Kid; official: OfficialId };
    const passkeys = practiceAuthenticator(officer.vault, systemRandom);
    const again = await someone(relay, 'Officer', memoryVault(), { authenticator: passkeys });
    const request = await again.client.devices.request();

    const early = await admin.client.devices.admit(request, official);
    if (early.state !== 'pending') throw new Error('the new device has not signed');
    const unrevoked = await again.client.devices.countersign(early.file);
    expect(await refused(second.client.pending.sign(unrevoked))).toBe('ROSTER_SIGNER');

    expect((await admin.client.devices.revoke(kid)).state).toBe('entered');
    const admitted = await admin.client.devices.admit(request, official);
    if (admitted.state !== 'pending') throw new Error('one administrator was enough');
    const signed = await again.client.devices.countersign(admitted.file);
    expect(await refused(admin.client.pending.submit(signed))).toBe('CLIENT_PENDING_LINK');
    expect((await second.client.pending.sign(signed)).state).toBe('entered');
    expect((await again.client.devices.adopt(norvania.id)).official).toBe(official);
    await again.client.sync();
    expect(textsOf(await pulled(again))).toContain('before the loss');
  });
});

describe('an authority with one administrator left', () => {
  test('goes on sending and receiving: only its decisions wait', async () => {
    const { kid } = talassa.second.client.whoami() as { kid: Kid };
    await talassa.admin.client.devices.revoke(kid);
    await norvania.admin.client.sync();
    expect((await write(norvania.admin, talassa, 'to the one left')).status).toBe('submitted');
    expect(textsOf(await pulled(talassa.admin))).toContain('to the one left');
    expect((await write(talassa.admin, norvania, 'from the one left')).status).toBe('submitted');
    expect(textsOf(await pulled(norvania.admin))).toContain('from the one left');
    const invited = talassa.admin.client.invitations.invite({ name: 'Helper', roles: [ROLES.officer] });
    expect((await invited).changed.state).toBe('pending');
  });
});
