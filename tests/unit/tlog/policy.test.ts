// Witness policies, case by case (C2SP tlog-policy; protocol.md sections 3 and 6).
import { describe, expect, test } from 'vitest';
import { signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { openCheckpoint } from '../../../crypto/tlog/checkpoint.ts';
import { ed25519Cosigner, logSigner } from '../../../crypto/tlog/cosignature.ts';
import { type NoteSigner, signNote } from '../../../crypto/tlog/note.ts';
import { parsePolicy, satisfies } from '../../../crypto/tlog/policy.ts';
import { outcome } from '../../testkit/outcome.ts';
import { keysOf, log, ORIGIN, sealingLog, seed, TEXT, vkeyText, witness } from '../../testkit/register-cast.ts';

await ready();

describe('policies', () => {
  const define = (n: number) => `witness W${n} ${vkeyText(witness(n, 0))}\n`;
  const three = [1, 2, 3].map(define).join('');
  const nested = `# example\n\n${three}${define(4)}\tgroup G  2 W1 W2 W3 \ngroup H all G W4\nquorum H\n`;
  const signed = (...signers: NoteSigner[]) =>
    openCheckpoint(signNote(TEXT, [log(), ...signers]), ORIGIN, keysOf(log(), ...signers)).signatures;

  test('a quorum, and the time it vouches for: the second newest of G, bounded by W4', () => {
    const policy = parsePolicy(nested);
    expect(satisfies(policy, signed(witness(1, 50), witness(2, 30), witness(3, 40), witness(4, 90)), ORIGIN)).toEqual({
      witnessed: true,
      timestamp: 40,
    });
    expect(satisfies(policy, signed(witness(1, 50), witness(2, 30), witness(4, 20)), ORIGIN).timestamp).toBe(20);
  });
  test('C5: quorum missing', () => {
    const policy = parsePolicy(nested);
    for (const set of [
      [],
      [witness(1, 5), witness(4, 5)],
      [witness(1, 5), witness(1, 6), witness(4, 5)],
      [witness(1, 5), witness(2, 5)],
    ]) {
      expect(outcome(() => satisfies(policy, signed(...set), ORIGIN))).toBe('REGISTER_QUORUM');
    }
  });
  test('C5: a witness that is the log in disguise', () => {
    const disguised = ed25519Cosigner('witness.example/w9', signingKey(seed(1)), 5);
    const policy = parsePolicy(`witness W ${vkeyText(disguised)}\nquorum W\n`);
    expect(outcome(() => satisfies(policy, signed(disguised), ORIGIN))).toBe('REGISTER_QUORUM');
    expect(outcome(() => parsePolicy(`log ${vkeyText(log())}\nwitness W ${vkeyText(disguised)}\nquorum W\n`))).toBe(
      'REGISTER_POLICY',
    );
    const namesake = ed25519Cosigner(ORIGIN, signingKey(seed(2)), 5);
    const byName = parsePolicy(`witness W ${vkeyText(namesake)}\nquorum W\n`);
    expect(outcome(() => satisfies(byName, signed(namesake), ORIGIN))).toBe('REGISTER_QUORUM');
  });
  test('quorum none: unwitnessed, with the time of the log’s own sealed line', () => {
    const policy = parsePolicy('quorum none\n');
    expect(satisfies(policy, signed(), ORIGIN)).toEqual({ witnessed: false, timestamp: null });
    expect(satisfies(policy, signed(sealingLog(77), witness(1, 99)), ORIGIN)).toEqual({
      witnessed: false,
      timestamp: 77,
    });
  });
  test('a policy that lists logs believes no other', () => {
    const other = logSigner('other.example', signingKey(seed(3)));
    expect(outcome(() => satisfies(parsePolicy(`log ${vkeyText(other)}\nquorum none\n`), signed(), ORIGIN))).toBe(
      'REGISTER_QUORUM',
    );
    const listed = parsePolicy(`log ${vkeyText(log())} https://relay.example/\nquorum none\n`);
    expect(satisfies(listed, signed(), ORIGIN).witnessed).toBe(false);
  });
  test.each([
    ['no quorum', three],
    ['two quorums', 'quorum none\nquorum none\n'],
    ['quorum before its definition', `quorum W1\n${three}`],
    ['a name twice', `${define(1)}${define(2).replace('W2', 'W1')}quorum none\n`],
    ['a key twice', `${define(1)}${define(1).replace('W1', 'W2')}quorum none\n`],
    ['a log twice', `log ${'LOG'}\nlog ${'LOG'}\nquorum none\n`],
    ['a witness without time', 'witness W LOG\nquorum W\n'],
    ['none as a name', `${define(1).replace('W1', 'none')}quorum none\n`],
    ['none as a member', `${three}group G any none\nquorum G\n`],
    ['a member twice', `${three}group G 1 W1 W1\nquorum G\n`],
    ['a member of two groups', `${three}group G any W1\ngroup H any W1\nquorum G\n`],
    ['a group of itself', `${three}group G any G\nquorum G\n`],
    ['threshold 0', `${three}group G 0 W1\nquorum G\n`],
    ['threshold above n', `${three}group G 3 W1 W2\nquorum G\n`],
    ['threshold 02', `${three}group G 02 W1 W2\nquorum G\n`],
    ['an empty group', `${three}group G all\nquorum none\n`],
    ['an unknown line', 'trust everyone\nquorum none\n'],
    ['a word too many', 'quorum none please\n'],
    ['CRLF', 'quorum none\r\n'],
    ['a control character in a comment', '#\0\nquorum none\n'],
    ['DEL', '#\u007f\nquorum none\n'],
    ['a log with the key of a witness', `log ${vkeyText(witness(1, 0))}\nquorum none\n`],
    [
      'a witness named like the log',
      `log LOG\nwitness W ${vkeyText(ed25519Cosigner(ORIGIN, signingKey(seed(2)), 0))}\nquorum W\n`,
    ],
    ['words after the address of a log', 'log LOG https://relay.example/ more\nquorum none\n'],
    ['words after the address of a witness', `${define(1).trimEnd()} https://w.example/ more\nquorum none\n`],
    ['no final newline', 'quorum none'],
    ['too long', `${'#'.repeat(262_144)}\nquorum none\n`],
  ])('refused: %s', (_, text) => {
    expect(outcome(() => parsePolicy(text.replaceAll('LOG', vkeyText(log()))))).toBe('REGISTER_POLICY');
  });
});
