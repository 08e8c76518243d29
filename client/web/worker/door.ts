// The door of the worker: says at once who uses this browser, while the desk with all its keys is still on the way (docs/architecture.md, "The web application").
import { expose } from 'comlink';
import { carryFaults } from '../fault.ts';
import { openOffice } from './office.ts';
import { profileCards } from './profile-card.ts';
import { browserPlaces } from './profiles.ts';
import type { SeatState } from './seat.ts';

type Verbs = { readonly [verb: string]: (...input: unknown[]) => unknown };

/** What the page says as soon as it is there: it waits for the desk and does not hurry it. */
const GREETINGS = new Set(['seat.attach', 'words.speak']);

const { promise: wanted, resolve: want } = Promise.withResolvers<void>();
let arrived = false;
const desk = wanted.then(async () => {
  const { desk: rooms } = await import('../worker.ts');
  arrived = true;
  return rooms as { readonly [room: string]: Verbs };
});
// Whoever asks is told; nobody has to have asked.
desk.catch(() => undefined);

// The texts of the language that was last asked for: what is refused at once must not be explained in another.
let speaking: Promise<unknown> = Promise.resolve();

/** The seat of a desk that has only begun: locked, and nobody took it over. */
async function locked(): Promise<SeatState> {
  const office = openOffice({ origin: location.origin, announce: () => undefined });
  const [{ practice }, profiles] = await Promise.all([office.trust(), profileCards(browserPlaces())]);
  return { practice, rpId: location.hostname, profiles, seat: null, elsewhere: false, shutOut: null };
}

async function ask(room: string, verb: string, input: unknown[]): Promise<unknown> {
  const name = `${room}.${verb}`;
  if (!arrived && name === 'seat.state') {
    // What goes wrong here is found again, and explained, by the desk.
    const state = await locked().catch(() => null);
    if (state) return state;
  }
  if (!GREETINGS.has(name)) want();
  const verbs = (await desk)[room];
  const act = verbs?.[verb];
  if (!act) throw new TypeError(`the desk has no ${name}`);
  if (name !== 'words.speak') {
    await speaking;
    return act.apply(verbs, input);
  }
  const spoken = Promise.resolve(act.apply(verbs, input));
  speaking = spoken.catch(() => undefined);
  return spoken;
}

const roomOf = (room: string): object =>
  new Proxy(
    {},
    {
      get:
        (_, verb) =>
        (...input: unknown[]) =>
          ask(room, String(verb), input),
    },
  );

carryFaults();
expose(new Proxy({}, { get: (_, room) => roomOf(String(room)) }));
