#!/usr/bin/env node
// The relay's program: serve, init, admit, fsck, doctor. `rogatory relay ...` spawns it and imports nothing (house.md, rooms).
import { Command, CommanderError } from 'commander';
import { START_CODES, StartFailure } from './failure.ts';
import type { InitOptions } from './main/init.ts';
import { nodeIsFit } from './main/node.ts';
import type { Operator } from './main/operator-socket.ts';
import { placesIn } from './main/places.ts';
import { VERSION } from './version.ts';

// Each command loads what it needs: asking for help should not wait for an HTTP server.
const load = {
  files: () => import('./main/data-directory.ts'),
  serve: () => import('./main/serve.ts'),
  init: () => import('./main/init.ts'),
  doctor: () => import('./main/doctor.ts'),
  operator: () => import('./main/operator-socket.ts'),
  relay: () => import('./services/relay.ts'),
  fsck: () => import('./services/fsck.ts'),
  refusals: () => import('./main/refusals.ts'),
  log: async () => (await import('pino')).pino({ enabled: false }),
};

const STOP_MS = 2_000;

type Common = { data: string; json?: boolean };
type ServeFlags = { practice: boolean; log: string; logLevel: string; stopWithInput: boolean };
const out = (text: string): void => void process.stdout.write(`${text}\n`);
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const print = (json: boolean | undefined, value: object, lines: readonly string[]): void =>
  out(json ? JSON.stringify({ schemaVersion: 1, ...value }) : lines.join('\n'));

