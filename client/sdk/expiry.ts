// Whether missing content is excused: by an entry that a proposal was closed, or that it expired, long enough after the last *received* that one's own register proves (docs/spec/register.md REG-22, envelope.md OPN-0).
import {
  ACK_KINDS,
  type AuthorityId,
  type Digest,
  decodeAcknowledgement,
  decodeEnvelope,
  digestOf,
  EVENTS,
  MAX_ACK_BYTES,
  MAX_STATEMENT_BYTES,
  parseStatement,
  type RegisterLeaf,
} from '../../crypto/index.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import { RelayError } from './failure.ts';
import type { Items } from './items.ts';
import type { Register } from './register.ts';
import type { RelayDoor } from './relay-door.ts';

export type Expiry = {
  /**
   * Why what `statement` was sealed around may be missing: it was a proposal of one's own that is closed, and so never anybody's mail; or it expired in its time. Null: nothing excuses it. The relay's
   * entries are its own word, so behind each *received* that starts the 90 days must stand a device's statement that counts all files. Throws what the relay refuses with otherwise than that there is
   * nothing, and when nobody answers.
   */
  excuse(subject: Digest, statement: Uint8Array): Promise<Excuse | null>;
};

export type Excuse = 'closed' | 'expired';

export type ExpiryOptions = {
  readonly door: Pick<RelayDoor, 'evidence'>;
  readonly items: Pick<Items, 'proofs'>;
  readonly acknowledgements: Pick<Acknowledgements, 'verified'>;
  register(): Pick<Register, 'authority' | 'about' | 'leaf'>;
};

const KEPT_MS = 90 * 24 * 3_600_000;
const MAX_BYTES = MAX_ACK_BYTES + 512;

const ackOf = (statement: Uint8Array) => decodeAcknowledgement(parseStatement('ack', statement, MAX_BYTES).payload);

export function openExpiry({ door, items, acknowledgements, register }: ExpiryOptions): Expiry {
  /** The statements behind these entries, from the vault, and asked for where it lacks one. */
  async function proofsOf(subject: Digest, received: readonly RegisterLeaf[]): Promise<Map<Digest, Uint8Array>> {
    const evidence = received.flatMap((leaf) => (leaf.evidence ? [leaf.evidence] : []));
    const kept = new Map((await items.proofs(evidence)).map((statement) => [digestOf(statement), statement]));
    if (evidence.every((digest) => kept.has(digest))) return kept;
    try {
      const asked = await acknowledgements.verified(received, await door.evidence(subject, false));
      return new Map([...kept, ...asked]);
    } catch (error) {
      // Acknowledgements never go: a relay that has none left proves nothing by it.
      if (error instanceof RelayError && error.code === 'RELAY_NOT_FOUND') return kept;
      throw error;
    }
  }

  return {
    async excuse(subject, statement) {
      if (digestOf(statement) !== subject) return null;
      const own = register();
      const leaves = own.about(subject).map((index) => own.leaf(index));
      const entered = (...kinds: readonly number[]): boolean => leaves.some(({ event }) => kinds.includes(event));
      const { core, attachments } = decodeEnvelope(parseStatement('envelope', statement, MAX_STATEMENT_BYTES).payload);
      const sender = core.sender.authority;
      // A proposal that was closed is nobody's mail: its content goes with it, unless it was entered after all. What came from another authority was never one here, whatever the relay enters.
      const proposed = entered(EVENTS.Proposed) && own.authority === sender;
      const mail = entered(EVENTS.SubmissionAcceptance, EVENTS.ContentConsignment);
      if (proposed && !mail && entered(EVENTS.ProposalClosed)) return 'closed';
      const expiredAt = leaves.findLast(({ event }) => event === EVENTS.ContentExpired)?.at;
      if (expiredAt === undefined) return null;
      const early = leaves.filter(({ event, at }) => event === EVENTS.ContentHandover && at + KEPT_MS <= expiredAt);
      const proofs = await proofsOf(subject, early);
      const whole = (authority: AuthorityId): boolean =>
        early.some(({ evidence }) => {
          const proof = evidence && proofs.get(evidence);
          if (!proof) return false;
          // What the vault keeps verified for some entry: it must be of this one.
          const ack = ackOf(proof);
          const fits = ack.subject === subject && ack.authority === authority && ack.kind === ACK_KINDS.received;
          return fits && ack.attachments === attachments.length;
        });
      // A recipient's register says what it received itself; the sender's, what each recipient did.
      const those = own.authority === sender ? core.recipients.map(({ authority }) => authority) : [own.authority];
      return those.every((authority) => authority === sender || whole(authority)) ? 'expired' : null;
    },
  };
}
