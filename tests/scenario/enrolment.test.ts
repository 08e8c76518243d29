// People and devices come and go: invitations, grants, further devices and passkeys, removal with rotation, decisions of two (protocol.md section 3).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { practiceAuthenticator } from '../../client/sdk/authenticators/practice.ts';
import { readInvitation } from '../../client/sdk/invitations.ts';
import { combineSheets, parseSheet, type RecoverySheet, sheetText } from '../../client/sdk/recovery.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { activeDevices, activePasskeysOf, currentEpoch, rolesOf, thresholdOf } from '../../crypto/protocol/roster.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import { decodeList, encodeList } from '../../crypto/wire/frames.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import type { Kid, OfficialId } from '../../crypto/wire/ids.ts';
import {
  type FoundedAuthority,
  foundAuthority,
  join,
  ORIGIN,
  reopenAll,
  reopened,
  type Someone,
  someone,
} from '../testkit/authority.ts';
import { consult, itemsOf, pulled, refused, troublesOf, write } from '../testkit/mail.ts';
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

/** The links as the relay serves them to somebody. */
async function fetchLinks(who: Someone, path: string): Promise<Uint8Array[]> {
  let links: Uint8Array[] = [];
  const listening: typeof fetch = async (target, init) => {
    const answer = await fetch(target, init);
    if (!String(target).endsWith(path)) return answer;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    links = decodeList(bytes);
    return new Response(bytes);
  };
  await (await someone(relay, who.name, who.vault, { fetch: listening })).client.sync();
  return links;
}

describe('founding', () => {
  test('shows its next step, and forgets nothing when its program ends in between', async () => {
    const admin = await someone(relay, 'Founder');
    const input = {
      jurisdiction: 'QP',
      names: [['en', 'Ostrava Bay']] as const,
      adminName: 'Founder',
      rpIds: ['localhost'],
      origins: [ORIGIN],
    };
    expect(await admin.client.founding.step()).toBe('found');
    await relay.stop();
    expect(await refused(admin.client.founding.found(input))).toBe('CLIENT_RELAY_UNREACHABLE');
    await relay.start();
    await reopened(relay, admin);
    const id = await admin.client.founding.found(input);
    expect(await refused(admin.client.founding.found(input))).toBe('CLIENT_ALREADY_ENROLLED');
    expect(await admin.client.founding.step()).toBe('invite second administrator');
    expect(await refused(admin.client.founding.complete())).toBe('CLIENT_FOUNDING_ORDER');
    const { code } = await admin.client.invitations.invite({ name: 'Second', roles: [ROLES.admin, ROLES.signatory] });
    expect(await admin.client.founding.step()).toBe('wait for second administrator');
    const second = await someone(relay, 'Second');
    await second.client.invitations.accept({ code, name: 'Second' });
    await reopened(relay, admin);
    expect(await admin.client.founding.step()).toBe('complete');
    const { sheets } = await admin.client.founding.complete({ needed: 2, custodians: 3 });
    expect(await admin.client.founding.step()).toBe('wait for admission');
    expect(await refused(write(admin, talassa, 'too early'))).toBe('CLIENT_NOT_ADMITTED');
    await relay.admit(id);
    expect(await admin.client.founding.step()).toBe('done');
    const roster = await admin.client.roster();
    const [one, two, three] = sheets.map((sheet) => parseSheet(sheetText(sheet).toLowerCase())) as RecoverySheet[];
    await combineSheets([three, one] as RecoverySheet[], roster);
    expect(await refused(combineSheets([one, one] as RecoverySheet[], roster))).toBe('POLICY_RECOVERY_SHARE');
    const swapped = { ...one, share: two?.share } as RecoverySheet;
    expect(await refused(combineSheets([swapped, three] as RecoverySheet[], roster))).toBe('POLICY_RECOVERY_SHARE');
    const foreign = await norvania.admin.client.roster();
    expect(await refused(combineSheets([one, two] as RecoverySheet[], foreign))).toBe('POLICY_RECOVERY_SHARE');
  });

  test('a chain that was longer, or another, before is refused while nobody else can see it', async () => {
    const { admin, id } = await foundAuthority(relay, 'Lonely', { jurisdiction: 'QR', admit: false });
    const path = `/v1/chains/${id}/links?from=0`;
    const served = await fetchLinks(admin, path);
    const serving =
      (links: readonly Uint8Array[]): typeof fetch =>
      async (target, init) =>
        String(target).endsWith(path)
          ? new Response(encodeList(links) as Uint8Array<ArrayBuffer>)
          : fetch(target, init);
    const lied = [served.slice(0, -1), [...served.slice(0, 2), served[1] as Uint8Array]];
    for (const links of lied) {
      const who = await someone(
        relay,
        'Lonely',
        memoryVault((admin.vault as ReturnType<typeof memoryVault>).snapshot()),
        { fetch: serving(links) },
      );
      expect(await refused(who.client.sync())).toBe('CLIENT_ALARM');
      expect(await who.client.alarms.list()).toHaveLength(1);
    }
    await reopened(relay, admin);
    expect(await admin.client.founding.step()).toBe('wait for admission');
  });
});

