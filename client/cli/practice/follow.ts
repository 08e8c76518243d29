// Following a log: one round at each hint and, because a hint may be lost, at every beat of the clock; never two rounds at once (protocol.md section 6).
import type { Client, Hint } from '../../sdk/index.ts';

const BEAT_MS = 5_000;

/** Runs `round` now, at hints of `kind`, and every few seconds, until closed; closing waits for the round that runs. `round` does not throw. */
export function follow(client: Client, kind: Hint['kind'], round: () => Promise<void>): { close(): Promise<void> } {
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;
  const wake = (): void => {
    if (closed) return;
    if (running !== null) {
      again = true;
      return;
    }
    running = round().finally(() => {
      running = null;
      if (!again) return;
      again = false;
      wake();
    });
  };
  const watching = client.watch((hint) => {
    if (hint.kind === kind) wake();
  });
  const beat = setInterval(() => {
    watching.again();
    wake();
  }, BEAT_MS);
  wake();
  return {
    async close() {
      closed = true;
      clearInterval(beat);
      watching.close();
      await running;
    },
  };
}
