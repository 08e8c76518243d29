// The client of one party: a vault, a trust card, and the rooms that work on them. Whatever it returns is verified (docs/architecture.md).
import {
  type AuthorityId,
  type Digest,
  hasRole,
  type Kid,
  type OfficialId,
  ROLES,
  type Roster,
  ready,
  systemRandom,
  type TrustCard,
} from '../../crypto/index.ts';
import { openAcknowledgements } from './acknowledgements.ts';
import { type Alarms, openAlarms } from './alarms.ts';
import { type Authorities, openAuthorities } from './authorities.ts';
import type { ClientOptions } from './client-options.ts';
import { openComposer } from './compose.ts';
import { type Decisions, isDecision, openDecisions } from './decisions.ts';
import { type Devices, openDevices } from './devices.ts';
import { type Directory, openDirectory } from './directory.ts';
import { type Drafts, openDrafts } from './drafts.ts';
import { type BundleChoice, openEvidence } from './evidence.ts';
import { ClientError, need } from './failure.ts';
import { type Files, openFiles } from './files.ts';
import { type FoundingRoom, openFounding } from './founding.ts';
import { type Freshness, openFreshness } from './freshness.ts';
import { type Holds, openHolds } from './holds.ts';
import { openIdentity } from './identity.ts';
import { type Inbox, openInbox } from './inbox.ts';
import { type Invitations, openInvitations } from './invitations.ts';
import { type Items, openItems } from './items.ts';
import { type KeptFiles, openKeptFiles } from './kept-files.ts';
import { type Links, openLinks } from './links.ts';
import { type Member, membersOf } from './members.ts';
import { isNames, type Names, openNames } from './names.ts';
import { openOpening } from './opening.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { openSources } from './outbox-source.ts';
import { openOwnChain } from './own-chain.ts';
import { openPins } from './pins.ts';
import { openProposals, type Proposals } from './proposals.ts';
import { openRecovering, type Recovering } from './recovering.ts';
import { openRegister, type Register } from './register.ts';
import { openDoor } from './relay-door.ts';
import { openSecondDevices, type SecondDevices } from './second-device.ts';
import { openSeeds } from './seeds.ts';
import { openSending } from './sending.ts';
import { openSession, type Session } from './session.ts';
import { openTransport } from './transport.ts';
import { type Hint, UNWATCHED, type Watching, watch } from './watch.ts';

export type Client = {
  readonly trust: TrustCard;
  /** Who this vault is; null before it belongs to an authority. */
  whoami(): { readonly authority: AuthorityId; readonly official: OfficialId; readonly kid: Kid } | null;
  /** One's own roster as last verified. Throws CLIENT_NOT_ENROLLED. */
  roster(): Promise<Roster>;
  /** The officials of one's own authority. Throws CLIENT_NOT_ENROLLED. */
  members(): Promise<Member[]>;
  /** Names of officials of one's own authority, of those who left too, as far as this vault was told. */
  names(): ReturnType<Names['all']>;
  /**
   * Brings everything but the mail up to date: directory, pending links, cards of invitations, epoch seeds, grants to colleagues, a due rotation, owed checks,
   * proposals, drafts. Throws CLIENT_ALARM, CLIENT_RELAY_*.
   */
  sync(): Promise<void>;
  /** Fetches and verifies the newest stamp of the directory. Throws CLIENT_DIRECTORY_STALE. */
  freshness(): Promise<Freshness>;
  readonly session: Session;
  readonly founding: FoundingRoom;
  readonly invitations: Pick<Invitations, 'invite' | 'accept'>;
  readonly devices: Devices;
  readonly secondDevices: SecondDevices;
  /** Coming back through the custodians' sheets, and the veto of an administrator who is still there. */
  readonly recovery: Recovering;
  readonly holds: Holds;
  /** Decisions that wait for further signatures. */
  readonly pending: Pick<Links, 'describe' | 'sign' | 'submit'>;
  /** The same, left for the other administrators at the relay, sealed. */
  readonly decisions: Decisions;
  readonly authorities: Authorities;
  readonly directory: Directory;
  /** One's own register. Throws CLIENT_NOT_ENROLLED. */
  register(): Register;
  readonly alarms: Pick<Alarms, 'list' | 'file'> & {
    /** By an administrator. Throws CLIENT_ROLE. */
    acknowledge(id: string): Promise<void>;
  };
  /** What one's own authority prepares. */
  readonly drafts: Drafts;
  /** Files that will be attached, where a program cannot find them again by a path. */
  readonly keptFiles: KeptFiles;
  readonly outbox: Outbox;
  readonly proposals: Proposals;
  readonly inbox: Inbox;
  readonly items: Items;
  readonly files: Files;
  /** The bundle of a transmission, verified before it is given out. See client/sdk/evidence. */
  bundle(subject: Digest, choice?: BundleChoice): ReturnType<ReturnType<typeof openEvidence>['bundle']>;
  /** Hints that something grew. Throws CLIENT_NOT_ENROLLED; without `sockets` it does nothing. */
  watch(onHint: (hint: Hint) => void, onState?: (connected: boolean) => void): Watching;
  /** Closes the vault. */
  close(): Promise<void>;
};

