// The one queue: what shares a transaction, what fails alone, what is never answered before it is durable twice (protocol.md section 6).
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../../../../crypto/primitives/bytes.ts';
import { leafHash, verifyInclusion } from '../../../../crypto/tlog/merkle.ts';
import { parseVkey } from '../../../../crypto/tlog/note.ts';
import { parseProof, verifyProof } from '../../../../crypto/tlog/proof.ts';
import type { Batch, Store } from '../../../../db/store.ts';
import { StoreError } from '../../../../db/store.ts';
import type { Job } from '../../../../server/services/sequencer.ts';
import {
  appending,
  founding,
  type Interference,
  type Ledger,
  type LedgerFiles,
  ledgerFiles,
  openLedger,
  RELAY,
} from '../../../testkit/ledger.ts';

const A = `${RELAY}/a`;
let files: LedgerFiles;
let ledger: Ledger;
const batches: Batch[] = [];
const watched = (store: Store): Store => ({
  ...store,
  commit: (batch) => {
    batches.push(batch);
    return store.commit(batch);
  },
});

async function open(interference: Interference = {}): Promise<void> {
  ledger = await openLedger(files, { store: watched, ...interference });
  if (!ledger.sequencer.log(A)) for (const name of ['a', 'b']) await ledger.sequencer.submit(founding(ledger, name));
  batches.length = 0;
}
const code = (outcome: PromiseSettledResult<unknown>): string =>
  outcome.status === 'fulfilled' ? 'done' : String((outcome.reason as { code: string }).code);
const all = async (...jobs: Job<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(jobs.map((job) => ledger.sequencer.submit(job)))).map(code);

beforeEach(async () => {
  files = await ledgerFiles();
});
afterEach(async () => {
  await ledger.close();
  await files.remove();
});

