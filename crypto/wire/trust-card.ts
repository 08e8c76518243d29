// The trust card: the root of a client's trust, shipped with a release or under an invitation, never fetched bare from a relay (protocol.md section 3).
import { demand, ProtocolError } from '../primitives/errors.ts';
import { hash } from '../primitives/hash.ts';
import { type CborKey, type CborValue, decode, encode } from './codec.ts';
import { type AuthorityId, type Digest, idBytes, idOf, parseId } from './ids.ts';
import { boolean, bytes, list, nullable, record, text, textLines, uint } from './read.ts';

export type TrustCard = {
  /** Where the relay answers, e.g. "https://relay.example"; also what requests are signed for. */
  readonly relayOrigin: string;
  /** The relay's name in checkpoint origins, e.g. "relay.example". */
  readonly relayName: string;
  /** vkeys of the directory log: Ed25519 and ML-DSA-44. */
  readonly directoryKeys: readonly [ed25519: string, mldsa44: string];
  /** Ed25519 key of the operator, 32 bytes, hex: signs admissions. */
  readonly operatorKey: string;
  /** The registrar's chain; null where none exists yet. */
  readonly registrar: AuthorityId | null;
  /** C2SP tlog-policy text for witnesses ("quorum none" while there are none). */
  readonly witnessPolicy: string;
  readonly practice: boolean;
};

export function encodeTrustCard(card: TrustCard): Uint8Array {
  return encode(
    new Map<CborKey, CborValue>([
      [1, 1],
      [2, card.relayOrigin],
      [3, card.relayName],
      [4, [...card.directoryKeys]],
      [5, idBytes(card.operatorKey as Digest)],
      [6, card.registrar === null ? null : idBytes(card.registrar)],
      [7, card.witnessPolicy],
      [8, card.practice],
    ]),
  );
}

// What requests are signed for begins with the origin: a path or another case would be a second spelling of one relay.
const ORIGIN = /^https?:\/\/[a-z0-9.[\]:-]+$/;
const NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

export function decodeTrustCard(raw: Uint8Array): TrustCard {
  const fields = record(decode(raw, 32_768), [1, 2, 3, 4, 5, 6, 7, 8], 'trust card');
  uint(1, 1)(fields.get(1), 'version');
  const keys = list(text(4096, 1), 2)(fields.get(4), 'directory keys');
  demand(keys.length === 2, 'WIRE_SHAPE', 'directory keys: not two');
  const registrar = nullable(bytes(32))(fields.get(6), 'registrar');
  const relayOrigin = text(255, 1)(fields.get(2), 'relay origin');
  demand(ORIGIN.test(relayOrigin), 'WIRE_SHAPE', 'relay origin: not a scheme, host and port in lower case');
  const relayName = text(253, 1)(fields.get(3), 'relay name');
  demand(NAME.test(relayName), 'WIRE_SHAPE', 'relay name: not a host name in lower case');
  return {
    relayOrigin,
    relayName,
    directoryKeys: [keys[0] as string, keys[1] as string],
    operatorKey: idOf('digest', bytes(32)(fields.get(5), 'operator key')),
    registrar: registrar && idOf('authority', registrar),
    witnessPolicy: textLines(8192)(fields.get(7), 'witness policy'),
    practice: boolean(fields.get(8), 'practice'),
  };
}

/** The hash that a genesis carries, so that a chain belongs to one relay. */
export const trustCardHash = (card: TrustCard): Digest => idOf('digest', hash('trust-card', encodeTrustCard(card)));

/** The card as the JSON file people pass around (`rogatory.json`, `--trust`). */
export const trustCardJson = (card: TrustCard): string =>
  `${JSON.stringify({ rogatoryTrustCard: 1, ...card }, null, 2)}\n`;

/** Reads such a file. Throws POLICY_TRUST for anything else. */
export function parseTrustCard(json: string): TrustCard {
  try {
    const value = JSON.parse(json) as Record<string, unknown>;
    const { rogatoryTrustCard, ...card } = value;
    demand(rogatoryTrustCard === 1, 'POLICY_TRUST', 'not a trust card');
    if (typeof card['registrar'] === 'string') parseId('authority', card['registrar']);
    parseId('digest', String(card['operatorKey']));
    // One strict reader: through the canonical form and back.
    const read = decodeTrustCard(encodeTrustCard(card as TrustCard));
    demand(
      Object.keys(card).every((name) => name in read),
      'POLICY_TRUST',
      'a field that trust cards do not have',
    );
    return read;
  } catch (cause) {
    throw new ProtocolError('POLICY_TRUST', 'this file is not a trust card', { cause });
  }
}

/** Origin, and so key name, of the directory log of the relay `relayName`. */
export const directoryOrigin = (relayName: string): string => `${relayName}/directory`;

/** Origin, and so key name, of the register of `authority`. */
export const registerOrigin = (relayName: string, authority: AuthorityId): string =>
  `${relayName}/register/${authority}`;

/**
 * Hashes that a genesis of this card's relay may carry: the card's, and that of the card without a registrar, because a registrar's own
 * genesis cannot name the card that names it.
 */
export const acceptedTrustCards = (card: TrustCard): Digest[] => [
  trustCardHash(card),
  trustCardHash({ ...card, registrar: null }),
];
