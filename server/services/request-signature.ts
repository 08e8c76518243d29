// Who signed a request: RFC 9421 under the one profile of crypto/wire/signed-request, and nothing looser (docs/spec/http.md HTTP-1 to HTTP-7).
import {
  type FieldOccurrence,
  isSignatureError,
  type UntrustedSignatureCandidate,
  verifySignature,
} from 'http-message-sig';
import {
  COMPONENTS,
  verifySignature as ed25519Verify,
  fromBase64url,
  type Kid,
  PARAMETERS,
  parseId,
  SIGNATURE_ALGORITHM,
  SIGNATURE_LABEL,
  SIGNATURE_LIFETIME_S,
  SIGNATURE_TAG,
} from '../../crypto/relay.ts';
import type { Principal } from '../door.ts';
import { RelayRefusal } from '../refusal.ts';

export type SignedMessage = {
  readonly method: string;
  /** Configured origin and the raw path with its query. */
  readonly targetUri: string;
  /** Every header as it came, one entry an occurrence. */
  readonly fields: readonly FieldOccurrence[];
  /** Which components must be covered. */
  readonly kind: keyof typeof COMPONENTS;
};

/** Whose key a kid names, and the Ed25519 key that its requests verify under; null for nobody's. */
export type KeyOf = (kid: Kid) => { readonly principal: Principal; readonly publicKey: Uint8Array } | null;

export type VerifiedRequest = {
  readonly principal: Principal;
  readonly nonce: string;
  /** Unix ms, when the signature stops being accepted by time alone. */
  readonly expiresAt: number;
};

const refused = (message: string, cause?: unknown): RelayRefusal =>
  new RelayRefusal('RELAY_SIGNATURE', message, { cause });

/** HTTP-2: a header that is covered, or that carries the signature, stands once. Two of one name could be read as either. */
function demandSingle(message: SignedMessage): void {
  const names = message.fields.map((field) => field.name.toLowerCase());
  for (const name of ['signature', 'signature-input', ...COMPONENTS.piece])
    if (names.filter((n) => n === name).length > 1) throw refused(`The header ${name} stands more than once.`);
}

/** HTTP-3: one signature, our label, exactly the components of this kind of request in their order, exactly our parameters. */
function demandProfile(candidate: UntrustedSignatureCandidate, message: SignedMessage): void {
  if (candidate.label !== SIGNATURE_LABEL) throw refused(`The signature is not labelled ${SIGNATURE_LABEL}.`);
  const wanted = COMPONENTS[message.kind];
  const covered = candidate.components.map((c) => (Object.keys(c.parameters).length === 0 ? c.name : ''));
  if (covered.length !== wanted.length || covered.some((name, i) => name !== wanted[i]))
    throw refused(`The signature has to cover ${wanted.join(', ')}, in this order and nothing else.`);
  const given = Object.keys(candidate.parameters);
  if (given.length !== PARAMETERS.length || PARAMETERS.some((name) => !given.includes(name)))
    throw refused(`The signature has to have the parameters ${PARAMETERS.join(', ')} and no others.`);
  const { alg, tag, nonce } = candidate.parameters;
  if (alg !== SIGNATURE_ALGORITHM || tag !== SIGNATURE_TAG) throw refused('The signature is of another profile.');
  if (fromBase64url(nonce as string)?.length !== 16) throw refused('The nonce is not 16 bytes in base64url.');
}

/** HTTP-4: made within a minute of the relay's clock, either way, for a minute at most. */
function demandTime(candidate: UntrustedSignatureCandidate, nowS: number): void {
  const { created, expires } = candidate.parameters as { created: number; expires: number };
  if (expires <= created || expires - created > SIGNATURE_LIFETIME_S)
    throw refused(`A signature lives ${SIGNATURE_LIFETIME_S} seconds at most.`);
  if (Math.abs(nowS - created) > SIGNATURE_LIFETIME_S || expires < nowS)
    throw new RelayRefusal('RELAY_CLOCK', `The signature is not of now: the relay's clock says ${nowS} s.`);
}

function kidOf(candidate: UntrustedSignatureCandidate): Kid {
  try {
    return parseId('kid', candidate.parameters.keyid as string);
  } catch (cause) {
    throw refused('The signature does not name a device known here.', cause);
  }
}

/**
 * Verifies the one signature of a request at `now` (unix ms). Throws RELAY_UNSIGNED (no signature), RELAY_SIGNATURE (another profile, an unknown or
 * revoked key, not made over this request), RELAY_CLOCK. Replays are the caller's to refuse, and the body's digest is the caller's to compare.
 */
export async function verifyRequest(
  message: SignedMessage,
  keyOf: KeyOf,
  now: number,
  verify = ed25519Verify,
): Promise<VerifiedRequest> {
  const has = (name: string): boolean => message.fields.some((field) => field.name.toLowerCase() === name);
  if (!has('signature') || !has('signature-input'))
    throw new RelayRefusal('RELAY_UNSIGNED', 'The request bears no signature.');
  demandSingle(message);
  const nowS = Math.floor(now / 1000);
  let found: ReturnType<KeyOf> = null;
  let refusal: RelayRefusal | null = null;
  try {
    const verified = await verifySignature(
      { kind: 'request', method: message.method, targetUri: message.targetUri, fields: message.fields },
      {
        // No `label` here: naming one would let further signatures stand beside it unseen.
        policy: {
          algorithms: [SIGNATURE_ALGORITHM],
          requiredComponents: [...COMPONENTS[message.kind]],
          requiredParameters: [...PARAMETERS],
          now: nowS,
          // Time is judged in demandTime, with a code of its own.
          clockSkew: Number.MAX_SAFE_INTEGER,
        },
        resolveVerifier: (candidate) => {
          try {
            demandProfile(candidate, message);
            demandTime(candidate, nowS);
            found = keyOf(kidOf(candidate));
            if (!found) throw refused('The signature does not name a device known here.');
          } catch (error) {
            if (error instanceof RelayRefusal) refusal = error;
            throw error;
          }
          const { publicKey } = found;
          return {
            algorithm: SIGNATURE_ALGORITHM,
            verify: (data, signature) => holds(() => verify(publicKey, data, signature)),
          };
        },
      },
    );
    const { nonce, expires } = verified.parameters as { nonce: string; expires: number };
    const { principal } = found as unknown as NonNullable<ReturnType<KeyOf>>;
    return { principal, nonce, expiresAt: (expires + SIGNATURE_LIFETIME_S) * 1000 };
  } catch (error) {
    if (refusal) throw refusal;
    if (isSignatureError(error)) throw refused('The signature is not one over this request.', error);
    throw error;
  }
}

/** The library asks for a boolean; our strict rule throws. */
function holds(verify: () => void): boolean {
  try {
    verify();
    return true;
  } catch {
    return false;
  }
}
