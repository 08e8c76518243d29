// A founding that never came to an end: after its time the relay forgets it, with all that was left for it (docs/spec/http.md ENR-1).
import type { AuthorityId } from '../../crypto/relay.ts';
import { notFound } from '../refusal.ts';
import type { Rosters } from './rosters.ts';
import type { Job, Sequencer } from './sequencer.ts';

/** How long after its genesis a chain that was not admitted is kept: for the operator, who may still admit a finished one. */
const FOUNDING_KEPT_MS = 30 * 24 * 3_600_000;

/** The job that drops one. It shares the key of the chain's links and of its admission, so that neither crosses it. */
const foundingDropJob = (rosters: Rosters, authority: AuthorityId): Job<void> => ({
  keys: [`chain:${authority}`],
  prepare: (view) => {
    const chain = rosters.get(authority);
    if (chain?.state !== 'founding' || view.now - chain.foundedAt <= FOUNDING_KEPT_MS) throw notFound();
    return {
      leaves: [],
      effects: () => [{ effect: 'founding-dropped', authority, headHash: chain.roster.headHash }],
      change: {
        chain: null,
        dropped: authority,
        directorySize: view.directorySize,
        operatorSeq: rosters.operatorSeq(),
      },
      answer: () => undefined,
    };
  },
});

/** Drops every founding whose time is over. Resolves to how many. */
export async function dropFoundings(rosters: Rosters, sequencer: Sequencer, now: number): Promise<number> {
  const over = [...rosters.all()].filter((c) => c.state === 'founding' && now - c.foundedAt > FOUNDING_KEPT_MS);
  for (const { roster } of over) await sequencer.submit(foundingDropJob(rosters, roster.authority));
  return over.length;
}
