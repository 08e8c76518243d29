// The one queue through which everything passes that appends to a log: many jobs, one transaction, one flush (protocol.md section 6, "Group commit").
import type { AuthorityId } from '../../crypto/relay.ts';
import type { Effect, NewLog } from '../../db/store.ts';
import type { RelayDeps } from '../deps.ts';
import { RelayRefusal } from '../refusal.ts';
import type { MutableRosters, RosterChange } from './rosters.ts';
import type { SecondPlace } from './second-place.ts';
import { isConflict, refusalOf } from './store-refusal.ts';
import { type Growth, grow, type LogState, logState } from './trees.ts';

/** What a job sees: the state it will be committed on. */
export type View = {
  /** The relay's clock, unix ms: one for the whole batch. */
  readonly now: number;
  readonly directorySize: number;
};

/** A leaf where it now stands, durably. */
export type Placed = {
  readonly origin: string;
  readonly authority: AuthorityId | null;
  readonly index: number;
  readonly leaf: Uint8Array;
  /** C2SP tlog-proof under the checkpoint that the batch signed. */
  proof(): string;
};

export type Prepared<T> = {
  readonly leaves: readonly { readonly origin: string; readonly data: Uint8Array }[];
  readonly newLogs?: readonly { readonly state: LogState; readonly row: NewLog }[];
  /** Given the places of the leaves, in their order. */
  effects(indexes: readonly number[]): readonly Effect[];
  /** A change of rosters: the batch ends with this job, so that no other was checked against the state before it. */
  readonly change?: RosterChange;
  answer(placed: readonly Placed[]): T;
};

export type Job<T> = {
  /** Two jobs that share one never stand in the same batch: the later is prepared when the earlier is known. */
  readonly keys: readonly string[];
  /** Decides at the moment of the batch. What it throws rejects this job and no other. */
  prepare(view: View): Prepared<T> | Promise<Prepared<T>>;
};

export type Grown = Pick<LogState, 'origin' | 'kind' | 'authority'> & { readonly size: number };

export type Sequencer = {
  /** Resolves once durable in both places. Throws what `prepare` threw, RELAY_CONFLICT, RELAY_BUSY, RELAY_STORAGE_FULL, RELAY_UNAVAILABLE. */
  submit<T>(job: Job<T>): Promise<T>;
  /** The log as last committed; null when there is none. Call `settled` before anything signed leaves. */
  log(origin: string): LogState | null;
  /** Throws RELAY_STORAGE_FULL, RELAY_UNAVAILABLE while something is owed that cannot be written. */
  settled(): Promise<void>;
  /** Told after each batch which logs grew. Returns how to stop. */
  onGrown(listener: (grown: readonly Grown[]) => void): () => void;
  /** Resolves when everything queued is done; refuses newcomers from then on. */
  close(): Promise<void>;
};

type Waiting = { job: Job<unknown>; resolve(value: unknown): void; reject(error: unknown): void };
type Drafted = { waiting: Waiting; prepared: Prepared<unknown>; indexes: number[] };
type Draft = { jobs: Drafted[]; logs: Map<string, LogState>; leaves: Map<string, Uint8Array[]>; effects: Effect[] };

// Each log that grew is signed once a batch: the fuller the batch, the fewer signatures for each submission.
const MAX_BATCH = 512;
const MAX_TURNS = 16;
const MAX_QUEUE = 8192;
const MAX_STALE = 3;

/** One turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export type SequencerDeps = Pick<RelayDeps, 'store' | 'keys' | 'clock' | 'log' | 'testingOnlyStall'> & {
  readonly rosters: MutableRosters;
  readonly secondPlace: SecondPlace;
};

/** What is owed to the second place cannot be written there. */
const cannotVouch = (cause: unknown): RelayRefusal =>
  new RelayRefusal(
    (cause as NodeJS.ErrnoException).code === 'ENOSPC' ? 'RELAY_STORAGE_FULL' : 'RELAY_UNAVAILABLE',
    'The relay cannot vouch at the moment.',
    { retry: true, cause },
  );

