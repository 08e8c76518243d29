// `practice demo`: the main job in a folder that is removed again; with a lie, the relay's lie and how the client catches it (docs/threat-model.md).
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuthorityId, CLASSES, systemRandom } from '../../../crypto/index.ts';
import { type AnyCode, type Client, codeOf, textOf } from '../../sdk/index.ts';
import { CliError } from '../errors.ts';
import type { Run } from '../run.ts';
import { firstRequest } from './first.ts';
import { foundWorld } from './founding.ts';
import { homeAt, makeHome, type PracticeHome } from './home.ts';
import { LIE_CASES, type LieCase, type LieName } from './lies.ts';
import { count, type Lines, openLines } from './lines.ts';
import { openMiddle } from './middle.ts';
import { perform } from './perform.ts';
import { anyPair } from './ports.ts';
import { openSeat } from './seat.ts';
import { WORLD } from './world.ts';

/** What stopped the client: thrown, or shown in the place of what could not be opened. */
type Caught = { readonly code: AnyCode };

async function attempt(act: () => Promise<Caught | null>): Promise<Caught | null> {
  try {
    return await act();
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return { code };
  }
}

async function send(norvania: Client, to: AuthorityId, now: number): Promise<null> {
  const { act, file } = firstRequest(now);
  await norvania.sync();
  await norvania.outbox.send({ to: [to], act, class: CLASSES.formal, files: [file] });
  return null;
}

async function pull(talassa: Client): Promise<Caught | null> {
  await talassa.sync();
  for await (const arrival of talassa.inbox.pull())
    if (arrival.type === 'trouble') return { code: arrival.trouble.code };
  return null;
}

async function keepAlarm(client: Client): Promise<string | null> {
  const alarm = (await client.alarms.list()).at(-1);
  const file = alarm && (await client.alarms.file(alarm.id));
  if (!file) return null;
  const path = join(await mkdtemp(join(tmpdir(), 'rogatory-alarm-')), 'alarm.cose');
  await writeFile(path, file, { mode: 0o600 });
  return path;
}

/** The party that meets the lie tries twice: some lies need something to repeat. */
async function meet(home: PracticeHome, lie: LieCase, origin: string, to: AuthorityId, now: () => number) {
  const middle = await openMiddle({ origin });
  const norvania = await openSeat(home, WORLD.norvania.first.profile, lie.metBy === 'sender' ? middle.via : fetch);
  const talassa = await openSeat(home, WORLD.talassa.second.profile, lie.metBy === 'recipient' ? middle.via : fetch);
  try {
    middle.tell(
      lie.make({ random: systemRandom, relayKey: new Uint8Array(await readFile(join(home.relay, 'relay.key'))) }),
    );
    let caught: Caught | null = null;
    for (let round = 0; round < 2 && !caught; round++) {
      caught = await attempt(() => send(norvania.client, to, now()));
      if (!caught && lie.metBy === 'recipient') caught = await attempt(() => pull(talassa.client));
    }
    const met = lie.metBy === 'sender' ? norvania.client : talassa.client;
    return { caught, alarms: await met.alarms.list(), file: await keepAlarm(met) };
  } finally {
    await norvania.close();
    await talassa.close();
    await middle.close();
  }
}

async function showLie(home: PracticeHome, name: LieName, lines: Lines, run: Run): Promise<void> {
  const { now, output } = run;
  const lie = LIE_CASES[name];
  const config = { version: 1, ...(await anyPair()), state: 'founding' } as const;
  const { relay, ids } = await foundWorld(home, config, lines, now());
  try {
    const { caught, alarms, file } = await meet(home, lie, relay.origin, ids.talassa, now);
    const who = lie.metBy === 'sender' ? 'Norvania, sending' : 'Talassa, reading';
    if (!caught) throw new CliError('CLI_PRACTICE_LIE', `${lie.told} ${who}, noticed nothing.`);
    if (caught.code !== lie.code || (lie.alarm && file === null))
      throw new CliError('CLI_PRACTICE_LIE', `${lie.told} It was met with ${caught.code}, not ${lie.code}.`);
    const text = textOf(caught.code);
    const kept = file
      ? `${count(alarms.length, 'alarm')}, signed by ${who.split(',')[0]}'s device with the evidence in it: ${file}`
      : 'none. The relay signed nothing of this lie, so there is nothing to show to others; it was refused.';
    lines.fact(`LIE "${name}": ${lie.told}`);
    lines.fact(`CAUGHT by ${who}: ${text.what} (${caught.code})`);
    lines.line(`            ${text.safe}`);
    lines.line(`            ${text.action}`);
    for (const { kind, detail } of alarms) lines.line(`            What it proves: ${kind}, ${detail}.`);
    lines.line(`            Alarm file: ${kept}`);
    if (output.json)
      output.show({ lie: name, told: lie.told, caught: caught.code, alarm: file, facts: lines.facts() }, () => []);
  } finally {
    await relay.stop();
  }
}

/** Runs the demo. Throws CLI_PRACTICE_LIE when a lie is not caught as it should be, CLI_PRACTICE_*. */
export async function runDemo(run: Run, lie: LieName | null): Promise<void> {
  const { output, now } = run;
  const home = homeAt(await mkdtemp(join(tmpdir(), 'rogatory-demo-')));
  // Also when Ctrl-C ends it in the middle.
  process.once('exit', () => rmSync(home.folder, { recursive: true, force: true }));
  await makeHome(home);
  const lines = openLines(output, now);
  lines.line('PRACTICE: invented States, software passkeys, a relay of a minute.');
  if (lie) return showLie(home, lie, lines, run);
  await perform(home, { version: 1, ...(await anyPair()), state: 'founding' }, lines, now);
  lines.line(
    'Done; the folder is removed. "npm start" does the same and stays. A lying relay: npm run demo -- --lie drop',
  );
  if (output.json) output.show({ facts: lines.facts() }, () => []);
}
