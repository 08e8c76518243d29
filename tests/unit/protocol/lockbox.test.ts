// Device keys, epochs and lockboxes: seeds are believed only for the key they derive (protocol.md sections 1 and 3; A12 to A15).
import { beforeAll, describe, expect, test } from 'vitest';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { deviceFromSeed } from '../../../crypto/protocol/device.ts';
import { epochFromSeed, openPrevious, sealPrevious } from '../../../crypto/protocol/epoch.ts';
import { openLockbox, rotate, sealLockbox } from '../../../crypto/protocol/lockbox.ts';
import { dueRecipients, recipientKids } from '../../../crypto/protocol/recipients.ts';
import { currentEpoch } from '../../../crypto/protocol/roster.ts';
import { ROLES } from '../../../crypto/wire/genesis.ts';
import { type AuthorityId, idOf, type Kid } from '../../../crypto/wire/ids.ts';
import { digestOf } from '../../../crypto/wire/statement.ts';
import { found } from '../../testkit/cast.ts';
import { flip, outcome } from '../../testkit/outcome.ts';
import { seededRandom } from '../../testkit/seed.ts';

beforeAll(ready);
const random = seededRandom('lockboxes');
const authority = (): AuthorityId => idOf('authority', random(32));

describe('a device', () => {
  test('is its seed: the same keys each time, three different ones, other keys for another seed', () => {
    const seed = random(32);
    const [one, same, other] = [deviceFromSeed(seed), deviceFromSeed(seed), deviceFromSeed(flip(seed, 0))];
    expect(same.public).toEqual(one.public);
    expect(same.kid).toBe(one.kid);
    expect(one.public.sign).not.toEqual(one.public.http);
    expect(other.kid).not.toBe(one.kid);
    expect(() => deviceFromSeed(seed.subarray(1))).toThrow(expect.objectContaining({ code: 'WIRE_SHAPE' }));
  });
});

describe('a lockbox', () => {
  const device = () => deviceFromSeed(random(32));
  function box() {
    const [mine, seed] = [device(), random(32)];
    const { keyHash } = epochFromSeed(seed);
    const name = { authority: authority(), scope: 'main', epoch: 3, kid: mine.kid, keyHash };
    return { name, seed, mine, box: sealLockbox({ ...name, kem: mine.public.kem, seed, random }) };
  }

  test('gives its device the seed', () => {
    const { name, seed, mine, box: sealed } = box();
    expect(openLockbox({ ...name, kemSecret: mine.kemSecret, box: sealed })).toEqual(seed);
  });

  test('is of no use to another device, authority, scope, epoch or key, nor with a bit changed', () => {
    const { name, mine, box: sealed } = box();
    const lies = [
      { kemSecret: device().kemSecret },
      { kid: device().kid },
      { authority: authority() },
      { scope: 'other' },
      { epoch: 4 },
      { keyHash: digestOf(random(1)) },
      { box: flip(sealed, 0) },
      { box: flip(sealed, 8 * sealed.length - 1) },
      { box: sealed.subarray(1) },
      { box: new Uint8Array(0) },
    ];
    for (const lie of lies)
      expect(outcome(() => openLockbox({ ...name, kemSecret: mine.kemSecret, box: sealed, ...lie }))).toBe(
        'EPOCH_LOCKBOX',
      );
  });

  test('A14 that holds another seed than the published key’s is refused', () => {
    const { name, mine } = box();
    const wrong = sealLockbox({ ...name, kem: mine.public.kem, seed: random(32), random });
    expect(outcome(() => openLockbox({ ...name, kemSecret: mine.kemSecret, box: wrong }))).toBe('EPOCH_KEY_MISMATCH');
    const short = sealLockbox({ ...name, kem: mine.public.kem, seed: random(31), random });
    expect(outcome(() => openLockbox({ ...name, kemSecret: mine.kemSecret, box: short }))).toBe('EPOCH_LOCKBOX');
  });
});

