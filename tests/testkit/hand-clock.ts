// A clock wound by hand, and what was scheduled on it: time passes when a test says so.
import type { Clock, Schedule } from '../../server/deps.ts';

export type HandClock = Clock & {
  readonly schedule: Schedule;
  /** Lets `ms` pass, running what falls due in its order and waiting for what that starts. */
  advance(ms: number): Promise<void>;
};

/** Long enough for file writes and worker answers that a due act began. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
};

export function handClock(start: number): HandClock {
  let now = start;
  let waiting: { at: number; act: () => void }[] = [];
  return {
    now: () => now,
    schedule: (ms, act) => {
      const entry = { at: now + ms, act };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const [next] = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        waiting = waiting.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.act();
      }
      now = end;
    },
  };
}
