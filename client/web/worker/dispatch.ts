// From a draft to a proven submission: one entry of the outbox for each draft, gone on with where it stands, never sealed twice (protocol.md sections 4 to 6).
import { type AuthorityId, type CaseId, type DraftId, ProtocolError } from '../../../crypto/index.ts';
import { ACT_KINDS, type Act, composeAct } from '../../casework/act.ts';
import { ANSWER_WITHIN, type DraftedAct, readDraft } from '../../casework/draft.ts';
import { settleFields } from '../../casework/settle.ts';
import {
  type Attachment,
  type Client,
  ClientError,
  type Draft,
  type DraftContent,
  type OutboxEntry,
  type OutboxStatus,
  referenceOf,
} from '../../sdk/index.ts';

const MINUTE = 60_000;

/** What became of it. `subject` names it from the moment it is sealed. */
export type Dispatched = {
  readonly status: OutboxStatus;
  readonly subject: string | null;
  readonly caseId: string;
  /** Unix ms of the register's entry; null before it is proven. */
  readonly submittedAt: number | null;
};

export const dispatchedOf = ({ status, sealed, caseId, submittedAt }: OutboxEntry): Dispatched => ({
  status,
  subject: sealed?.subject ?? null,
  caseId,
  submittedAt,
});

/** Whether it was signed as it stands. What the relay refused is not: a person may change it, or seal it again. */
export const isSigned = ({ status }: OutboxEntry): boolean => ['ready', 'proposed', 'submitted'].includes(status);

/** The act as it will be read. Throws CONTENT_ACT. */
const actOf = ({ kind, caseRefs, inReplyTo, fields, author }: DraftedAct): Act =>
  composeAct({
    kind,
    caseRefs,
    ...(inReplyTo === null ? {} : { inReplyTo }),
    fields: settleFields(ACT_KINDS[kind].fields, fields),
    author,
  });

async function filesOf(client: Client, { files }: DraftedAct): Promise<Attachment[]> {
  const found: Attachment[] = [];
  for (const { id, name, mediaType, size } of files) {
    const kept = await client.keptFiles.find(id);
    if (!kept) throw new ClientError('CLIENT_FILE_CHANGED', 'a file of this draft was added on another device');
    found.push({ name, mediaType, size, reference: referenceOf(id), read: kept.read });
  }
  return found;
}

// One text for one content, in whatever order a vault gives names back.
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const named = value as Readonly<Record<string, unknown>>;
  return `{${Object.keys(named)
    .filter((name) => named[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(named[name])}`)
    .join()}}`;
}

/** Tells whether an act is, word for word, what a draft says. One that is not whole says nothing yet. */
function saying(draft: DraftedAct): (act: Act) => boolean {
  try {
    const said = canonical(actOf(draft));
    return (act) => act.kind === draft.kind && canonical(act) === said;
  } catch (error) {
    if (error instanceof ProtocolError && error.code === 'CONTENT_ACT') return () => false;
    throw error;
  }
}

/** What an act was signed or is to be signed as. */
type Said = {
  readonly act: Act;
  readonly to: readonly string[];
  readonly class: number;
  readonly files: readonly { readonly name: string; readonly size: number }[];
};

const partsOf = ({ to, class: level, files }: Omit<Said, 'act'>): string =>
  canonical([[...to].sort(), level, files.map(({ name, size }) => [name, size])]);

/** Tells whether something signed is what a draft says: the act word for word, to whom, how, with which files. */
export function saysAll(draft: DraftedAct): (said: Said) => boolean {
  const [says, parts] = [saying(draft), partsOf(draft)];
  return (said) => parts === partsOf(said) && says(said.act);
}

const HANDED_IN: readonly OutboxStatus[] = ['proposed', 'submitted'];

/** A draft as it is now, as far as it matters here; null where it is gone. */
type Standing = Pick<Draft, 'content' | 'theirs'> | null;

/** The entry that a draft is on its way as, or went as, if any. What somebody changed after it was handed in is another matter, and so is what two people changed. */
export function entryAmong(entries: readonly OutboxEntry[], id: string, draft: Standing): OutboxEntry | null {
  const own = entries.filter((one) => one.draft === id && one.status !== 'closed');
  if (draft === null) return own.at(-1) ?? null;
  const begun = own.findLast(({ status }) => !HANDED_IN.includes(status)) ?? null;
  const act = draft.theirs ? null : draft.content && readDraft(draft.content);
  if (!act || own.length === 0) return begun;
  const says = saysAll(act);
  return own.findLast((one) => HANDED_IN.includes(one.status) && says(one)) ?? begun;
}

export const entryOfDraft = async (client: Client, id: DraftId, draft: Standing): Promise<OutboxEntry | null> =>
  entryAmong(await client.outbox.list(), id, draft);

function stillSays(entry: OutboxEntry, draft: DraftedAct, act: Act, now: number): boolean {
  const late = entry.answerBy !== null && entry.answerBy < now + ANSWER_WITHIN.least * MINUTE;
  const files = draft.files.map(({ id }) => referenceOf(id));
  const before = [entry.act, entry.to, entry.class, entry.files.map(({ reference }) => reference)];
  return !late && canonical(before) === canonical([act, draft.to, draft.class, files]);
}

/**
 * Seals, signs and sends a draft as far as it goes now. What was begun before is gone on with if the draft still says the same, and given up if not.
 * Throws CONTENT_ACT, CLIENT_FILE_CHANGED, CLIENT_ALREADY_SENT, and why sending did not go on; the entry then waits in the outbox.
 */
export async function dispatch(client: Client, id: DraftId, draft: DraftedAct, now: number): Promise<OutboxEntry> {
  const act = actOf(draft);
  const begun = await entryOfDraft(client, id, { content: draft as unknown as DraftContent, theirs: null });
  if (begun && (isSigned(begun) || stillSays(begun, draft, act, now)))
    return begun.status === 'stopped' ? client.outbox.renew(begun.id) : client.outbox.advance(begun.id);
  const files = await filesOf(client, draft);
  if (begun) await client.outbox.discard(begun.id);
  const entry = await client.outbox.compose({
    to: draft.to as readonly AuthorityId[],
    act,
    class: draft.class,
    files,
    draft: id,
    ...(draft.caseId === null ? {} : { caseId: draft.caseId as CaseId }),
    ...(draft.class === 2 ? { answerBy: now + draft.answerWithin * MINUTE } : {}),
  });
  return client.outbox.advance(entry.id);
}
