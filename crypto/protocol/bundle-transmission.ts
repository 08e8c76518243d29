// The transmission inside a bundle: who signed, who was addressed, what was sealed, what was disclosed (protocol.md sections 4 and 8).
import { equal } from '../primitives/bytes.ts';
import { CHUNK_SALT } from '../primitives/chunks.ts';
import { demand } from '../primitives/errors.ts';
import { CLASSES, decodeEnvelope, type Envelope, MAX_STATEMENT_BYTES } from '../wire/envelope.ts';
import { decodeGestures } from '../wire/gesture.ts';
import type { AuthorityId, OfficialId } from '../wire/ids.ts';
import { digestOf, parseStatement, type UnverifiedStatement, verifyStatement } from '../wire/statement.ts';
import { demandAnchor, type WholeChain, type WholeDirectory } from './bundle-directory.ts';
import type { BundleParts, DisclosedAttachment } from './bundle-layout.ts';
import { checkDisclosedAttachment, checkDisclosedBody } from './disclose.ts';
import {
  demandBodyDigest,
  demandEpoch,
  demandParties,
  demandSender,
  demandSuite,
  demandTimes,
  demandWrapList,
} from './envelope-rules.ts';
import { verifyGestures } from './gesture.ts';
import type { VerifiedReceipt } from './receipt.ts';

/** The statement of a bundle, read and not yet verified. */
export type ReadStatement = { readonly statement: UnverifiedStatement<'envelope'>; readonly envelope: Envelope };

/** Throws WIRE_*, POLICY_SUITE. */
export function readStatement(parts: BundleParts): ReadStatement {
  const statement = parseStatement('envelope', parts.statement, MAX_STATEMENT_BYTES);
  return { statement, envelope: decodeEnvelope(statement.payload) };
}

/**
 * BND-10: signed by a device that was active in the sender's chain when it was entered, addressed to keys that its recipients had then, and all of
 * it allowed. Throws ROSTER_*, SIGNATURE_*, POLICY_*, EPOCH_*, REGISTER_INCONSISTENT (a directory seen that never was).
 */
export function verifySender(
  { statement, envelope: { core } }: ReadStatement,
  receipt: VerifiedReceipt,
  chains: ReadonlyMap<AuthorityId, WholeChain>,
  directory: WholeDirectory,
): void {
  const { dirSize } = receipt.submission;
  const viewOf = (authority: AuthorityId) => (chains.get(authority) as WholeChain).at(dirSize);
  const sender = viewOf(core.sender.authority);
  const device = demandSender(core, sender);
  verifyStatement(statement, core.sender.kid, device.public.sign);
  demandAnchor(directory, core.directory);
  demandTimes(core, receipt.at);
  demandSuite(core, sender.roster, sender.seq);
  for (const recipient of core.recipients) {
    const { roster, seq } = viewOf(recipient.authority);
    demandSuite(core, roster, seq);
    demandParties(core, sender.roster, roster);
    demandEpoch(recipient, roster, seq, receipt.at);
  }
}

/** BND-11: the officials behind the gestures; null for an ordinary transmission without any. Throws POLICY_GESTURE_*, SIGNATURE_GESTURE, WIRE_*. */
export async function verifyBundleGestures(
  parts: BundleParts,
  { statement, envelope: { core } }: ReadStatement,
  receipt: VerifiedReceipt,
  sender: WholeChain,
): Promise<OfficialId[] | null> {
  if (!parts.gestures && core.class === CLASSES.ordinary) return null;
  const gestures = parts.gestures ? decodeGestures(parts.gestures) : [];
  const { roster, seq } = sender.at(receipt.submission.dirSize);
  return verifyGestures({ gestures, subject: statement.hash, class: core.class, roster, seq });
}

/** BND-12. Throws WRAP_DIGEST, WIRE_*. */
export const verifyWraps = (parts: BundleParts, { envelope }: ReadStatement): number =>
  demandWrapList(envelope, parts.wrapList).length;

/** BND-13: the sealed content that is included is what was signed; null when none is. Throws CONTENT_*. */
export function verifyContent(parts: BundleParts, { envelope }: ReadStatement): number | null {
  if (parts.body) demandBodyDigest(envelope, parts.body);
  for (const [uploadId, ciphertext] of parts.attachments) {
    const ref = envelope.attachments.find((a) => a.uploadId === uploadId);
    demand(ref, 'CONTENT_ATTACHMENTS', `${uploadId} is no attachment of this transmission`);
    demand(ciphertext.length === ref.length, 'CONTENT_LENGTH', `${uploadId} is not of the length that was signed`);
    demand(digestOf(ciphertext) === ref.digest, 'CONTENT_DIGEST', `${uploadId} is not what was signed`);
  }
  const included = (parts.body ? 1 : 0) + parts.attachments.size;
  return included > 0 ? included : null;
}

/** What disclosed keys prove. `waiting`: keys of files that are not included; each proves something only together with its file. */
export type Disclosure = { readonly opened: number; readonly waiting: number };

/**
 * BND-15: each disclosed key opens what was signed; null when nothing is disclosed. Throws RECEIPT_MISSING (a content key without the body),
 * CONTENT_*, WIRE_*.
 */
export function verifyDisclosed(parts: BundleParts, { envelope }: ReadStatement): Disclosure | null {
  const { contentKey, attachments } = parts.disclosed;
  if (!contentKey && attachments.length === 0) return null;
  demand(!contentKey || parts.body, 'RECEIPT_MISSING', 'a content key without the content it opens');
  const body = contentKey && parts.body ? checkDisclosedBody({ envelope, body: parts.body, contentKey }) : null;
  let opened = body ? 1 : 0;
  let waiting = 0;
  for (const disclosed of attachments) {
    const listed = body?.attachments.find(({ uploadId }) => uploadId === disclosed.uploadId);
    demand(!listed || equal(listed.key, disclosed.key), 'CONTENT_COMMITMENT', 'not the key that the content gives');
    if (openDisclosed(parts, envelope, disclosed)) opened++;
    else waiting++;
  }
  return { opened, waiting };
}

// False where the ciphertext is not included: the key alone can be compared with nothing.
function openDisclosed(parts: BundleParts, envelope: Envelope, { uploadId, key, salt }: DisclosedAttachment): boolean {
  const known = envelope.attachments.some((a) => a.uploadId === uploadId);
  demand(known, 'CONTENT_ATTACHMENTS', `${uploadId} is no attachment of this transmission`);
  const ciphertext = parts.attachments.get(uploadId);
  if (!ciphertext) return false;
  checkDisclosedAttachment({ envelope, uploadId, ciphertext, key });
  demand(equal(ciphertext.subarray(0, CHUNK_SALT), salt), 'CONTENT_COMMITMENT', `not the salt of ${uploadId}`);
  return true;
}
