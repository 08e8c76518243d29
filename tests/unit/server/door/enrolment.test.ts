// Founding, links and invitations at the door: who may hand in what, and how much of it (protocol.md section 3).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hmacSha256 } from '../../../../crypto/primitives/hash.ts';
import { type SigningKey, signingKey } from '../../../../crypto/primitives/sign.ts';
import { deviceFromSeed, signerOf } from '../../../../crypto/protocol/device.ts';
import { keyKid } from '../../../../crypto/wire/device.ts';
import { encodeLinkFrame, MEDIA } from '../../../../crypto/wire/frames.ts';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import { idOf, type Kid } from '../../../../crypto/wire/ids.ts';
import { PROTECTIONS } from '../../../../crypto/wire/roster-link.ts';
import { trustCardHash } from '../../../../crypto/wire/trust-card.ts';
import { trustCardOf } from '../../../../server/services/directory.ts';
import { dropFoundings } from '../../../../server/services/founding-job.ts';
import { DAY, found, MINUTE, START, type TestAuthority } from '../../../testkit/cast.ts';
import { openDoorOf, type TestDoor } from '../../../testkit/door.ts';
import { newPasskey, publicPasskey } from '../../../testkit/passkey.ts';

let door: TestDoor;
beforeEach(async () => {
  door = await openDoorOf({ limits: { founding: 2 } });
});
afterEach(() => door.close());

type Answer = { statusCode: number; json(): unknown };
const codeOf = (answer: Answer): string =>
  answer.statusCode < 300 ? 'accepted' : (answer.json() as { code: string }).code;
const card = () => trustCardHash(trustCardOf(door.deps.config, door.deps.keys));
const frame = (link: Uint8Array) => encodeLinkFrame({ link, epochKey: null, lockboxes: [] });
const handIn = async (link: Uint8Array): Promise<string> =>
  codeOf(await door.plain({ method: 'POST', url: '/v1/founding', body: frame(link), media: MEDIA.link }));
const genesisOf = async (name: string): Promise<Uint8Array> =>
  (await found(name, { trustCard: card() })).links()[0] as Uint8Array;

describe('founding', () => {
  test('the waiting room is capped; a genesis sent again is no second one; after a week there is room', async () => {
    const [a, b, c] = await Promise.all(['A', 'B', 'C'].map(genesisOf));
    expect(await handIn(a as Uint8Array)).toBe('accepted');
    expect(await handIn(b as Uint8Array)).toBe('accepted');
    expect(await handIn(c as Uint8Array)).toBe('RELAY_BUSY');
    expect(await handIn(a as Uint8Array)).toBe('accepted');
    expect(await door.store.chains()).toHaveLength(2);
    door.clock.at = START + 7 * DAY + 1;
    expect(await handIn(c as Uint8Array)).toBe('POLICY_TIME');
  });

  test('many at once do not overfill it', async () => {
    const all = await Promise.all(['A', 'B', 'C', 'D', 'E'].map(genesisOf));
    const outcomes = await Promise.all(all.map(handIn));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(2);
    expect(await door.store.chains()).toHaveLength(2);
  });

  test('a genesis for another relay, of another time, or no genesis at all is refused', async () => {
    const other = (await found('Other')).links()[0] as Uint8Array;
    expect(await handIn(other)).toBe('POLICY_TRUST');
    const late = await genesisOf('Late');
    door.clock.at += 10 * MINUTE + 1;
    expect(await handIn(late)).toBe('POLICY_TIME');
    const second = (await found('Other')).links()[1] as Uint8Array;
    expect(await handIn(second)).toBe('RELAY_BAD_REQUEST');
    expect(await door.store.chains()).toEqual([]);
  });

  test('a relay in earnest refuses practice', async () => {
    const earnest = await openDoorOf({ practice: false });
    const trustCard = trustCardHash(trustCardOf(earnest.deps.config, earnest.deps.keys));
    const link = (await found('Norvania', { trustCard })).links()[0] as Uint8Array;
    const answer = await earnest.plain({ method: 'POST', url: '/v1/founding', body: frame(link), media: MEDIA.link });
    expect(codeOf(answer)).toBe('POLICY_PRACTICE');
    await earnest.close();
  });
});

