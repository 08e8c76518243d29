// All services of one relay, each over the ones it needs (docs/architecture.md). Opening it is the first thing that can refuse to start.
import type { RelayDeps } from '../deps.ts';
import { type Copies, createCopies } from './copies.ts';
import { type Directory, openDirectory } from './directory.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createEnrolment, type Enrolment } from './enrolment.ts';
import { dropFoundings } from './founding-job.ts';
import { createGestureSlots, type GestureSlots } from './gesture-slots.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { openProofs, type Proofs } from './proofs.ts';
import { createReaders, type Readers } from './readers.ts';
import { createRecovery, type Recovery } from './recovery.ts';
import { createRetention, type Retention } from './retention.ts';
import { loadRosters, type Rosters } from './rosters.ts';
import { openSecondPlace } from './second-place.ts';
import { openSequencer, type Sequencer } from './sequencer.ts';
import { createSessions, type Sessions } from './session.ts';
import { openSessionRows } from './session-rows.ts';
import { openTransmissions, type Transmissions } from './transmissions.ts';
import { emptyLog } from './trees.ts';
import { createUploads, type Uploads } from './uploads.ts';

const HOUR = 3_600_000;

export type Relay = Omit<Transmissions, 'close'> & {
  readonly rosters: Rosters;
  readonly sequencer: Sequencer;
  readonly proofs: Proofs;
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly readers: Readers;
  readonly enrolment: Enrolment;
  readonly invitations: Invitations;
  readonly recovery: Recovery;
  readonly copies: Copies;
  readonly retention: Retention;
  readonly uploads: Uploads;
  readonly drafts: Drafts;
  readonly gestureSlots: GestureSlots;
  /** Finishes what is queued and stops every timer. */
  close(): Promise<void>;
};

/** The directory's log exists from the first start on, so that its empty checkpoint is signed too. */
async function foundDirectory({ keys }: RelayDeps, sequencer: Sequencer): Promise<void> {
  const origin = keys.directoryOrigin;
  if (sequencer.log(origin)) return;
  const made = emptyLog('directory', null, keys.signer(origin));
  await sequencer.submit({
    keys: [],
    prepare: () => ({ leaves: [], newLogs: [made], effects: () => [], answer: () => undefined }),
  });
}

/** Forgets, once an hour, what has expired: nonces, remembered requests, uploads that nobody named, drafts long removed, foundings never finished. */
function keepHouse(
  { store, clock, schedule, log }: RelayDeps,
  {
    uploads,
    drafts,
    rosters,
    sequencer,
    retention,
  }: Pick<Relay, 'uploads' | 'drafts' | 'rosters' | 'sequencer' | 'retention'>,
): () => void {
  let cancel = (): void => {};
  const sweep = async (): Promise<void> => {
    try {
      await store.sweep(clock.now());
      await drafts.sweep(clock.now());
      const count = await uploads.sweep(clock.now());
      if (count > 0) log.info({ count }, 'uploads dropped that no transmission named');
      const foundings = await dropFoundings(rosters, sequencer, clock.now());
      if (foundings > 0) log.info({ count: foundings }, 'foundings dropped that were not finished');
      const expired = await retention.sweep(clock.now());
      if (expired > 0) log.info({ count: expired }, 'transmissions whose content was deleted after its time');
    } catch (error) {
      log.warn({ err: error }, 'sweep failed and is tried again in an hour');
    }
    cancel = schedule(HOUR, () => void sweep());
  };
  cancel = schedule(HOUR, () => void sweep());
  return () => cancel();
}

/** Opens the services over an open store. Throws StartFailure RELAY-SECOND-PLACE, and what folding a stored chain throws. */
export async function openRelay(deps: RelayDeps): Promise<Relay> {
  const { store, keys, config } = deps;
  const rosters = await loadRosters(store, keys.directoryOrigin);
  const secondPlace = await openSecondPlace(config.secondPlacePath, store);
  const sequencer = await openSequencer({ ...deps, rosters, secondPlace });
  await foundDirectory(deps, sequencer);
  const proofs = openProofs(store, keys, sequencer);
  const directory = openDirectory(deps, rosters, sequencer, proofs);
  const copies = createCopies({ ...deps, rosters });
  const rows = openSessionRows(store, deps.clock);
  const sessions = createSessions({ ...deps, rosters, rows, takeOpenNonce: copies.takeNonce });
  const uploads = createUploads(deps);
  const drafts = createDrafts(deps);
  const transmissions = await openTransmissions({ ...deps, rosters, sequencer, proofs, sessions });
  const retention = createRetention({ ...deps, rosters, sequencer, sessions });
  const stopHouse = keepHouse(deps, { uploads, drafts, rosters, sequencer, retention });
  return {
    ...transmissions,
    rosters,
    sequencer,
    proofs,
    directory,
    sessions,
    uploads,
    drafts,
    gestureSlots: createGestureSlots(deps, rosters),
    readers: createReaders(rosters),
    enrolment: createEnrolment({ ...deps, rosters, directory, sessions, copies }),
    invitations: createInvitations(deps, rosters),
    copies,
    retention,
    recovery: createRecovery(deps, rosters, directory),
    async close() {
      stopHouse();
      await transmissions.close();
      await sequencer.close();
      await secondPlace.close();
    },
  };
}
