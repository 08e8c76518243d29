// Opening a transmission: the checks of protocol.md section 4, "Opening, in this order". The only maker of OpenedTransmission.
import type { ChunkEngine } from '../primitives/chunks.ts';
import { demand } from '../primitives/errors.ts';
import {
  type Body,
  decodeEnvelope,
  type Envelope,
  type EnvelopeClass,
  type EnvelopeCore,
  MAX_STATEMENT_BYTES,
  type Recipient,
} from '../wire/envelope.ts';
import { decodeGestures, gesturesDigest } from '../wire/gesture.ts';
import type { AuthorityId, Digest, Kid, MessageId, OfficialId } from '../wire/ids.ts';
import { EVENTS, type RegisterLeaf } from '../wire/leaf.ts';
import { digestOf, parseStatement, verifyStatement } from '../wire/statement.ts';
import { openBody } from './body.ts';
import {
  type ChainView,
  demandBodyDigest,
  demandEpoch,
  demandParties,
  demandSender,
  demandSuite,
  demandTimes,
  demandWrapList,
  SCOPE,
} from './envelope-rules.ts';
import { epochOfHash } from './epoch.ts';
import { verifyGestures, verifyOneGesture } from './gesture.ts';
import type { Roster } from './roster.ts';
import { openWrap } from './wrap.ts';

export type OpenInput = {
  readonly statement: Uint8Array;
  readonly wrapList: Uint8Array;
  /** The wrap addressed to one's own authority. */
  readonly wrap: Uint8Array;
  /** The body's ciphertext. */
  readonly body: Uint8Array;
  /** Encoded gestures, or null where none were made. */
  readonly gestures: Uint8Array | null;
  /** The leaf in one's own register, its inclusion already proven. Its `dirSize` orders everything below. */
  readonly leaf: RegisterLeaf;
  /** The sender's chain at the leaf's directory size. */
  readonly sender: ChainView;
  /** One's own chain at the leaf's directory size. */
  readonly mine: { readonly roster: Roster; readonly seq: number };
  /** The directory as one has verified it: where it admitted the sender (null: nowhere), and its root at a size at most its own. */
  readonly directory: { readonly admittedAt: number | null; rootAt(size: number): Digest };
  /** One's own epoch seeds; null for one that this device cannot reach. */
  seedOf(scope: string, epoch: number): Uint8Array | null;
  /** The statement under which this message id of that sender was seen before, or null. */
  seenAs(sender: AuthorityId, message: MessageId): Digest | null;
  readonly engine?: ChunkEngine;
};

declare const verified: unique symbol;

/** A transmission of which every check held. Only `openTransmission` makes one; what it carries is still hostile to a renderer. */
export type OpenedTransmission = {
  readonly [verified]: true;
  readonly subject: Digest;
  readonly envelope: Envelope;
  readonly class: EnvelopeClass;
  readonly sender: { readonly authority: AuthorityId; readonly official: OfficialId; readonly kid: Kid };
  /** The officials whose gestures stand under it, each once. Of a proposal: so far. */
  readonly signedBy: readonly OfficialId[];
  /** True while a second official of one's own authority has yet to sign. */
  readonly proposed: boolean;
  /** The encoded act: decode it against its schema, and compare its class with `class`, before anything is shown. */
  readonly act: Uint8Array;
  readonly attachments: Body['attachments'];
  readonly gossip: Body['gossip'];
  readonly contentKey: Uint8Array;
  /** When the register took it, unix ms, by the relay's clock. */
  readonly registeredAt: number;
};

/**
 * Opens a transmission, received or one's own. Either every check holds, or it throws a ProtocolError whose code names the first that
 * did not; nothing of the content is returned before. After it come, in the caller: decoding the act, its class, storing, acknowledging.
 */
