// Invitations and words: what people type and read aloud has one meaning, however they type it (protocol.md sections 3 and 5).
import { fc, test as prop } from '@fast-check/vitest';
import { beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '../../../crypto/primitives/bytes.ts';
import { hash } from '../../../crypto/primitives/hash.ts';
import { verifySignature } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import {
  type InvitationCard,
  invitationKeys,
  newInvitationCode,
  openCard,
  parseCode,
  sealCard,
} from '../../../crypto/protocol/invitation.ts';
import { eightWords, statementWords } from '../../../crypto/protocol/words.ts';
import { encode } from '../../../crypto/wire/codec.ts';
import { idBytes, idOf } from '../../../crypto/wire/ids.ts';
import type { TrustCard } from '../../../crypto/wire/trust-card.ts';
import { flip, outcome } from '../../testkit/outcome.ts';
import { seededRandom } from '../../testkit/seed.ts';

beforeAll(ready);
const random = seededRandom('invitations');
const seeds = fc.uint8Array({ minLength: 20, maxLength: 20 });

describe('a code', () => {
  prop.prop([seeds])('is twenty characters in five groups, without I, L, O and U', (bytes) => {
    const code = newInvitationCode(() => bytes);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/);
    expect(parseCode(code)).toBe(code);
  });

  prop.prop([seeds, fc.func(fc.integer({ min: 0, max: 3 }))])('is the same however it is typed', (bytes, choose) => {
    const code = newInvitationCode(() => bytes);
    const typed = Array.from(code, (letter, i) => {
      const spelled = letter === '0' ? ['0', 'O', 'o', '0'] : letter === '1' ? ['1', 'I', 'l', 'L'] : null;
      if (spelled) return spelled[choose(i)] as string;
      if (letter === '-') return ['-', ' ', '', '\u2013'][choose(i)] as string;
      return choose(i) % 2 === 0 ? letter : letter.toLowerCase();
    }).join('');
    expect(parseCode(` ${typed}\n`)).toBe(code);
  });

  test('uses each of its hundred bits', () => {
    const zero = newInvitationCode(() => new Uint8Array(20));
    const codes = Array.from({ length: 100 }, (_, bit) => {
      const bytes = new Uint8Array(20);
      bytes[Math.floor(bit / 5)] = 1 << (bit % 5);
      return newInvitationCode(() => bytes);
    });
    expect(new Set([zero, ...codes]).size).toBe(101);
  });

  test.each([
    '',
    'ABCD',
    'ABCD-ABCD-ABCD-ABCD-ABC',
    'ABCD-ABCD-ABCD-ABCD-ABCDE',
    'UBCD-ABCD-ABCD-ABCD-ABCD',
    'ABCD_ABCD-ABCD-ABCD-ABC',
    'ÄBCD-ABCD-ABCD-ABCD-ABCD',
  ])('is not %j', (typed) => expect(outcome(() => parseCode(typed))).toBe('POLICY_INVITATION'));
});

describe('what a code becomes', () => {
  const card: InvitationCard = {
    authority: idOf('authority', random(32)),
    official: idOf('official', random(16)),
    trustCard: {
      relayOrigin: 'http://localhost:8787',
      relayName: 'localhost',
      directoryKeys: ['a', 'b'],
      operatorKey: toHex(random(32)),
      registrar: null,
      witnessPolicy: 'quorum none\n',
      practice: true,
    } as TrustCard,
    expiresAt: 1_790_000_000_000,
  };

  test('the same keys however it is typed, which sign and guard the card; another code opens nothing', () => {
    const code = newInvitationCode(random);
    const keys = invitationKeys(code);
    const typed = invitationKeys(` ${code.toLowerCase().replaceAll('-', ' ')}`);
    expect(typed.kid).toBe(keys.kid);
    expect(() => verifySignature(keys.invite.publicKey, random(3), typed.invite.sign(random(3)))).toThrow();
    const message = random(9);
    verifySignature(keys.invite.publicKey, message, typed.invite.sign(message));

    const sealed = sealCard(keys.macKey, card);
    expect(openCard(typed.macKey, sealed)).toEqual(card);
    const other = invitationKeys(newInvitationCode(random));
    expect(other.kid).not.toBe(keys.kid);
    expect(outcome(() => openCard(other.macKey, sealed))).toBe('POLICY_INVITATION');
  });

  test('a card with any bit changed, or made up, is refused', () => {
    const macKey = random(32);
    const sealed = sealCard(macKey, card);
    for (let bit = 0; bit < sealed.length * 8; bit++)
      expect(
        outcome(() => openCard(macKey, flip(sealed, bit))),
        `bit ${bit}`,
      ).toBe('POLICY_INVITATION');
    for (const raw of [
      new Uint8Array(0),
      random(200),
      encode([new Uint8Array(3), new Uint8Array(32)]),
      sealed.slice(1),
    ])
      expect(outcome(() => openCard(macKey, raw))).toBe('POLICY_INVITATION');
  });
});

describe('eight words', () => {
  const authority = idOf('authority', random(32));

  test('are the first 88 bits of the labelled hash, and so are the digits', () => {
    const { words, digits } = eightWords(authority);
    const numbers = digits.split(' ').map(Number);
    expect(words).toHaveLength(8);
    let bits = 0n;
    for (const n of numbers) bits = (bits << 11n) | BigInt(n);
    expect(bits.toString(16).padStart(22, '0')).toBe(toHex(hash('fingerprint', idBytes(authority)).slice(0, 11)));
  });

  test('of the known all-zero authority', () => {
    expect(eightWords(idOf('authority', new Uint8Array(32)))).toMatchInlineSnapshot(`
      {
        "digits": "0888 0947 1179 1047 1205 0428 0290 0945",
        "words": [
          "humor",
          "island",
          "nature",
          "load",
          "note",
          "culture",
          "cattle",
          "involve",
        ],
      }
    `);
  });

  test('differ for another authority and for a statement of the same hash', () => {
    const other = idOf('authority', flip(idBytes(authority), 0));
    expect(eightWords(other).words).not.toEqual(eightWords(authority).words);
    expect(statementWords(idOf('digest', idBytes(authority))).words).not.toEqual(eightWords(authority).words);
  });
});
