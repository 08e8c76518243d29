// `practice demo`: the main job in a folder that is removed again; with a lie, the relay's lie and how the client catches it (docs/threat-model.md).
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textOf } from '../../sdk/index.ts';
import { CliError } from '../errors.ts';
import type { Run } from '../run.ts';
import { homeAt, makeHome } from './home.ts';
import { openLieWorld } from './lie-world.ts';
import { LIE_CASES, type LieName } from './lies.ts';
import { count, type Lines, openLines } from './lines.ts';
import { perform } from './perform.ts';
import { anyPair } from './ports.ts';

async function keep(file: Uint8Array): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'rogatory-alarm-')), 'alarm.cose');
  await writeFile(path, file, { mode: 0o600 });
  return path;
}

async function showLie(name: LieName, lines: Lines, { now, output }: Run): Promise<void> {
  const lie = LIE_CASES[name];
  const world = await openLieWorld(lines, now);
  try {
    const { caught, alarms } = await world.tell(name);
    const who = lie.metBy === 'sender' ? 'Norvania, sending' : 'Talassa, reading';
    if (!caught) throw new CliError('CLI_PRACTICE_LIE', `${lie.told} ${who}, noticed nothing.`);
    const last = alarms.at(-1);
    if (caught !== lie.code || (lie.alarm && !last))
      throw new CliError('CLI_PRACTICE_LIE', `${lie.told} It was met with ${caught}, not ${lie.code}.`);
    const file = last ? await keep(last.file) : null;
    const text = textOf(caught);
    const kept = file
      ? `${count(alarms.length, 'alarm')}, signed by ${who.split(',')[0]}'s device with the evidence in it: ${file}`
      : 'none. The relay signed nothing of this lie, so there is nothing to show to others; it was refused.';
    lines.fact(`LIE "${name}": ${lie.told}`);
    lines.fact(`CAUGHT by ${who}: ${text.what} (${caught})`);
    lines.line(`            ${text.safe}`);
    lines.line(`            ${text.action}`);
    for (const { alarm } of alarms) lines.line(`            What it proves: ${alarm.kind}, ${alarm.detail}.`);
    lines.line(`            Alarm file: ${kept}`);
    if (output.json) output.show({ lie: name, told: lie.told, caught, alarm: file, facts: lines.facts() }, () => []);
  } finally {
    await world.close();
  }
}

/** Runs the demo. Throws CLI_PRACTICE_LIE when a lie is not caught as it should be, CLI_PRACTICE_*. */
export async function runDemo(run: Run, lie: LieName | null): Promise<void> {
  const { output, now } = run;
  const lines = openLines(output, now);
  lines.line('PRACTICE: invented States, software passkeys, a relay of a minute.');
  if (lie) return showLie(lie, lines, run);
  const home = homeAt(await mkdtemp(join(tmpdir(), 'rogatory-demo-')));
  // Also when Ctrl-C ends it in the middle.
  process.once('exit', () => rmSync(home.folder, { recursive: true, force: true }));
  await makeHome(home);
  await perform(home, { version: 1, ...(await anyPair()), state: 'founding' }, lines, now);
  lines.line(
    'Done; the folder is removed. "npm start" does the same and stays. A lying relay: npm run demo -- --lie drop',
  );
  if (output.json) output.show({ facts: lines.facts() }, () => []);
}
