// The command line's passkey in production: what a person is told, what is waited for, and what only a browser does (docs/spec/http.md, HTTP-16).
import { beforeAll, expect, test } from 'vitest';
import { passkeyPage } from '../../../client/cli/passkey-page.ts';
import type { Assertion, Elsewhere } from '../../../client/sdk/authenticator.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { statementWords } from '../../../crypto/protocol/words.ts';
import type { Digest, Kid } from '../../../crypto/wire/ids.ts';

beforeAll(ready);

const SUBJECT = 'ab'.repeat(32) as Digest;
const KID = '0123456789abcdef0123456789abcdef' as Kid;
const ORIGIN = 'https://app.norvania.example';
const made: Assertion = {
  credentialId: new Uint8Array(16),
  authenticatorData: new Uint8Array(37),
  clientDataJson: new Uint8Array(2),
  signature: new Uint8Array(8),
};

/** A run on which an answer comes after so many questions. */
function asked(subject: Digest | Kid, after: number) {
  const said: string[] = [];
  let questions = 0;
  let now = 0;
  const elsewhere: Elsewhere = {
    subject,
    fragment: `${subject}${'cd'.repeat(32)}`,
    fetch: async () => (++questions > after ? made : null),
  };
  const authenticator = passkeyPage(
    { now: () => now, output: { warn: (line) => void said.push(line) } },
    async (ms) => {
      now += ms;
    },
  );
  const request = { rpId: 'app.norvania.example', origin: ORIGIN, challenge: new Uint8Array(32), allow: [] };
  return { said, authenticator, request, elsewhere, waited: () => now };
}

test('HTTP-16 a signature: the address and the eight words are said once, and the answer is waited for', async () => {
  const { said, authenticator, request, elsewhere, waited } = asked(SUBJECT, 3);
  expect(await authenticator.assert({ ...request, elsewhere })).toEqual(made);
  expect(said.filter((line) => line.includes(`${ORIGIN}/sign#${SUBJECT}${'cd'.repeat(32)}`))).toHaveLength(1);
  expect(said.join(' ').replace(/\s+/g, ' ')).toContain(statementWords(SUBJECT).words.join(' '));
  expect(waited()).toBe(6_000);
});

test('HTTP-16 a sign-in: the device is said in groups of four', async () => {
  const { said, authenticator, request, elsewhere } = asked(KID, 0);
  await authenticator.assert({ ...request, elsewhere });
  expect(said).toContain('  0123 4567 89ab cdef');
  expect(said.join(' ')).toContain('Signing in');
});

test('passkeys are made and changed in a browser only', async () => {
  const { authenticator, request, said } = asked(SUBJECT, 0);
  const user = { id: new Uint8Array(16), name: 'Lindt' };
  await expect(authenticator.register({ ...request, user, exclude: [] })).rejects.toMatchObject({
    code: 'CLI_PASSKEY_WEB',
  });
  await expect(authenticator.assert(request)).rejects.toMatchObject({ code: 'CLI_PASSKEY_WEB' });
  expect(said).toEqual([]);
});
