// The page on which a gesture is made for a program elsewhere: what its address says, what both screens show, and the slot where the gesture is left (docs/spec/http.md, HTTP-16 and HTTP-17).
import {
  type Digest,
  encodeGestures,
  fromHex,
  type Kid,
  loginChallenge,
  MEDIA,
  statementWords,
  transmitChallenge,
} from '../../crypto/index.ts';
import type { Assertion } from './authenticator.ts';
import { openTransport, type TransportOptions } from './transport.ts';

/** What somebody asks for a gesture over. */
export type GestureAsk = {
  readonly purpose: 'transmission' | 'login';
  readonly subject: Digest | Kid;
  readonly nonce: Uint8Array;
  /** Eight words of the statement, or the device's number in groups of four digits: what stands at the program as well. */
  readonly compare: readonly string[];
  readonly challenge: Uint8Array;
};

const FRAGMENT = /^([0-9a-f]{64}|[0-9a-f]{32})([0-9a-f]{64})$/;

/** What a program and a page show of a subject, for somebody to compare. */
export const comparable = (subject: Digest | Kid): readonly string[] =>
  subject.length === 32 ? (subject.match(/.{4}/g) ?? []) : statementWords(subject as Digest).words;

/** HTTP-16: reads an address's fragment, without its "#"; null for any other text. The challenge is computed here and never comes from the address. */
export function readGestureAsk(fragment: string): GestureAsk | null {
  const [, subject, digits] = FRAGMENT.exec(fragment) ?? [];
  if (!subject || !digits) return null;
  const nonce = fromHex(digits) as Uint8Array;
  const compare = comparable(subject as Digest | Kid);
  return subject.length === 32
    ? { purpose: 'login', subject: subject as Kid, nonce, compare, challenge: loginChallenge(nonce, subject as Kid) }
    : {
        purpose: 'transmission',
        subject: subject as Digest,
        nonce,
        compare,
        challenge: transmitChallenge(subject as Digest, nonce),
      };
}

/**
 * HTTP-17: leaves the gesture where the program fetches it. Throws RELAY_NOT_FOUND (the ten minutes are over, or nobody asked), RELAY_FORBIDDEN (another
 * official's passkey), SIGNATURE_GESTURE, RELAY_SIGN_IN, RELAY_CONFLICT (answered already), CLIENT_RELAY_*.
 */
export async function leaveGesture(
  options: TransportOptions,
  { subject, nonce }: GestureAsk,
  assertion: Assertion,
): Promise<void> {
  const body = { type: MEDIA.gesture, bytes: encodeGestures([{ ...assertion, nonce }]) };
  await openTransport(options).send({ method: 'PUT', path: `/v1/gestures/${subject}`, body }, null);
}
