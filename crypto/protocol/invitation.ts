// Invitations: twenty typed characters that become the key of a first device and the MAC under which the root of trust travels (protocol.md section 3).
import { equal } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import { derive, hash, hmacSha256 } from '../primitives/hash.ts';
import { STRETCH_PARAMS, type Stretcher, stretch } from '../primitives/passphrase.ts';
import type { Random } from '../primitives/random.ts';
import { type SigningKey, signingKey } from '../primitives/sign.ts';
import { decode, encode } from '../wire/codec.ts';
import { keyKid } from '../wire/device.ts';
import { type AuthorityId, idBytes, idOf, type Kid, type OfficialId } from '../wire/ids.ts';
import { bytes, tuple, uint } from '../wire/read.ts';
import { decodeTrustCard, encodeTrustCard, type TrustCard } from '../wire/trust-card.ts';

export { INVITATION_LIFE_MS } from '../wire/roster-link.ts';

// Crockford's base32: no I, L, O, U, so that a code read over a telephone has one spelling.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 20;
const MAX_CARD_BYTES = 65_536;

/** A fresh code of 100 bits, as people see it: five groups of four, joined by hyphens. */
export function newInvitationCode(random: Random): string {
  const letters = Array.from(random(LENGTH), (byte) => ALPHABET[byte & 31] as string);
  return groups(letters.join(''));
}

const groups = (letters: string): string => (letters.match(/.{4}/g) as string[]).join('-');

/**
 * The code in what somebody typed, in its one spelling. Forgives case, spaces and hyphens, O for 0, I and L for 1; throws
 * POLICY_INVITATION for anything else.
 */
export function parseCode(typed: string): string {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-\u2010-\u2015]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  demand(letters.length === LENGTH, 'POLICY_INVITATION', `a code has ${LENGTH} characters, not ${letters.length}`);
  for (const letter of letters) demand(ALPHABET.includes(letter), 'POLICY_INVITATION', 'a character no code has');
  return groups(letters);
}

/** What a code becomes: `invite` signs the first device's link, `kid` names it in the roster, `macKey` guards the invitation card. */
export type InvitationKeys = { readonly invite: SigningKey; readonly kid: Kid; readonly macKey: Uint8Array };

/**
 * Stretches a code (Argon2id at fixed costs: about a second, 64 MiB). The salt is one constant: a code is 100 random bits, used
 * once, and the invitee must need nothing else to begin. Throws POLICY_INVITATION for what is not a code.
 */
export function invitationKeys(code: string, stretcher?: Stretcher): InvitationKeys {
  const key = stretch(parseCode(code), hash('invite-salt').slice(0, 16), STRETCH_PARAMS, stretcher);
  const invite = signingKey(derive(key, 'invite-sign'));
  return { invite, kid: keyKid('invite-kid', invite.publicKey), macKey: derive(key, 'invite-mac') };
}

/** What the inviter leaves for the invitee: whom to join, as whom, and whom to trust. Not secret; authentic under the code. */
export type InvitationCard = {
  readonly authority: AuthorityId;
  readonly official: OfficialId;
  readonly trustCard: TrustCard;
  /** Unix ms. */
  readonly expiresAt: number;
};

/** `CBOR[CBOR[1, authority, official, trust card, expires_at], HMAC-SHA256]`. */
export function sealCard(macKey: Uint8Array, card: InvitationCard): Uint8Array {
  const payload = encode([
    1,
    idBytes(card.authority),
    idBytes(card.official),
    encodeTrustCard(card.trustCard),
    card.expiresAt,
  ]);
  return encode([payload, hmacSha256(macKey, payload)]);
}

/** The card, if it was left by someone who knows the code; throws POLICY_INVITATION for anything else. The caller compares `expiresAt`. */
export function openCard(macKey: Uint8Array, raw: Uint8Array): InvitationCard {
  try {
    const [payloadValue, mac] = tuple(decode(raw, MAX_CARD_BYTES), 2, 'invitation card');
    const payload = bytes(1, MAX_CARD_BYTES)(payloadValue, 'payload');
    demand(equal(hmacSha256(macKey, payload), bytes(32)(mac, 'mac')), 'POLICY_INVITATION', 'not left under this code');
    const [version, authority, official, trustCard, expiresAt] = tuple(decode(payload, MAX_CARD_BYTES), 5, 'card');
    uint(1, 1)(version, 'version');
    return {
      authority: idOf('authority', bytes(32)(authority, 'authority')),
      official: idOf('official', bytes(16)(official, 'official')),
      trustCard: decodeTrustCard(bytes(1, 32_768)(trustCard, 'trust card')),
      expiresAt: uint()(expiresAt, 'expiresAt'),
    };
  } catch (cause) {
    throw new ProtocolError('POLICY_INVITATION', 'the invitation card is not the inviter’s', { cause });
  }
}
