// Keeps the open seat up to date: one round at each hint and, because a hint may be lost, at every beat of the clock; never two at once (protocol.md section 6).
import { type Client, codeOf, type OutboxEntry } from '../../sdk/index.ts';
import type { Topic } from './office.ts';

export type Connection = {
  readonly connected: boolean;
  /** When everything was last up to date, unix milliseconds; null before. */
  readonly syncedAt: number | null;
  /** Transmissions that wait to be sent. */
  readonly waiting: number;
  /** Code of what keeps this desk from being up to date, where that is not the connection. */
  readonly trouble: string | null;
};

export const NOT_CONNECTED: Connection = { connected: false, syncedAt: null, waiting: 0, trouble: null };

export type Keeper = {
  state(): Connection;
  /** Does a round now, or after the one that runs. Resolves when it ended. */
  round(): Promise<void>;
  close(): Promise<void>;
};

/** Without the socket, everything is asked for at each beat; with it, hints come, and a round at every third is for those that were lost. */
const BEAT_MS = 5_000;
const CALM_BEATS = 3;
const SETTLED = new Set<string>(['submitted', 'proposed', 'closed', 'stopped']);
const AWAY = new Set(['CLIENT_RELAY_UNREACHABLE', 'CLIENT_RELAY_TIMEOUT']);

/** Whether it is sent without anybody's touch once the line is back. */
export const goesAlone = ({ status, class: level }: Pick<OutboxEntry, 'status' | 'class'>): boolean =>
  status === 'ready' || (level === 0 && (status === 'composed' || status === 'sealed'));

/** `onShutOut`: the relay no longer knows this device: it was revoked, or its official removed. `onCut`: nobody answers, and what was on its way stands still. */
export function keepUp(
  client: Client,
  announce: (topic: Topic) => void,
  now: () => number,
  { onShutOut, onCut }: { onShutOut(): void; onCut(): void },
): Keeper {
  let state: Connection = NOT_CONNECTED;
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;

  async function waiting(): Promise<number> {
    return (await client.outbox.list()).filter(({ status }) => !SETTLED.has(status)).length;
  }

  // Only what needs no touch: a passkey is asked for when its owner presses, not when a line comes back.
  async function goOn(): Promise<void> {
    for (const { id, status, class: level } of await client.outbox.list())
      if (goesAlone({ status, class: level }))
        await client.outbox.advance(id).catch((error: unknown) => {
          if (AWAY.has(codeOf(error) ?? '')) throw error;
        });
  }

  const standing = async (): Promise<string> =>
    `${client.directory.anchor().size} ${(await client.alarms.list()).length}`;
  let stood = '';
  const drafting = async (): Promise<string> =>
    (await client.drafts.list()).map(({ id, state, changedAt }) => `${id} ${state} ${changedAt}`).join();
  let drafted = '';

  async function once(): Promise<void> {
    try {
      await client.sync();
      await goOn();
      let arrived = 0;
      for await (const _ of client.inbox.pull()) arrived++;
      // A colleague's draft comes or goes without an entry in the register, and home names it too.
      const [before, after] = [drafted, await drafting()];
      drafted = after;
      if (arrived > 0 || after !== before) announce('mail');
      announce('drafts');
      // Refused before the sign-in, or ended as the relay restarted: whoever was just answered may come in.
      if (!hinted) watching.again();
      state = { connected: true, syncedAt: now(), waiting: await waiting(), trouble: null };
    } catch (error) {
      const code = codeOf(error);
      if (code === 'RELAY_SIGNATURE') onShutOut();
      const away = code !== null && AWAY.has(code);
      if (away) onCut();
      state = {
        ...state,
        connected: !away,
        trouble: away ? null : (code ?? 'UNFORESEEN'),
        waiting: await waiting().catch(() => 0),
      };
    }
    for (const topic of ['connection', 'authority', 'alarms'] as const) announce(topic);
    // No hint may have come: a page that shows an authority as verified must not go on where a round has found otherwise.
    const before = stood;
    stood = await standing().catch(() => before);
    if (stood !== before) announce('directory');
  }

  function wake(): Promise<void> {
    if (closed) return Promise.resolve();
    if (running !== null) {
      again = true;
      return running;
    }
    running = once().finally(() => {
      running = null;
      if (!again) return;
      again = false;
      void wake();
    });
    return running;
  }

  let hinted = false;
  let beats = 0;
  const watching = client.watch(
    ({ kind }) => {
      announce(kind === 'register' ? 'mail' : 'directory');
      void wake();
    },
    (connected) => {
      hinted = connected;
      // Cut off by the relay, perhaps because this device is no longer one of the authority's: the next answer says so.
      void wake();
    },
  );
  const beat = setInterval(() => {
    beats += 1;
    if (!hinted || beats % CALM_BEATS === 0) void wake();
  }, BEAT_MS);
  void wake();
  return {
    state: () => state,
    round: wake,
    async close() {
      closed = true;
      clearInterval(beat);
      watching.close();
      await running;
    },
  };
}
