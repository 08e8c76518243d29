// Accepted submissions for a second of the relay's processor, against the same server and database without any of our work; and how long one takes.
import { join } from 'node:path';
import { openTransmission } from '../../crypto/protocol/open.ts';
import { verifyReceipt } from '../../crypto/protocol/receipt.ts';
import { openCheckpoint } from '../../crypto/tlog/checkpoint.ts';
import { leafHash, verifyInclusion } from '../../crypto/tlog/merkle.ts';
import { parseVkey } from '../../crypto/tlog/note.ts';
import { decodeList, decodeReceipt, decodeStored, MEDIA } from '../../crypto/wire/frames.ts';
import { decodeRegisterLeaf } from '../../crypto/wire/leaf.ts';
import { establishAll, type Loaded, seal, submit } from '../testkit/load.ts';
import { relayFolder } from '../testkit/relay-process.ts';
import { ROOT } from '../testkit/tree.ts';
import { expectAnswer, type Visitor, visit } from '../testkit/visitor.ts';
import { drive, type Measured, percentile, perProcessorSecond, startMeasured, type Window } from './measured.ts';

/** Officials who send at the same moment: what they all hold in memory meanwhile is cleaned up by the collector, and twice as many cost half as much again each. */
const AT_ONCE = 256;
/** Short and many, taken in turn: a machine that does something else for a second spoils one pair and not the run. */
const WINDOWS = 10;
/** Of all submissions, what both servers do before they are measured: the engine compiles for many seconds, which a relay in service did days ago. */
const WARM_UP = 0.5;

export type Throughput = {
  readonly authorities: number;
  readonly submissions: number;
  /** For one second of the server's processor. */
  readonly relay: number;
  readonly plain: number;
  readonly noop: number;
  readonly receiptMs: { readonly p50: number; readonly p99: number };
  readonly openedMs: { readonly p50: number; readonly p99: number };
};

const NO_LIMITS = {
  requestsPerMinutePerAddress: 100_000_000,
  requestsPerMinutePerKid: 100_000_000,
  eventLoopDelayMs: 600_000,
  founding: 10_000,
  foundingsPerMinutePerAddress: 100_000_000,
};

type Folder = Awaited<ReturnType<typeof relayFolder>>;

/** Sent, received, opened, as a recipient does who knows nothing of it yet but where its cursor stands. Both times in ms. */
async function once(visitor: Visitor, { keys }: Folder, one: Loaded): Promise<{ receipt: number; opened: number }> {
  const { from, to, sealed } = one;
  const logKeys = new Map([from, to].map(({ id }) => [id, keys.vkeys(keys.registerOrigin(id))]));
  const started = performance.now();
  const leaves = decodeReceipt(expectAnswer(await submit(visitor, one), 'submission', 201).body);
  const recipients = [from.id, to.id];
  verifyReceipt({
    leaves,
    expected: { subject: sealed.subject, evidence: null, sender: from.id, recipients, dirSizeAtLeast: 1 },
    registerKeys: (authority) => logKeys.get(authority) ?? null,
    origin: keys.registerOrigin,
    requireSealed: false,
  });
  const receipt = performance.now() - started;
  const get = async (url: string) => expectAnswer(await visitor.as(to.admins[0], { method: 'GET', url }), url, 200);
  const note = (await get('/v1/register/checkpoint')).text();
  const origin = keys.registerOrigin(to.id);
  const { checkpoint } = openCheckpoint(note, origin, logKeys.get(to.id)?.map(parseVkey) ?? []);
  const index = leaves.find(({ authority }) => authority === to.id)?.index as number;
  const [leaf] = decodeList((await get(`/v1/register/leaves?from=${index}&limit=1`)).body);
  const path = decodeList((await get(`/v1/register/proof?index=${index}&size=${checkpoint.size}`)).body);
  verifyInclusion(index, checkpoint.size, leafHash(leaf as Uint8Array), path, checkpoint.root);
  const stored = decodeStored((await get(`/v1/transmissions/${sealed.subject}`)).body);
  await openTransmission({
    ...stored,
    wrap: stored.wrap as Uint8Array,
    body: stored.body as Uint8Array,
    leaf: decodeRegisterLeaf(leaf as Uint8Array),
    sender: from.view(),
    mine: to.view(),
    directory: { admittedAt: 0, rootAt: () => sealed.envelope.core.directory.root },
    seedOf: to.seedOf,
    seenAs: () => null,
  });
  return { receipt, opened: performance.now() - started };
}

