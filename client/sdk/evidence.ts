// Evidence of one transmission, gathered from the relay and from what this client holds itself, checked as a stranger would, and packed (protocol.md section 8).
import {
  type AuthorityId,
  type BundleParts,
  type BundleVerdict,
  type Digest,
  type DisclosedAttachment,
  decodeEnvelope,
  decodeRegisterLeaf,
  digestOf,
  type Envelope,
  type EvidenceFrame,
  encodeBundleFiles,
  equal,
  MAX_STATEMENT_BYTES,
  ProtocolError,
  parseStatement,
  type StoredTransmission,
  type TrustCard,
  type UploadId,
  verifyBundle,
} from '../../crypto/index.ts';
import { writeZip } from './bundle-zip.ts';
import type { Directory } from './directory.ts';
import { fetchSealed } from './downloads.ts';
import { ClientError, need, RelayError } from './failure.ts';
import type { Pins } from './pins.ts';
import type { Register } from './register.ts';
import type { RelayDoor } from './relay-door.ts';

/** What an exporter puts in besides the proofs. Sealed content shows nothing to a reader without keys; keys show for ever what they open. */
export type BundleChoice = {
  /** The sealed body. It is included in any case where its key is. */
  readonly body?: boolean;
  /** The sealed files, each of them whole in memory. */
  readonly attachments?: boolean;
  /** Discloses the content: the act, and through it the keys of all files. */
  readonly contentKey?: Uint8Array;
  /** Discloses single files. */
  readonly attachmentKeys?: ReadonlyMap<UploadId, Uint8Array>;
};

export type Evidence = {
  /**
   * The bundle of a transmission as a zip, verified here against the trust card before it is given out. Throws CLIENT_EVIDENCE_INCOMPLETE (the relay keeps
   * back an entry that stands in one's own register, or its directory is not sealed that far), the code of the first check that fails, CLIENT_ALARM,
   * CLIENT_BUNDLE_TOO_LARGE, CLIENT_RELAY_*.
   */
  bundle(
    subject: Digest,
    choice?: BundleChoice,
  ): Promise<{ readonly zip: Uint8Array; readonly verdict: BundleVerdict }>;
};

export type EvidenceOptions = {
  readonly door: Pick<RelayDoor, 'ask' | 'note' | 'transmission' | 'evidence'>;
  readonly directory: Pick<Directory, 'sync' | 'openNote' | 'agree' | 'leaves' | 'chain' | 'admitted'>;
  /** One's own register, whose entries must all be in the evidence. */
  readonly register: Pick<Register, 'authority' | 'about' | 'raw'>;
  /** Holds the checkpoints under the proofs to what was shown before. */
  readonly pins: Pick<Pins, 'observe'>;
  readonly trust: TrustCard;
};