describe('the queue', () => {
  it('puts what came together into one transaction with one checkpoint for each log', async () => {
    await open();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => ledger.sequencer.submit(appending(i % 2 ? ['a'] : ['a', 'b'], `leaf ${i}`))),
    );
    expect(batches).toHaveLength(1);
    expect(batches[0]?.appends.map(({ origin, leaves }) => [origin, leaves.length])).toEqual([
      [A, 50],
      [`${RELAY}/b`, 25],
    ]);
    expect(answers.map(([index]) => index)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it('lets who is still being read join, and is not held up by one after the other', async () => {
    await open();
    const answers: Promise<unknown>[] = [];
    while (batches.length === 0 && answers.length < 200) {
      answers.push(ledger.sequencer.submit(appending(['a'], `leaf ${answers.length}`)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(answers);
    const [first] = batches.map(({ appends }) => appends[0]?.leaves.length ?? 0);
    expect(first).toBeGreaterThan(4);
    expect(first).toBeLessThan(40);
  });

  it('proves each leaf under the checkpoint it signed, whatever size the log had before', async () => {
    await open();
    const known = ledger.keys.vkeys(A).map(parseVkey);
    for (const count of [1, 2, 5, 3, 8, 13]) {
      const proofs = await Promise.all(
        Array.from({ length: count }, (_, i) =>
          ledger.sequencer.submit({
            keys: [],
            prepare: () => ({
              leaves: [{ origin: A, data: utf8(`${count}/${i}`) }],
              effects: () => [],
              answer: ([placed]) => placed?.proof() as string,
            }),
          }),
        ),
      );
      for (const [i, text] of proofs.entries()) {
        const proof = parseProof(text);
        const { size, root } = verifyProof(proof, utf8(`${count}/${i}`), A, known);
        expect(() => verifyInclusion(proof.index, size, leafHash(utf8('other')), proof.hashes, root)).toThrow();
      }
    }
    const log = ledger.sequencer.log(A);
    expect((await ledger.store.log(A))?.root).toEqual(log?.root);
  });

  it('rejects a job that cannot be prepared, and no other', async () => {
    await open();
    const failing: Job<unknown> = {
      keys: [],
      prepare: () => {
        throw new TypeError('not this one');
      },
    };
    const unknown = appending(['a', 'nowhere'], 'all or nothing');
    const outcomes = await Promise.allSettled(
      [appending(['a'], 'x'), failing, unknown, appending(['a'], 'y')].map((job) =>
        ledger.sequencer.submit<unknown>(job),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await ledger.store.leaves(A, 0, 9)).toEqual([utf8('x'), utf8('y')]);
  });

  it('finds the one that the store refuses, and enters the others', async () => {
    await open();
    await ledger.sequencer.submit(appending(['a'], 'first', 'once'));
    const jobs = Array.from({ length: 16 }, (_, i) => appending(['a'], `leaf ${i}`, i === 11 ? 'once' : `nonce ${i}`));
    const outcomes = await all(...jobs);
    expect(outcomes.filter((o) => o === 'done')).toHaveLength(15);
    expect(outcomes[11]).toBe('RELAY_CONFLICT');
    expect((await ledger.store.log(A))?.size).toBe(16);
    expect(batches.length).toBeLessThan(16);
  });

  it('keeps jobs that share a key apart, in their order', async () => {
    await open();
    const seen: number[] = [];
    const keyed = (n: number): Job<unknown> => ({
      keys: ['same'],
      prepare: () => {
        seen.push(ledger.sequencer.log(A)?.range.size ?? -1);
        return appending(['a'], `keyed ${n}`).prepare({ now: 0, directorySize: 0 });
      },
    });
    expect(await all(keyed(1), appending(['b'], 'x'), keyed(2), keyed(3))).toEqual(['done', 'done', 'done', 'done']);
    expect(seen).toEqual([0, 1, 2]);
    expect(batches).toHaveLength(3);
  });

  it('reads the logs again when another writer was there, and loses nothing', async () => {
    await open();
    const other = await openLedger(files);
    await other.sequencer.submit(appending(['a'], 'theirs'));
    await other.close();
    expect(await ledger.sequencer.submit(appending(['a', 'b'], 'ours'))).toEqual([1, 0]);
    expect(await ledger.store.leaves(A, 0, 9)).toEqual([utf8('theirs'), utf8('ours')]);
  });

  it('tells everybody of a batch that the disk is full, and goes on when it no longer is', async () => {
    let full = true;
    await open({
      store: (store) => ({
        ...store,
        commit: async (batch) => {
          if (full && batch.appends.length > 0) throw new StoreError('STORE_FULL', 'disk full');
          return store.commit(batch);
        },
      }),
    });
    expect(await all(appending(['a'], 'x'), appending(['a'], 'y'))).toEqual([
      'RELAY_STORAGE_FULL',
      'RELAY_STORAGE_FULL',
    ]);
    expect(ledger.sequencer.log(A)?.range.size).toBe(0);
    full = false;
    expect(await ledger.sequencer.submit(appending(['a'], 'z'))).toEqual([0]);
  });

  it('answers nobody, and shows no checkpoint, before the second place is written', async () => {
    let broken = true;
    await open({
      secondPlace: (real) => ({
        ...real,
        append: (signed) =>
          broken && signed.length > 0
            ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
            : real.append(signed),
        settle: () => (broken ? Promise.reject(new Error('owed')) : real.settle()),
      }),
    });
    expect(await all(appending(['a'], 'x'))).toEqual(['RELAY_STORAGE_FULL']);
    await expect(ledger.sequencer.settled()).rejects.toMatchObject({ code: 'RELAY_UNAVAILABLE' });
    broken = false;
    // It was stored before: what comes next stands behind it.
    expect(await ledger.sequencer.submit(appending(['a'], 'y'))).toEqual([1]);
  });

  it('finishes what is queued when closed, and takes nothing more', async () => {
    await open();
    const last = ledger.sequencer.submit(appending(['a'], 'last'));
    await ledger.sequencer.close();
    expect(await last).toEqual([0]);
    expect(await all(appending(['a'], 'late'))).toEqual(['RELAY_UNAVAILABLE']);
  });
});
