// Founding an authority: the genesis with its first administrator, the second one invited, then recovery, first epoch and threshold (protocol.md section 3).
import {
  type AuthorityId,
  activeDevices,
  activeOfficials,
  activePasskeysOf,
  authorityIdOf,
  currentEpoch,
  encodeLink,
  encodeLinkFrame,
  enrolChallenge,
  type Genesis,
  hash,
  hasRole,
  idOf,
  isFounded,
  LinkAnswer,
  MEDIA,
  type OfficialId,
  type Passkey,
  type Policy,
  parseLink,
  policyOf,
  type Random,
  ROLES,
  type Roster,
  signerOf,
  signJointly,
  type TrustCard,
  thresholdOf,
  trustCardHash,
  utf8,
} from '../../crypto/index.ts';
import type { Authenticator } from './authenticator.ts';
import type { Directory } from './directory.ts';
import { need } from './failure.ts';
import type { IdentityRoom } from './identity.ts';
import type { Changed, Links } from './links.ts';
import type { OwnChain } from './own-chain.ts';
import { makeRecovery, type RecoverySheet } from './recovery.ts';
import type { RelayDoor } from './relay-door.ts';
import type { Seeds } from './seeds.ts';
import { jsonAnswer } from './transport.ts';
import { drop, put, recordOf, type Vault } from './vault.ts';

export type FoundingInput = {
  readonly kind?: Genesis['kind'];
  readonly jurisdiction: string;
  readonly territory?: string | null;
  readonly names: Genesis['names'];
  /** The first administrator's name: kept here, committed to in the chain. */
  readonly adminName: string;
  readonly rpIds: readonly string[];
  readonly origins: readonly string[];
  readonly formalSigners?: 1 | 2;
  readonly parent?: AuthorityId | null;
};

/** The next thing to do, in words of the founding. */
export type FoundingStep =
  | 'found'
  | 'invite second administrator'
  | 'wait for second administrator'
  | 'add passkeys'
  | 'complete'
  | 'wait for admission'
  | 'done';

export type FoundingRoom = {
  /** Founds the authority and enrols this device as its first. Repeated after a crash it goes on with the same bytes. */
  found(input: FoundingInput): Promise<AuthorityId>;
  /** Sets recovery, first epoch and threshold 2. The sheets are returned once and kept nowhere. */
  complete(options?: {
    readonly needed?: number;
    readonly custodians?: number;
    readonly delayMs?: number;
  }): Promise<{ readonly sheets: readonly RecoverySheet[]; readonly changed: readonly Changed[] }>;
  /** New sheets under a new recovery key: when a custodian leaves or loses theirs. The old sheets open nothing that follows. */
  renewRecovery(options?: {
    readonly needed?: number;
    readonly custodians?: number;
    readonly delayMs?: number;
  }): Promise<{ readonly sheets: readonly RecoverySheet[]; readonly changed: Changed }>;
  /** Where the founding stands. */
  step(): Promise<FoundingStep>;
};

const KEY = 'founding/genesis';
const NAMES = 'name/';
const RECOVERY_DELAY_MS = 72 * 3_600_000;

type Stored = { frame: Uint8Array; authority: AuthorityId; official: OfficialId };

export type FoundingOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly authenticator: Authenticator;
  readonly chain: OwnChain;
  readonly links: Links;
  readonly seeds: Seeds;
  readonly directory: Directory;
  readonly trust: TrustCard;
  readonly random: Random;
  readonly clock: { now(): number };
};

/** The write that remembers a name, and the commitment that stands for it in the chain. */
export function commitName(official: OfficialId, name: string, random: Random) {
  const salt = random(32);
  const nameCommitment = idOf('digest', hash('name-commitment', salt, utf8(name)));
  return { nameCommitment, write: put(`${NAMES}${official}`, { name, salt }) };
}

