// The public rules of an envelope, as the relay holds submissions to them: each on its own, without anything being opened (ENV-5 to ENV-11).
import { beforeAll, describe, expect, test } from 'vitest';
import { ready } from '../../../crypto/primitives/sodium.ts';
import {
  demandBodyDigest,
  demandEpoch,
  demandParties,
  demandSender,
  demandWrapList,
  demandWraps,
} from '../../../crypto/protocol/envelope-rules.ts';
import { openTransmission } from '../../../crypto/protocol/open.ts';
import type { Roster } from '../../../crypto/protocol/roster.ts';
import { CLASSES, encodeWrapList } from '../../../crypto/wire/envelope.ts';
import { digestOf } from '../../../crypto/wire/statement.ts';
import { DAY, found, type TestAuthority } from '../../testkit/cast.ts';
import { flip, outcome, refusal } from '../../testkit/outcome.ts';
import { addressed, sealTo, served } from '../../testkit/transmission.ts';

let norvania: TestAuthority;
let talassa: TestAuthority;
beforeAll(async () => {
  await ready();
  [norvania, talassa] = [await found('Norvania'), await found('Talassa')];
});

const inEarnest = (roster: Roster): Roster => ({
  ...roster,
  genesis: { ...roster.genesis, policy: { ...roster.genesis.policy, practice: false } },
});

test('ENV-5 gives the device, and through it the official', () => {
  const { core } = sealTo(norvania, [talassa]).envelope;
  expect(demandSender(core, norvania.view()).official).toBe(norvania.admins[0].official);
});

test('ENV-7 practice and earnest do not mix, either way', () => {
  const { core } = sealTo(norvania, [talassa]).envelope;
  const [sender, recipient] = [norvania.roster(), talassa.roster()];
  expect(outcome(() => demandParties(core, sender, recipient))).toBe('accepted');
  expect(outcome(() => demandParties(core, inEarnest(sender), inEarnest(recipient)))).toBe('accepted');
  expect(outcome(() => demandParties(core, inEarnest(sender), recipient))).toBe('POLICY_PRACTICE');
  expect(outcome(() => demandParties(core, sender, inEarnest(recipient)))).toBe('POLICY_PRACTICE');
});

describe('ENV-9', () => {
  test('an epoch is the published key, by the chain as it stood', async () => {
    const marshland = await found('Marshland');
    const [first, seq] = [addressed(marshland), marshland.view().seq];
    await marshland.rotate();
    const [second, roster, at] = [addressed(marshland), marshland.roster(), marshland.now()];
    const verdict = (recipient: typeof first, place: number, when = at) =>
      outcome(() => demandEpoch(recipient, roster, place, when));
    expect(verdict(first, seq)).toBe('accepted');
    expect(verdict(second, seq)).toBe('EPOCH_UNKNOWN');
    expect(verdict(second, seq + 1)).toBe('accepted');
    expect(verdict({ ...second, keyHash: first.keyHash }, seq + 1)).toBe('EPOCH_KEY_MISMATCH');
    expect(verdict({ ...second, scope: 'other' }, seq + 1)).toBe('EPOCH_UNKNOWN');
    expect(verdict(first, seq + 1, at + 7 * DAY)).toBe('accepted');
    expect(verdict(first, seq + 1, at + 7 * DAY + 1)).toBe('EPOCH_STALE');
    // Not yet superseded at the leaf's directory size, an epoch has no end of its own.
    expect(verdict(first, seq, at + 400 * DAY)).toBe('accepted');
  });
});

test('ENV-10 and ENV-11 name what was signed', () => {
  const { envelope, wrapList, wraps, body } = sealTo(norvania, [talassa]);
  expect(demandWrapList(envelope, wrapList)).toHaveLength(2);
  expect(outcome(() => demandWrapList(envelope, flip(wrapList, 9)))).toBe('WRAP_DIGEST');
  expect(demandWraps(envelope, wraps)).toEqual(wrapList);
  const [first, ...rest] = wraps as [Uint8Array, ...Uint8Array[]];
  expect(outcome(() => demandWraps(envelope, [flip(first, 9), ...rest]))).toBe('WRAP_DIGEST');
  // Signed so, and still not one for each recipient.
  const short = { ...envelope, wraps: digestOf(encodeWrapList(rest.map((wrap) => digestOf(wrap)))) };
  expect(outcome(() => demandWraps(short, rest))).toBe('WRAP_DIGEST');
  expect(outcome(() => demandBodyDigest(envelope, body))).toBe('accepted');
  expect(outcome(() => demandBodyDigest(envelope, flip(body, 9)))).toBe('CONTENT_DIGEST');
  expect(outcome(() => demandBodyDigest(envelope, body.subarray(1)))).toBe('CONTENT_LENGTH');
});

test('the order of the checks: what fails first is what is reported', async () => {
  const sealed = sealTo(norvania, [talassa], { class: CLASSES.formal });
  const honest = served(sealed, norvania, talassa); // without a gesture
  const ordered = [
    [{ body: flip(honest.body, 0), seedOf: () => null }, 'CONTENT_DIGEST'],
    [{ seenAs: () => honest.leaf.evidence ?? sealed.envelope.wraps, seedOf: () => null }, 'POLICY_GESTURE_MISSING'],
    [{ wrap: flip(honest.wrap, 0), body: flip(honest.body, 0) }, 'WRAP_DIGEST'],
    [{ sender: talassa.view(), wrap: flip(honest.wrap, 0) }, 'ROSTER_AUTHORITY'],
  ] as const;
  for (const [change, code] of ordered)
    expect(await refusal(() => openTransmission({ ...honest, ...change })), code).toBe(code);
  const signed = served(sealed, norvania, talassa, [norvania.admins[0]]);
  const late = { ...signed, seenAs: () => sealed.envelope.wraps, seedOf: () => null };
  expect(await refusal(() => openTransmission(late))).toBe('POLICY_REPLAY');
});
