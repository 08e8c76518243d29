// What needs this official today, each with its one next step; most urgent first (look.md "Needs you today").
import { parseId } from '../../../../crypto/index.ts';
import { ACT_KINDS, type ActKind } from '../../../casework/act.ts';
import { DAY } from '../../../casework/calendar.ts';
import { checkCompleteness } from '../../../casework/completeness.ts';
import { instrumentOf, readDraft } from '../../../casework/draft.ts';
import { type Client, errorTexts, type Item, textOf } from '../../../sdk/index.ts';
import { waysOf } from '../went.ts';
import { ofOutgoing } from './outgoing.ts';
import { othersOf, type Reading, referencesOf, zoneOf } from './reading.ts';
import { ANSWERED, answerDue, type Due, duesOf, isUnread, ownStatus } from './rows.ts';
import { BLANK, type Need, type TodayRow } from './today-row.ts';
import { waitingOf } from './waiting.ts';

const RANK: readonly Need[] = [
  'alarm',
  'urgent',
  'unsent',
  'returned',
  'question',
  'conditions',
  'take',
  'signature',
  'decision',
  'result',
  'work',
  'draft',
  'conflict',
  'silent',
  'read',
  'trouble',
];
/** A deadline of one's own is named this long before it. */
const SOON = 7 * DAY;
const OPENERS: readonly ActKind[] = ['mla-request', 'preservation-request', 'consultation'];
/** The one thing that a case asks of this authority now, or null. */
function ofCase(caseId: string, reading: Reading): TodayRow | null {
  const { mine, word, partyOf } = reading;
  const acts = reading.actsOf(caseId);
  const view = reading.caseOf(caseId);
  const asks = view.requesting === mine;
  const dues = duesOf(view, reading);
  const row = (need: Need, about: Item, more: Partial<TodayRow> = {}): TodayRow => ({
    ...BLANK,
    key: `${need} ${about.subject}`,
    need,
    title: word(ACT_KINDS[about.act.kind].title),
    others: othersOf(about, mine).map(partyOf),
    ...referencesOf(acts),
    theirZone: zoneOf(acts),
    since: about.registeredAt,
    caseId,
    subject: about.subject,
    due: dues.find(({ owner }) => owner === 'you') ?? null,
    ...more,
  });
  const waits = (item: Item): boolean => !ANSWERED.includes(ownStatus(item, mine));
  const received = acts.filter(({ direction }) => direction === 'in');
  const urgent = received.find((item) => item.class === 2 && waits(item));
  if (urgent) return row('urgent', urgent, { due: answerDue(urgent, reading) });
  const last = received.at(-1);
  const newest = (kind: ActKind): Item | undefined => received.findLast(({ act }) => act.kind === kind);
  const question = newest('ask');
  if (asks && view.status === 'more-information-asked' && question)
    return row('question', question, { reply: 'supply' });
  const terms = newest('conditions');
  if (asks && view.status === 'conditions-proposed' && terms) return row('conditions', terms, { reply: 'conditions' });
  const result = newest('result');
  if (asks && (view.status === 'executed' || view.status === 'not-executed') && result)
    return row('result', result, { reply: 'close' });
  const fresh = received.find((item) => OPENERS.includes(item.act.kind) && waits(item));
  if (fresh) return row('take', fresh);
  const mineDue = dues.find(({ owner, at }) => owner === 'you' && at < reading.now + SOON);
  if (mineDue && last) return row('work', last, { due: mineDue });
  const unread = received.find((item) => isUnread(item, mine));
  if (unread) return row('read', unread);
  return silence(acts, row, reading, dues.find(({ owner, late }) => owner === 'they' && late) ?? null);
}

// The other side is late, or never took what it got: the last word from it says how long it has been silent.
function silence(
  acts: readonly Item[],
  row: (need: Need, about: Item, more?: Partial<TodayRow>) => TodayRow,
  { mine }: Reading,
  late: Due | null,
): TodayRow | null {
  const sent = acts.filter(({ direction }) => direction === 'out');
  const overdue = sent.find(({ status }) => status === 'overdue');
  const about = overdue ?? (late ? sent.at(-1) : undefined);
  if (!about) return null;
  const heard = acts.flatMap(({ events }) => events.filter(({ by }) => by !== null && by !== mine).map(({ at }) => at));
  return row('silent', about, { since: Math.max(about.registeredAt, ...heard), due: late, reply: 'progress' });
}

