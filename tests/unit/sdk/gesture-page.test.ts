// The page of a gesture: what an address may say, what is shown of it, and that the challenge is the one the program's relay will ask for (docs/spec/http.md, HTTP-16).
import { expect, test } from 'vitest';
import { readGestureAsk } from '../../../client/sdk/gesture-page.ts';
import {
  type Digest,
  fromHex,
  type Kid,
  loginChallenge,
  statementWords,
  transmitChallenge,
} from '../../../crypto/index.ts';

const NONCE = 'c3'.repeat(32);
const SUBJECT = 'ab'.repeat(32) as Digest;
const KID = '5e'.repeat(16) as Kid;
const nonce = fromHex(NONCE) as Uint8Array;

test('a transmission is asked for by its eight words, a sign-in by the device’s number; the challenge is computed, not read', () => {
  expect(readGestureAsk(`${SUBJECT}${NONCE}`)).toEqual({
    purpose: 'transmission',
    subject: SUBJECT,
    nonce,
    compare: statementWords(SUBJECT).words,
    challenge: transmitChallenge(SUBJECT, nonce),
  });
  expect(readGestureAsk(`${KID}${NONCE}`)).toEqual({
    purpose: 'login',
    subject: KID,
    nonce,
    compare: Array(8).fill('5e5e'),
    challenge: loginChallenge(nonce, KID),
  });
});

test.each([
  ['nothing', ''],
  ['cut', `${SUBJECT}${NONCE}`.slice(0, -1)],
  ['with more behind it', `${SUBJECT}${NONCE}0`],
  ['with its sign', `#${SUBJECT}${NONCE}`],
  ['in capitals', `${SUBJECT}${NONCE}`.toUpperCase()],
  ['with a line end', `${SUBJECT}${NONCE}\n`],
  ['with something between', `${SUBJECT}/${NONCE}`],
])('an address %s is none', (_, fragment) => {
  expect(readGestureAsk(fragment)).toBeNull();
});
