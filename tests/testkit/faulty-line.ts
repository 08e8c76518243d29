// Ways for a client to be cut off: a fetch that loses requests or answers, a vault that dies at a write. Counted, so that every point is tried.
import type { Vault } from '../../client/sdk/vault.ts';

/** Which call, counted from the next one, is lost, and whether the relay still got it. */
export type Cut = { at: number; lost: 'request' | 'answer' };

export type FaultyLine = {
  readonly fetch: typeof fetch;
  cut(cut: Cut | null): void;
  /** Calls since the last `cut`. */
  calls(): number;
};

/** A fetch that fails once, like a line that breaks. */
export function faultyLine(): FaultyLine {
  let plan: Cut | null = null;
  let count = 0;
  return {
    async fetch(input, init) {
      const mine = count++;
      if (plan?.at === mine && plan.lost === 'request') throw new TypeError('fetch failed');
      const answer = await fetch(input, init);
      if (plan?.at !== mine) return answer;
      await answer.arrayBuffer();
      throw new TypeError('fetch failed');
    },
    cut(next) {
      plan = next;
      count = 0;
    },
    calls: () => count,
  };
}

/** Thrown where a program is meant to have ended. */
export class Died extends Error {}

export type MortalVault = Vault & {
  /** Dies before (or after) the nth write from now. */
  die(at: number, when: 'before' | 'after'): void;
  live(): void;
  writes(): number;
};

/** A vault whose program ends at a chosen write. What was written before stays. */
export function mortalVault(vault: Vault): MortalVault {
  let plan: { at: number; when: 'before' | 'after' } | null = null;
  let count = 0;
  return {
    ...vault,
    async write(writes) {
      const mine = count++;
      if (plan && mine >= plan.at && (plan.when === 'before' || mine > plan.at)) throw new Died();
      await vault.write(writes);
      if (plan?.at === mine) throw new Died();
    },
    die(at, when) {
      plan = { at, when };
      count = 0;
    },
    live() {
      plan = null;
      count = 0;
    },
    writes: () => count,
  };
}