/** One interleaved run: relay, plain, no-op, and again. `bytes`: size of the act before padding. `node`: options of the relay's process. */
export async function measureThroughput(
  options: { authorities: number; submissions: number; bytes: number; node: readonly string[] },
  say: (line: string) => void,
): Promise<Throughput> {
  const folder = await relayFolder({ limits: NO_LIMITS });
  const open: Measured[] = [];
  try {
    const program = join(ROOT, 'tests/testkit/stalling-relay.ts');
    const relay = await startMeasured(options.node, program, folder.dataDir);
    open.push(relay);
    const plain = await startMeasured([], join(ROOT, 'tests/bench/plain-relay.ts'), join(folder.dataDir, 'plain.db'));
    open.push(plain);
    const visitor = visit(relay.port, AT_ONCE);
    const names = Array.from({ length: options.authorities }, (_, i) => `Authority ${i}`);
    say(`founding ${options.authorities} authorities through the relay's door`);
    const parties = await establishAll(visitor, folder.dataDir, names);
    say(`sealing ${options.submissions} transmissions`);
    const text = 'x'.repeat(options.bytes);
    const frames = Array.from({ length: options.submissions }, (_, i) => seal(parties, `pool ${i}`, text).frame);
    const timed = Array.from({ length: 200 }, (_, i) => seal(parties, `timed ${i}`, text));

    const toPlain = visit(plain.port, AT_ONCE);
    const windows = { relay: [] as Window[], plain: [] as Window[], noop: [] as Window[] };
    const media = MEDIA.submission;
    const send = (to: Visitor, url: string) => (body: Uint8Array) => to.plain({ method: 'POST', url, body, media });
    const warm = Math.floor(frames.length * WARM_UP);
    const rest = frames.slice(warm);
    await drive(relay, frames.slice(0, warm), send(visitor, '/v1/transmissions'), AT_ONCE);
    await drive(plain, frames.slice(0, warm), send(toPlain, '/store'), AT_ONCE);
    const share = Math.floor(rest.length / WINDOWS);
    for (let window = 0; window < WINDOWS; window++) {
      const these = rest.slice(window * share, (window + 1) * share);
      windows.relay.push(await drive(relay, these, send(visitor, '/v1/transmissions'), AT_ONCE));
      windows.plain.push(await drive(plain, these, send(toPlain, '/store'), AT_ONCE));
      windows.noop.push(await drive(plain, these, send(toPlain, '/noop'), AT_ONCE));
      const rates = Object.entries(windows).map(([name, w]) => `${name} ${perProcessorSecond(w.slice(-1)).toFixed(0)}`);
      say(`window ${window + 1}, for a second of processor: ${rates.join(', ')}`);
    }
    const times: { receipt: number; opened: number }[] = [];
    for (const one of timed) times.push(await once(visitor, folder, one));
    visitor.close();
    toPlain.close();
    const both = (values: readonly number[]) => ({ p50: percentile(values, 0.5), p99: percentile(values, 0.99) });
    return {
      authorities: options.authorities,
      submissions: rest.length,
      relay: perProcessorSecond(windows.relay),
      plain: perProcessorSecond(windows.plain),
      noop: perProcessorSecond(windows.noop),
      receiptMs: both(times.map(({ receipt }) => receipt)),
      openedMs: both(times.map(({ opened }) => opened)),
    };
  } finally {
    for (const one of open) await one.close();
    await folder.remove();
  }
}
