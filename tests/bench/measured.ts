// A server in a process of its own whose processor time can be asked for, and load on it: what a second of its processor achieves.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ROOT } from '../testkit/tree.ts';
import type { Answer } from '../testkit/visitor.ts';

export type Measured = { readonly port: number; readonly child: ChildProcess; close(): Promise<void> };

/** Starts a program that prints its port and answers its processor time. */
export async function startMeasured(node: readonly string[], ...program: readonly string[]): Promise<Measured> {
  const child = spawn(process.execPath, [...node, ...program], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [line] = (await once(lines, 'line')) as [string];
  lines.on('line', () => {});
  const { port } = JSON.parse(line) as { port: number };
  return {
    port,
    child,
    async close() {
      const exited = once(child, 'exit');
      // Not by a signal: a profile is written only by a process that ends itself.
      child.disconnect();
      await exited;
    },
  };
}

/** Processor time that the process has used so far, all threads, in seconds. */
export async function processorTime(child: ChildProcess): Promise<number> {
  child.send('time');
  const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  return (user + system) / 1e6;
}

export type Window = { readonly count: number; readonly processor: number; readonly seconds: number };

/** Sends each of `frames`, `atOnce` under way. Throws when one is not answered by 201. */
export async function drive(
  { child }: Measured,
  frames: readonly Uint8Array[],
  send: (frame: Uint8Array) => Promise<Answer | null>,
  atOnce: number,
): Promise<Window> {
  const before = await processorTime(child);
  const started = performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let frame = frames[next++]; frame; frame = frames[next++]) {
      const answer = await send(frame);
      if (answer?.status !== 201) throw new Error(`not accepted: ${answer?.status} ${answer?.text()}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const seconds = (performance.now() - started) / 1000;
  return { count: frames.length, processor: (await processorTime(child)) - before, seconds };
}

/** Windows taken together: how many for a second of processor. */
export const perProcessorSecond = (windows: readonly Window[]): number =>
  windows.reduce((sum, { count }) => sum + count, 0) / windows.reduce((sum, { processor }) => sum + processor, 0);

/** The value below which `share` of `values` lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
