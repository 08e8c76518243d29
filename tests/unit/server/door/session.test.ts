// Signing in: what a gesture has to be, and how long a session stands (protocol.md sections 5 and 7).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromHex, utf8 } from '../../../../crypto/primitives/bytes.ts';
import { enrolChallenge, loginChallenge } from '../../../../crypto/protocol/gesture.ts';
import { MEDIA } from '../../../../crypto/wire/frames.ts';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import { encodeGestures, type Gesture } from '../../../../crypto/wire/gesture.ts';
import type { Person, TestAuthority } from '../../../testkit/cast.ts';
import { openDoorOf, type TestDoor } from '../../../testkit/door.ts';
import { assertion } from '../../../testkit/passkey.ts';

const MINUTE = 60_000;
let door: TestDoor;
let norvania: TestAuthority;
let first: Person;
let second: Person;

beforeEach(async () => {
  door = await openDoorOf();
  norvania = await door.enter('Norvania');
  [first, second] = norvania.admins;
});
afterEach(() => door.close());

const codeOf = (answer: { statusCode: number; json(): unknown }): string =>
  answer.statusCode < 300 ? 'accepted' : (answer.json() as { code: string }).code;
const nonceFor = async (person: Person, purpose = 'login'): Promise<Uint8Array> => {
  const body = utf8(JSON.stringify({ purpose }));
  const answer = await door.as(person, { method: 'POST', url: '/v1/session/nonces', body });
  return fromHex((answer.json() as { nonce: string }).nonce) as Uint8Array;
};
const signIn = async (person: Person, ...gestures: Gesture[]): Promise<string> =>
  codeOf(
    await door.as(person, { method: 'POST', url: '/v1/session', body: encodeGestures(gestures), media: MEDIA.gesture }),
  );
const gestureOf = (person: Person, nonce: Uint8Array, bent?: { flags?: number; origin?: string }): Gesture =>
  assertion(person.passkey, loginChallenge(nonce, person.device.kid), nonce, bent);
const standing = async (person: Person): Promise<string> =>
  codeOf(await door.as(person, { method: 'GET', url: '/v1/session' }));

describe('one gesture over a challenge of the device’s own making', () => {
  test('signs in, once for each nonce', async () => {
    const nonce = await nonceFor(second);
    const gesture = gestureOf(second, nonce);
    expect(await signIn(second, gesture)).toBe('accepted');
    expect(await signIn(second, gesture)).toBe('RELAY_SIGN_IN');
  });

  test('two at once with one nonce: one session', async () => {
    const gesture = gestureOf(second, await nonceFor(second));
    const outcomes = await Promise.all([signIn(second, gesture), signIn(second, gesture)]);
    expect(outcomes.sort()).toEqual(['RELAY_SIGN_IN', 'accepted'].sort());
  });

  test('a nonce of another device, of another purpose, expired or invented does not serve', async () => {
    expect(await signIn(second, gestureOf(second, await nonceFor(first)))).toBe('RELAY_SIGN_IN');
    expect(await signIn(second, gestureOf(second, await nonceFor(second, 'gesture')))).toBe('RELAY_SIGN_IN');
    expect(await signIn(second, gestureOf(second, door.deps.random(32)))).toBe('RELAY_SIGN_IN');
    const old = await nonceFor(second);
    door.clock.at += 10 * MINUTE + 1;
    expect(await signIn(second, gestureOf(second, old))).toBe('RELAY_SIGN_IN');
  });

  test('a gesture over another challenge, from another origin or without verification of the user does not serve', async () => {
    const refusals = async (make: (nonce: Uint8Array) => Gesture): Promise<string> =>
      signIn(second, make(await nonceFor(second)));
    expect(await refusals((n) => assertion(second.passkey, enrolChallenge(n, second.device.kid), n))).toBe(
      'SIGNATURE_GESTURE',
    );
    expect(await refusals((n) => assertion(second.passkey, loginChallenge(n, first.device.kid), n))).toBe(
      'SIGNATURE_GESTURE',
    );
    expect(await refusals((n) => assertion(second.passkey, n, n))).toBe('SIGNATURE_GESTURE');
    expect(await refusals((n) => gestureOf(second, n, { origin: 'http://localhost:9999' }))).toBe('SIGNATURE_GESTURE');
    expect(await refusals((n) => gestureOf(second, n, { flags: 0x01 }))).toBe('SIGNATURE_GESTURE');
    expect(await standing(second)).toBe('RELAY_SIGN_IN');
  });

  test('a colleague’s passkey does not sign in my device, and two gestures are not one', async () => {
    const nonce = await nonceFor(second);
    const borrowed = assertion(first.passkey, loginChallenge(nonce, second.device.kid), nonce);
    expect(await signIn(second, borrowed)).toBe('RELAY_SIGN_IN');
    const gesture = gestureOf(second, nonce);
    expect(await signIn(second, gesture, { ...gesture, signature: new Uint8Array(64) })).toBe('WIRE_SHAPE');
    expect(await signIn(second, { ...gesture, signature: gesture.signature.map((b) => b ^ 1) })).toBe(
      'SIGNATURE_GESTURE',
    );
    expect(await signIn(second, gesture)).toBe('accepted');
  });

  test('a service device has no session, and is not asked for one', async () => {
    const from = norvania.links().length;
    const service = await norvania.enrol('case system', ROLES.service);
    expect((await door.catchUp(norvania, from)).map((a) => a.statusCode)).toEqual([200, 200]);
    expect(await signIn(service, gestureOf(service, await nonceFor(service)))).toBe('RELAY_FORBIDDEN');
    const missing = await door.as(service, { method: 'GET', url: `/v1/uploads/${'0'.repeat(32)}` });
    expect(codeOf(missing)).toBe('RELAY_NOT_FOUND');
    const asked = await door.as(second, { method: 'GET', url: `/v1/uploads/${'0'.repeat(32)}` });
    expect(codeOf(asked)).toBe('RELAY_SIGN_IN');
  });
});

