// The slot for a gesture made on a page: one answer, for the device that asked, over what it asked (docs/spec/http.md, HTTP-17 and HTTP-18).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '../../../../crypto/primitives/bytes.ts';
import { loginChallenge } from '../../../../crypto/protocol/gesture.ts';
import { MEDIA } from '../../../../crypto/wire/frames.ts';
import { encodeGestures, type Gesture } from '../../../../crypto/wire/gesture.ts';
import type { Digest } from '../../../../crypto/wire/ids.ts';
import { MINUTE, type Person } from '../../../testkit/cast.ts';
import { assertion, transmitGesture } from '../../../testkit/passkey.ts';
import { codeOf, openPost, type Post } from '../../../testkit/post.ts';

let post: Post;
let asker: Person;
let colleague: Person;
beforeAll(async () => {
  post = await openPost();
  [asker, colleague] = post.norvania.admins;
});
afterAll(() => post.close());

const SUBJECT = 'ab'.repeat(32) as Digest;
const OTHER = 'cd'.repeat(32) as Digest;
async function nonceFor(person: Person, purpose: 'gesture' | 'login' = 'gesture'): Promise<Uint8Array> {
  const body = utf8(JSON.stringify({ purpose }));
  const asked = await post.as(person, { method: 'POST', url: '/v1/session/nonces', body });
  return fromHex((asked.json() as { nonce: string }).nonce) as Uint8Array;
}
const leave = (subject: string, ...gestures: Gesture[]) =>
  post.plain({ method: 'PUT', url: `/v1/gestures/${subject}`, body: encodeGestures(gestures), media: MEDIA.gesture });
const fetched = (person: Person, subject: string, nonce: Uint8Array) =>
  post.as(person, { method: 'GET', url: `/v1/gestures/${subject}?nonce=${toHex(nonce)}` });

describe('a gesture left by a page', () => {
  test('HTTP-17 HTTP-18 waits for the device that asked and for nobody else, as it was made', async () => {
    const nonce = await nonceFor(asker);
    expect(codeOf(await fetched(asker, SUBJECT, nonce))).toBe('RELAY_NOT_FOUND');
    const gesture = transmitGesture(asker.passkey, SUBJECT, nonce);
    expect(codeOf(await leave(SUBJECT, gesture))).toBe('204');
    const found = await fetched(asker, SUBJECT, nonce);
    expect(new Uint8Array(found.rawPayload)).toEqual(encodeGestures([gesture]));
    expect(found.headers['content-type']).toBe(MEDIA.gesture);
    expect(codeOf(await fetched(colleague, SUBJECT, nonce))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await fetched(asker, OTHER, nonce))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await leave(SUBJECT, gesture))).toBe('RELAY_CONFLICT');
  });

  test('HTTP-17 by another official, over another statement, or for no nonce of the relay is not kept', async () => {
    const nonce = await nonceFor(asker);
    expect(codeOf(await leave(SUBJECT, transmitGesture(colleague.passkey, SUBJECT, nonce)))).toBe('RELAY_FORBIDDEN');
    expect(codeOf(await leave(SUBJECT, transmitGesture(asker.passkey, OTHER, nonce)))).toBe('SIGNATURE_GESTURE');
    const invented = post.deps.random(32);
    expect(codeOf(await leave(SUBJECT, transmitGesture(asker.passkey, SUBJECT, invented)))).toBe('RELAY_NOT_FOUND');
    const unverified = assertion(asker.passkey, loginChallenge(nonce, asker.device.kid), nonce);
    expect(codeOf(await leave(SUBJECT, unverified))).toBe('SIGNATURE_GESTURE');
    const two = [asker, colleague].map(({ passkey }) => transmitGesture(passkey, SUBJECT, nonce));
    expect(codeOf(await leave(SUBJECT, ...two))).toBe('RELAY_BAD_REQUEST');
    expect(codeOf(await fetched(asker, SUBJECT, nonce))).toBe('RELAY_NOT_FOUND');
  });

  test('HTTP-17 a login nonce serves the sign-in of its own device, a gesture nonce a transmission, neither the other', async () => {
    const nonce = await nonceFor(asker, 'login');
    const { kid } = asker.device;
    const gesture = assertion(asker.passkey, loginChallenge(nonce, kid), nonce);
    expect(codeOf(await leave(colleague.device.kid, gesture))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await leave(SUBJECT, transmitGesture(asker.passkey, SUBJECT, nonce)))).toBe('RELAY_NOT_FOUND');
    const wrong = await nonceFor(asker);
    expect(codeOf(await leave(kid, assertion(asker.passkey, loginChallenge(wrong, kid), wrong)))).toBe(
      'RELAY_NOT_FOUND',
    );
    expect(codeOf(await leave(kid, gesture))).toBe('204');
    const body = new Uint8Array((await fetched(asker, kid, nonce)).rawPayload);
    const ask = { method: 'POST', url: '/v1/session', body, media: MEDIA.gesture };
    expect((await post.as(asker, ask)).statusCode).toBe(200);
    expect(codeOf(await post.as(asker, ask))).toBe('RELAY_SIGN_IN');
  });

  test('HTTP-18 is fetched without a session, for as long as its nonce serves', async () => {
    const nonce = await nonceFor(asker);
    await leave(SUBJECT, transmitGesture(asker.passkey, SUBJECT, nonce));
    await post.as(asker, { method: 'DELETE', url: '/v1/session' });
    expect((await fetched(asker, SUBJECT, nonce)).statusCode).toBe(200);
    const unsigned = await post.plain({ method: 'GET', url: `/v1/gestures/${SUBJECT}?nonce=${toHex(nonce)}` });
    expect(codeOf(unsigned)).toBe('RELAY_UNSIGNED');
    const late = await nonceFor(asker);
    post.clock.at += 10 * MINUTE;
    expect(codeOf(await fetched(asker, SUBJECT, nonce))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await leave(SUBJECT, transmitGesture(asker.passkey, SUBJECT, late)))).toBe('RELAY_NOT_FOUND');
  });

  test('HTTP-17 is small, and its name is one of the two', async () => {
    const big = { method: 'PUT', url: `/v1/gestures/${SUBJECT}`, body: new Uint8Array(16_385), media: MEDIA.gesture };
    expect(codeOf(await post.plain(big))).toBe('RELAY_TOO_LARGE');
    const gesture = transmitGesture(asker.passkey, SUBJECT, await nonceFor(asker));
    for (const name of ['ab', 'AB'.repeat(32), 'ab'.repeat(24)])
      expect(codeOf(await leave(name, gesture))).toBe('RELAY_BAD_REQUEST');
  });
});
