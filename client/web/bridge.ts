// The page's side of the desk: starts the worker, asks its rooms, and asks again when the worker says that something changed.
import {
  type MutateOptions,
  QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { proxy, wrap } from 'comlink';
import i18next from 'i18next';
import { useCallback } from 'react';
import { carryFaults, type DeskError } from './fault.ts';
import { language } from './i18n.ts';
import { passkeys } from './passkeys.ts';
import { scriptUrl } from './trusted.ts';
import workerAddress from './worker/door.ts?worker&url';
import type { Topic } from './worker/office.ts';
import type { Desk } from './worker.ts';

/** Every verb of a room as the page calls it: the same, and a promise. */
type Remote<Room> = {
  readonly [Verb in keyof Room]: Room[Verb] extends (...input: infer Input) => infer Output
    ? (...input: Input) => Promise<Awaited<Output>>
    : never;
};
export type RemoteDesk = { readonly [Room in keyof Desk]: Remote<Desk[Room]> };

export const queries = new QueryClient({
  defaultOptions: {
    // The desk is on this device: it answers without a network, and what it answered holds until it announces a change.
    queries: { networkMode: 'always', staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false },
    // What was done is forgotten when its page goes: answers can be invitations and recovery sheets.
    mutations: { networkMode: 'always', retry: false, gcTime: 0 },
  },
});

carryFaults();
// Errors come from the worker already explained: it has to know in which language.
i18next.on('languageChanged', () => void rooms?.words.speak(language()));

let worker: Worker | null = null;
let rooms: RemoteDesk | null = null;

/** The desk is fetched at the first sign of somebody, so that it is there when they press. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const;
const hurry = (): void => {
  for (const sign of SIGNS) removeEventListener(sign, hurry);
  void rooms?.seat.connection().catch(() => undefined);
};

function start(): RemoteDesk {
  worker = new Worker(scriptUrl(workerAddress), { type: 'module', name: 'desk' });
  worker.addEventListener('message', ({ data }: MessageEvent<{ announce?: Topic } | null>) => {
    if (data?.announce) void queries.invalidateQueries({ queryKey: [data.announce] });
  });
  const fresh = wrap(worker) as unknown as RemoteDesk;
  rooms = fresh;
  for (const sign of SIGNS) addEventListener(sign, hurry, { passive: true });
  // Only a page may ask for a passkey: the worker calls back.
  void fresh.seat.attach(proxy(passkeys));
  void fresh.words.speak(language());
  return fresh;
}

/** The rooms of the desk. Each call rejects with DeskError. */
export const desk = new Proxy({} as RemoteDesk, {
  get: (_, room) => (rooms ?? start())[room as keyof RemoteDesk],
});

const LOCK_MS = 1_000;

/** Ends the worker with all keys in it, and starts one that knows nothing. What is being written gets a second to end; the keys get no more. */
export async function lockDesk(): Promise<void> {
  await Promise.race([
    rooms?.seat.lock().catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, LOCK_MS)),
  ]);
  worker?.terminate();
  rooms = null;
  queries.clear();
  start();
}

/** A question to the desk under a topic: `asking('mail', ['inbox'], (d) => d.mail.inbox())`. The rest of the key names the question. */
const asking = <T>(topic: Topic, key: readonly unknown[], ask: (desk: RemoteDesk) => Promise<T>) =>
  queryOptions<T, DeskError>({ queryKey: [topic, ...key], queryFn: () => ask(desk) });

/** The answer to a question, asked again when the desk announces `topic`. */
export const useDesk = <T>(topic: Topic, key: readonly unknown[], ask: (desk: RemoteDesk) => Promise<T>) =>
  useQuery(asking(topic, key, ask));

/** Does what a person waits for: should their sign-in have ended, they are asked and it goes on (layout/sign-in-again). */
export async function acting<T>(act: (desk: RemoteDesk) => Promise<T>): Promise<T> {
  void desk.seat.begin().catch(() => undefined);
  try {
    return await act(desk);
  } finally {
    void desk.seat.end().catch(() => undefined);
  }
}

/** What an act is given, once: a key or a passphrase stays nowhere among what the library remembers of the act. */
function once<T>(input: T): () => T {
  let held: readonly [T] | null = [input];
  return () => {
    if (!held) throw new TypeError('given once');
    const [given] = held;
    held = null;
    return given;
  };
}

/** Something to be done by the desk; `topics` are asked again when it is done. */
export function useDeskAct<Input = void, Output = unknown>(
  act: (desk: RemoteDesk, input: Input) => Promise<Output>,
  topics: readonly Topic[] = [],
) {
  const client = useQueryClient();
  const {
    variables: _,
    mutate,
    mutateAsync,
    ...doing
  } = useMutation<Output, DeskError, () => Input>({
    mutationFn: (given) => acting((d) => act(d, given())),
    onSuccess: () => Promise.all(topics.map((topic) => client.invalidateQueries({ queryKey: [topic] }))),
  });
  // The same at every drawing, as the library's own are: an effect that does something would else do it again and again.
  return {
    ...doing,
    mutate: useCallback(
      (input: Input, options?: MutateOptions<Output, DeskError, () => Input>) => mutate(once(input), options),
      [mutate],
    ),
    mutateAsync: useCallback((input: Input) => mutateAsync(once(input)), [mutateAsync]),
  };
}

export const seatState = asking('seat', ['state'], (d) => d.seat.state());
/** Who sits here. */
export const useSeat = () => useQuery(seatState);
