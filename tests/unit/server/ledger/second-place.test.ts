// The second place: an old or other database refuses to sign, a larger one is what a crash leaves (protocol.md section 6).
import { copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartFailure } from '../../../../server/failure.ts';
import {
  appending,
  founding,
  type Ledger,
  type LedgerFiles,
  ledgerFiles,
  openLedger,
  RELAY,
} from '../../../testkit/ledger.ts';

let files: LedgerFiles;
const database = (): string => files.databaseUrl.slice('sqlite:'.length);
const copyDatabase = async (from: string, to: string): Promise<void> => {
  for (const end of ['-wal', '-shm']) await rm(to + end, { force: true });
  await copyFile(from, to);
};
async function session(act: (ledger: Ledger) => Promise<unknown>): Promise<void> {
  const ledger = await openLedger(files);
  try {
    await act(ledger);
  } finally {
    await ledger.close();
  }
}
const start = async (): Promise<string> => {
  try {
    await session(async () => {});
    return 'started';
  } catch (error) {
    if (error instanceof StartFailure) return `${error.code}: ${error.message}`;
    throw error;
  }
};
const append = (count: number) => async (ledger: Ledger) => {
  for (let i = 0; i < count; i++) await ledger.sequencer.submit(appending(['a'], `leaf ${i}`));
};

beforeEach(async () => {
  files = await ledgerFiles();
  await session(async (ledger) => {
    await ledger.sequencer.submit(founding(ledger, 'a'));
    await append(5)(ledger);
  });
});
afterEach(() => files.remove());

describe('the second place', () => {
  it('lets the same database start again and again', async () => {
    for (let i = 0; i < 3; i++) expect(await start()).toBe('started');
    await session(append(3));
    expect(await start()).toBe('started');
  });

  it('refuses a database restored from an old back-up', async () => {
    await copyDatabase(database(), `${database()}.old`);
    await session(append(2));
    await copyDatabase(`${database()}.old`, database());
    expect(await start()).toMatch(/^RELAY-SECOND-PLACE: .* had 7 leaves and now has 5/);
  });

  it('refuses another database of the same size', async () => {
    const other = await ledgerFiles();
    const mine = files;
    files = other;
    await session(async (ledger) => {
      await ledger.sequencer.submit(founding(ledger, 'a'));
      for (let i = 0; i < 6; i++) await ledger.sequencer.submit(appending(['a'], `forged ${i}`));
    });
    const forged = database();
    files = mine;
    await copyDatabase(forged, database());
    await other.remove();
    expect(await start()).toMatch(/another tree of 5 leaves/);
  });

  it('takes a larger database: the crash came between the two', async () => {
    const before = await readFile(files.secondPlacePath);
    await session(append(2));
    await writeFile(files.secondPlacePath, before);
    expect(await start()).toBe('started');
  });

  it('leaves out a last line that was not finished, and goes on behind it', async () => {
    const { length } = await readFile(files.secondPlacePath);
    for (const cut of [1, 20, 59]) {
      await truncate(files.secondPlacePath, length - cut);
      expect(await start()).toBe('started');
    }
    await session(append(1));
    expect(await start()).toBe('started');
    const lines = (await readFile(files.secondPlacePath, 'utf8')).trim().split('\n');
    expect(lines.at(-1)).toMatch(new RegExp(`^${RELAY}/a 6 [A-Za-z0-9+/]{43}=$`));
  });

  it.each([
    ['gone', async () => rm(files.secondPlacePath), /is gone/],
    ['emptied', async () => truncate(files.secondPlacePath, 0), /is gone/],
    ['some other file', async () => writeFile(files.secondPlacePath, 'hello\nworld\n'), /is not a second place/],
    [
      'changed',
      async () =>
        writeFile(files.secondPlacePath, (await readFile(files.secondPlacePath, 'utf8')).replace('/a 3 ', '/a x ')),
      /cannot be read/,
    ],
    [
      'in contradiction with itself',
      async () =>
        writeFile(files.secondPlacePath, (await readFile(files.secondPlacePath, 'utf8')).replace('/a 3 ', '/a 9 ')),
      /contradicts itself/,
    ],
  ])('%s: nothing is signed', async (_name, spoil, why) => {
    await spoil();
    const outcome = await start();
    expect(outcome).toMatch(/^RELAY-SECOND-PLACE/);
    expect(outcome).toMatch(why);
  });

  it('keeps what it could not write and writes it first', async () => {
    const text = async () => readFile(files.secondPlacePath, 'utf8');
    await session(async ({ secondPlace }) => {
      const root = new Uint8Array(32);
      await Promise.all([1, 2, 3].map((size) => secondPlace.append([{ origin: `${RELAY}/z`, size, root }])));
      await secondPlace.settle();
    });
    expect((await text()).match(/\/z [123] /g)).toEqual(['/z 1 ', '/z 2 ', '/z 3 ']);
  });
});
