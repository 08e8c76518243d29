// The acts of a case in the order everybody derives: causes first, then time, then hash (protocol.md section 4, core field 8).
import type { Act } from './act.ts';
import type { ActClass } from './form.ts';

/** One opened and verified transmission of a case. */
export type CaseEntry = {
  /** statement hash, 64 hex digits */
  readonly hash: string;
  /** authority id, hex: the verified sender */
  readonly from: string;
  readonly act: Act;
  /** class of the envelope */
  readonly class: ActClass;
  /** unix milliseconds, as the register entered it */
  readonly at: number;
  /** statement hashes this one came after, core field 8 */
  readonly previous: readonly string[];
};

const byTime = (a: CaseEntry, b: CaseEntry) => a.at - b.at || (a.hash < b.hash ? -1 : 1);

/**
 * The entries once each, every one after those it names. `missing` are hashes somebody names and nobody here has: shown as "an earlier
 * item is missing", never a reason to wait. The same whatever order they came in.
 */
export function inOrder(entries: readonly CaseEntry[]): { entries: CaseEntry[]; missing: string[] } {
  const known = new Map<string, CaseEntry>();
  for (const entry of entries) known.set(entry.hash, entry);
  const missing = new Set<string>();
  const followers = new Map<string, CaseEntry[]>();
  const waitsFor = new Map<string, number>();
  for (const entry of known.values()) {
    const before = new Set(entry.previous.filter((hash) => hash !== entry.hash));
    for (const hash of before) {
      if (known.has(hash)) followers.set(hash, [...(followers.get(hash) ?? []), entry]);
      else missing.add(hash);
    }
    waitsFor.set(entry.hash, [...before].filter((hash) => known.has(hash)).length);
    const reply = entry.act.inReplyTo;
    if (reply !== undefined && !known.has(reply)) missing.add(reply);
  }
  const ordered: CaseEntry[] = [];
  const ready = [...known.values()].filter((entry) => waitsFor.get(entry.hash) === 0).sort(byTime);
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    ordered.push(next);
    for (const follower of followers.get(next.hash) ?? []) {
      const left = (waitsFor.get(follower.hash) as number) - 1;
      waitsFor.set(follower.hash, left);
      if (left === 0) ready.splice(ready.filter((one) => byTime(one, follower) < 0).length, 0, follower);
    }
  }
  // A ring of names cannot be made with hashes; should one be claimed, its members still show, by time.
  const left = [...known.values()].filter((entry) => !ordered.includes(entry)).sort(byTime);
  return { entries: [...ordered, ...left], missing: [...missing].sort() };
}
