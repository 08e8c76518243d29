// Deletion of content: of closed proposals, which are nobody's mail; else where the operator asks for it, late, never under a hold, and entered in every party's register (protocol.md section 6; docs/spec/register.md REG-22).
import {
  ACK_KINDS,
  type AuthorityId,
  type Digest,
  decodeAcknowledgement,
  decodeHold,
  demand,
  EVENTS,
  type Kid,
  parseStatement,
  REASONS,
  ROLES,
  rolesOf,
  signerOf,
  type UploadId,
  verifyStatement,
} from '../../crypto/relay.ts';
import type { RelayDeps } from '../deps.ts';
import type { SignedIn } from '../door.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import { entered } from './acceptance.ts';
import { MAX_ACK_STATEMENT } from './acknowledgement.ts';
import type { Rosters } from './rosters.ts';
import type { Job, Sequencer } from './sequencer.ts';
import { readEnvelope } from './submission-checks.ts';

export type Retention = {
  /** Sets or takes back a party's hold. Throws RELAY_NOT_FOUND, RELAY_CONFLICT (older than the one that stands; gone already), SIGNATURE_*, ROSTER_*, POLICY_TIME, RELAY_SIGN_IN. */
  hold(raw: Uint8Array): Promise<void>;
  /** Deletes what is due, and what closed proposals leave behind. Resolves to how many transmissions. */
  sweep(now: number): Promise<number>;
};

const MAX_HOLD_BYTES = 1024;
const CLOCK_MS = 10 * 60_000;
const AT_ONCE = 256;

type RetentionDeps = Pick<RelayDeps, 'store' | 'blobs' | 'keys' | 'clock' | 'config'> & {
  readonly rosters: Rosters;
  readonly sequencer: Sequencer;
  readonly sessions: SignedIn;
};

export function createRetention(deps: RetentionDeps): Retention {
  const { store, blobs, keys, clock, config, rosters, sequencer, sessions } = deps;

  const expiryJob = (subject: Digest): Job<void> => ({
    keys: [`content:${subject}`],
    prepare: async (view) => {
      const row = await store.envelope(subject);
      if (!row?.body) throw notFound();
      const { envelope } = readEnvelope(row.statement, null);
      const { leaves, parties } = entered(
        keys,
        subject,
        envelope.core.recipients.map(({ authority }) => ({
          register: authority,
          event: EVENTS.ContentExpired,
          counterpart: authority === row.sender ? null : (row.sender as AuthorityId),
          evidence: null,
          reason: REASONS.retention,
        })),
        view,
      );
      return {
        leaves,
        // The database looks once more for a hold, in the same transaction.
        effects: (indexes) => [{ effect: 'content-expired', subject }, ...parties(indexes)],
        answer: () => undefined,
      };
    },
  });

  /** Whether every recipient said that it verified all files. One that said less may still fetch the others. */
  async function filesVerified(subject: Digest): Promise<boolean> {
    const row = await store.envelope(subject);
    if (!row) return false;
    const { core, attachments } = readEnvelope(row.statement, null).envelope;
    if (attachments.length === 0) return true;
    const whole = new Set<string>([row.sender]);
    for (const { authority, kind, statement } of await store.acknowledgements(subject)) {
      if (kind !== ACK_KINDS.received) continue;
      const ack = decodeAcknowledgement(parseStatement('ack', statement, MAX_ACK_STATEMENT).payload);
      if (ack.attachments === attachments.length) whole.add(authority);
    }
    return core.recipients.every(({ authority }) => whole.has(authority));
  }

  /** What may go, oldest first. What waits for its files to be verified holds up nothing behind it. */
  async function due(receivedBy: number): Promise<Digest[]> {
    const found: Digest[] = [];
    for (let skip = 0; ; skip += AT_ONCE) {
      const page = (await store.expirable(receivedBy, AT_ONCE, skip)) as Digest[];
      for (const subject of page) if (await filesVerified(subject)) found.push(subject);
      if (page.length < AT_ONCE || found.length >= AT_ONCE) return found;
    }
  }

  /**
   * Files go after the entry: content that is missing without one is an alarm everywhere. Then their rows are marked: what a crash leaves between the steps is
   * found by the next sweep. Nothing names such an upload again meanwhile: the database refuses it.
   */
  async function removeFiles(): Promise<void> {
    for (;;) {
      const gone = await store.expiredUploads(AT_ONCE);
      for (const { authority, uploadId } of gone) {
        await blobs.remove(authority as AuthorityId, uploadId as UploadId);
        await store.markGone(authority, uploadId);
      }
      if (gone.length < AT_ONCE) return;
    }
  }

  return {
    async hold(raw) {
      const statement = parseStatement('hold', raw, MAX_HOLD_BYTES);
      const { subject, held, createdAt } = decodeHold(statement.payload);
      const kid: Kid = signerOf(statement);
      const owner = rosters.byKid(kid);
      demand(owner?.key === 'device', 'ROSTER_UNKNOWN_DEVICE', 'not an active device');
      verifyStatement(statement, kid, owner.device.public.sign);
      const { authority } = owner.chain.roster;
      const auditor = rolesOf(owner.chain.roster, owner.official.id).includes(ROLES.auditor);
      demand(!auditor, 'ROSTER_ROLE', 'an auditor holds nothing');
      const parties = await store.parties(subject);
      if (!parties.some((party) => party.authority === authority)) throw notFound();
      const now = clock.now();
      demand(Math.abs(now - createdAt) <= CLOCK_MS, 'POLICY_TIME', 'made more than ten minutes from the relay’s time');
      await sessions.demandSession(kid, now);
      const row = { subject, authority, held, statement: raw, createdAt, receivedAt: now };
      if (!(await store.putHold(row)))
        throw new RelayRefusal('RELAY_CONFLICT', 'A later hold stands, or the content has gone.');
    },
    async sweep(now) {
      const { retentionMs } = config;
      // The sender's own register says that it was closed, and nobody else was ever told of it.
      await store.dropClosedContent();
      let expired = 0;
      try {
        for (const subject of retentionMs === null ? [] : await due(now - retentionMs)) {
          await sequencer.submit(expiryJob(subject));
          expired += 1;
        }
      } finally {
        // Also where the operator took the time back: the registers say that these expired.
        await removeFiles();
      }
      return expired;
    },
  };
}
