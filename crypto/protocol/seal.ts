// Sealing a transmission: one plaintext, one key, a wrap for each recipient, one signed statement over all of it (protocol.md section 4).
import type { ChunkEngine } from '../primitives/chunks.ts';
import { demand } from '../primitives/errors.ts';
import type { Random } from '../primitives/random.ts';
import {
  type AttachmentRef,
  type Body,
  compareRecipients,
  decodeEnvelope,
  type Envelope,
  type EnvelopeCore,
  encodeEnvelope,
  encodeWrapList,
} from '../wire/envelope.ts';
import type { AuthorityId, Digest } from '../wire/ids.ts';
import { digestOf, type StatementSigner, signStatement } from '../wire/statement.ts';
import { sealBody } from './body.ts';
import { sealWrap } from './wrap.ts';

/** An uploaded file as the envelope and its body speak of it. */
export type SealedFile = {
  readonly ref: AttachmentRef;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes before padding. */
  readonly size: number;
  readonly key: Uint8Array;
};

export type SealInput = {
  /** Recipients in any order, the sender's own authority among them. */
  readonly core: EnvelopeCore;
  /** The encoded act. */
  readonly act: Uint8Array;
  readonly attachments: readonly SealedFile[];
  readonly gossip: Body['gossip'];
  /** Epoch public keys by authority, as fetched: each is compared with the hash in `core`, which comes from a verified chain. */
  readonly recipientKeys: ReadonlyMap<AuthorityId, Uint8Array>;
  readonly signer: StatementSigner;
  readonly random: Random;
  readonly engine?: ChunkEngine;
};

export type SealedTransmission = {
  readonly statement: Uint8Array;
  /** SHA-256(statement): its name everywhere. */
  readonly subject: Digest;
  readonly envelope: Envelope;
  /** In the order of `envelope.core.recipients`. */
  readonly wraps: readonly Uint8Array[];
  readonly wrapList: Uint8Array;
  /** The body's ciphertext. */
  readonly body: Uint8Array;
  /** Opens the body and nothing else; disclosing it proves exactly that part. */
  readonly contentKey: Uint8Array;
};

/**
 * Seals and signs. Throws EPOCH_KEY_MISMATCH or EPOCH_UNKNOWN for a recipient's key that is not the published one or is missing,
 * SIGNATURE_UNKNOWN_KEY when the signer is not the device the core names, WIRE_* for whatever a recipient would refuse to read.
 */
export function seal(input: SealInput): SealedTransmission {
  const { act, attachments, gossip, signer, random, engine } = input;
  const core: EnvelopeCore = { ...input.core, recipients: [...input.core.recipients].sort(compareRecipients) };
  demand(signer.kid === core.sender.kid, 'SIGNATURE_UNKNOWN_KEY', 'the signer is not the device the envelope names');

  const contentKey = random(32);
  const described = attachments.map(({ ref, name, mediaType, size, key }) => ({
    uploadId: ref.uploadId,
    name,
    mediaType,
    size,
    key,
  }));
  const body = sealBody(core, { act, attachments: described, gossip }, contentKey, random, engine);

  const wraps = core.recipients.map((recipient) => {
    const publicKey = input.recipientKeys.get(recipient.authority);
    demand(publicKey, 'EPOCH_UNKNOWN', `no epoch key of ${recipient.authority}`);
    return sealWrap(core, recipient, publicKey, contentKey, random);
  });
  const wrapList = encodeWrapList(wraps.map((wrap) => digestOf(wrap)));

  const payload = encodeEnvelope({
    core,
    body: { digest: digestOf(body), length: body.length },
    attachments: attachments.map(({ ref }) => ref),
    wraps: digestOf(wrapList),
  });
  const envelope = decodeEnvelope(payload); // what a reader would refuse is not signed
  const statement = signStatement('envelope', payload, signer);
  return { statement, subject: digestOf(statement), envelope, wraps, wrapList, body, contentKey };
}
