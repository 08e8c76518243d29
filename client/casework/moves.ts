// What a side may say next in a case, likeliest first; the fold stays the judge of what it means when it comes (product.md "Two layers of status").
import type { ActKind } from './act.ts';
import type { Side } from './form.ts';
import type { CaseView } from './lifecycle.ts';
import { ANSWERED, type CaseStatus, ENDED } from './state.ts';

/** `next`: the case waits for just this. */
export type Move = { readonly kind: ActKind; readonly next: boolean };

const UNREAD: readonly string[] = ['unknown', 'sent', 'forwarded', 'reopened'];
const OVER: readonly string[] = ['produced', 'released', 'refused', 'unable', 'withdrawn'];

const AWAITED: Readonly<Record<Side, Readonly<Partial<Record<CaseStatus, ActKind>>>>> = {
  requesting: {
    'more-information-asked': 'supply',
    'conditions-proposed': 'conditions',
    executed: 'close',
    'not-executed': 'close',
    'results-received': 'close',
    'materials-returned': 'close',
  },
  requested: {
    unknown: 'acknowledge',
    sent: 'acknowledge',
    forwarded: 'acknowledge',
    reopened: 'acknowledge',
    acknowledged: 'progress',
    'under-assessment': 'progress',
    'information-supplied': 'progress',
    'conditions-accepted': 'progress',
    'conditions-declined': 'progress',
    postponed: 'progress',
    'under-execution': 'result',
    'partly-executed': 'result',
  },
};

function ofRequest(status: CaseStatus, side: Side): readonly ActKind[] {
  if (ENDED.includes(status)) return ['close'];
  if (ANSWERED.includes(status)) return side === 'requesting' ? ['close', 'supply'] : ['result', 'progress'];
  if (side === 'requesting')
    return [...(status === 'conditions-proposed' ? (['conditions'] as const) : []), 'supply', 'progress', 'withdraw'];
  const first: readonly ActKind[] = UNREAD.includes(status) ? ['acknowledge', 'return'] : [];
  return [...first, 'ask', 'progress', 'result', 'conditions', 'postpone', 'refuse'];
}

function ofPreservation(status: string, side: Side): readonly ActKind[] {
  if (OVER.includes(status)) return [];
  return side === 'requesting' ? ['preservation-reply', 'withdraw'] : ['preservation-reply'];
}

/** The acts that `side` may send in a case that stands so, the awaited one first. A consultation is always possible and always last. */
export function movesOf({ track, status }: Pick<CaseView, 'track' | 'status'>, side: Side): readonly Move[] {
  const awaited =
    track === 'request'
      ? AWAITED[side][status as CaseStatus]
      : track === 'preservation' && (side === 'requested' || status === 'preserved' || status === 'expired-without-mla')
        ? 'preservation-reply'
        : track === 'consultation'
          ? 'consultation'
          : undefined;
  const possible =
    track === 'preservation'
      ? ofPreservation(status, side)
      : track === 'consultation'
        ? []
        : ofRequest(status as CaseStatus, side);
  const kinds: ActKind[] = [...possible, 'consultation'];
  return [...kinds]
    .sort((a, b) => Number(b === awaited) - Number(a === awaited))
    .map((kind) => ({ kind, next: kind === awaited }));
}
