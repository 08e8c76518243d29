// The practice world founded from nothing: relay, registrar, two authorities, admitted by the operator and endorsed by the registrar (protocol.md sections 3 and 10).
import { Worker } from 'node:worker_threads';
import {
  type AuthorityId,
  authorityIdOf,
  decodeLinkFrame,
  eightWords,
  parseLink,
  parseTrustCard,
  type TrustCard,
} from '../../../crypto/index.ts';
import { type Changed, type Client, codeOf } from '../../sdk/index.ts';
import { CliError } from '../errors.ts';
import type { FounderAnswer, FounderTask } from './founder.ts';
import { leaveTrust, originsOf, type PracticeConfig, type PracticeHome } from './home.ts';
import { count, type Lines } from './lines.ts';
import { admit, makeRelay, nameRegistrar, type PracticeRelay, startRelay, writtenCard } from './relay.ts';
import { atSeat, makeSeat, openSeat } from './seat.ts';
import { foundingOf, WORLD, type WorldName } from './world.ts';

export type World = {
  readonly relay: PracticeRelay;
  readonly trust: TrustCard;
  readonly ids: Readonly<Record<WorldName, AuthorityId>>;
};

type Founded = Extract<FounderAnswer, { founded: unknown }>['founded'];

/** One of `others` signs what was not enough. */
async function settled(changed: Changed, other: Client): Promise<void> {
  if (changed.state === 'pending') await other.pending.sign(changed.file);
}

/** A founder that loads all it needs at once, on the processor that waits for the relay, and founds when it is told to. */
function openFounder(task: FounderTask): { found(): Promise<Founded>; close(): Promise<unknown> } {
  const worker = new Worker(new URL('./founder.ts', import.meta.url), { workerData: task });
  const answer = new Promise<Founded>((resolve, reject) => {
    const refuse = (detail: string, cause?: unknown): void =>
      reject(new CliError('CLI_PRACTICE_HOME', `${WORLD[task.which].name} could not be founded: ${detail}`, { cause }));
    worker.once('error', (cause) => refuse('its worker broke.', cause));
    worker.once('message', (said: FounderAnswer) =>
      'founded' in said ? resolve(said.founded) : refuse(`${said.failed.what} (${said.failed.code})`),
    );
  });
  // Heard by whoever asks; before that a failure is nobody's.
  answer.catch(() => undefined);
  return {
    found() {
      worker.postMessage('found');
      return answer;
    },
    close: () => worker.terminate(),
  };
}

/**
 * The registrar's genesis, made and kept before there is a relay: the relay is told who its registrar is, and the registrar's own card cannot name it.
 * Handed in later, it is the same bytes, as after any founding that nobody answered.
 */
async function draftRegistrar(home: PracticeHome, webOrigin: string): Promise<AuthorityId> {
  const { first, second } = WORLD.registrar;
  const bare = parseTrustCard(await writtenCard(home));
  await makeSeat(home, first.profile, bare);
  await makeSeat(home, second.profile, bare);
  let handed: Uint8Array | null = null;
  const nobody: typeof fetch = async (_uri, init) => {
    handed = init?.body as Uint8Array;
    throw new TypeError('there is no relay yet');
  };
  const seat = await openSeat(home, first.profile, nobody);
  try {
    await seat.client.founding.found(foundingOf('registrar', webOrigin));
  } catch (error) {
    if (codeOf(error) !== 'CLIENT_RELAY_UNREACHABLE' || !handed) throw error;
  } finally {
    await seat.close();
  }
  return authorityIdOf(parseLink(decodeLinkFrame(handed as unknown as Uint8Array).link).statement.payload);
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
  const webOrigin = originsOf(config).web;
  const names = Object.keys(WORLD) as WorldName[];
  const founders = names.map((which) => [which, openFounder({ folder: home.folder, which, webOrigin })] as const);
  let relay: PracticeRelay | null = null;
  try {
    await makeRelay(home, config);
    const registrar = await draftRegistrar(home, webOrigin);
    await nameRegistrar(home, registrar);
    relay = await startRelay(home, config);
    const trust = parseTrustCard(await writtenCard(home));
    await leaveTrust(home, trust);
    for (const which of ['norvania', 'talassa'] as const)
      for (const { profile } of [WORLD[which].first, WORLD[which].second]) await makeSeat(home, profile, trust);
    lines.fact(`Relay made and started at ${relay.origin}. It can open nothing that passes through it.`);
    const founded = await Promise.all(
      founders.map(async ([which, founder]) => {
        const one = await founder.found();
        return { which, ...one, entry: await admit(home, one.authority) };
      }),
    );
    const ids = Object.fromEntries(founded.map(({ which, authority }) => [which, authority])) as World['ids'];
    const links = founded.reduce((sum, one) => sum + one.links, 0);
    const devices = founded.reduce((sum, one) => sum + one.devices, 0);
    const entries = founded.map(({ entry }) => entry).sort((a, b) => a - b);
    lines.fact(
      `Norvania, Talassa and a registrar founded over the relay's front door: ${count(devices, 'device')}, ${count(links, 'signed link')}, two signatures for every decision, recovery by 2 of 3 custodians.`,
    );
    await endorse(home, ids, new Date(now).toISOString().slice(0, 10));
    lines.fact(
      `Admitted by the operator (directory entries ${entries.join(', ')}), both States' authorities endorsed by the registrar ${registrar.slice(0, 8)}.`,
    );
    for (const [name, id] of [
      ['Norvania', ids.norvania],
      ['Talassa', ids.talassa],
    ] as const)
      lines.fact(`${name}'s eight words, which people compare by telephone: ${eightWords(id).words.join(' ')}.`);
    return { relay, trust, ids };
  } catch (error) {
    await relay?.stop();
    throw error;
  } finally {
    await Promise.all(founders.map(([, founder]) => founder.close()));
  }
}