export function openEvidence({ door, directory, register, pins, trust }: EvidenceOptions): Evidence {
  async function fetchStatement(subject: Digest): Promise<{ stored: StoredTransmission; envelope: Envelope }> {
    const stored = await door.transmission(subject);
    need(digestOf(stored.statement) === subject, 'CLIENT_RELAY_ANSWER', 'another transmission than was asked for');
    const { payload } = parseStatement('envelope', stored.statement, MAX_STATEMENT_BYTES);
    return { stored, envelope: decodeEnvelope(payload) };
  }

  async function fetchEvidence(subject: Digest): Promise<EvidenceFrame> {
    const held = register.about(subject);
    const frame = await door.evidence(subject, true);
    await pins.observe(frame.leaves);
    // A proof that is kept back would make a transmission look less far than it is.
    for (const index of held) {
      const shown = frame.leaves.find((leaf) => leaf.authority === register.authority && leaf.index === index);
      const same = shown && equal(shown.leaf, register.raw(index));
      need(same, 'CLIENT_EVIDENCE_INCOMPLETE', `entry ${index} of one's own register is not proven`);
    }
    return frame;
  }

  /** The directory up to its first sealed checkpoint that knows all there was when the entries were made. */
  async function sealedDirectory({ leaves }: EvidenceFrame): Promise<BundleParts['directory']> {
    const least = Math.max(0, ...leaves.map(({ leaf }) => decodeRegisterLeaf(leaf).dirSize));
    const checkpoint = await noteOf(`/v1/directory/sealed?min=${least}`);
    const opened = directory.openNote(checkpoint);
    await directory.agree(opened);
    const { size } = opened.checkpoint;
    need(size >= least, 'CLIENT_RELAY_ANSWER', 'an older directory than was asked for');
    return { checkpoint, leaves: directory.leaves().slice(0, size) };
  }

  async function noteOf(path: string): Promise<string> {
    try {
      return await door.note(path);
    } catch (cause) {
      if (!(cause instanceof RelayError && cause.code === 'RELAY_NOT_FOUND')) throw cause;
      throw new ClientError('CLIENT_EVIDENCE_INCOMPLETE', 'the directory is not sealed that far yet', { cause });
    }
  }

  async function chainsOf(authorities: readonly AuthorityId[], size: number): Promise<Map<AuthorityId, Uint8Array[]>> {
    const chains = new Map<AuthorityId, Uint8Array[]>();
    for (const authority of authorities) {
      const links = (await directory.chain(authority))?.links.filter(({ index }) => index < size) ?? [];
      if (links.length > 0)
        chains.set(
          authority,
          links.map(({ bytes }) => bytes),
        );
    }
    return chains;
  }

  async function filesOf(
    { core, attachments }: Envelope,
    choice: BundleChoice,
  ): Promise<{ sealed: Map<UploadId, Uint8Array>; keys: DisclosedAttachment[] }> {
    const sealed = new Map<UploadId, Uint8Array>();
    const keys: DisclosedAttachment[] = [];
    for (const uploadId of choice.attachmentKeys?.keys() ?? [])
      need(
        attachments.some((ref) => ref.uploadId === uploadId),
        'CLIENT_NOT_FOUND',
        'a key of no file of this transmission',
      );
    for (const ref of attachments) {
      const key = choice.attachmentKeys?.get(ref.uploadId);
      if (!choice.attachments && !key) continue;
      const place = { door, authority: core.sender.authority, ref };
      const { salt, ciphertext } = await fetchSealed(place, choice.attachments === true);
      if (ciphertext) sealed.set(ref.uploadId, ciphertext);
      if (key) keys.push({ uploadId: ref.uploadId, key, salt });
    }
    return { sealed, keys };
  }

  return {
    async bundle(subject, choice = {}) {
      await directory.sync();
      const { stored, envelope } = await fetchStatement(subject);
      const frame = await fetchEvidence(subject);
      const sealedAt = await sealedDirectory(frame);
      const parties = [...new Set(envelope.core.recipients.map(({ authority }) => authority))];
      const { sealed, keys } = await filesOf(envelope, choice);
      const contentKey = choice.contentKey ?? null;
      const parts: BundleParts = {
        statement: stored.statement,
        wrapList: stored.wrapList,
        gestures: stored.gestures,
        body: choice.body || contentKey ? stored.body : null,
        attachments: sealed,
        evidence: frame.leaves,
        acknowledgements: frame.acknowledgements,
        chains: await chainsOf([...parties, ...(trust.registrar ? [trust.registrar] : [])], sealedAt.leaves.length),
        admissions: new Map(
          parties.flatMap((party): [AuthorityId, Uint8Array][] => {
            const admitted = directory.admitted(party);
            return admitted ? [[party, admitted.entry]] : [];
          }),
        ),
        directory: sealedAt,
        claimedCard: trust,
        disclosed: { contentKey, attachments: keys },
      };
      const files = encodeBundleFiles(parts);
      const verdict = await verifyBundle(files, trust);
      // What does not hold here holds nowhere: it is not given out.
      const failed = verdict.checks.find(({ outcome }) => outcome === 'failed');
      if (failed?.code) throw new ProtocolError(failed.code, `${failed.id}: ${failed.detail}`);
      need(verdict.outcome === 'verified', 'CLIENT_EVIDENCE_INCOMPLETE', 'a check could not be made');
      return { zip: writeZip(files), verdict };
    },
  };
}