export async function openTransmission(input: OpenInput): Promise<OpenedTransmission> {
  const { leaf, sender, mine } = input;
  // OPN-1 strict decode; suite 1 only
  const statement = parseStatement('envelope', input.statement, MAX_STATEMENT_BYTES);
  const envelope = decodeEnvelope(statement.payload);
  const { core } = envelope;
  // OPN-2 the register speaks of this statement and this sender
  demandLeaf(leaf, statement.hash, core, mine.roster.authority);
  // OPN-3 sender admitted, on the directory that we know; its chain, device active at the leaf's directory size
  demandDirectory(input, core);
  const device = demandSender(core, sender);
  // OPN-4 signature
  verifyStatement(statement, core.sender.kid, device.public.sign);
  // OPN-5 suites and parties, my authority listed, times
  demandSuite(core, sender.roster, sender.seq);
  demandSuite(core, mine.roster, mine.seq);
  demandParties(core, sender.roster, mine.roster);
  demandTimes(core, leaf.at);
  const index = myIndex(core, mine.roster.authority);
  const me = core.recipients[index] as Recipient;
  // OPN-6 my epoch: the published key, and current or in its days of grace
  demandEpoch(me, mine.roster, mine.seq, leaf.at);
  // OPN-7 digests
  const wrapDigests = demandWrapList(envelope, input.wrapList);
  demand(digestOf(input.wrap) === wrapDigests[index], 'WRAP_DIGEST', 'not the wrap that was signed for us');
  demandBodyDigest(envelope, input.body);
  // OPN-8 gestures
  const signedBy = await demandGestures(input, statement.hash, core.class);
  // OPN-9 message id unseen for that sender; the same statement again is the same message
  const seen = input.seenAs(core.sender.authority, core.messageId);
  demand(seen === null || seen === statement.hash, 'POLICY_REPLAY', 'this message id came before with other content');
  // OPN-10 wrap, commitment, decrypt, unpad
  const seed = input.seedOf(me.scope, me.epoch);
  demand(seed, 'EPOCH_UNKNOWN', `no seed of epoch ${me.epoch} on this device`);
  const contentKey = openWrap(core, me, epochOfHash(seed, me.keyHash).secretKey, input.wrap);
  const body = openBody(envelope, input.body, contentKey, input.engine);

  const opened: Omit<OpenedTransmission, typeof verified> = {
    subject: statement.hash,
    envelope,
    class: core.class,
    sender: { authority: core.sender.authority, official: device.official, kid: device.kid },
    signedBy,
    proposed: leaf.event === EVENTS.Proposed,
    act: body.act,
    attachments: body.attachments,
    gossip: body.gossip,
    contentKey,
    registeredAt: leaf.at,
  };
  return opened as OpenedTransmission;
}

// A leaf in the sender's own register names no counterpart; in a recipient's it names the sender.
function demandLeaf(leaf: RegisterLeaf, subject: Digest, core: EnvelopeCore, me: AuthorityId): void {
  demand(leaf.subject === subject, 'REGISTER_LEAF', 'the leaf speaks of another statement');
  const own = core.sender.authority === me;
  const events: readonly number[] = own ? [EVENTS.SubmissionAcceptance, EVENTS.Proposed] : [EVENTS.ContentConsignment];
  demand(events.includes(leaf.event), 'REGISTER_LEAF', 'the leaf records no transmission');
  demand(leaf.counterpart === (own ? null : core.sender.authority), 'REGISTER_LEAF', 'the leaf names another sender');
  // The sender had verified this much of the directory: the relay cannot have taken it in an earlier state.
  demand(core.directory.size <= leaf.dirSize, 'REGISTER_LEAF', 'registered before the directory the sender had seen');
}

// A chain that nobody admitted is not an authority, and a sender who saw another directory was shown a fork.
function demandDirectory({ directory, leaf }: OpenInput, core: EnvelopeCore): void {
  const { admittedAt } = directory;
  demand(admittedAt !== null && admittedAt < leaf.dirSize, 'ROSTER_FOUNDING', 'the sender was not admitted then');
  const known = directory.rootAt(core.directory.size);
  demand(core.directory.root === known, 'REGISTER_INCONSISTENT', 'the sender saw another directory of this size');
}

function myIndex(core: EnvelopeCore, me: AuthorityId): number {
  const index = core.recipients.findIndex((r) => r.authority === me && r.scope === SCOPE);
  demand(index >= 0, 'POLICY_NOT_A_PARTY', 'not addressed to this authority');
  return index;
}

async function demandGestures(input: OpenInput, subject: Digest, envelopeClass: EnvelopeClass): Promise<OfficialId[]> {
  const { leaf, sender } = input;
  const evidence = input.gestures && gesturesDigest(input.gestures);
  demand(evidence === leaf.evidence, 'REGISTER_LEAF', 'not the gestures the register took');
  const gestures = input.gestures ? decodeGestures(input.gestures) : [];
  const context = { subject, class: envelopeClass, roster: sender.roster, seq: sender.seq };
  if (leaf.event !== EVENTS.Proposed) return verifyGestures({ ...context, gestures });
  // A proposal lacks, by its nature, somebody; what is there must hold.
  const signers = new Set<OfficialId>();
  for (const gesture of gestures) signers.add(await verifyOneGesture(context, gesture));
  return [...signers];
}