describe('an invited official', () => {
  let officer: Someone;
  test('is told the root of trust under the code, and a wrong code learns nothing', async () => {
    const { code, changed } = await norvania.admin.client.invitations.invite({
      name: 'Officer',
      roles: [ROLES.officer],
    });
    expect(changed.state).toBe('pending'); // two administrators decide here
    if (changed.state !== 'pending') return;
    const options = { origin: relay.card.relayOrigin, fetch, clock: relay.clock, random: systemRandom };
    expect(await refused(readInvitation({ ...options, code }))).toBe('RELAY_NOT_FOUND');
    const described = await norvania.second.client.pending.describe(changed.file);
    expect(described.body.type).toBe('official_add');
    await norvania.second.client.pending.sign(changed.file);
    await norvania.admin.client.sync(); // leaves the card now that the link stands
    const card = await readInvitation({ ...options, code: code.toLowerCase().replaceAll('-', ' ') });
    expect(card.trustCard).toEqual(relay.card);
    officer = await someone(relay, 'Officer');
    const wrong = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
    expect(await refused(officer.client.invitations.accept({ code: wrong, name: 'Officer' }))).toBe('RELAY_NOT_FOUND');
    expect(await refused(officer.client.invitations.accept({ code: 'short', name: 'Officer' }))).toBe(
      'POLICY_INVITATION',
    );
    await officer.client.invitations.accept({ code, name: 'Officer' });
    const late = await someone(relay, 'Late');
    expect(await refused(late.client.invitations.accept({ code, name: 'Late' }))).toBe('RELAY_NOT_FOUND');
  });

  test('reads nothing until a colleague’s device has let them in, and then everything', async () => {
    await write(talassa.admin, norvania, 'before the officer could read');
    await officer.client.sync();
    expect(troublesOf(await pulled(officer))).toContain('EPOCH_UNKNOWN');
    expect(await officer.client.inbox.troubles()).toHaveLength(1);
    await norvania.admin.client.sync(); // grants by itself
    await officer.client.sync();
    const items = itemsOf(await pulled(officer));
    expect(items.map(({ act }) => act.fields['text'])).toContain('before the officer could read');
    expect(await officer.client.inbox.troubles()).toEqual([]);
  });

  test('may not sign what takes a signatory', async () => {
    const input = { to: [talassa.id], act: consult('formal by an officer'), class: CLASSES.formal };
    expect(await refused(officer.client.outbox.send(input))).toBe('CLIENT_ROLE');
  });
});

describe('a further device', () => {
  let phone: Someone;
  test('is admitted by one that the official has, and reads at once', async () => {
    const { client } = norvania.admin;
    // The official's passkey works on both, as one that travels does.
    phone = await someone(relay, 'Phone', memoryVault(), {
      authenticator: practiceAuthenticator(norvania.admin.vault, systemRandom),
    });
    const request = await phone.client.devices.request();
    const admitted = await client.devices.admit(request);
    if (admitted.state !== 'pending') throw new Error('the new device has not signed');
    const signed = await phone.client.devices.countersign(admitted.file);
    const foreign = await someone(relay, 'Foreign');
    expect(await refused(foreign.client.devices.countersign(admitted.file))).toBe('CLIENT_PENDING_LINK');
    await client.pending.submit(signed);
    await phone.client.devices.adopt(norvania.id);
    await phone.client.sync();
    await write(talassa.admin, norvania, 'to both devices');
    const texts = itemsOf(await pulled(phone)).map(({ act }) => act.fields['text']);
    expect(texts).toContain('to both devices');
    await client.sync();
    expect(itemsOf(await pulled(norvania.admin)).map(({ act }) => act.fields['text'])).toContain('to both devices');
  });

  test('revoked, is locked out of everything that follows, and keeps what it had', async () => {
    const lost = phone.client.whoami()?.kid as Kid;
    const before = currentEpoch(await norvania.admin.client.roster())?.epoch;
    const changed = await norvania.admin.client.devices.revoke(lost);
    expect(changed.state).toBe('entered');
    const roster = await norvania.admin.client.roster();
    expect(currentEpoch(roster)?.epoch).toBe((before as number) + 1);
    expect(activeDevices(roster).map(({ kid }) => kid)).not.toContain(lost);
    await talassa.admin.client.sync();
    await write(talassa.admin, norvania, 'after the loss');
    expect(await refused(pulled(phone))).toBe('RELAY_SIGNATURE');
    expect(await refused(write(phone, talassa, 'from a lost device'))).toBe('RELAY_SIGNATURE');
    expect((await phone.client.items.list()).length).toBeGreaterThan(0);
    await norvania.second.client.sync();
    const texts = itemsOf(await pulled(norvania.second)).map(({ act }) => act.fields['text']);
    expect(texts).toContain('after the loss');
  });
});