describe('the seed before', () => {
  function previous() {
    const [seed, previousSeed, of] = [random(32), random(32), authority()];
    const name = { authority: of, scope: 'main', epoch: 5, seed };
    const made = sealPrevious({ ...name, previousSeed, random });
    return {
      name,
      previousSeed,
      input: { ...name, previous: made, previousKeyHash: epochFromSeed(previousSeed).keyHash },
    };
  }

  test('comes out of the box under the seed after it', () => {
    const { previousSeed, input } = previous();
    expect(input.previous.box).toHaveLength(48);
    expect(openPrevious(input)).toEqual(previousSeed);
  });

  test('A15 does not come out for another authority, scope, epoch or seed, and must be the published one', () => {
    const { name, input } = previous();
    for (const lie of [{ authority: authority() }, { scope: 'x' }, { epoch: 6 }, { seed: random(32) }])
      expect(outcome(() => openPrevious({ ...input, ...lie }))).toBe('EPOCH_LOCKBOX');
    const other = sealPrevious({ ...name, previousSeed: random(32), random });
    expect(outcome(() => openPrevious({ ...input, previous: other }))).toBe('EPOCH_KEY_MISMATCH');
    const short = sealPrevious({ ...name, previousSeed: random(31), random });
    expect(outcome(() => openPrevious({ ...input, previous: short }))).toBe('EPOCH_LOCKBOX');
    expect(outcome(() => openPrevious({ ...input, previous: { ...input.previous, nonce: random(24) } }))).toBe(
      'EPOCH_LOCKBOX',
    );
  });
});

describe('a rotation', () => {
  test('opens for each recipient and leads back through every epoch', async () => {
    const norvania = await found('Norvania of rotations');
    const officer = await norvania.enrol('officer', ROLES.officer);
    await norvania.rotate();
    await norvania.rotate();
    const roster = norvania.roster();
    const latest = currentEpoch(roster);
    if (!latest) throw new Error('founded without an epoch');
    const open = (kid: Kid, kemSecret: Uint8Array) =>
      openLockbox({
        authority: norvania.id,
        scope: 'main',
        epoch: latest.epoch,
        kid,
        keyHash: latest.keyHash,
        kemSecret,
        box: norvania.boxes().get(kid) as Uint8Array,
      });
    let seed = open(officer.device.kid, officer.device.kemSecret);
    for (const epoch of [3, 2]) {
      const named = roster.epochs.find((e) => e.epoch === epoch);
      const before = roster.epochs.find((e) => e.epoch === epoch - 1);
      if (!named?.previous || !before) throw new Error('an epoch is missing');
      const { previous } = named;
      seed = openPrevious({
        authority: norvania.id,
        scope: 'main',
        epoch,
        seed,
        previous,
        previousKeyHash: before.keyHash,
      });
      expect(seed).toEqual(norvania.seedOf('main', epoch - 1));
    }
  });

  test('lists its boxes by digest, sorted, and the first epoch seals nothing before it', () => {
    const devices = Array.from({ length: 5 }, () => deviceFromSeed(random(32)));
    const recipients = devices.map(({ kid, public: { kem } }) => ({ kid, kem }));
    const name = { authority: authority(), scope: 'main', epoch: 1 };
    const made = rotate({ ...name, previousSeed: null, recipients, random });
    expect(made.rotation.previous).toBeNull();
    expect(made.rotation.recipients.map((r) => r.kid)).toEqual(devices.map((d) => d.kid).sort());
    for (const { kid, digest } of made.rotation.recipients)
      expect(digest).toBe(digestOf(made.boxes.get(kid) as Uint8Array));
    expect(made.rotation.keyHash).toBe(digestOf(made.publicKey));
    const again = rotate({ ...name, previousSeed: null, recipients, random });
    expect(again.seed).not.toEqual(made.seed);
  });
});

describe('who is due a lockbox', () => {
  test('every active device but an auditor’s, and the recovery key', async () => {
    const norvania = await found('Norvania of recipients');
    const people = [
      await norvania.enrol('duty', ROLES.duty),
      await norvania.enrol('service', ROLES.service),
      await norvania.enrol('auditor', ROLES.auditor),
    ] as const;
    const [duty, service, auditor] = people;
    const recovery = norvania.roster().recovery?.kid as Kid;
    const admins = norvania.admins.map((admin) => admin.device.kid);
    const all = [...admins, duty.device.kid, service.device.kid, recovery].sort();
    expect(recipientKids(norvania.roster())).toEqual(all);
    expect(all).not.toContain(auditor.device.kid);

    const kids = (change: object) => dueRecipients(norvania.roster(), change).map((r) => r.kid);
    expect(kids({ removed: duty.official })).toEqual(all.filter((kid) => kid !== duty.device.kid));
    expect(kids({ revoked: service.device.kid })).toEqual(all.filter((kid) => kid !== service.device.kid));
    const recoveryKey = deviceFromSeed(random(32)).public.kem;
    expect(kids({ recoveryKey })).not.toContain(recovery);
    expect(kids({ recoveryKey })).toHaveLength(all.length);

    await norvania.remove(duty);
    expect(recipientKids(norvania.roster())).toEqual(kids({}));
    expect(recipientKids(norvania.roster())).not.toContain(duty.device.kid);
  });
});
