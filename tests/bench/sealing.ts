// Sealing a large file in Node against the program `age`, where that is installed: seconds and memory.
import { spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../testkit/tree.ts';

export type Sealing = {
  readonly megabytes: number;
  readonly seconds: number;
  readonly residentMegabytes: number;
  /** Null where age is not installed. */
  readonly ageSeconds: number | null;
};

const MB = 1_000_000;

function writeNoise(path: string, megabytes: number): void {
  const piece = Buffer.alloc(MB);
  const file = openSync(path, 'w');
  for (let i = 0; i < megabytes; i++) writeSync(file, randomFillSync(piece));
  closeSync(file);
}

/** The recipient of a new age identity, or null without age. */
function ageRecipient(): string | null {
  const made = spawnSync('age-keygen', [], { encoding: 'utf8' });
  return made.status === 0 ? (/age1\w+/.exec(made.stdout + made.stderr)?.[0] ?? null) : null;
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

/** Each program in turn, `rounds` times; the middle of its times, the most memory of any. */
export function measureSealing(megabytes: number, rounds: number): Sealing {
  const folder = mkdtempSync(join(tmpdir(), 'rogatory-bench-'));
  try {
    const [from, to] = [join(folder, 'file'), join(folder, 'sealed')];
    writeNoise(from, megabytes);
    const recipient = ageRecipient();
    const ours: { seconds: number; residentBytes: number }[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const run = spawnSync(process.execPath, [join(ROOT, 'tests/bench/seal-file.ts'), from, to], { encoding: 'utf8' });
      if (run.status !== 0) throw new Error(run.stderr);
      ours.push(JSON.parse(run.stdout) as { seconds: number; residentBytes: number });
      if (recipient === null) continue;
      const started = performance.now();
      const age = spawnSync('age', ['-r', recipient, '-o', to, from]);
      if (age.status !== 0) throw new Error(String(age.stderr));
      theirs.push((performance.now() - started) / 1000);
    }
    return {
      megabytes,
      seconds: middle(ours.map(({ seconds }) => seconds)),
      residentMegabytes: Math.max(...ours.map(({ residentBytes }) => residentBytes)) / MB,
      ageSeconds: theirs.length > 0 ? middle(theirs) : null,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
