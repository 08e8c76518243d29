// Timers: what the relay reports by itself when nothing was received or taken in time, and proposals that lapse (protocol.md section 6).
import { type AuthorityId, type Digest, EVENTS, REASONS } from '../../crypto/relay.ts';
import type { TimerRow } from '../../db/store.ts';
import type { RelayDeps } from '../deps.ts';
import { RelayRefusal } from '../refusal.ts';
import { entered } from './acceptance.ts';
import { settlementKey } from './acknowledgement.ts';
import type { Proposals } from './proposals.ts';
import type { Job, Sequencer } from './sequencer.ts';

export type Timers = {
  /** Enters everything that is due now. Resolves to how many. */
  fire(): Promise<number>;
  close(): Promise<void>;
};

const AT_ONCE = 256;
/** The shortest timer is half an hour, so looking once a minute misses none by more than that. */
const LOOK_MS = 60_000;

export type TimerDeps = Pick<RelayDeps, 'store' | 'keys' | 'clock' | 'schedule' | 'log'> & {
  readonly sequencer: Sequencer;
  readonly proposals: Proposals;
};

/** TIM-2: the same leaf in the recipient's register and in the sender's, unless something settled it meanwhile. */
function expiryJob({ store, keys }: TimerDeps, timer: TimerRow): Job<void> {
  const subject = timer.subject as Digest;
  const authority = timer.authority as AuthorityId;
  return {
    keys: [settlementKey(subject, authority)],
    prepare: async (view) => {
      const row = await store.envelope(subject);
      if (!row) throw new RelayRefusal('RELAY_INTERNAL', 'A timer without its envelope.');
      const event = timer.event as typeof EVENTS.ContentHandoverFailure;
      const one = { event, counterpart: authority, evidence: null, reason: REASONS.noAnswerInTime };
      const { leaves, parties } = entered(
        keys,
        subject,
        [
          { register: authority, ...one },
          { register: row.sender as AuthorityId, ...one },
        ],
        view,
      );
      return {
        leaves,
        effects: (indexes) => [
          { effect: 'timer-done', subject, authority, event, at: view.now, fired: true },
          ...parties(indexes),
        ],
        answer: () => undefined,
      };
    },
  };
}

/** Starts looking for due timers. */
export function openTimers(deps: TimerDeps): Timers {
  const { store, clock, schedule, sequencer, proposals, log } = deps;
  let cancel = (): void => {};
  let closed = false;
  let looking: Promise<unknown> = Promise.resolve();

  const jobOf = (timer: TimerRow): Job<void> =>
    timer.event === EVENTS.ProposalClosed ? proposals.lapse(timer.subject as Digest) : expiryJob(deps, timer);

  async function fire(): Promise<number> {
    let fired = 0;
    for (;;) {
      const due = await store.timersDue(clock.now(), AT_ONCE);
      const outcomes = await Promise.allSettled(due.map((timer) => sequencer.submit(jobOf(timer))));
      const entered = outcomes.filter(({ status }) => status === 'fulfilled').length;
      fired += entered;
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') log.warn({ err: outcome.reason }, 'a timer could not be entered');
      // What failed comes again at the next look: a full disk must not become a busy loop.
      if (due.length < AT_ONCE || entered < due.length) return fired;
    }
  }

  async function look(): Promise<void> {
    try {
      await fire();
    } catch (err) {
      log.error({ err }, 'timers cannot be read');
    }
    if (closed) return;
    const next = await store.nextTimer().catch(() => null);
    const wait = next === null ? LOOK_MS : Math.min(Math.max(next - clock.now(), 1000), LOOK_MS);
    if (!closed)
      cancel = schedule(wait, () => {
        looking = look();
      });
  }

  looking = look();
  return {
    fire,
    close: async () => {
      closed = true;
      cancel();
      await looking;
    },
  };
}
