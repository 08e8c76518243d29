// The items of assistance of a case, each with its own status, and what they say of the whole (product.md: partly executed per item).
import type { Fields } from './form.ts';

export type ItemStatus =
  | 'sought'
  | 'under-execution'
  | 'postponed'
  | 'partly-executed'
  | 'executed'
  | 'not-executed'
  | 'refused'
  | 'withdrawn';
export type Item = {
  /** as the request numbers it */
  readonly number: number;
  /** kind of assistance; `null` where the request is missing */
  readonly type: string | null;
  readonly status: ItemStatus;
  readonly since: number;
  /** statement hash of the act that gave it this status */
  readonly by: string;
};

const FINAL: readonly ItemStatus[] = ['executed', 'not-executed', 'refused', 'withdrawn'];
const isFinal = (item: Item): boolean => FINAL.includes(item.status);
export const isDone = (item: Item): boolean => item.status === 'executed' || item.status === 'partly-executed';

/** The numbers an act speaks of; `null` where it speaks of the whole request. */
export function numbersOf(fields: Fields): readonly number[] | null {
  const items = Object.hasOwn(fields, 'items') ? fields['items'] : undefined;
  return Array.isArray(items) ? (items as readonly number[]) : null;
}

/** Gives `status` to the items of these numbers (`null`: to all) that are not yet final. */
export function mark(
  items: readonly Item[],
  numbers: readonly number[] | null,
  status: ItemStatus,
  since: number,
  by: string,
): readonly Item[] {
  return items.map((item) =>
    isFinal(item) || (numbers !== null && !numbers.includes(item.number)) ? item : { ...item, status, since, by },
  );
}

/** Gives a result to one item, in place of an earlier result or refusal; what was withdrawn stays withdrawn. */
export function replace(
  items: readonly Item[],
  number: number,
  status: ItemStatus,
  since: number,
  by: string,
): readonly Item[] {
  return items.map((item) =>
    item.number === number && item.status !== 'withdrawn' ? { ...item, status, since, by } : item,
  );
}

/** The word for the whole that follows from the items alone; `null` while they say nothing about it. */
export function settle(
  items: readonly Item[],
): 'executed' | 'partly-executed' | 'refused' | 'withdrawn' | 'not-executed' | 'postponed' | null {
  if (items.length === 0) return null;
  const some = (status: ItemStatus) => items.some((item) => item.status === status);
  if (items.every(isFinal)) {
    if (some('executed')) return 'executed';
    if (some('not-executed')) return 'not-executed';
    return some('refused') ? 'refused' : 'withdrawn';
  }
  if (items.some(isDone)) return 'partly-executed';
  return items.every((item) => isFinal(item) || item.status === 'postponed') ? 'postponed' : null;
}
