// What the fold of a case keeps between two acts, and the words it may come to (product.md "Case").
import type { Pause } from './deadlines.ts';
import type { Fields } from './form.ts';
import type { Item } from './items.ts';

export const CASE_STATUSES = [
  'unknown',
  'consultation',
  'sent',
  'acknowledged',
  'returned',
  'forwarded',
  'under-assessment',
  'more-information-asked',
  'information-supplied',
  'conditions-proposed',
  'conditions-accepted',
  'conditions-declined',
  'under-execution',
  'postponed',
  'partly-executed',
  'refused',
  'withdrawn',
  'executed',
  'not-executed',
  'results-received',
  'materials-returned',
  'closed',
  'reopened',
] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export type Question = {
  readonly hash: string;
  readonly at: number;
  readonly answerBy: string | null;
  readonly open: boolean;
};

/** All that the fold keeps between two acts. Times are unix milliseconds. */
export type CaseState = {
  readonly status: CaseStatus;
  readonly since: number;
  readonly items: readonly Item[];
  readonly pauses: readonly Pause[];
  readonly questions: readonly Question[];
  readonly sentAt: number | null;
  readonly answeredAt: number | null;
  readonly assessedAt: number | null;
  readonly executingAt: number | null;
  readonly executedAt: number | null;
  readonly endedAt: number | null;
  readonly urgent: boolean;
  readonly confidential: boolean;
  readonly conditions: boolean;
  readonly translationPending: boolean;
  /** `YYYY-MM-DD` */
  readonly deadline: string | null;
  readonly estimate: string | null;
  readonly officer: Fields | null;
  readonly incomingNumber: string | null;
};

export const EMPTY: CaseState = {
  status: 'unknown',
  since: 0,
  items: [],
  pauses: [],
  questions: [],
  sentAt: null,
  answeredAt: null,
  assessedAt: null,
  executingAt: null,
  executedAt: null,
  endedAt: null,
  urgent: false,
  confidential: false,
  conditions: false,
  translationPending: false,
  deadline: null,
  estimate: null,
  officer: null,
  incomingNumber: null,
};

/** Why an act has no effect. */
export type Irregularity = 'wrong-side' | 'after-the-end' | 'too-early' | 'unknown-item' | 'shorter';

/** The request is at its end; only a reopening or a new request goes on. */
export const ENDED: readonly CaseStatus[] = ['returned', 'refused', 'withdrawn', 'closed'];
/** All that was asked has been answered; last words may follow. */
export const ANSWERED: readonly CaseStatus[] = ['executed', 'not-executed', 'results-received', 'materials-returned'];
export const isOver = (status: CaseStatus) => ENDED.includes(status) || ANSWERED.includes(status);
