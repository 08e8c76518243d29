// The practice world founded from nothing: relay, registrar, two authorities, admitted by the operator and endorsed by the registrar (protocol.md sections 3 and 10).
import { Worker } from 'node:worker_threads';
import { type AuthorityId, eightWords, parseTrustCard, type TrustCard } from '../../../crypto/index.ts';
import type { Changed, Client } from '../../sdk/index.ts';
import { CliError } from '../errors.ts';
import type { FounderAnswer, FounderTask } from './founder.ts';
import { leaveTrust, originsOf, type PracticeConfig, type PracticeHome } from './home.ts';
import { count, type Lines } from './lines.ts';
import { admit, makeRelay, nameRegistrar, type PracticeRelay, startRelay, writtenCard } from './relay.ts';
import { atSeat, makeSeat } from './seat.ts';
import { WORLD, type WorldName } from './world.ts';

export type World = {
  readonly relay: PracticeRelay;
  readonly trust: TrustCard;
  readonly ids: Readonly<Record<WorldName, AuthorityId>>;
};

/** One of `others` signs what was not enough. */
export async function settled(changed: Changed, other: Client): Promise<void> {
  if (changed.state === 'pending') await other.pending.sign(changed.file);
}

function foundBeside(task: FounderTask): Promise<Extract<FounderAnswer, { founded: unknown }>['founded']> {
  const worker = new Worker(new URL('./founder.ts', import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    const refuse = (detail: string, cause?: unknown): void =>
      reject(new CliError('CLI_PRACTICE_HOME', `${WORLD[task.which].name} could not be founded: ${detail}`, { cause }));
    worker.once('error', (cause) => refuse('its worker broke.', cause));
    worker.once('message', (answer: FounderAnswer) =>
      'founded' in answer ? resolve(answer.founded) : refuse(`${answer.failed.what} (${answer.failed.code})`),
    );
  });
}

/** The relay knows its registrar from its settings, the registrar its relay from the card without one: so the relay is started twice. */
async function foundRegistrar(home: PracticeHome, config: PracticeConfig): Promise<AuthorityId> {
  const { kind, jurisdiction, name, first, second } = WORLD.registrar;
  const relay = await startRelay(home, config);
  try {
    const bare = parseTrustCard(await writtenCard(home));
    await makeSeat(home, first.profile, bare);
    await makeSeat(home, second.profile, bare);
    const authority = await atSeat(home, first.profile, ({ founding }) =>
      founding.found({
        kind,
        jurisdiction,
        names: [['en', name]],
        adminName: first.name,
        rpIds: ['localhost'],
        origins: [originsOf(config).web],
      }),
    );
    await nameRegistrar(home, authority);
    return authority;
  } finally {
    await relay.stop();
  }
}

async function endorse(home: PracticeHome, ids: World['ids'], today: string): Promise<void> {
  await atSeat(home, WORLD.registrar.first.profile, (registrar) =>
    atSeat(home, WORLD.registrar.second.profile, async (second) => {
      for (const which of ['norvania', 'talassa'] as const) {
        const { jurisdiction } = WORLD[which];
        const competence = 'Requests under article 18 of the practice convention';
        const given = { authority: ids[which], jurisdiction, competence, notifiedOn: today };
        await settled(await registrar.devices.endorse(given), second);
      }
    }),
  );
}

/** Founds everything and leaves the relay running. Throws CLI_PRACTICE_*, CLI_RELAY_PROGRAM, what the client throws. */
export async function foundWorld(
  home: PracticeHome,
  config: PracticeConfig,
  lines: Lines,
  now: number,
): Promise<World> {
  await makeRelay(home, config);
  const registrar = await foundRegistrar(home, config);
  const relay = await startRelay(home, config);
  try {
    const trust = parseTrustCard(await writtenCard(home));
    await leaveTrust(home, trust);
    lines.fact(`Relay made and started at ${relay.origin}. It has no key that opens anything.`);
    const webOrigin = originsOf(config).web;
    const entered: number[] = [];
    const names = Object.keys(WORLD) as WorldName[];
    const founded = await Promise.all(
      names.map(async (which) => {
        const { first, second } = WORLD[which];
        if (which !== 'registrar') for (const { profile } of [first, second]) await makeSeat(home, profile, trust);
        const one = await foundBeside({ folder: home.folder, which, webOrigin });
        entered.push(await admit(home, one.authority));
        return [which, one] as const;
      }),
    );
    const ids = Object.fromEntries(founded.map(([which, { authority }]) => [which, authority])) as World['ids'];
    const links = founded.reduce((sum, [, one]) => sum + one.links, 0);
    const devices = founded.reduce((sum, [, one]) => sum + one.devices, 0);
    lines.fact(
      `Norvania, Talassa and a registrar founded over the relay's front door: ${count(devices, 'device')}, ${count(links, 'signed link')}, two signatures for every decision, recovery by 2 of 3 custodians.`,
    );
    await endorse(home, ids, new Date(now).toISOString().slice(0, 10));
    lines.fact(
      `Admitted by the operator (directory entries ${entered.sort((a, b) => a - b).join(', ')}), both States' authorities endorsed by the registrar ${registrar.slice(0, 8)}.`,
    );
    for (const which of ['norvania', 'talassa'] as const)
      lines.fact(
        `${which === 'norvania' ? 'Norvania' : 'Talassa'}'s eight words: ${eightWords(ids[which]).words.join(' ')}.`,
      );
    return { relay, trust, ids };
  } catch (error) {
    await relay.stop();
    throw error;
  }
}