describe('how long it stands', () => {
  const use = () => door.as(second, { method: 'GET', url: `/v1/uploads/${'0'.repeat(32)}` });

  test('thirty minutes without use end it', async () => {
    await door.login(second);
    door.clock.at += 30 * MINUTE - 1;
    expect(await standing(second)).toBe('accepted');
    door.clock.at += 1;
    expect(await standing(second)).toBe('RELAY_SIGN_IN');
    expect(codeOf(await use())).toBe('RELAY_SIGN_IN');
  });

  test('use keeps it for twelve hours and no longer', async () => {
    await door.login(second);
    const from = door.clock.at;
    for (let passed = 25 * MINUTE; passed < 12 * 60 * MINUTE; passed += 25 * MINUTE) {
      door.clock.at = from + passed;
      expect(codeOf(await use())).toBe('RELAY_NOT_FOUND');
    }
    door.clock.at = from + 12 * 60 * MINUTE - 1;
    expect(codeOf(await use())).toBe('RELAY_NOT_FOUND');
    door.clock.at = from + 12 * 60 * MINUTE;
    expect(codeOf(await use())).toBe('RELAY_SIGN_IN');
  });

  test('asking whether one is signed in is no use of it', async () => {
    await door.login(second);
    for (let i = 0; i < 3; i++) {
      door.clock.at += 10 * MINUTE;
      if (i < 2) expect(await standing(second)).toBe('accepted');
    }
    expect(await standing(second)).toBe('RELAY_SIGN_IN');
  });

  test('a clock set back ends it: its age cannot be told', async () => {
    await door.login(second);
    door.clock.at -= 2 * MINUTE;
    expect(await standing(second)).toBe('RELAY_SIGN_IN');
  });

  test('leaving ends it; a revoked device has none', async () => {
    await door.login(second);
    expect((await door.as(second, { method: 'DELETE', url: '/v1/session' })).statusCode).toBe(204);
    expect(await standing(second)).toBe('RELAY_SIGN_IN');
    await door.login(second);
    const from = norvania.links().length;
    const third = await norvania.enrol('third administrator', ROLES.admin);
    await norvania.remove(third);
    await door.catchUp(norvania, from);
    expect(codeOf(await door.as(third, { method: 'GET', url: '/v1/session' }))).toBe('RELAY_SIGNATURE');
  });
});
