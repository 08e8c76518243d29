// How far a long step is: one moving line on a terminal, elsewhere a line each 10 % (docs/command-line.md).
import type { Output } from './output.ts';

export type Progress = {
  /** `done` of `total`, in bytes. */
  report(done: number, total: number): void;
  /** Ends the line. */
  end(): void;
};

const STEP = 10;
const MIB = 1024 * 1024;

export const size = (bytes: number): string =>
  bytes >= MIB
    ? `${(bytes / MIB).toFixed(1)} MB`
    : bytes >= 1024
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${bytes} bytes`;

/** Progress of a step called `name`, on `err`. Small steps say nothing. */
export function openProgress(output: Output, err: NodeJS.WritableStream, name: string): Progress {
  let said = -1;
  let open = false;
  return {
    report(done, total) {
      if (output.quiet || output.json || total < MIB) return;
      const percent = Math.floor((done / total) * 100);
      const step = output.errTerminal ? percent : percent - (percent % STEP);
      if (step <= said || step === 0) return;
      said = step;
      open = output.errTerminal;
      const line = `${name}: ${step} % of ${size(total)}`;
      err.write(open ? `\r${line}\u001b[K` : `${line}\n`);
    },
    end() {
      if (open) err.write('\n');
      open = false;
      said = -1;
    },
  };
}
