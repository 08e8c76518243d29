// A passkey that is nobody's: what an answer is checked against where the relay has nothing for it, so that one who tries which passkeys are known waits as long
// (docs/spec/http.md ENR-8).
import {
  concat,
  equal,
  fromHex,
  fromUtf8,
  type Gesture,
  type Passkey,
  type Policy,
  sha256,
  utf8,
} from '../../crypto/relay.ts';

export type Asked = { readonly passkey: Passkey; readonly policy: Policy };

const RP_HASH = 32;
// COSE: P-256, ES256, as most passkeys; the point is the curve's own base point. What verifies under it counts for nothing.
const KEY = concat(
  Uint8Array.of(0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32),
  fromHex('6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296') as Uint8Array,
  Uint8Array.of(0x22, 0x58, 32),
  fromHex('4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5') as Uint8Array,
);

const madeFor = ({ authenticatorData }: Gesture, rpId: string): boolean =>
  equal(authenticatorData.subarray(0, RP_HASH), sha256(utf8(rpId)));

function originOf({ clientDataJson }: Gesture): unknown {
  try {
    return (JSON.parse(fromUtf8(clientDataJson)) as { origin?: unknown } | null)?.origin;
  } catch {
    return undefined;
  }
}

/** Whether an answer was made at a place where this passkey is used. One that was made elsewhere is judged as if the passkey were unknown. */
export const madeAtHome = (gesture: Gesture, { passkey, policy }: Asked): boolean =>
  madeFor(gesture, passkey.rpId) &&
  policy.rpIds.includes(passkey.rpId) &&
  (policy.origins as readonly unknown[]).includes(originOf(gesture));

/** The stand-in for an unknown passkey, at the place the answer was made at; null for a place that no authority here has. */
export function standIn(gesture: Gesture, policies: Iterable<Policy>): Asked | null {
  const origin = originOf(gesture);
  for (const policy of policies) {
    const rpId = policy.rpIds.find((one) => madeFor(gesture, one));
    if (rpId === undefined || !(policy.origins as readonly unknown[]).includes(origin)) continue;
    const { credentialId } = gesture;
    return { passkey: { credentialId, key: KEY, rpId, aaguid: new Uint8Array(16), flags: 0 }, policy };
  }
  return null;
}
