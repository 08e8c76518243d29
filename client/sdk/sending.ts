// The steps of one transmission, each kept before the next: files, sealing, gesture, submission, proof (protocol.md sections 4 to 6).

import type { AttachmentEngines } from '../../crypto/index.ts';
import {
  type AuthorityId,
  CLASSES,
  type Digest,
  decodeEnvelope,
  decodeRegisterLeaf,
  EVENTS,
  encodeGestures,
  encodeSubmission,
  gesturesDigest,
  hasRole,
  MAX_STATEMENT_BYTES,
  MEDIA,
  type ProvenLeaf,
  parseStatement,
  type Random,
  ROLES,
  type TrustCard,
  verifyProposalReceipt,
  verifyReceipt,
} from '../../crypto/index.ts';
import type { Alarms } from './alarms.ts';
import type { Authenticator } from './authenticator.ts';
import type { Composer } from './compose.ts';
import type { Directory } from './directory.ts';
import type { FreshnessRoom } from './freshness.ts';
import { makeGesture } from './gestures.ts';
import type { IdentityRoom } from './identity.ts';
import type { OutboxEntry, OutboxFile, Sealed } from './outbox-entry.ts';
import type { OwnChain } from './own-chain.ts';
import type { Pins } from './pins.ts';
import { registerTrust } from './register-trust.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import { type FileSource, type Progress, prepareUpload, sendUpload, type UploadRecord } from './uploads.ts';

export type SendingOptions = {
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly authenticator: Authenticator;
  readonly directory: Directory;
  readonly chain: OwnChain;
  readonly freshness: FreshnessRoom;
  readonly alarms: Alarms;
  readonly pins: Pins;
  readonly composer: Composer;
  readonly trust: TrustCard;
  readonly random: Random;
  readonly engines: AttachmentEngines;
  /** The bytes of a file of an entry. Throws CLIENT_FILE_CHANGED when they cannot be found any more. */
  sourceOf(entry: OutboxEntry, index: number): Promise<FileSource>;
  onProgress?(entry: OutboxEntry, file: OutboxFile, progress: Progress): void;
};

/** Keeps an entry; what comes after builds on it being kept. */
export type Keep = (entry: OutboxEntry) => Promise<OutboxEntry>;

export type Sending = {
  files(entry: OutboxEntry, keep: Keep): Promise<OutboxEntry>;
  /** SND-1: no open alarm, a fresh directory, a device and recipients that stand; then one statement. */
  seal(entry: OutboxEntry, keep: Keep): Promise<OutboxEntry>;
  /** SND-2: a gesture where the class asks for one. */
  sign(entry: OutboxEntry, keep: Keep): Promise<OutboxEntry>;
  /** SND-3: handed in; shown as submitted only when every entry is proven to be the one this client computed. */
  submit(entry: OutboxEntry, keep: Keep): Promise<OutboxEntry>;
  /** Verifies the leaves of a receipt for one statement and its gestures. Throws RECEIPT_*, REGISTER_*. */
  prove(
    sealed: Pick<Sealed, 'subject' | 'statement' | 'dirSize'>,
    gestures: Uint8Array | null,
    leaves: readonly ProvenLeaf[],
  ): Promise<Proof>;
  /** Whether the directory, as verified now, has another key for a recipient than this was sealed for. */
  overtaken(entry: OutboxEntry): Promise<boolean>;
};

export type Proof = { readonly status: 'submitted' | 'proposed'; readonly at: number };

