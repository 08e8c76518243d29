// Adding and revoking passkeys: a device of the official, and an assertion by a passkey they have (protocol.md section 3).
import { toHex } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { sha256 } from '../primitives/hash.ts';
import { encode } from '../wire/codec.ts';
import { type Passkey, passkeyValue } from '../wire/device.ts';
import type { Gesture } from '../wire/gesture.ts';
import { type AuthorityId, idBytes, type OfficialId } from '../wire/ids.ts';
import { enrolChallenge, verifyAssertion } from './gesture.ts';
import { demandFreshPasskey, demandOfficial, type LinkContext, type Step } from './link-step.ts';
import { activePasskey, activePasskeysOf, policyOf, type Roster } from './roster.ts';
import { withOfficial, withPasskey } from './roster-edit.ts';

/** The nonce of such an assertion binds it to one place in one chain and to one passkey: SHA-256(CBOR[authority, seq, passkey | credential id]). */
export const passkeyChangeNonce = (authority: AuthorityId, seq: number, subject: Passkey | Uint8Array): Uint8Array =>
  sha256(encode([idBytes(authority), seq, subject instanceof Uint8Array ? subject : passkeyValue(subject)]));

async function demandOwnAssertion(
  step: LinkContext,
  official: OfficialId,
  gesture: Gesture,
  nonce: Uint8Array,
): Promise<void> {
  const { roster, signers } = step;
  const device = signers.devices.find((d) => d.official === official);
  demand(device, 'ROSTER_SIGNER', 'not signed by a device of this official');
  const own = activePasskey(roster, toHex(gesture.credentialId));
  demand(own && own.official.id === official, 'ROSTER_SIGNER', 'not confirmed by a passkey of this official');
  demand(toHex(gesture.nonce) === toHex(nonce), 'SIGNATURE_GESTURE', 'confirmed for another change');
  await verifyAssertion(gesture, enrolChallenge(nonce, device.kid), own.passkey, policyOf(roster));
}

export async function passkeyAdd(step: Step<'passkey_add'>): Promise<Roster> {
  const { roster, body, link } = step;
  const official = demandOfficial(roster, body.official);
  demandFreshPasskey(roster, body.passkey);
  await demandOwnAssertion(
    step,
    official.id,
    body.gesture,
    passkeyChangeNonce(roster.authority, link.seq, body.passkey),
  );
  return withOfficial(roster, withPasskey(official, body.passkey, link.seq));
}

export async function passkeyRevoke(step: Step<'passkey_revoke'>): Promise<Roster> {
  const { roster, body, link } = step;
  const official = demandOfficial(roster, body.official);
  const id = toHex(body.credentialId);
  const own = activePasskeysOf(roster, official.id);
  demand(
    own.some((p) => toHex(p.credentialId) === id),
    'ROSTER_UNKNOWN_OFFICIAL',
    'not an active passkey of this official',
  );
  demand(own.length > 1, 'ROSTER_POLICY', 'the last passkey stays: without it nobody could sign in');
  await demandOwnAssertion(
    step,
    official.id,
    body.gesture,
    passkeyChangeNonce(roster.authority, link.seq, body.credentialId),
  );
  const passkeys = official.passkeys.map((p) =>
    p.revokedSeq === null && toHex(p.passkey.credentialId) === id ? { ...p, revokedSeq: link.seq } : p,
  );
  return withOfficial(roster, { ...official, passkeys });
}
