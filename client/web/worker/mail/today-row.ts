// A line of what needs this official today.
import type { ActKind } from '../../../casework/act.ts';
import type { Party } from './reading.ts';
import type { Due } from './rows.ts';

/** Kinds of things to do; each has one verb on the page. */
export type Need =
  | 'urgent'
  | 'take'
  | 'question'
  | 'conditions'
  | 'result'
  | 'work'
  | 'read'
  | 'silent'
  | 'signature'
  | 'returned'
  | 'decision'
  | 'draft'
  | 'conflict'
  | 'unsent'
  | 'trouble'
  | 'alarm';

export type TodayRow = {
  readonly key: string;
  readonly need: Need;
  /** What it is about; empty for an alarm and a decision. */
  readonly title: string;
  readonly others: readonly Party[];
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly due: Due | null;
  /** The time zone of the other side, where it told it. */
  readonly theirZone: string | null;
  /** Since when it waits, or when the other side was last heard of. */
  readonly since: number;
  readonly caseId: string | null;
  readonly subject: string | null;
  readonly reply: ActKind | null;
  /** A draft, an entry that waits to be sent, an alarm. */
  readonly id: string | null;
  readonly code: string | null;
  /** How many of the same kind stand behind it. */
  readonly count: number;
  /** What to do, where a word on the button is not enough. */
  readonly advice: string | null;
};

/** What a line has that says nothing of these. */
export const BLANK = {
  title: '',
  others: [],
  ours: null,
  theirs: null,
  due: null,
  theirZone: null,
  caseId: null,
  subject: null,
  reply: null,
  id: null,
  code: null,
  count: 1,
  advice: null,
} as const satisfies Omit<TodayRow, 'key' | 'need' | 'since'>;
