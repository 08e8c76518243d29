// The sealer: takes each changed log at most once an interval, adds the timestamped ML-DSA-44 line, asks the witnesses, keeps the result for ever
// (protocol.md section 6). The directory is stamped again every hour although nothing changed: clients ask how old their view is.
import { addSignatures, openCheckpoint, parsePolicy, parseVkey, satisfies } from '../../crypto/relay.ts';
import type { SealedCheckpoint } from '../../db/store.ts';
import type { RelayDeps } from '../deps.ts';
import { notFound } from '../refusal.ts';
import type { Proofs } from './proofs.ts';
import type { SealSigner } from './seal-signer.ts';
import type { Sequencer } from './sequencer.ts';
import { witnessClient } from './witness-client.ts';

export type Sealer = {
  /** A sealed checkpoint of the log as it is now, made at once if need be. Throws RELAY_NOT_FOUND, RELAY_UNAVAILABLE, REGISTER_QUORUM. */
  sealNow(origin: string): Promise<SealedCheckpoint>;
  close(): Promise<void>;
};

/** In practice somebody is looking on: seals follow a change closely, many changes under one. */
const PRACTICE_MS = 1000;

export type SealerDeps = Pick<RelayDeps, 'store' | 'keys' | 'clock' | 'schedule' | 'config' | 'log' | 'fetch'> & {
  readonly sequencer: Sequencer;
  readonly proofs: Proofs;
  readonly signer: SealSigner;
};

type Seal = { latest: SealedCheckpoint | null; running: Promise<SealedCheckpoint> | null };

/** Starts the sealer over the logs of the store: whatever grew since its last seal is due at once. */
export async function openSealer(deps: SealerDeps): Promise<Sealer> {
  const { store, keys, clock, schedule, config, log, sequencer, proofs, signer } = deps;
  const interval = config.practice ? Math.min(config.sealEveryMs, PRACTICE_MS) : config.sealEveryMs;
  const policy = parsePolicy(config.witnessPolicy);
  const witnesses = witnessClient(deps, policy, config.witnessPolicy);
  const seals = new Map<string, Seal>();
  const due = new Map<string, number>();
  let cancel = (): void => {};
  let planned = Number.POSITIVE_INFINITY;
  let closed = false;
  let working: Promise<void> = Promise.resolve();

  function sealOf(origin: string): Seal {
    const known = seals.get(origin);
    if (known) return known;
    const made: Seal = { latest: null, running: null };
    seals.set(origin, made);
    return made;
  }

  async function make(origin: string): Promise<SealedCheckpoint> {
    const { size, note } = await proofs.newest(origin);
    const now = clock.now();
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
    const seconds = Math.floor(now / 1000);
    const line = await signer.sign({ origin, seed: keys.mldsaSeed(origin), text, timestamp: seconds });
    let sealed = addSignatures(note, [line]);
    if (policy.quorum !== null) {
      sealed = addSignatures(sealed, await witnesses.cosign(origin, size, sealed));
      // Kept only when clients will believe it; otherwise the next interval asks again.
      const known = [...keys.vkeys(origin).map(parseVkey), ...policy.witnesses];
      satisfies(policy, openCheckpoint(sealed, origin, known).signatures, origin);
    }
    const checkpoint = { size, note: sealed, sealedAt: now };
    await store.putSealed(origin, checkpoint);
    return checkpoint;
  }

  /** One at a time for each log; who asks while one is made gets the next, which has all leaves. */
  async function seal(origin: string): Promise<SealedCheckpoint> {
    const state = sealOf(origin);
    await state.running?.catch(() => {});
    if (state.running !== null) return state.running;
    state.running = make(origin);
    try {
      state.latest = await state.running;
      return state.latest;
    } finally {
      state.running = null;
    }
  }

  function want(origin: string, at: number): void {
    if (closed || (due.get(origin) ?? Number.POSITIVE_INFINITY) <= at) return;
    due.set(origin, at);
    plan(at);
  }
  function plan(at: number): void {
    if (closed || at >= planned) return;
    cancel();
    planned = at;
    cancel = schedule(Math.max(0, at - clock.now()), () => {
      planned = Number.POSITIVE_INFINITY;
      working = working.then(work);
    });
  }

  async function work(): Promise<void> {
    const now = clock.now();
    for (const [origin, at] of due) {
      if (at > now || closed) continue;
      due.delete(origin);
      try {
        const { sealedAt } = await seal(origin);
        if (origin === keys.directoryOrigin) want(origin, sealedAt + config.directorySealEveryMs);
      } catch (err) {
        if (closed) return;
        log.warn({ err }, 'a log could not be sealed');
        want(origin, clock.now() + interval);
      }
    }
    for (const at of due.values()) plan(at);
  }

  for (const { origin, size } of await store.logs()) {
    const latest = await store.sealed(origin);
    sealOf(origin).latest = latest;
    const stamped = latest?.sealedAt ?? Number.NEGATIVE_INFINITY;
    if (size > (latest?.size ?? 0)) want(origin, clock.now());
    else if (origin === keys.directoryOrigin)
      want(origin, Math.max(clock.now(), stamped + config.directorySealEveryMs));
  }
  const stop = sequencer.onGrown((grown) => {
    const now = clock.now();
    for (const { origin } of grown) {
      const last = seals.get(origin)?.latest?.sealedAt ?? Number.NEGATIVE_INFINITY;
      want(origin, Math.max(now, last + interval));
    }
  });

  return {
    async sealNow(origin) {
      const size = sequencer.log(origin)?.range.size;
      if (size === undefined) throw notFound();
      const latest = sealOf(origin).latest;
      if (latest && latest.size === size) return latest;
      const sealed = await seal(origin);
      // The one under way may have begun before the newest leaf.
      return sealed.size >= size ? sealed : seal(origin);
    },
    async close() {
      closed = true;
      stop();
      cancel();
      await signer.close();
      await working;
    },
  };
}
