// A reply within a case: to all its parties, in the numbers of both sides, with what the form asks for and the case already knows (product.md "Two layers of status").
import type { Digest, DraftId } from '../../../crypto/index.ts';
import { ACT_KINDS, type Act, type ActKind, type CaseRefs, classesOf, mayBeBy } from '../../casework/act.ts';
import { type DraftedAct, emptyDraft, readDraft } from '../../casework/draft.ts';
import type { ActClass, Fields, Form, Side } from '../../casework/form.ts';
import { type Client, ClientError, type DraftContent, type Item } from '../../sdk/index.ts';
import { caseOf, itemsOfCase } from './known.ts';
import { authorOf, contactOf } from './prefill.ts';
import { waysOf } from './went.ts';

export type Answering = {
  readonly caseId: string;
  readonly kind: ActKind;
  /** Statement hash of what is answered; absent: the newest that came. */
  readonly to?: string;
};

const referencesOf = ({ act, direction }: Item): CaseRefs => {
  const { ours, theirs } = act.caseRefs;
  const [mine, others] = direction === 'out' ? [ours, theirs] : [theirs, ours];
  return { ...(mine ? { ours: mine } : {}), ...(others ? { theirs: others } : {}) };
};

/** Own and their reference, as last known in the case. */
const knownReferences = (items: readonly Item[]): CaseRefs => Object.assign({}, ...items.map(referencesOf)) as CaseRefs;

/** Which side of a case one's own authority is. */
function sideIn(client: Client, items: readonly Item[], now: number): Side {
  return caseOf(items, now).requesting === client.whoami()?.authority ? 'requesting' : 'requested';
}

const entries = (act: Act, id: string): readonly Fields[] => (act.fields[id] as readonly Fields[] | undefined) ?? [];

function fieldsOf(
  kind: ActKind,
  side: Side,
  answered: Item,
  items: readonly Item[],
  contact: Fields,
  now: number,
): Fields {
  const form: Form = ACT_KINDS[kind];
  const { sides } = form;
  // What only one thing can be said of is said.
  const own = sides ? Object.entries(sides.of).filter(([, owner]) => owner === side) : [];
  const chosen: Fields = sides && own.length === 1 && own[0] ? { [sides.field]: own[0][0] } : {};
  switch (kind) {
    case 'acknowledge':
      return { officer: contact };
    case 'preservation-reply': {
      const request = items.findLast(({ act }) => act.kind === 'preservation-request');
      const found = request ? entries(request.act, 'data').map(({ number }) => ({ number: number ?? 1 })) : [];
      return side === 'requested' ? { step: 'acknowledged', officer: contact, found } : {};
    }
    case 'supply':
      return { answers: entries(answered.act, 'questions').map(({ number }) => ({ number: number ?? 1 })) };
    case 'result': {
      const open = caseOf(items, now).items.filter(({ status }) => status !== 'withdrawn' && status !== 'executed');
      return { items: open.map(({ number }) => ({ number })) };
    }
    case 'ask':
      return { questions: [{ number: 1 }] };
    default:
      return chosen;
  }
}

async function classFor(client: Client, kind: ActKind, fields: Fields): Promise<ActClass> {
  const me = client.whoami();
  const roles = (await client.members()).find(({ official }) => official === me?.official)?.roles ?? [];
  const classes = classesOf({ kind, fields });
  const may = (one: ActClass): boolean =>
    one === 0 || roles.includes('signatory') || (one === 2 && roles.includes('duty'));
  return classes.find(may) ?? classes[0] ?? 1;
}

/** The reply begun before, or a new one. Throws CLIENT_NOT_FOUND (no such case here), CLIENT_ROLE (the other side's to send). */
export async function replyDraft(client: Client, { caseId, kind, to }: Answering, now: number): Promise<DraftId> {
  const items = await itemsOfCase(client, caseId);
  const answered =
    items.find(({ subject }) => subject === to) ??
    items.findLast(({ direction }) => direction === 'in') ??
    items.at(-1);
  if (!answered) throw new ClientError('CLIENT_NOT_FOUND', 'nothing of this case is on this device');
  const wayOf = await waysOf(client);
  for (const draft of await client.drafts.list()) {
    const act = draft.content && readDraft(draft.content);
    // What waits for a second signature, or went, is not written in: another one is another reply.
    const free = !['proposed', 'submitted'].includes(wayOf(draft.id)?.status ?? '');
    if (free && act?.caseId === caseId && act.kind === kind && act.inReplyTo === answered.subject) return draft.id;
  }
  const side = sideIn(client, items, now);
  const fields = fieldsOf(kind, side, answered, items, await contactOf(client), now);
  if (!mayBeBy({ kind, fields }, side)) throw new ClientError('CLIENT_ROLE', 'an act of the other side');
  const mine = client.whoami()?.authority;
  const parties = [...new Set(items.flatMap(({ sender, to: others }) => [sender.authority, ...others]))];
  const caseRefs = knownReferences(items);
  const act: DraftedAct = {
    ...emptyDraft(
      kind,
      parties.filter((party) => party !== mine),
    ),
    class: await classFor(client, kind, fields),
    caseId,
    inReplyTo: answered.subject,
    caseRefs,
    author: await authorOf(client),
    fields: kind === 'acknowledge' && caseRefs.ours ? { ...fields, reference: caseRefs.ours } : fields,
  };
  return (await client.drafts.keep(null, act as unknown as DraftContent)).id;
}

/** Who answered answers for what came: the sender's clock stops. What cannot be told now is told later. */
export async function takeAnswered(client: Client, inReplyTo: string | null): Promise<void> {
  if (inReplyTo === null) return;
  const item = (await client.items.list()).find(({ subject }) => subject === inReplyTo);
  if (!item || item.direction === 'out' || ['taken', 'refused', 'passed'].includes(item.status)) return;
  await client.inbox.taken(item.subject as Digest).catch(() => undefined);
}