describe('links', () => {
  let norvania: TestAuthority;
  beforeEach(async () => {
    norvania = await door.enter('Norvania');
  });

  test('deciding for an authority takes a gesture of the last five minutes; keeping its books does not', async () => {
    const [first] = norvania.admins;
    await door.login(first);
    norvania.wait(6 * MINUTE);
    const from = norvania.links().length;
    await norvania.rotate();
    await norvania.extend({ type: 'verify_peer', authority: idOf('authority', new Uint8Array(32)), chainSeq: 0 });
    const [rotation, peer] = norvania.links().slice(from) as [Uint8Array, Uint8Array];
    door.clock.at = norvania.now();
    const post = (body: Uint8Array) => door.as(first, { method: 'POST', url: '/v1/links', body, media: MEDIA.link });
    const lockboxes = [...norvania.boxes()].map(([kid, box]) => ({ kid, box }));
    const rotating = encodeLinkFrame({ link: rotation, epochKey: norvania.epoch().publicKey, lockboxes });
    expect(codeOf(await post(rotating))).toBe('accepted');
    expect(codeOf(await post(frame(peer)))).toBe('RELAY_GESTURE_AGE');
    await door.login(first);
    expect(codeOf(await post(frame(peer)))).toBe('accepted');
  });

  test('nobody hands in a link of another authority, and is not told that it exists', async () => {
    const talassa = await door.enter('Talassa');
    await talassa.extend({ type: 'verify_peer', authority: norvania.id, chainSeq: 0 });
    const link = talassa.links().at(-1) as Uint8Array;
    const [stranger] = norvania.admins;
    await door.login(stranger);
    const ask = { method: 'POST', url: '/v1/links', body: frame(link), media: MEDIA.link };
    expect(codeOf(await door.as(stranger, ask))).toBe('RELAY_NOT_FOUND');
    const reads = { method: 'GET', url: `/v1/chains/${talassa.id}/links` };
    const unknown = { method: 'GET', url: `/v1/chains/${'ab'.repeat(32)}/links` };
    const [hidden, absent] = [await door.as(stranger, reads), await door.as(stranger, unknown)];
    const shown = ({ json }: { json(): unknown }) => ({ ...(json() as object), reference: '' });
    expect(hidden.statusCode).toBe(404);
    expect(shown(hidden)).toEqual(shown(absent));
    expect(codeOf(await door.as(talassa.admins[0], reads))).toBe('accepted');
  });

  test('the operator admits: then the chain is in the directory and everybody reads it', async () => {
    const talassa = await door.enter('Talassa');
    await door.app.relay.directory.admit(norvania.id);
    const [reader] = talassa.admins;
    const answer = await door.as(reader, { method: 'GET', url: `/v1/chains/${norvania.id}/links` });
    expect(answer.statusCode).toBe(200);
    expect((await door.store.log(door.deps.keys.directoryOrigin))?.size).toBe(norvania.links().length + 1);
  });

  test('a founding that took more than a week is over', async () => {
    await norvania.extend({ type: 'verify_peer', authority: idOf('authority', new Uint8Array(32)), chainSeq: 0 });
    door.clock.at = START + 7 * DAY + 10 * MINUTE;
    const [first] = norvania.admins;
    await door.login(first);
    const body = frame(norvania.links().at(-1) as Uint8Array);
    const answer = await door.as(first, { method: 'POST', url: '/v1/links', body, media: MEDIA.link });
    expect(codeOf(answer)).toBe('RELAY_FORBIDDEN');
  });

  test('a founding that nobody admitted in thirty days is forgotten, and can be made anew; an admitted one stays', async () => {
    const talassa = await door.enter('Talassa');
    await door.app.relay.directory.admit(talassa.id);
    const { rosters, sequencer } = door.app.relay;
    const sweep = (now: number) => {
      door.clock.at = now;
      return dropFoundings(rosters, sequencer, now);
    };
    const foundedAt = rosters.get(norvania.id)?.foundedAt as number;
    expect(await sweep(foundedAt + 30 * DAY)).toBe(0);
    const [kept] = norvania.admins;
    expect(rosters.ownerOf(kept.device.kid)).toBe(norvania.id);
    expect(await sweep(foundedAt + 30 * DAY + 1)).toBe(1);
    expect((await door.store.chains()).map(({ authority }) => authority)).toEqual([talassa.id]);
    expect(rosters.get(norvania.id)).toBe(null);
    expect(rosters.ownerOf(kept.device.kid)).toBe(null);
    const reads = { method: 'GET', url: '/v1/session' };
    expect(codeOf(await door.as(kept, reads))).toBe('RELAY_SIGNATURE');
    const again = await found('Norvania', { trustCard: card(), startsAt: door.clock.at });
    expect(await handIn(again.links()[0] as Uint8Array)).toBe('accepted');
    expect(await sweep(door.clock.at + 31 * DAY)).toBe(1);
    expect(rosters.get(talassa.id)?.state).toBe('admitted');
  });

  describe('invitations', () => {
    let invite: SigningKey;
    let kid: Kid;
    const official = idOf('official', new Uint8Array(16).fill(7));
    const bytes = new Uint8Array(300).fill(9);
    const put = (expires: number, who = norvania.admins[0], body = bytes) =>
      door.as(who, { method: 'PUT', url: `/v1/invitations/${kid}?expires=${expires}`, body, media: MEDIA.octets });
    const take = () => door.signedBy(kid, invite, { method: 'POST', url: `/v1/invitations/${kid}/card` });

    beforeEach(async () => {
      invite = signingKey(hmacSha256(new Uint8Array(32), new Uint8Array([1])));
      kid = keyKid('invite-kid', invite.publicKey);
      await norvania.extend({
        type: 'official_add',
        official,
        nameCommitment: idOf('digest', new Uint8Array(32)),
        roles: [ROLES.officer],
        inviteKey: invite.publicKey,
        inviteExpiresAt: norvania.now() + 3 * DAY,
      });
      await door.catchUp(norvania, norvania.links().length - 1);
    });

    const enrol = async (): Promise<Uint8Array> => {
      const device = deviceFromSeed(door.deps.random(32));
      await norvania.extend(
        {
          type: 'device_add',
          official,
          device: device.public,
          protection: PROTECTIONS.passphrase,
          lockboxes: [],
          passkey: publicPasskey(newPasskey(door.deps.random)),
        },
        [signerOf(device), { kid, sign: invite.sign }],
      );
      return norvania.links().at(-1) as Uint8Array;
    };

    test('a card serves the invite key until the device is enrolled, then nobody', async () => {
      expect(codeOf(await take())).toBe('RELAY_NOT_FOUND');
      expect((await put(door.clock.at + DAY)).statusCode).toBe(204);
      expect((await put(door.clock.at + DAY)).statusCode).toBe(204);
      expect((await put(door.clock.at + DAY, norvania.admins[0], bytes.slice(1))).statusCode).toBe(409);
      const shown = await take();
      expect(new Uint8Array(shown.rawPayload)).toEqual(bytes);
      const link = await enrol();
      door.clock.at = norvania.now();
      const ask = { method: 'POST', url: '/v1/links', body: frame(link), media: MEDIA.link };
      expect(codeOf(await door.signedBy(kid, invite, ask))).toBe('accepted');
      expect(codeOf(await take())).toBe('RELAY_NOT_FOUND');
      expect((await door.store.invitation(kid))?.consumedAt).not.toBeNull();
    });

    test('nobody else fetches it, and nobody else leaves one', async () => {
      await put(door.clock.at + DAY);
      const ask = { method: 'POST', url: `/v1/invitations/${kid}/card` };
      expect(codeOf(await door.as(norvania.admins[0], ask))).toBe('RELAY_NOT_FOUND');
      const talassa = await door.enter('Talassa');
      await door.login(talassa.admins[0]);
      expect(codeOf(await put(door.clock.at + DAY, talassa.admins[0]))).toBe('RELAY_NOT_FOUND');
    });

    test('it ends with its time, or with the invitation’s', async () => {
      expect(codeOf(await put(door.clock.at + 4 * DAY))).toBe('RELAY_BAD_REQUEST');
      await put(door.clock.at + 10 * MINUTE);
      door.clock.at += 10 * MINUTE;
      expect(codeOf(await take())).toBe('RELAY_NOT_FOUND');
      door.clock.at += 4 * DAY;
      expect(codeOf(await take())).toBe('RELAY_NOT_FOUND');
      const read = { method: 'GET', url: '/v1/directory/checkpoint' };
      expect(codeOf(await door.signedBy(kid, invite, read))).toBe('RELAY_SIGNATURE');
    });

    test('an invitation adds its device and nothing else', async () => {
      await norvania.extend({ type: 'verify_peer', authority: idOf('authority', new Uint8Array(32)), chainSeq: 0 });
      door.clock.at = norvania.now();
      const ask = { method: 'POST', body: frame(norvania.links().at(-1) as Uint8Array), media: MEDIA.link };
      expect(codeOf(await door.signedBy(kid, invite, { ...ask, url: '/v1/links' }))).toBe('RELAY_FORBIDDEN');
      const nonce = { method: 'GET', url: '/v1/session' };
      expect(codeOf(await door.signedBy(kid, invite, nonce))).toBe('RELAY_FORBIDDEN');
      const chain = { method: 'GET', url: `/v1/chains/${norvania.id}/links` };
      expect(codeOf(await door.signedBy(kid, invite, chain))).toBe('accepted');
    });
  });
});
