// The leaves of a register against what they are about: envelope, wraps, body, attachments, acknowledgements, and the rows that find them (docs/operations.md).
import {
  ACK_EVENTS,
  type AckKind,
  type AuthorityId,
  decodeRegisterLeaf,
  decodeWrapList,
  digestOf,
  EVENTS,
  gesturesDigest,
  type RegisterLeaf,
} from '../../crypto/relay.ts';
import type { EnvelopeRow, LogRow, Store } from '../../db/store.ts';
import type { BlobFiles } from './blobs.ts';
import { attempt } from './fsck-finding.ts';
import { leavesOf } from './fsck-tree.ts';
import { readEnvelope } from './submission-checks.ts';

const SENT: readonly number[] = [EVENTS.SubmissionAcceptance, EVENTS.ContentConsignment];
const ACKNOWLEDGED: readonly number[] = Object.values(ACK_EVENTS);

export async function* checkTransmissions(store: Store, blobs: BlobFiles, log: LogRow): AsyncGenerator<string> {
  const authority = log.authority as AuthorityId;
  const progress = { dirSize: 0 };
  for await (const [index, bytes] of leavesOf(store, log.origin, log.size)) {
    const at = `register ${authority.slice(0, 8)}, leaf ${index}`;
    yield* attempt(at, () => checkLeaf({ store, blobs, authority, at, index }, bytes, progress));
  }
}

type Place = {
  readonly store: Store;
  readonly blobs: BlobFiles;
  readonly authority: AuthorityId;
  readonly at: string;
  readonly index: number;
};

async function* checkLeaf(place: Place, bytes: Uint8Array, progress: { dirSize: number }): AsyncGenerator<string> {
  const { store, blobs, authority, at, index } = place;
  const leaf = decodeRegisterLeaf(bytes);
  if (leaf.dirSize < progress.dirSize) yield `${at}: the directory was larger before`;
  progress.dirSize = leaf.dirSize;
  const row = await store.envelope(leaf.subject);
  if (!row) {
    yield `${at}: its envelope is missing`;
    return;
  }
  const parties = await store.parties(leaf.subject);
  const found = parties.some((p) => p.authority === authority && p.index === index && p.event === leaf.event);
  if (!found) yield `${at}: no row leads to it`;
  if (SENT.includes(leaf.event)) yield* checkSent(at, row, leaf);
  if (ACKNOWLEDGED.includes(leaf.event)) yield* checkAcknowledgement(store, at, leaf);
  if (leaf.event !== EVENTS.SubmissionAcceptance) return;
  yield* checkEnvelope(store, blobs, at, row);
  const entered = parties.map((p) => `${p.authority} ${p.event}`);
  for (const missing of expected(row, entered)) yield `${at}: ${missing} has no leaf about it`;
}

/** Recipients of an accepted envelope in whose registers it was not entered. */
function expected(row: EnvelopeRow, entered: readonly string[]): AuthorityId[] {
  const { core } = readEnvelope(row.statement, null).envelope;
  return core.recipients
    .map(({ authority }) => authority)
    .filter((authority) => {
      const event = authority === row.sender ? EVENTS.SubmissionAcceptance : EVENTS.ContentConsignment;
      return !entered.includes(`${authority} ${event}`);
    });
}

function* checkSent(at: string, row: EnvelopeRow, leaf: RegisterLeaf): Generator<string> {
  if (row.state !== 'accepted') yield `${at}: its envelope is ${row.state}`;
  const evidence = row.gestures && gesturesDigest(row.gestures);
  if (evidence !== leaf.evidence) yield `${at}: the gestures are not those that were entered`;
}

async function* checkAcknowledgement(store: Store, at: string, leaf: RegisterLeaf): AsyncGenerator<string> {
  const ack = leaf.evidence && (await store.acknowledgement(leaf.evidence));
  if (!ack) yield `${at}: its acknowledgement is missing`;
  else if (digestOf(ack.statement) !== leaf.evidence || ACK_EVENTS[ack.kind as AckKind] !== leaf.event)
    yield `${at}: the acknowledgement is not the one that was entered`;
}

async function* checkEnvelope(store: Store, blobs: BlobFiles, at: string, row: EnvelopeRow): AsyncGenerator<string> {
  if (digestOf(row.statement) !== row.subject) {
    yield `${at}: the statement is not the one that was entered`;
    return;
  }
  const { envelope } = readEnvelope(row.statement, null);
  const expired = (await store.parties(row.subject)).some(({ event }) => event === EVENTS.ContentExpired);
  if (row.body === null ? !expired : digestOf(row.body) !== envelope.body.digest)
    yield `${at}: the body is missing or another one`;
  if (digestOf(row.wrapList) !== envelope.wraps) yield `${at}: the list of wraps is another one`;
  else
    for (const [i, digest] of decodeWrapList(row.wrapList).entries()) {
      const authority = envelope.core.recipients[i]?.authority as AuthorityId;
      const wrap = await store.wrap(row.subject, authority);
      if (!wrap || digestOf(wrap) !== digest)
        yield `${at}: the wrap for ${authority.slice(0, 8)} is missing or another one`;
    }
  for (const { uploadId, digest } of envelope.attachments) {
    const sender = row.sender as AuthorityId;
    const size = await blobs.size(sender, uploadId);
    const same = size !== null && (await blobs.digest(sender, uploadId)) === digest;
    if (!same && !(size === null && expired))
      yield `${at}: attachment ${uploadId.slice(0, 8)} is missing or another one`;
  }
}