/** Opens the client over a vault: one client at a time, which the vault's engine sees to. No request is made. Throws CLIENT_TRUST_CHANGED, CLIENT_VAULT_*. */
export async function openClient(options: ClientOptions): Promise<Client> {
  await ready();
  const { vault, trust, authenticator } = options;
  const clock = options.clock ?? { now: () => Date.now() };
  const random = options.random ?? systemRandom;
  const { stretcher, ...engines } = options.engines ?? {};
  const identity = await openIdentity(vault, trust, random, options);
  const transport = openTransport({
    origin: trust.relayOrigin,
    fetch: options.fetch ?? fetch,
    clock,
    random,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
  const door = openDoor({ transport, identity, session: () => session });
  const alarms = openAlarms(vault, identity, clock);
  const directory = await openDirectory({ vault, door, alarms, trust });
  const chain = openOwnChain({ vault, door, alarms, directory });
  const own = (): Promise<Roster> => chain.roster(identity.enrolled().authority);
  const { signInWith, again } = options;
  const session = openSession({ door, identity, authenticator, roster: own, signInWith, again });
  const base = { vault, door, identity, directory, chain, trust, random, clock, alarms, authenticator };
  const links = openLinks(base);
  const seeds = await openSeeds({ ...base, links });
  const freshness = openFreshness(base);

  // The register is known once the vault belongs to an authority, which may be after this client was opened.
  let opened: Register | null = null;
  const register = (): Register => {
    if (!opened) throw new ClientError('CLIENT_NOT_ENROLLED', 'no authority, no register');
    return opened;
  };
  async function enter(): Promise<void> {
    const authority = identity.current()?.authority;
    if (authority && !opened) opened = await openRegister({ ...base, authority });
  }
  await enter();

  const pins = openPins({ ...base, own: () => opened });
  const composer = openComposer({ ...base, pins, ...engines });
  const items = openItems(vault, register);
  const invitations = openInvitations({ ...base, links, ...(stretcher ? { stretcher } : {}) });
  const founding = openFounding({ ...base, links, seeds });
  const devices = openDevices({ ...base, links, seeds });
  const recovery = openRecovering({ ...base, links, seeds });
  const keptFiles = openKeptFiles(vault, random);
  const acknowledgements = openAcknowledgements({ ...base, pins, register });
  const opening = openOpening({ ...base, seeds, pins, items, composer, acknowledgements, register, ...engines });
  const sending = openSending({
    ...base,
    freshness,
    pins,
    composer,
    engines,
    sourceOf: openSources(vault, keptFiles, options.openSource),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  });
  const outbox = openOutbox({ ...base, composer, sending, register });
  const proposals = openProposals({ ...base, items, sending, pins, register, settle: outbox.settle });
  const inbox = openInbox({
    vault,
    door,
    items,
    opening,
    acknowledgements,
    prepare: async () => seeds.fetch(await own()),
    auditor,
    register,
  });
  const drafts = openDrafts({ ...base, seeds, engines, roster: own });
  const decisions = openDecisions({ drafts, links, roster: own });
  const names = openNames({ vault, drafts, identity });
  const files = openFiles({ vault, door, items, inbox, engines });

  async function auditor(): Promise<boolean> {
    return hasRole(await own(), identity.enrolled().official, ROLES.auditor);
  }

  async function sync(): Promise<void> {
    const { authority } = identity.enrolled();
    await links.resume();
    let roster = await chain.sync(authority);
    await invitations.leaveCards(roster);
    await seeds.fetch(roster);
    if (await seeds.grant(roster)) roster = await chain.sync(authority);
    if (await seeds.renew(roster, clock.now())) roster = await chain.sync(authority);
    if (!directory.admitted(authority)) return;
    await register().sync();
    await pins.settle();
    await outbox.settle();
    await drafts.sync();
    if (!(await auditor())) await names.exchange(roster);
  }

  return {
    trust,
    whoami() {
      const found = identity.current();
      if (!found?.authority || !found.official) return null;
      return { authority: found.authority, official: found.official, kid: found.device.kid };
    },
    roster: own,
    members: async () => membersOf(await own(), await names.called()),
    names: names.all,
    sync,
    freshness: freshness.demand,
    session,
    founding: {
      ...founding,
      async found(input) {
        const authority = await founding.found(input);
        await enter();
        return authority;
      },
    },
    invitations: {
      invite: invitations.invite,
      async accept(input) {
        const enrolled = await invitations.accept(input);
        await enter();
        return enrolled;
      },
    },
    devices: {
      ...devices,
      // ENR-3: a revoked passkey ends the sessions of its official, this one among them.
      revokePasskey: (id) => session.directly(() => devices.revokePasskey(id)),
      async adopt(authority) {
        const enrolled = await devices.adopt(authority);
        await enter();
        return enrolled;
      },
    },
    secondDevices: openSecondDevices({ ...base, links, seeds, ...(stretcher ? { stretcher } : {}) }),
    holds: openHolds(base),
    recovery: {
      ...recovery,
      async complete(input) {
        const enrolled = await recovery.complete(input);
        await enter();
        await sync();
        return enrolled;
      },
    },
    pending: links,
    decisions,
    authorities: openAuthorities({
      directory,
      trust,
      own: async () => (identity.current()?.authority ? own() : null),
    }),
    directory,
    register,
    alarms: {
      list: alarms.list,
      file: alarms.file,
      async acknowledge(id) {
        const admin = hasRole(await own(), identity.enrolled().official, ROLES.admin);
        need(admin, 'CLIENT_ROLE', 'an administrator acknowledges alarms');
        await alarms.acknowledge(id);
      },
    },
    keptFiles,
    drafts: {
      ...drafts,
      // Decisions and names travel the same way and are no acts.
      list: async () => (await drafts.list()).filter(({ content }) => !isDecision(content) && !isNames(content)),
    },
    outbox,
    proposals,
    inbox,
    items,
    files,
    bundle: (subject, choice) =>
      openEvidence({ door, directory, register: register(), pins, trust }).bundle(subject, choice),
    watch: (onHint, onState) =>
      options.sockets
        ? watch({
            origin: trust.relayOrigin,
            open: options.sockets,
            identity,
            clock,
            random,
            onHint,
            ...(onState ? { onState } : {}),
          })
        : UNWATCHED,
    close: () => vault.close(),
  };
}