describe('an official', () => {
  test('adds a second passkey with the first, and revokes one with the other', async () => {
    const { client } = talassa.second;
    const official = client.whoami()?.official as OfficialId;
    expect((await client.devices.addPasskey('second key')).state).toBe('entered');
    const [first, added] = activePasskeysOf(await client.roster(), official);
    await client.devices.revokePasskey(first?.credentialId as Uint8Array);
    expect(activePasskeysOf(await client.roster(), official)).toEqual([added]);
    await client.session.signIn();
    expect(await refused(client.devices.revokePasskey(added?.credentialId as Uint8Array))).toBe('CLIENT_PASSKEY');
  });

  test('changes roles and policy only when two administrators sign', async () => {
    const clerk = await join(relay, talassa.admin, 'Clerk', [ROLES.officer], talassa.second);
    const official = clerk.client.whoami()?.official as OfficialId;
    const changed = await talassa.admin.client.devices.setRoles(official, [ROLES.officer, ROLES.duty]);
    if (changed.state !== 'pending') throw new Error('one administrator was enough');
    expect(await refused(talassa.admin.client.pending.submit(changed.file))).toBe('CLIENT_PENDING_LINK');
    expect(await refused(norvania.admin.client.pending.sign(changed.file))).toBe('CLIENT_PENDING_LINK');
    await talassa.second.client.devices.verifyPeer(norvania.id, 0); // the roster moves on
    expect(await refused(talassa.second.client.pending.sign(changed.file))).toBe('CLIENT_PENDING_STALE');
    const again = await talassa.admin.client.devices.setRoles(official, [ROLES.officer, ROLES.duty]);
    if (again.state !== 'pending') throw new Error('one administrator was enough');
    expect((await talassa.second.client.pending.sign(again.file)).state).toBe('entered');
    const roster = await talassa.second.client.roster();
    expect(rolesOf(roster, official)).toEqual([ROLES.officer, ROLES.duty]);
    expect(thresholdOf(roster)).toBe(2);
    const entry = await talassa.second.client.authorities.entry(norvania.id);
    expect(entry).toMatchObject({ name: 'Norvania', state: 'sendable' });
    expect(entry?.verifiedSeq).not.toBeNull();
    expect((await talassa.second.client.authorities.search('norv')).map(({ authority }) => authority)).toEqual([
      norvania.id,
    ]);
  });

  test('removed, is out with everything they held', async () => {
    const clerk = await join(relay, norvania.admin, 'Clerk', [ROLES.officer], norvania.second);
    await norvania.admin.client.sync();
    await clerk.client.sync();
    const official = clerk.client.whoami()?.official as OfficialId;
    expect((await norvania.admin.client.devices.remove(official)).state).toBe('entered');
    expect(await refused(clerk.client.sync())).toBe('RELAY_SIGNATURE');
    await talassa.admin.client.sync();
    expect((await write(talassa.admin, norvania, 'without the clerk')).status).toBe('submitted');
  });

  test('a service receives without a passkey, and proposes nothing by itself', async () => {
    const service = await join(relay, talassa.admin, 'Case system', [ROLES.service], talassa.second);
    await talassa.admin.client.sync();
    await service.client.sync();
    await norvania.admin.client.sync();
    await write(norvania.admin, talassa, 'to the case system');
    const items = itemsOf(await pulled(service));
    expect(items.map(({ act }) => act.fields['text'])).toContain('to the case system');
    expect((await write(service, norvania, 'by program')).status).toBe('submitted');
    expect(await refused(service.client.inbox.taken(items.at(-1)?.subject as never))).toBe('ROSTER_ROLE');
  });
});
