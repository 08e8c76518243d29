// Recovery at the door: what custodians may hand in and fetch when an authority has no device, and nothing more (docs/spec/http.md ENR-5, ENR-6).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toHex } from '../../../../crypto/primitives/bytes.ts';
import { signingKey } from '../../../../crypto/primitives/sign.ts';
import { type DeviceKeys, deviceFromSeed, signerOf } from '../../../../crypto/protocol/device.ts';
import { keyKid, type Passkey } from '../../../../crypto/wire/device.ts';
import { decodeLockboxes, encodeLinkFrame, MEDIA } from '../../../../crypto/wire/frames.ts';
import { idOf, type Kid } from '../../../../crypto/wire/ids.ts';
import { encodeLink, type LinkBody } from '../../../../crypto/wire/roster-link.ts';
import { type StatementSigner, signJointly } from '../../../../crypto/wire/statement.ts';
import { trustCardHash } from '../../../../crypto/wire/trust-card.ts';
import { trustCardOf } from '../../../../server/services/directory.ts';
import { found, type TestAuthority } from '../../../testkit/cast.ts';
import { openDoorOf, type TestDoor } from '../../../testkit/door.ts';
import { newPasskey, publicPasskey } from '../../../testkit/passkey.ts';

let door: TestDoor;
let norvania: TestAuthority;
let talassa: TestAuthority;
let device: DeviceKeys;
let passkey: Passkey;
beforeEach(async () => {
  door = await openDoorOf({ limits: { recoveriesPerMinutePerAddress: 20 } });
  device = deviceFromSeed(new Uint8Array(32).fill(7));
  passkey = publicPasskey(newPasskey(() => new Uint8Array(32).fill(8)));
  norvania = await door.enter('Norvania');
  talassa = await door.enter('Talassa');
  for (const { id } of [norvania, talassa]) await door.app.relay.directory.admit(id);
});
afterEach(() => door.close());

type Answer = { statusCode: number; json(): unknown };
const codeOf = (answer: Answer): string =>
  answer.statusCode < 300 ? 'accepted' : (answer.json() as { code: string }).code;

const custodians = (authority: TestAuthority): StatementSigner[] =>
  authority.custodians().map(({ kid, key }) => ({ kid, sign: key.sign }));
const recover = (): LinkBody => ({
  type: 'recover',
  announcement: null,
  official: idOf('official', new Uint8Array(16).fill(9)),
  nameCommitment: idOf('digest', new Uint8Array(32).fill(9)),
  device: device.public,
  passkey,
});

function linkOf(authority: TestAuthority, body: LinkBody, signers: readonly StatementSigner[]): Uint8Array {
  const { headSeq, headHash } = authority.roster();
  const link = {
    authority: authority.id,
    seq: headSeq + 1,
    previous: headHash,
    body,
    createdAt: door.clock.at,
    directory: null,
  };
  return signJointly('link', encodeLink(link), signers);
}
const handIn = (link: Uint8Array) =>
  door.plain({
    method: 'POST',
    url: '/v1/recovery',
    body: encodeLinkFrame({ link, epochKey: null, lockboxes: [] }),
    media: MEDIA.link,
  });

