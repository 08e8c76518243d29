// Keeps the open seat up to date: one round at each hint and, because a hint may be lost, at every beat of the clock; never two at once (protocol.md section 6).
import { type Client, codeOf, type OutboxEntry } from '../../sdk/index.ts';
import type { Topic } from './office.ts';
import { putSentAway } from './put-away.ts';

export type Connection = {
  /** Whether the relay answered when it was last asked; null: it was not asked yet. */
  readonly connected: boolean | null;
  /** When everything was last up to date, unix milliseconds; null before. */
  readonly syncedAt: number | null;
  /** Transmissions that wait to be sent. */
  readonly waiting: number;
  /** Code of what keeps this desk from being up to date, where that is not the connection. */
  readonly trouble: string | null;
  /** Whether the operator of the relay admitted the authority, so that it can send and receive; null: this device has not asked yet. */
  readonly admitted: boolean | null;
};

export const NOT_CONNECTED: Connection = {
  connected: null,
  syncedAt: null,
  waiting: 0,
  trouble: null,
  admitted: null,
};

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
  let state: Omit<Connection, 'admitted'> = NOT_CONNECTED;
  let asked = false;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
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

  function admitted(): boolean {
    const me = client.whoami();
    return me !== null && client.directory.admitted(me.authority) !== null;
  }

  const standing = async (): Promise<string> =>
    `${client.directory.anchor().size} ${(await client.alarms.list()).length}`;
  let stood = '';
  const drafting = async (): Promise<string> =>
    (await client.drafts.list()).map(({ id, state, changedAt }) => `${id} ${state} ${changedAt}`).join();
  let drafted = '';

  /** Sends what goes alone and fetches the mail. Resolves to when that was done. */
  async function exchange(): Promise<number> {
    await goOn();
    let arrived = 0;
    for await (const _ of client.inbox.pull()) arrived++;
    await putSentAway(client);
    // A colleague's draft comes or goes without an entry in the register, and home names it too.
    const [before, after] = [drafted, await drafting()];
    drafted = after;
    if (arrived > 0 || after !== before) announce('mail');
    announce('drafts');
    // Refused before the sign-in, or ended as the relay restarted: whoever was just answered may come in.
    if (!hinted) watching.again();
    return now();
  }

  async function once(): Promise<void> {
    try {
      await client.sync();
      // Before its admission an authority has no register: nothing to fetch, and nobody to send to.
      const syncedAt = admitted() ? await exchange() : null;
      asked = true;
      state = { connected: true, syncedAt, waiting: await waiting(), trouble: null };
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
    // Mail names authorities too, each with how far it can be relied on.
    if (stood !== before) for (const topic of ['directory', 'mail'] as const) announce(topic);
  }

  function wake(): Promise<void> {
    if (closed) return Promise.resolve();
    if (running === null) {
      running = once().finally(() => {
        running = null;
      });
      return running;
    }
    // What came up meanwhile may be missed by the one that runs.
    next ??= running.then(() => {
      next = null;
      return wake();
    });
    return next;
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
    // A socket whose line was cut believes in it for a while.
    if (!hinted || state.connected === false || beats % CALM_BEATS === 0) void wake();
  }, BEAT_MS);
  void wake();
  return {
    state: () => ({ ...state, admitted: admitted() || (asked ? false : null) }),
    round: wake,
    async close() {
      closed = true;
      clearInterval(beat);
      watching.close();
      await running;
    },
  };
}