export function openFounding(options: FoundingOptions): FoundingRoom {
  const { vault, door, identity, authenticator, chain, links, seeds, directory, trust, random, clock } = options;

  const DELAY = trust.practice ? 0 : RECOVERY_DELAY_MS;

  async function newPasskey(policy: Pick<Policy, 'rpIds' | 'origins'>, name: string): Promise<Passkey> {
    const { device } = await identity.device();
    return authenticator.register({
      rpId: policy.rpIds[0] as string,
      origin: policy.origins[0] as string,
      challenge: enrolChallenge(random(32), device.kid),
      user: { id: random(16), name },
      exclude: [],
    });
  }

  async function makeGenesis(input: FoundingInput): Promise<Stored> {
    const { device, protection } = await identity.device();
    const official = idOf('official', random(16));
    const { nameCommitment, write } = commitName(official, input.adminName, random);
    const policy: Policy = {
      practice: trust.practice,
      minSuite: 1,
      rpIds: input.rpIds,
      origins: input.origins,
      aaguids: [],
      formalSigners: input.formalSigners ?? 1,
      passkeysBeforeSending: trust.practice ? 1 : 2,
    };
    const body: Genesis = {
      kind: input.kind ?? 'authority',
      jurisdiction: input.jurisdiction,
      territory: input.territory ?? null,
      names: input.names,
      admin: {
        official,
        nameCommitment,
        device: device.public,
        protection,
        passkey: await newPasskey(policy, input.adminName),
      },
      policy,
      trustCard: trustCardHash(trust),
      parent: input.parent ?? null,
    };
    const payload = encodeLink({
      authority: null,
      seq: 0,
      previous: null,
      body: { type: 'genesis', ...body },
      createdAt: clock.now(),
      directory: null,
    });
    const link = signJointly('link', payload, [signerOf(device)]);
    const frame = encodeLinkFrame({ link, epochKey: null, lockboxes: [] });
    const stored = { frame, authority: authorityIdOf(parseLink(link).statement.payload), official };
    await vault.write([put(KEY, stored), write]);
    return stored;
  }

  const admins = (roster: Roster) => activeOfficials(roster).filter((o) => hasRole(roster, o.id, ROLES.admin));
  const hasDevice = (roster: Roster, official: OfficialId) =>
    activeDevices(roster).some((d) => d.official === official);
  const enrolled = (roster: Roster) => admins(roster).filter((o) => hasDevice(roster, o.id));

  async function setRecovery({ authority }: Roster, needed: number, custodians: number, delayMs: number) {
    const made = await makeRecovery({ needed, custodians, random });
    const changed = await links.change(authority, async (now) => {
      const { rotation, ...delivered } = await seeds.rotation(now, { recoveryKey: made.public.recoveryKey });
      return { body: { type: 'recovery_set', ...made.public, delayMs, rotation }, ...delivered };
    });
    return { sheets: made.sheets, changed };
  }

  return {
    async found(input) {
      need(identity.current()?.authority == null, 'CLIENT_ALREADY_ENROLLED', 'this vault has an authority');
      const stored = (await recordOf<Stored>(vault, KEY)) ?? (await makeGenesis(input));
      const answer = await door.hand('/v1/founding', MEDIA.link, stored.frame);
      jsonAnswer(answer, LinkAnswer);
      await identity.enrol(stored.authority, stored.official, [drop(KEY)]);
      await chain.sync(stored.authority);
      return stored.authority;
    },

    async renewRecovery({ needed = 2, custodians = 3, delayMs = DELAY } = {}) {
      return setRecovery(await chain.sync(identity.enrolled().authority), needed, custodians, delayMs);
    },

    async complete({ needed = 2, custodians = 3, delayMs = DELAY } = {}) {
      const { authority } = identity.enrolled();
      let roster = await chain.sync(authority);
      need(enrolled(roster).length >= 2, 'CLIENT_FOUNDING_ORDER', 'the second administrator has no device yet');
      const changed: Changed[] = [];
      let sheets: readonly RecoverySheet[] = [];
      if (roster.recovery === null || currentEpoch(roster) === null) {
        const set = await setRecovery(roster, needed, custodians, delayMs);
        sheets = set.sheets;
        changed.push(set.changed);
        if (set.changed.state === 'entered') roster = set.changed.roster;
      }
      if (thresholdOf(roster) < 2)
        changed.push(
          await links.change(authority, (now) => ({
            body: { type: 'policy_set', policy: policyOf(now), threshold: 2 },
          })),
        );
      return { sheets, changed };
    },

    async step() {
      const found = identity.current();
      if (!found?.authority) return 'found';
      const roster = await chain.sync(found.authority);
      if (directory.admitted(found.authority)) return 'done';
      if (isFounded(roster)) return 'wait for admission';
      if (admins(roster).length < 2) return 'invite second administrator';
      if (enrolled(roster).length < 2) return 'wait for second administrator';
      const wanted = policyOf(roster).passkeysBeforeSending;
      const short = admins(roster).some((o) => activePasskeysOf(roster, o.id).length < wanted);
      return short ? 'add passkeys' : 'complete';
    },
  };
}