export function openSending(options: SendingOptions): Sending {
  const { door, identity, authenticator, directory, chain, freshness, alarms, pins, composer, trust, random } = options;

  const sealedOf = (entry: OutboxEntry): Sealed => entry.sealed as Sealed;
  const partiesOf = ({ statement }: Pick<Sealed, 'statement'>): AuthorityId[] =>
    decodeEnvelope(parseStatement('envelope', statement, MAX_STATEMENT_BYTES).payload).core.recipients.map(
      ({ authority }) => authority,
    );
  const gesturesOf = ({ gestures }: OutboxEntry): Uint8Array | null =>
    gestures && gestures.length > 0 ? encodeGestures(gestures) : null;

  const prove: Sending['prove'] = async (sealed, gestures, leaves) => {
    const sender = identity.enrolled().authority;
    const common = {
      subject: sealed.subject,
      evidence: gestures && gesturesDigest(gestures),
      sender,
      dirSizeAtLeast: sealed.dirSize,
    };
    const believed = registerTrust(directory, trust);
    const proposed = leaves.length === 1 && decodeRegisterLeaf(leaves[0]?.leaf as Uint8Array).event === EVENTS.Proposed;
    if (proposed) {
      const { at } = verifyProposalReceipt({ leaves, expected: common, ...believed });
      return { status: 'proposed', at };
    }
    const { at } = verifyReceipt({ leaves, expected: { ...common, recipients: partiesOf(sealed) }, ...believed });
    return { status: 'submitted', at };
  };

  async function fileStep(entry: OutboxEntry, index: number, keep: Keep): Promise<OutboxEntry> {
    const file = entry.files[index] as OutboxFile;
    const { authority } = identity.enrolled();
    const source = await options.sourceOf(entry, index);
    const onProgress = (progress: Progress) => options.onProgress?.(entry, file, progress);
    const common = { authority, source, onProgress, ...options.engines };
    const put = (change: Partial<OutboxFile>): Promise<OutboxEntry> => {
      const files = entry.files.map((f, i) => (i === index ? { ...f, ...change } : f));
      return keep({ ...entry, files });
    };
    if (!file.record) return put({ record: await prepareUpload({ ...common, random }) });
    await sendUpload({ ...common, door, record: file.record });
    return put({ sent: true });
  }

  return {
    async files(entry, keep) {
      let current = entry;
      for (;;) {
        const index = current.files.findIndex(({ sent }) => !sent);
        if (index < 0) return current;
        current = await fileStep(current, index, keep);
      }
    },

    async seal(entry, keep) {
      await alarms.demandQuiet();
      await chain.sync(identity.enrolled().authority);
      await freshness.demand();
      const files = entry.files.map(({ record }) => (record as UploadRecord).file);
      const made = await composer.seal(entry, files, entry.messageId);
      const { core } = made.envelope;
      const sealed: Sealed = {
        subject: made.subject,
        statement: made.statement,
        wraps: made.wraps,
        body: made.body,
        contentKey: made.contentKey,
        createdAt: core.createdAt,
        keyHashes: core.recipients.map(({ keyHash }) => keyHash),
        dirSize: core.directory.size,
      };
      return keep({ ...entry, status: 'sealed', sealed, gestures: null, sealings: entry.sealings + 1 });
    },

    async sign(entry, keep) {
      const me = identity.enrolled();
      const roster = await chain.roster(me.authority);
      const needless = entry.class === CLASSES.ordinary || hasRole(roster, me.official, ROLES.service);
      const { subject } = sealedOf(entry);
      const gestures = needless ? [] : [await makeGesture({ subject, roster, door, identity, authenticator })];
      return keep({ ...entry, status: 'ready', gestures });
    },

    async submit(entry, keep) {
      const { statement, wraps, body } = sealedOf(entry);
      const gestures = gesturesOf(entry);
      const frame = encodeSubmission({ statement, wraps, body, gestures });
      const leaves = await door.receipt('/v1/transmissions', MEDIA.submission, frame);
      const { status, at } = await prove(sealedOf(entry), gestures, leaves);
      // What the proofs rest on is held to what was seen before; who does not answer that is asked again later.
      await pins.observe(leaves).catch((error: unknown) => {
        if (!isSilence(error)) throw error;
      });
      return keep({ ...entry, status, leaves, submittedAt: status === 'submitted' ? at : null, code: null });
    },

    prove,

    async overtaken(entry) {
      await chain.sync(identity.enrolled().authority);
      const { roster } = await composer.demandSender(entry.class);
      const now = await composer.recipients(entry, roster);
      const known = new Set<Digest>(sealedOf(entry).keyHashes);
      return now.some(({ keyHash }) => !known.has(keyHash));
    },
  };
}