describe('a recovery is handed in without a signed request', () => {
  test('by enough custodians and the new device; sent again it is the same', async () => {
    const link = linkOf(norvania, recover(), [signerOf(device), ...custodians(norvania)]);
    const first = await handIn(link);
    expect(first.statusCode).toBe(200);
    expect((await handIn(link)).json()).toEqual(first.json());
    expect(door.app.relay.rosters.get(norvania.id)?.roster.announced?.deviceKid).toBe(device.kid);
  });

  test('not by one of them alone, not without the device, not with a signature that is another’s', async () => {
    const [one, two] = custodians(norvania) as [StatementSigner, StatementSigner];
    const own = signerOf(device);
    const refusals = [
      [[own, one], 'ROSTER_RECOVERY'],
      [[one, two], 'ROSTER_SIGNER'],
      [[own, one, { kid: two.kid, sign: one.sign }], 'SIGNATURE_INVALID'],
      [[own, one, ...custodians(talassa).slice(0, 1)], 'ROSTER_SIGNER'],
    ] as const;
    for (const [signers, code] of refusals)
      expect(codeOf(await handIn(linkOf(norvania, recover(), signers)))).toBe(code);
    expect(door.app.relay.rosters.get(norvania.id)?.roster.announced).toBe(null);
  });

  test('a stranger’s is answered as for an authority that is not there', async () => {
    const key = signingKey(new Uint8Array(32).fill(3));
    const stranger = { kid: keyKid('custodian-kid', key.publicKey), sign: key.sign };
    const shown = (answer: Answer) => ({ ...(answer.json() as object), reference: '' });
    const signers = [signerOf(device), stranger, ...custodians(talassa)];
    const hidden = await handIn(linkOf(norvania, recover(), signers));
    const unknown = { ...norvania, id: idOf('authority', new Uint8Array(32).fill(1)) };
    const absent = await handIn(linkOf(unknown, recover(), signers));
    expect(hidden.statusCode).toBe(404);
    expect(shown(hidden)).toEqual(shown(absent));
  });

  test('and nothing else is, whoever signed it', async () => {
    const { admins } = norvania;
    const signers = [...admins.map((person) => signerOf(person.device)), ...custodians(norvania)];
    const peer: LinkBody = { type: 'verify_peer', authority: talassa.id, chainSeq: 0 };
    expect(codeOf(await handIn(linkOf(norvania, peer, signers)))).toBe('RELAY_FORBIDDEN');
    expect(codeOf(await handIn(linkOf(norvania, { type: 'close' }, signers)))).toBe('RELAY_FORBIDDEN');
  });

  test('so many in a minute from one address, and then 429', async () => {
    const link = linkOf(norvania, recover(), []);
    const answers = [];
    for (let i = 0; i < 21; i++) answers.push((await handIn(link)).statusCode);
    expect(answers.at(-1)).toBe(429);
    expect(answers.slice(0, 20)).not.toContain(429);
  });
});

describe('a custodian’s key', () => {
  const asked = (url: string, authority = norvania) => {
    const [{ kid, key }] = authority.custodians() as [{ kid: Kid; key: ReturnType<typeof signingKey> }];
    return door.signedBy(kid, key, { method: 'GET', url });
  };

  test('reads the directory and the recovery key’s lockboxes, and nothing that is a device’s', async () => {
    expect((await asked('/v1/directory/checkpoint')).statusCode).toBe(200);
    expect((await asked(`/v1/chains/${norvania.id}/links`)).statusCode).toBe(200);
    const answer = await asked('/v1/recovery/lockboxes');
    const recoveryKid = norvania.roster().recovery?.kid as Kid;
    const [box] = decodeLockboxes(answer.rawPayload);
    expect(toHex(box?.box as Uint8Array)).toBe(toHex(norvania.boxes().get(recoveryKid) as Uint8Array));
    for (const url of ['/v1/lockboxes', '/v1/session', '/v1/register/leaves', `/v1/transmissions/${'0'.repeat(64)}`])
      expect([url, codeOf(await asked(url))]).toEqual([url, 'RELAY_FORBIDDEN']);
  });

  test('hands in nothing as if it were a device', async () => {
    const [{ kid, key }] = norvania.custodians() as [{ kid: Kid; key: ReturnType<typeof signingKey> }];
    const link = linkOf(norvania, recover(), [signerOf(device), ...custodians(norvania)]);
    const body = encodeLinkFrame({ link, epochKey: null, lockboxes: [] });
    const answer = await door.signedBy(kid, key, { method: 'POST', url: '/v1/links', body, media: MEDIA.link });
    expect(codeOf(answer)).toBe('RELAY_FORBIDDEN');
  });

  test('serves while its authority is admitted, and only a custodian gets those lockboxes', async () => {
    const answer = await door.as(norvania.admins[0], { method: 'GET', url: '/v1/recovery/lockboxes' });
    expect(codeOf(answer)).toBe('RELAY_NOT_FOUND');
    const waiting = await door.enter('Waiting');
    expect(codeOf(await asked('/v1/directory/checkpoint', waiting))).toBe('RELAY_SIGNATURE');
  });

  test('is of one authority: another cannot name it as its own custodian’s', async () => {
    expect(door.app.relay.rosters.ownerOf(norvania.custodians()[0]?.kid as Kid)).toBe(norvania.id);
    const thief = await found('Thief', {
      trustCard: trustCardHash(trustCardOf(door.deps.config, door.deps.keys)),
      startsAt: door.clock.at,
      custodians: norvania.custodians(),
    });
    const answers = await door.catchUp(thief, 0);
    expect(answers.map(codeOf).filter((code) => code !== 'accepted')).toEqual(['ROSTER_KEY_REUSED']);
  });
});