const program = new Command('rogatory relay')
  .description('A blind relay between authorities.')
  .version(VERSION)
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });
const command = (name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .option('--data <directory>', 'data directory of the relay', process.env['ROGATORY_RELAY_DATA'] ?? 'relay-data')
    .option('--json', 'answer as JSON on standard output');

command('init', 'make a new relay: settings, key, trust card')
  .option('--name <name>', 'name in checkpoints, for example relay.example')
  .option('--origin <url>', 'address under which clients reach it, for example https://relay.example')
  .option('--listen <host:port>', 'where it listens')
  .option('--web-origin <url>', 'a web app that may ask besides those in the authorities’ policies')
  .option('--practice', 'for practice only', false)
  .action(async ({ data, json, ...options }: Common & InitOptions) => {
    const places = placesIn(data);
    const made = await (await load.init()).init(places, options);
    print(json, { dataDir: places.dataDir, ...made }, [
      `A relay was made in ${places.dataDir}.`,
      `Its trust card is ${made.trustCard}: give it to every authority by a way they trust.`,
      'Keep relay.key in a back-up of its own, apart from the database.',
      `Start it with: rogatory relay serve --data ${places.dataDir}${options.practice ? ' --practice' : ''}`,
    ]);
  });

command('serve', 'serve until stopped')
  .option('--practice', 'needed for a practice relay, refused for any other', false)
  .option('--log <file>', 'where to write the log; - for standard error', '-')
  .option('--log-level <level>', 'error, warn, info (with every refused request) or debug (with every request)', 'info')
  .option(
    '--stop-with-input',
    'stop when standard input ends: for a program that starts a relay and may be killed',
    false,
  )
  .action(async (options: Common & ServeFlags) => {
    const { practice, log: logTo, logLevel } = options;
    const { serve } = await load.serve();
    const serving = await serve(placesIn(options.data), { practice, logTo, logLevel });
    const stop = (signal: NodeJS.Signals): void => {
      // A second signal means now.
      process.removeAllListeners(signal).once(signal, () => process.exit(1));
      setTimeout(() => process.exit(1), STOP_MS).unref();
      serving.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
    if (options.stopWithInput) process.stdin.resume().once('end', () => stop('SIGTERM'));
    const { close: _, ...facts } = serving;
    print(options.json, { event: 'listening', ...facts }, [
      `The relay serves ${facts.origin}${facts.practice ? ' (PRACTICE)' : ''}, listening on ${facts.host}:${facts.port}.`,
      `Trust card: ${facts.trustCard}. Ctrl-C stops it.`,
    ]);
  });

/** The running relay's operator, or one over the store of a relay that is stopped. */
async function withOperator<T>(data: string, act: (operator: Operator) => Promise<T>): Promise<T> {
  const places = placesIn(data);
  const { operatorOf, remoteOperator } = await load.operator();
  const remote = await remoteOperator(places.operatorSocket);
  if (remote) return act(remote);
  const [{ openDeps, readConfig }, { openRelay }] = await Promise.all([load.files(), load.relay()]);
  const deps = await openDeps(places, await readConfig(places), await load.log());
  try {
    const relay = await openRelay(deps);
    try {
      return await act(operatorOf(relay));
    } finally {
      await relay.close();
    }
  } finally {
    await deps.store.close();
  }
}

command('admit', 'admit a founded authority; without its id, show who waits')
  .argument('[authority]', 'its id, 64 hexadecimal digits, compared with the authority by another way')
  .action(async (authority: string | undefined, { data, json }: Common) => {
    if (authority === undefined) {
      const waiting = await withOperator(data, (operator) => operator.waiting());
      const lines = waiting.map(
        (w) => `${w.authority}  ${w.jurisdiction}  ${w.names[0]}  ${w.ready ? 'can be admitted' : 'still founding'}`,
      );
      print(json, { waiting }, lines.length > 0 ? lines : ['Nobody waits to be admitted.']);
      return;
    }
    if (!/^[0-9a-f]{64}$/.test(authority))
      throw new StartFailure(
        'RELAY-USAGE',
        'An authority’s id has 64 hexadecimal digits: run "admit" alone to see who waits.',
      );
    const admitted = await withOperator(data, (operator) => operator.admit(authority));
    print(json, { admitted }, [`Admitted: ${authority}, entry ${admitted.directoryIndex} of the directory.`]);
  });

command('fsck', 'recompute everything that is stored; the relay has to be stopped').action(
  async ({ data, json }: Common) => {
    const places = placesIn(data);
    const running = await (await load.operator()).reach(places.operatorSocket);
    running?.destroy();
    if (running)
      throw new StartFailure(
        'RELAY-RUNNING',
        'The relay is running: stop it first, or check a copy of its data directory.',
      );
    const [{ openDeps, readConfig }, { fsck }] = await Promise.all([load.files(), load.fsck()]);
    const config = await readConfig(places);
    const deps = await openDeps(places, config, await load.log());
    const findings: string[] = [];
    try {
      for await (const finding of fsck({ ...deps, secondPlacePath: config.secondPlacePath })) findings.push(finding);
    } finally {
      await deps.store.close();
    }
    print(json, { findings }, findings.length > 0 ? findings : ['Clean: everything that is stored agrees.']);
    if (findings.length > 0)
      throw new StartFailure(
        'RELAY-UNSOUND',
        `${findings.length} findings: keep a copy of the data directory before mending.`,
      );
  },
);

command('doctor', 'look at all a relay needs and say what to do').action(async ({ data, json }: Common) => {
  const findings = [];
  const { doctor } = await load.doctor();
  for await (const finding of doctor(placesIn(data), Date.now())) findings.push(finding);
  const lines = findings.map(
    (f) => `${f.mend === null ? 'well' : 'MEND'}  ${f.what}: ${f.found}${f.mend ? `\n      ${f.mend}` : ''}`,
  );
  print(json, { findings }, lines);
  const ill = findings.filter((finding) => finding.mend !== null).length;
  if (ill > 0) throw new StartFailure('RELAY-UNSOUND', `${ill} of ${findings.length} want mending.`);
});

try {
  if (!nodeIsFit())
    throw new StartFailure(
      'RELAY-NODE',
      `This is Node ${process.versions.node} and the relay needs 22.18 or newer: start it with "rogatory relay".`,
    );
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : START_CODES['RELAY-USAGE']);
  const failure = error instanceof StartFailure ? error : (await load.refusals()).failureOf(error);
  say(`${failure.code}: ${failure.message}`);
  if (failure.code === 'RELAY-UNEXPECTED' && failure.cause instanceof Error) say(String(failure.cause.stack));
  process.exit(START_CODES[failure.code]);
}