async function ofDrafts(client: Client, { word, partyOf, labels, now, items }: Reading): Promise<TodayRow[]> {
  const rows: TodayRow[] = [];
  const wayOf = await waysOf(client, items);
  for (const draft of await client.drafts.list()) {
    const act = draft.content && readDraft(draft.content);
    if (!act) continue;
    const about = {
      ...BLANK,
      title: word(ACT_KINDS[act.kind].title),
      others: act.to.map(partyOf),
      ours: act.caseRefs.ours ?? null,
      theirs: act.caseRefs.theirs ?? null,
      since: draft.changedAt,
      id: draft.id,
    };
    const entries = await Promise.all(act.to.map((one) => client.authorities.entry(parseId('authority', one))));
    const acceptedLanguages = entries.flatMap((entry) => (entry?.particulars ? [entry.particulars.languages] : []));
    const ready =
      act.to.length > 0 &&
      checkCompleteness(act.kind, act.fields, instrumentOf(act), { now, labels, acceptedLanguages }).length === 0;
    if (draft.theirs) rows.push({ ...about, key: `conflict ${draft.id}`, need: 'conflict' });
    // What waits for a second signature, or went, is not to be sent a second time.
    else if (ready && wayOf(draft.id) === null) rows.push({ ...about, key: `draft ${draft.id}`, need: 'draft' });
  }
  return rows;
}

// One line for each reason: a device that waits for a colleague's grant cannot open a hundred letters for the same one.
async function ofTroubles(client: Client, { language }: Reading): Promise<TodayRow[]> {
  const texts = await errorTexts(language);
  const rows = new Map<string, TodayRow>();
  for (const { subject, code, index } of await client.inbox.troubles()) {
    // What was deleted at its time asks nothing of anybody.
    if (code === 'CLIENT_EXPIRED') continue;
    const { what, action } = textOf(code, texts);
    const before = rows.get(code);
    const since = client.register().leaf(index).at;
    rows.set(code, {
      ...BLANK,
      key: `trouble ${code}`,
      need: 'trouble',
      title: what,
      advice: action,
      since: Math.min(since, before?.since ?? since),
      count: (before?.count ?? 0) + 1,
      subject,
      code,
    });
  }
  return [...rows.values()];
}

/** A deadline within the day goes before all that is merely new: an urgent case that was taken is not done. */
const rankOf = ({ need, due }: TodayRow, now: number): number =>
  need === 'work' && due && due.at < now + DAY ? RANK.indexOf('urgent') + 0.5 : RANK.indexOf(need);

/** Everything that waits, in the order in which it should be looked at. */
export async function today(client: Client, reading: Reading): Promise<TodayRow[]> {
  const waiting = await waitingOf(client);
  const cases = reading.caseIds.flatMap((caseId) => ofCase(caseId, reading) ?? []);
  const outgoing = ofOutgoing(
    waiting.proposals.filter((one) => waiting.mine(one)),
    await client.outbox.list(),
    reading,
  );
  const decisions = waiting.decisions
    .filter((one) => waiting.mine(one))
    .map(
      ({ id, changedAt }): TodayRow => ({ ...BLANK, key: `decision ${id}`, need: 'decision', since: changedAt, id }),
    );
  const alarms = (await client.alarms.list())
    .filter(({ acknowledgedAt }) => acknowledgedAt === null)
    .map(({ id, at, code }): TodayRow => ({ ...BLANK, key: `alarm ${id}`, need: 'alarm', since: at, id, code }));
  const troubles = await ofTroubles(client, reading);
  const onTheirWay = new Set(outgoing.map(({ id }) => id));
  const drafts = (await ofDrafts(client, reading)).filter(({ id }) => !onTheirWay.has(id));
  const urgency = ({ due, since }: TodayRow): number => due?.at ?? since;
  return [...cases, ...outgoing, ...decisions, ...alarms, ...troubles, ...drafts].sort(
    (a, b) => rankOf(a, reading.now) - rankOf(b, reading.now) || urgency(a) - urgency(b),
  );
}
