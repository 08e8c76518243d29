// The two sides of a practice case and what they send, for the tests of casework.
import { type Act, type ActKind, composeAct } from '../../../client/casework/act.ts';
import { DAY } from '../../../client/casework/calendar.ts';
import { exampleMlaRequest, examplePreservation } from '../../../client/casework/example.ts';
import type { ActClass, Fields } from '../../../client/casework/form.ts';
import { type CaseOptions, type CaseView, foldCase } from '../../../client/casework/lifecycle.ts';
import type { CaseEntry } from '../../../client/casework/order.ts';

export const START = Date.UTC(2026, 8, 12, 10, 0);
export const NORVANIA = 'aa'.repeat(32);
export const TALASSA = 'bb'.repeat(32);
const NAMES: Record<string, string> = { n: NORVANIA, t: TALASSA };

export const hashOf = (number: number): string => number.toString(16).padStart(64, '0');

/** A case told act by act: `days` after the start, who (`n`orvania asks, `t`alassa answers), kind, fields. Hash n is that of the n-th act. */
export function tale() {
  const entries: CaseEntry[] = [];
  const add = (days: number, who: 'n' | 't', act: Act, envelope: ActClass = 1): string => {
    const hash = hashOf(entries.length + 1);
    const previous = entries.length === 0 ? [] : [hashOf(entries.length)];
    entries.push({ hash, from: NAMES[who] as string, act, class: envelope, at: START + days * DAY, previous });
    return hash;
  };
  const author = { officialName: 'R. Dunai', function: 'Case officer', unit: 'MLA' };
  const say = (days: number, who: 'n' | 't', kind: ActKind, fields: Fields, inReplyTo?: string): string =>
    add(
      days,
      who,
      composeAct({ kind, caseRefs: {}, author, fields, ...(inReplyTo === undefined ? {} : { inReplyTo }) }),
    );
  return {
    entries,
    add,
    say,
    request: (days = 0, envelope: ActClass = 1) => add(days, 'n', exampleMlaRequest({ now: START }), envelope),
    preservation: (days = 0) => add(days, 'n', examplePreservation({ now: START }), 2),
    at: (days: number, more: Partial<CaseOptions> = {}): CaseView =>
      foldCase(entries, { now: START + days * DAY, ...more }),
  };
}

export const OFFICER = { authority: 'Central Authority of Talassa', official: 'Dunai, R.' };
export const result = (...outcomes: [number, string][]): Fields => ({
  items: outcomes.map(([number, outcome]) => ({ number, outcome })),
});

/** What tests read off a case. */
export const items = (view: CaseView) => view.items.map(({ number, status }) => [number, status]);
export const due = (view: CaseView, id: string) => view.deadlines.find((one) => one.id === id);
export const irregular = (view: CaseView) =>
  view.history.flatMap((event) => (event.irregular === null ? [] : [event.irregular]));