/** Opens the queue over the logs in the store. */
export async function openSequencer(deps: SequencerDeps): Promise<Sequencer> {
  const { store, rosters, secondPlace, keys } = deps;
  const logs = new Map<string, LogState>();
  const listeners = new Set<(grown: readonly Grown[]) => void>();
  let queue: Waiting[] = [];
  let running: Promise<void> | null = null;
  let closing = false;

  async function reload(): Promise<void> {
    for (const row of await store.logs()) logs.set(row.origin, logState(row));
  }

  /** Takes from the front what may stand together. */
  function take(limit: number): Waiting[] {
    const seen = new Set<string>();
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    for (const waiting of queue) {
      const clash = waiting.job.keys.some((key) => seen.has(key));
      if (taken.length < limit && !clash) taken.push(waiting);
      else left.push(waiting);
      for (const key of waiting.job.keys) seen.add(key);
    }
    queue = left;
    return taken;
  }

  async function draft(batch: Waiting[]): Promise<{ draft: Draft; rest: Waiting[] }> {
    const made: Draft = { jobs: [], logs: new Map(), leaves: new Map(), effects: [] };
    const view: View = { now: deps.clock.now(), directorySize: rosters.directorySize() };
    for (const [i, waiting] of batch.entries()) {
      try {
        const prepared = await waiting.job.prepare(view);
        place(made, waiting, prepared);
        if (prepared.change) return { draft: made, rest: batch.slice(i + 1) };
      } catch (error) {
        waiting.reject(error);
      }
    }
    return { draft: made, rest: [] };
  }

  function place(made: Draft, waiting: Waiting, prepared: Prepared<unknown>): void {
    const fresh = new Map((prepared.newLogs ?? []).map(({ state }) => [state.origin, state]));
    const stateOf = (origin: string): LogState => {
      const state = fresh.get(origin) ?? made.logs.get(origin) ?? logs.get(origin);
      if (!state) throw new RelayRefusal('RELAY_INTERNAL', 'A log that should exist does not.');
      return state;
    };
    // All or nothing: whatever throws here must leave no leaf of this job behind.
    const own = new Map<string, number>();
    const indexes = prepared.leaves.map(({ origin }) => {
      const nth = own.get(origin) ?? 0;
      own.set(origin, nth + 1);
      return stateOf(origin).range.size + (made.leaves.get(origin)?.length ?? 0) + nth;
    });
    const effects = prepared.effects(indexes);
    for (const [origin, state] of fresh) made.logs.set(origin, state);
    for (const { origin, data } of prepared.leaves) {
      made.logs.set(origin, stateOf(origin));
      const before = made.leaves.get(origin);
      if (before) before.push(data);
      else made.leaves.set(origin, [data]);
    }
    made.effects.push(...effects);
    made.jobs.push({ waiting, prepared, indexes });
  }

  /** Stores one batch. False when it has to be built anew. */
  async function storeBatch(made: Draft): Promise<Map<string, Growth> | null> {
    const growths = new Map<string, Growth>();
    for (const [origin, leaves] of made.leaves)
      growths.set(origin, grow(made.logs.get(origin) as LogState, leaves, keys.signer(origin)));
    const newLogs = made.jobs.flatMap(({ prepared }) => prepared.newLogs ?? []);
    await deps.testingOnlyStall?.('before-commit');
    const outcome = await store.commit({
      newLogs: newLogs.map(({ row }) => row),
      appends: [...growths.values()].map((growth) => growth.append),
      effects: made.effects,
    });
    if (outcome === 'stale') return null;
    for (const { state } of newLogs) logs.set(state.origin, state);
    for (const [origin, growth] of growths) logs.set(origin, growth.next);
    for (const { prepared } of made.jobs) if (prepared.change) rosters.apply(prepared.change);
    await deps.testingOnlyStall?.('after-commit');
    return growths;
  }

  async function finish(made: Draft, growths: Map<string, Growth>): Promise<void> {
    const signed = [...growths.values()].map(({ next }) => next);
    try {
      await secondPlace.append(signed.map(({ origin, range, root }) => ({ origin, size: range.size, root })));
    } catch (cause) {
      deps.log.error({ err: cause }, 'second place cannot be written');
      // It is stored: the same bytes sent again are answered with the same leaves, once the second place is written.
      for (const { waiting } of made.jobs) waiting.reject(cannotVouch(cause));
      return;
    }
    await deps.testingOnlyStall?.('after-second-place');
    for (const { waiting, prepared, indexes } of made.jobs) {
      const placed = prepared.leaves.map(({ origin, data }, i): Placed => {
        const growth = growths.get(origin) as Growth;
        const index = indexes[i] as number;
        return { origin, authority: growth.next.authority, index, leaf: data, proof: () => growth.prove(index) };
      });
      try {
        waiting.resolve(prepared.answer(placed));
      } catch (error) {
        waiting.reject(error);
      }
    }
    const grown = signed.map(({ origin, kind, authority, range }) => ({ origin, kind, authority, size: range.size }));
    for (const listener of listeners) listener(grown);
  }

  async function runBatch(batch: Waiting[]): Promise<void> {
    for (let attempt = 0; attempt < MAX_STALE; attempt++) {
      const { draft: made, rest } = await draft(batch);
      queue = [...rest, ...queue];
      if (made.jobs.length === 0) return;
      const remaining = made.jobs.map(({ waiting }) => waiting);
      let growths: Map<string, Growth> | null;
      try {
        growths = await storeBatch(made);
      } catch (error) {
        if (isConflict(error) && remaining.length > 1) {
          // One of them is refused by the store: halving finds it in few commits, and the others pass.
          const middle = remaining.length >> 1;
          await runBatch(remaining.slice(0, middle));
          await runBatch(remaining.slice(middle));
          return;
        }
        for (const waiting of remaining) waiting.reject(refusalOf(error));
        return;
      }
      if (growths) return finish(made, growths);
      deps.log.warn('another writer was here: logs are read again');
      await reload();
      batch = remaining;
    }
    for (const waiting of batch)
      waiting.reject(new RelayRefusal('RELAY_UNAVAILABLE', 'The logs keep changing under us.', { retry: true }));
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      // Who is being read joins: as long as each turn of the loop brings some, nearly all who wait share one flush and one signature of each log. A trickle holds nobody up.
      let before = 0;
      for (let turns = 0; turns < MAX_TURNS && before < queue.length && queue.length < MAX_BATCH; turns++) {
        before = queue.length;
        await turn();
      }
      const batch = take(MAX_BATCH);
      try {
        await runBatch(batch);
      } catch (error) {
        for (const waiting of batch) waiting.reject(refusalOf(error));
      }
    }
    running = null;
  }

  await reload();
  return {
    submit: <T>(job: Job<T>) =>
      new Promise<T>((resolve, reject) => {
        if (closing) return reject(new RelayRefusal('RELAY_UNAVAILABLE', 'The relay is stopping.', { retry: true }));
        if (queue.length >= MAX_QUEUE)
          return reject(new RelayRefusal('RELAY_BUSY', 'Too much is waiting to be entered.', { retry: true }));
        queue.push({ job, resolve: resolve as (value: unknown) => void, reject });
        running ??= turn().then(run);
      }),
    log: (origin) => logs.get(origin) ?? null,
    settled: async () => {
      try {
        await secondPlace.settle();
      } catch (cause) {
        throw cannotVouch(cause);
      }
    },
    onGrown: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closing = true;
      while (running !== null) await running;
    },
  };
}
