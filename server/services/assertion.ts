// The second opinion on a passkey's answer: a verifier that is not ours, fed the same bytes (protocol.md section 5).
import { equal, fromBase64url, type Gesture, type Passkey, type Policy, toBase64url } from '../../crypto/relay.ts';
import { RelayRefusal } from '../refusal.ts';

/** Both have to agree: crypto's verifyAssertion, and this. Throws RELAY_SIGN_IN. */
export async function verifyByLibrary(
  gesture: Gesture,
  challenge: Uint8Array,
  passkey: Passkey,
  policy: Policy,
): Promise<void> {
  // Loaded by the first sign-in: its certificates' reader costs half a second that a start should not wait for.
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const id = toBase64url(gesture.credentialId);
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          authenticatorData: toBase64url(gesture.authenticatorData),
          clientDataJSON: toBase64url(gesture.clientDataJson),
          signature: toBase64url(gesture.signature),
        },
      },
      // Bytes are compared, not spellings of them.
      expectedChallenge: (text) => {
        const claimed = fromBase64url(text);
        return claimed !== null && equal(claimed, challenge);
      },
      expectedOrigin: [...policy.origins],
      expectedRPID: [passkey.rpId],
      // Counters are not kept: authenticators that synchronise passkeys do not count.
      credential: { id, publicKey: new Uint8Array(passkey.key), counter: 0 },
      requireUserVerification: true,
    });
    if (verified) return;
  } catch (cause) {
    throw new RelayRefusal('RELAY_SIGN_IN', 'The passkey’s answer does not verify.', { cause });
  }
  throw new RelayRefusal('RELAY_SIGN_IN', 'The passkey’s answer does not verify.');
}
