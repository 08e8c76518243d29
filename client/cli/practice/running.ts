// Practice as it runs: relay, web origin, the simulated counterpart and a colleague who is always in; started together, stopped together (protocol.md section 10).
import { readFile } from 'node:fs/promises';
import { serveOrigin, type WebOrigin } from '../../web/origin.ts';
import { CliError } from '../errors.ts';
import { runCounterpart } from './counterpart.ts';
import { originsOf, type PracticeConfig, type PracticeHome, practiceTrust } from './home.ts';
import { type Issuing, issueCodes } from './invitations.ts';
import { keepUp } from './keeper.ts';
import { isFree } from './ports.ts';
import { type PracticeRelay, startRelay } from './relay.ts';
import { openSeat } from './seat.ts';
import { openWebDesk } from './web-desk.ts';
import { WORLD } from './world.ts';

export type Running = {
  readonly relay: PracticeRelay;
  readonly web: WebOrigin;
  readonly codes: Issuing['done'];
  /** Whether `stop` was called. */
  stopping(): boolean;
  /** Stops everything; resolves when the ports are free and the vaults closed. */
  stop(): Promise<void>;
};

/** A relay whose parent was killed needs up to two seconds to notice and end. */
const LEFTOVER_MS = 4_000;
const STEP_MS = 100;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Throws CLI_PRACTICE_PORT, naming the port that a stranger has. */
export async function demandPorts({ relayPort, webPort }: PracticeConfig): Promise<void> {
  for (const port of [relayPort, webPort]) {
    for (let waited = 0; !(await isFree(port)); waited += STEP_MS) {
      if (waited >= LEFTOVER_MS)
        throw new CliError(
          'CLI_PRACTICE_PORT',
          `Port ${port} is taken, and the practice authorities have signed that it is theirs.`,
        );
      await pause(STEP_MS);
    }
  }
}

/** Whether the web origin of this very practice world answers: nobody else has its trust card. */
export async function isServing(home: PracticeHome, config: PracticeConfig): Promise<boolean> {
  const card = await readFile(home.trustCard, 'utf8').catch(() => null);
  const answer = await fetch(`${originsOf(config).web}/rogatory.json`, { signal: AbortSignal.timeout(1_000) }).catch(
    () => null,
  );
  return card !== null && answer?.ok === true && (await answer.text()) === card;
}

/** Starts everything over a home that is ready. `tell` gets a line whenever something happens by itself; `app` is the folder of the built web app. Throws CLI_PRACTICE_*. */
export async function startRunning(
  home: PracticeHome,
  config: PracticeConfig,
  now: () => number,
  tell: (line: string) => void,
  app: Promise<string>,
): Promise<Running> {
  let stopping = false;
  const say = (line: string): void => {
    // While everything ends, whoever is late finds nobody there, and that is no news.
    if (!stopping) tell(line);
  };
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    stopping = true;
    await Promise.allSettled(closers.splice(0).map((close) => close()));
  };
  try {
    const relay = await startRelay(home, config);
    closers.push(() => relay.stop());
    const { relayOrigin } = await practiceTrust(home);
    const trustCard = await readFile(home.trustCard, 'utf8');
    const folder = await app.catch((cause: Error) => {
      throw new CliError('CLI_PRACTICE_HOME', cause.message, { cause });
    });
    const webDesk = openWebDesk(home, now);
    closers.push(() => webDesk.close());
    const { webPort: port } = config;
    const { answers: practice } = webDesk;
    const web = await serveOrigin({ host: 'localhost', port, folder, trustCard, relayOrigin, practice });
    closers.push(() => web.close());
    const desk = await openSeat(home, WORLD.talassa.second.profile);
    const counterpart = runCounterpart(desk.client, {
      now,
      onServed: ({ item, answers }) =>
        say(
          `Talassa's simulated officer took ${item.act.caseRefs.ours ?? 'a transmission'} (${item.act.kind}) and answered: ${answers.map(({ kind }) => kind).join(', ') || 'nothing'}.`,
        ),
      onTrouble: (code) => say(`Talassa's simulated officer could not go on (${code}); it tries again.`),
    });
    closers.push(() => counterpart.close().finally(() => desk.close()));
    const colleague = await openSeat(home, WORLD.norvania.second.profile);
    const issuing = issueCodes(home, colleague.client);
    // One after the other: both change Norvania's chain as the same official.
    const keeping = issuing.done.then(() =>
      stopping
        ? null
        : keepUp(colleague.client, (code) => say(`Norvania's colleague could not go on (${code}); it tries again.`)),
    );
    closers.push(async () => {
      await issuing.close();
      await (await keeping)?.close();
      await colleague.close();
    });
    return { relay, web, codes: issuing.done, stopping: () => stopping, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
