// `npm run bench`: one interleaved run, its ratios side by side. `--record` writes them into docs/evidence; `--profile DIR` has the relay write a
// processor profile there; `--authorities N --submissions N` make it smaller.
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SERVE_OPTIONS } from '../../client/cli/commands/relay.ts';
import { buildWeb } from '../../client/web/build.ts';
import { ROOT } from '../testkit/tree.ts';
import { sum, weigh } from '../testkit/web-weight.ts';
import { measureFirstLoad } from './first-load.ts';
import { measureSealing } from './sealing.ts';
import { measureShutOut } from './shut-out.ts';
import { measureThroughput } from './throughput.ts';

const { values } = parseArgs({
  options: {
    authorities: { type: 'string', default: '300' },
    submissions: { type: 'string', default: '40000' },
    megabytes: { type: 'string', default: '200' },
    profile: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
});

// What else the machine did meanwhile: a busy one halves every figure here and makes the ratios worse.
const otherLoad = loadavg()[0] ?? 0;
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const throughput = await measureThroughput(
  {
    authorities: Number(values.authorities),
    submissions: Number(values.submissions),
    bytes: 3500,
    node: [...SERVE_OPTIONS, ...(values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [])],
  },
  say,
);
say(`sealing a file of ${values.megabytes} MB`);
const sealing = measureSealing(Number(values.megabytes), 3);
say('opening the web app');
const { first, kit, desk, later } = weigh(await buildWeb());
const web = {
  ...(await measureFirstLoad()),
  firstKilobytes: sum(first) + sum(kit),
  deskKilobytes: sum(desk),
  heaviestPageKilobytes: Math.max(...[...later.values()].map(sum)),
};

say('removing officials from open pages');
const shutOut = await measureShutOut();

const n = (value: number, digits = 2): string => value.toFixed(digits);
const { relay, plain, noop, receiptMs, openedMs } = throughput;
const { megabytes, seconds, residentMegabytes, ageSeconds } = sealing;
const rows = [
  ['Measured', 'Ours', 'Beside it', 'Ratio', 'Goal'],
  [
    `accepted submissions of 4 KB a second of processor, ${throughput.authorities} authorities, after as many to warm up (${throughput.submissions}), against Fastify and SQLite with group commit and no cryptography`,
    n(relay, 0),
    n(plain, 0),
    n(relay / plain),
    '>= 0.2',
  ],
  ['that group commit against Fastify alone', n(plain, 0), n(noop, 0), n(plain / noop), '>= 0.6'],
  [
    'sent until its receipt is verified, ms, median and 99th percentile',
    n(receiptMs.p50, 1),
    n(receiptMs.p99, 1),
    '',
    '',
  ],
  [
    'sent until the recipient has opened it, ms, median and 99th percentile',
    n(openedMs.p50, 1),
    n(openedMs.p99, 1),
    '',
    '',
  ],
  [
    `sealing ${megabytes} MB in Node, MB a second, against age`,
    n(megabytes / seconds, 0),
    ageSeconds === null ? 'age is not installed' : n(megabytes / ageSeconds, 0),
    ageSeconds === null ? '' : n(ageSeconds / seconds),
    '',
  ],
  ['most memory that sealing held, MB', n(residentMegabytes, 0), '', '', '<= 200'],
  ['first load to a usable sign-in, Chromium slowed four times, ms', n(web.firstMs, 0), '', '', '< 2000'],
  ['the same in a browser that knows its official, ms', n(web.knownMs, 0), '', '', '< 2000'],
  ['first load of the web app, KB gzip; its desk', n(web.firstKilobytes, 0), n(web.deskKilobytes, 0), '', '<= 450'],
  ['heaviest later page, KB gzip', n(web.heaviestPageKilobytes, 1), '', '', '<= 15'],
  ['an official removed until their open page is shut, over the socket, ms', n(shutOut.socketMs, 0), '', '', '<= 1000'],
  ['the same without the socket, by the clock of the page, ms', n(shutOut.clockMs, 0), '', '', '<= 5000'],
];
const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
const table = rows.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`);
table.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
console.log(table.join('\n'));

if (values.record) {
  const machine = {
    processors: availableParallelism(),
    model: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${arch()}`,
    node: process.versions.node,
    loadBefore: Number(otherLoad.toFixed(1)),
  };
  const folder = join(ROOT, 'docs/evidence');
  mkdirSync(folder, { recursive: true });
  const command = 'npm run bench -- --record';
  const recorded = { schemaVersion: 1, command, machine, throughput, sealing, web, shutOut };
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(recorded, null, 2)}\n`);
  const facts = Object.entries(machine).map(([name, value]) => `${name} ${value}`);
  const text = `# Bench\n\nMade by \`${command}\`, in one interleaved run. Machine: ${facts.join(', ')}.\n\n${table.join('\n')}\n`;
  writeFileSync(join(folder, 'bench.md'), text);
}
