// What is to go out and needs this official: another's transmission to be signed, what was not sent, what was signed here and came to nothing.
import { ACT_KINDS } from '../../../casework/act.ts';
import type { Item, OutboxEntry, OutboxStatus } from '../../../sdk/index.ts';
import { isSigned } from '../dispatch.ts';
import { lapsesAt } from '../proposal.ts';
import type { Reading } from './reading.ts';
import { BLANK, type TodayRow } from './today-row.ts';

/** Not at the relay, as far as this device knows. */
const UNSENT: readonly OutboxStatus[] = ['composed', 'sealed', 'ready', 'stopped'];

const aboutOf = (
  { act, to, createdAt }: Pick<Item | OutboxEntry, 'act' | 'to' | 'createdAt'>,
  { word, partyOf }: Reading,
) => ({
  ...BLANK,
  title: word(ACT_KINDS[act.kind].title),
  others: to.map(partyOf),
  ours: act.caseRefs.ours ?? null,
  theirs: act.caseRefs.theirs ?? null,
  since: createdAt,
});

/** `proposals`: those that wait for this official. `entries`: of this device's outbox. */
export function ofOutgoing(
  proposals: readonly Item[],
  entries: readonly OutboxEntry[],
  reading: Reading,
): readonly TodayRow[] {
  const what = reading.word('deadline.signature');
  const signedAgain = new Set(entries.filter(isSigned).map(({ draft }) => draft));
  const rows = entries.flatMap((entry): TodayRow[] => {
    const { id, draft, status, code, sealed } = entry;
    const about = aboutOf(entry, reading);
    if (UNSENT.includes(status)) return [{ ...about, key: `unsent ${id}`, need: 'unsent', id: draft ?? null, code }];
    // Nobody signed it in time, or somebody took it back: until it is said, its official believes it on its way.
    if (status !== 'closed' || !sealed || (draft && signedAgain.has(draft))) return [];
    return [{ ...about, key: `returned ${id}`, need: 'returned', subject: sealed.subject }];
  });
  const waiting = proposals.map(
    (item): TodayRow => ({
      ...aboutOf(item, reading),
      key: `signature ${item.subject}`,
      need: 'signature',
      due: { what, at: lapsesAt(item), day: null, owner: 'you', late: lapsesAt(item) < reading.now },
      subject: item.subject,
    }),
  );
  return [...rows, ...waiting];
}
