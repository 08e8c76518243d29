// Thirty times kill -9 under load, at random moments and inside commits: what was acknowledged stands, what was not lands once when it is sent again.
// The seed is printed; ROGATORY_SEED=... runs the same choices again.
import { rm } from 'node:fs/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { openDeps, readConfig } from '../../server/main/data-directory.ts';
import { placesIn } from '../../server/main/places.ts';
import { fsck } from '../../server/services/fsck.ts';
import { foundBelow, foundIn } from '../testkit/canary.ts';
import type { TestAuthority } from '../testkit/cast.ts';
import { type Acknowledged, establishAll, type Loaded, load, seal } from '../testkit/load.ts';
import { type Oracle, openOracle } from '../testkit/oracle.ts';
import { type RelayFolder, type RelayProcess, relayFolder, type Stall, startRelay } from '../testkit/relay-process.ts';
import { below, seededRandom } from '../testkit/seed.ts';
import { type Visitor, visit } from '../testkit/visitor.ts';

const KILLS = 30;
const POOL = 16;
// All that are under way may pass in one batch, and as many may stand already from before the last kill: the rest is a second batch, upon which a plan may count.
const AT_ONCE = 5;
const POINTS = ['before-commit', 'after-commit', 'after-second-place'] as const;

let folder: RelayFolder;
let parties: TestAuthority[];
let bystander: TestAuthority;
let canary: string;

beforeAll(async () => {
  folder = await relayFolder();
  canary = `canary ${toHex(systemRandom(12))}`;
  const relay = await startRelay(folder.dataDir);
  const visitor = visit(relay.port);
  const names = ['Norvania', 'Talassa', 'Ostmark', 'Velden', 'Bystander'];
  [bystander, ...parties] = (await establishAll(visitor, folder.dataDir, names)).reverse() as [TestAuthority];
  visitor.close();
  await relay.end('SIGTERM');
});
afterAll(() => folder.remove());

/** Either inside a commit, or upon the nth acknowledgement. */
type Plan = { readonly stall: Stall | null; readonly upon: number };

function planOf(random: (length: number) => Uint8Array): Plan {
  const point = POINTS[below(random, 2 * POINTS.length)];
  const nth = 1 + below(random, 2);
  return { stall: point ? { point, nth } : null, upon: 1 + below(random, POOL - AT_ONCE) };
}

/** Sends `pool` and kills the relay as planned. Nothing waits for a clock: each kill follows something that was heard. */
async function loadAndKill(relay: RelayProcess, visitor: Visitor, pool: readonly Loaded[], plan: Plan) {
  const kill = (): void => void relay.child.kill('SIGKILL');
  void relay.stalled.then(kill);
  const outcome = await load(visitor, pool, AT_ONCE, (count) => {
    if (plan.stall === null && count === plan.upon) kill();
  });
  expect(await relay.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(outcome.refused.map(({ status, problem }) => `${status} ${problem}`)).toEqual([]);
  return outcome;
}

/** The disk as the kill left it, looked at without the relay: sound, no timer overdue, and no word of what was sealed. */
async function examine(copy: string, said: string): Promise<string[]> {
  const findings = await foundBelow(copy, [canary]);
  if (foundIn(utf8(said), [canary]).length > 0) findings.push('the relay said what was sealed');
  const places = placesIn(copy);
  const config = await readConfig(places);
  const deps = await openDeps(places, config, pino({ enabled: false }));
  try {
    for await (const finding of fsck({ ...deps, secondPlacePath: config.secondPlacePath })) findings.push(finding);
    if (((await deps.store.nextTimer()) ?? Number.POSITIVE_INFINITY) <= Date.now()) findings.push('a timer is overdue');
  } finally {
    await deps.store.close();
    await rm(copy, { recursive: true, force: true });
  }
  return findings;
}

type Interrupted = { readonly plan: Plan; readonly unanswered: readonly Loaded[]; readonly fresh: readonly Loaded[] };

/** What a plan says of those that got no answer: of those first sent under it none was entered before its first commit; after a commit some were. */
function expectOutcomes({ plan: { stall }, unanswered, fresh }: Interrupted, again: readonly Acknowledged[]): void {
  const outcomes = new Map(again.map(({ sealed, outcome }) => [sealed.subject, outcome]));
  const outcomesOf = (those: readonly Loaded[]) => those.map(({ sealed }) => outcomes.get(sealed.subject));
  if (stall?.point === 'before-commit' && stall.nth === 1) expect(outcomesOf(fresh)).not.toContain(200);
  const all = outcomesOf(unanswered);
  if (stall && stall.point !== 'before-commit' && !all.includes(undefined)) expect(all).toContain(200);
}

test(`${KILLS} kills under load`, { timeout: 240_000 }, async () => {
  const seed = process.env['ROGATORY_SEED'] ?? toHex(systemRandom(8));
  const oracle: Oracle = openOracle(folder.keys, parties, bystander);
  const random = seededRandom(`kills ${seed}`);
  const done: Record<string, number> = {};
  let unanswered: readonly Loaded[] = [];
  let before: Interrupted | null = null;
  expect(foundIn(utf8(`say ${canary}`), [canary])).toEqual([canary]);
  const start = (plan: Plan | null) => startRelay(folder.dataDir, plan?.stall ? { stall: plan.stall } : {});
  let plan = planOf(random);
  let starting = start(plan);
  try {
    for (let round = 0; round < KILLS; round++) {
      const relay = await starting;
      const visitor = visit(relay.port);
      expect(await oracle.consult(visitor), `after kill ${round}`).toEqual([]);
      const made = Array.from({ length: POOL - unanswered.length }, (_, i) => seal(parties, `${round} ${i}`, canary));
      const outcome = await loadAndKill(relay, visitor, [...unanswered, ...made], plan);
      visitor.close();
      oracle.acknowledged(outcome.acknowledged);
      if (before) expectOutcomes(before, outcome.acknowledged);
      const copy = await folder.copy();
      const next = planOf(random);
      // It starts while what the last one left is looked at.
      starting = start(round + 1 < KILLS ? next : null);
      expect(await examine(copy, relay.output()), `on the disk of kill ${round}`).toEqual([]);
      const how = plan.stall?.point ?? 'upon an acknowledgement';
      done[how] = (done[how] ?? 0) + 1;
      ({ unanswered } = outcome);
      const fresh = made.filter(({ sealed }) => unanswered.some((one) => one.sealed === sealed));
      before = { plan, unanswered, fresh };
      plan = next;
    }
    const relay = await starting;
    const visitor = visit(relay.port);
    const rest = await load(visitor, unanswered, AT_ONCE);
    expect(rest.acknowledged).toHaveLength(unanswered.length);
    oracle.acknowledged(rest.acknowledged);
    expect(await oracle.consult(visitor, true), 'at the end').toEqual([]);
    visitor.close();
    expect(await relay.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await examine(await folder.copy(), relay.output())).toEqual([]);
    const { transmissions, leaves } = oracle.counts();
    // Each in two registers, and nothing that was never acknowledged.
    expect(leaves).toBe(2 * transmissions);
    console.log(`${transmissions} transmissions, each once, after ${KILLS} kills: ${JSON.stringify(done)}`);
  } finally {
    console.log(`seed ${seed}`);
    await starting.then((relay) => relay.end('SIGKILL')).catch(() => {});
  }
});
