// A world of its own in which the relay lies: told there, met by real clients, and mended again; nobody's practice is touched (docs/threat-model.md).
import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuthorityId, CLASSES, systemRandom } from '../../../crypto/index.ts';
import { type AnyCode, type Client, codeOf, type KnownAlarm } from '../../sdk/index.ts';
import { firstRequest } from './first.ts';
import { foundWorld } from './founding.ts';
import { homeAt, makeHome, type PracticeHome } from './home.ts';
import { LIE_CASES, type LieCase, type LieName } from './lies.ts';
import type { Lines } from './lines.ts';
import { openMiddle } from './middle.ts';
import { anyPair } from './ports.ts';
import { openSeat } from './seat.ts';
import { WORLD } from './world.ts';

/** What came of one lie. */
export type LieMet = {
  readonly lie: LieName;
  readonly told: string;
  readonly metBy: LieCase['metBy'];
  /** What stopped the client, or was shown in the place of what could not be opened; null: nothing was noticed. */
  readonly caught: AnyCode | null;
  /** What the client keeps of it, with the file that convinces a stranger. */
  readonly alarms: readonly { readonly alarm: KnownAlarm; readonly file: Uint8Array }[];
  /** With the relay honest again and the alarm understood by an administrator: what the client holds, and what is still amiss. */
  readonly after: { readonly held: number; readonly amiss: number };
};

export type LieWorld = {
  /** Tells one lie at a time. Throws CLI_PRACTICE_*, what the clients throw that no lie explains. */
  tell(lie: LieName): Promise<LieMet>;
  close(): Promise<void>;
};

async function attempt(act: () => Promise<AnyCode | null>): Promise<AnyCode | null> {
  try {
    return await act();
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return code;
  }
}

async function send(norvania: Client, to: AuthorityId, now: number): Promise<null> {
  const { act, file } = firstRequest(now);
  await norvania.sync();
  await norvania.outbox.send({ to: [to], act, class: CLASSES.formal, files: [file] });
  return null;
}

async function pull(talassa: Client): Promise<AnyCode | null> {
  await talassa.sync();
  let code: AnyCode | null = null;
  for await (const arrival of talassa.inbox.pull()) if (arrival.type === 'trouble') code ??= arrival.trouble.code;
  return code;
}

/** The administrator has understood the alarms; then everything that was held up goes on. */
async function mend(client: Client): Promise<LieMet['after']> {
  for (const { id, acknowledgedAt } of await client.alarms.list())
    if (acknowledgedAt === null) await client.alarms.acknowledge(id);
  await pull(client);
  const entries = await client.outbox.resume();
  const waiting = entries.filter(({ status }) => status !== 'submitted').length;
  const troubles = await client.items.troubles();
  return { held: (await client.items.list()).length, amiss: waiting + troubles.length };
}

async function meet(
  home: PracticeHome,
  name: LieName,
  origin: string,
  to: AuthorityId,
  now: () => number,
): Promise<LieMet> {
  const lie: LieCase = LIE_CASES[name];
  const middle = await openMiddle({ origin });
  const norvania = await openSeat(home, WORLD.norvania.first.profile, lie.metBy === 'sender' ? middle.via : fetch);
  const talassa = await openSeat(home, WORLD.talassa.second.profile, lie.metBy === 'recipient' ? middle.via : fetch);
  const met = lie.metBy === 'sender' ? norvania.client : talassa.client;
  try {
    // A key that was fetched before is not asked for again, and nobody could lie about it.
    if (name === 'swap-key') {
      await talassa.client.sync();
      await talassa.client.devices.rotate();
    }
    const known = new Set((await met.alarms.list()).map(({ id }) => id));
    const relayKey = new Uint8Array(await readFile(join(home.relay, 'relay.key')));
    middle.tell(lie.make({ random: systemRandom, relayKey }));
    let caught: AnyCode | null = null;
    // Twice: some lies need something to repeat.
    for (let round = 0; round < 2 && !caught; round++) {
      caught = await attempt(() => send(norvania.client, to, now()));
      if (!caught && lie.metBy === 'recipient') caught = await attempt(() => pull(talassa.client));
    }
    const raised = (await met.alarms.list()).filter(({ id }) => !known.has(id));
    const alarms = await Promise.all(raised.map(async (alarm) => ({ alarm, file: await met.alarms.file(alarm.id) })));
    middle.tell(null);
    return { lie: name, told: lie.told, metBy: lie.metBy, caught, alarms, after: await mend(met) };
  } finally {
    await norvania.close();
    await talassa.close();
    await middle.close();
  }
}

/** Founds it in a folder that goes with it, also when the program ends in the middle. Throws CLI_PRACTICE_*, CLI_RELAY_PROGRAM. */
export async function openLieWorld(lines: Lines, now: () => number): Promise<LieWorld> {
  const home = homeAt(await mkdtemp(join(tmpdir(), 'rogatory-lies-')));
  const remove = (): void => rmSync(home.folder, { recursive: true, force: true });
  process.once('exit', remove);
  await makeHome(home);
  const config = { version: 1, ...(await anyPair()), state: 'founding' } as const;
  const { relay, ids } = await foundWorld(home, config, lines, now());
  let last: Promise<unknown> = Promise.resolve();
  return {
    tell(lie) {
      const told = last.then(() => meet(home, lie, relay.origin, ids.talassa, now));
      last = told.catch(() => undefined);
      return told;
    },
    async close() {
      await last;
      await relay.stop();
      process.off('exit', remove);
      remove();
    },
  };
}
