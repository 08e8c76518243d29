// The cast: authorities of practice States whose chains are really signed and really folded, with the people, devices and seeds behind them.
import { sha256 } from '../../crypto/primitives/hash.ts';
import { kemKeyPair } from '../../crypto/primitives/kem.ts';
import type { Random } from '../../crypto/primitives/random.ts';
import { type SigningKey, signingKey } from '../../crypto/primitives/sign.ts';
import { extendChain, foldChain, parseLink } from '../../crypto/protocol/chain.ts';
import { type DeviceKeys, deviceFromSeed, signerOf } from '../../crypto/protocol/device.ts';
import type { ChainView } from '../../crypto/protocol/envelope-rules.ts';
import { type EpochKeys, epochFromSeed } from '../../crypto/protocol/epoch.ts';
import { rotate } from '../../crypto/protocol/lockbox.ts';
import { dueRecipients, type RecipientChange } from '../../crypto/protocol/recipients.ts';
import type { Roster } from '../../crypto/protocol/roster.ts';
import { keyKid } from '../../crypto/wire/device.ts';
import { type Policy, ROLES, type Role } from '../../crypto/wire/genesis.ts';
import { type AuthorityId, type Digest, idOf, type Kid, type OfficialId } from '../../crypto/wire/ids.ts';
import { encodeLink, type Link, type LinkBody, PROTECTIONS, type Rotation } from '../../crypto/wire/roster-link.ts';
import { digestOf, type StatementSigner, signJointly } from '../../crypto/wire/statement.ts';
import { newPasskey, ORIGIN, publicPasskey, RP_ID, type TestPasskey } from './passkey.ts';
import { seededRandom } from './seed.ts';

/** When the cast begins, unix ms; each link is a minute after the one before. */
export const START = Date.UTC(2026, 8, 1, 9);
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export type Person = { readonly official: OfficialId; readonly device: DeviceKeys; readonly passkey: TestPasskey };

export type TestAuthority = {
  readonly id: AuthorityId;
  /** Two administrators, signatories and officers at once, whose consent every decision has. */
  readonly admins: readonly [Person, Person];
  /** The two keys that a recovery takes. */
  custodians(): readonly { readonly kid: Kid; readonly key: SigningKey }[];
  roster(): Roster;
  links(): readonly Uint8Array[];
  /** The chain as it stands, or stood after link `seq`. */
  view(seq?: number): ChainView;
  seedOf(scope: string, epoch: number): Uint8Array | null;
  epoch(epoch?: number): EpochKeys & { readonly number: number };
  /** The lockboxes of the current epoch. */
  boxes(): ReadonlyMap<Kid, Uint8Array>;
  /** The clock of the next link, unix ms. */
  wait(ms: number): void;
  now(): number;
  extend(body: LinkBody, signers?: readonly StatementSigner[]): Promise<Roster>;
  /** Invites and enrols somebody. */
  enrol(name: string, ...roles: Role[]): Promise<Person>;
  remove(person: Person): Promise<Roster>;
  revoke(device: DeviceKeys): Promise<Roster>;
  rotate(): Promise<Roster>;
};

export type FoundOptions = {
  readonly kind?: 'authority' | 'registrar';
  readonly jurisdiction?: string;
  readonly formalSigners?: 1 | 2;
  readonly minSuite?: number;
  readonly parent?: AuthorityId | null;
  /** Hash of the trust card of the relay it is founded for. */
  readonly trustCard?: Digest;
  /** Keys to be named as its custodians' instead of its own. */
  readonly custodians?: readonly { readonly kid: Kid; readonly key: SigningKey }[];
  /** Unix ms of its genesis; START unless given. A relay that runs by the real clock takes nothing else than now. */
  readonly startsAt?: number;
};

const commitment = (name: string): Digest => idOf('digest', sha256(new TextEncoder().encode(name)));

function newPerson(random: Random): Person {
  return {
    official: idOf('official', random(16)),
    device: deviceFromSeed(random(32)),
    passkey: newPasskey(random),
  };
}

/** Founds an authority as far as its first epoch: two administrators, threshold two, a recovery key. */
export async function found(name: string, options: FoundOptions = {}): Promise<TestAuthority> {
  const random = seededRandom(`authority ${name}`);
  const admins = [newPerson(random), newPerson(random)] as const;
  const policy: Policy = {
    practice: true,
    minSuite: options.minSuite ?? 1,
    rpIds: [RP_ID],
    origins: [ORIGIN],
    aaguids: [],
    formalSigners: options.formalSigners ?? 1,
    passkeysBeforeSending: 1,
  };
  const links: Uint8Array[] = [];
  const seeds = new Map<number, Uint8Array>();
  let boxes: ReadonlyMap<Kid, Uint8Array> = new Map();
  let custodians: readonly { kid: Kid; key: SigningKey }[] = [];
  let clock = options.startsAt ?? START;

  const [first] = admins;
  const genesis: Link = {
    authority: null,
    seq: 0,
    previous: null,
    body: {
      type: 'genesis',
      kind: options.kind ?? 'authority',
      jurisdiction: options.jurisdiction ?? 'QM',
      territory: null,
      names: [['en', name]],
      admin: {
        official: first.official,
        nameCommitment: commitment(`${name} 0`),
        device: first.device.public,
        protection: PROTECTIONS.passphrase,
        passkey: publicPasskey(first.passkey),
      },
      policy,
      trustCard: options.trustCard ?? commitment('trust card'),
      parent: options.parent ?? null,
    },
    createdAt: clock,
    directory: null,
  };
  links.push(signJointly('link', encodeLink(genesis), [signerOf(first.device)]));
  let roster = await foldChain(links);

  const authority: TestAuthority = {
    id: roster.authority,
    admins,
    custodians: () => custodians,
    roster: () => roster,
    links: () => links,
    view: (seq = roster.headSeq) => ({
      roster,
      seq,
      hashAt: (at) => (links[at] && at <= seq ? digestOf(links[at]) : null),
    }),
    seedOf: (scope, epoch) => (scope === 'main' ? (seeds.get(epoch) ?? null) : null),
    epoch: (epoch = seeds.size) => ({ number: epoch, ...epochFromSeed(seeds.get(epoch) as Uint8Array) }),
    boxes: () => boxes,
    wait: (ms) => {
      clock += ms;
    },
    now: () => clock,
    async extend(body, signers = bothAdmins()) {
      clock += MINUTE;
      const link: Link = {
        authority: roster.authority,
        seq: roster.headSeq + 1,
        previous: roster.headHash,
        body,
        createdAt: clock,
        directory: null,
      };
      const bytes = signJointly('link', encodeLink(link), signers);
      roster = await extendChain(roster, parseLink(bytes));
      links.push(bytes);
      return roster;
    },
    async enrol(who, ...roles) {
      const person = newPerson(random);
      const invite = signingKey(random(32));
      const { official, device, passkey } = person;
      await authority.extend({
        type: 'official_add',
        official,
        nameCommitment: commitment(who),
        roles,
        inviteKey: invite.publicKey,
        inviteExpiresAt: clock + 3 * DAY,
      });
      await addDevice(person, { kid: keyKid('invite-kid', invite.publicKey), sign: invite.sign }, roles);
      return { official, device, passkey };
    },
    remove: (person) =>
      rotating({ removed: person.official }, (rotation) => ({
        type: 'official_remove',
        official: person.official,
        rotation,
      })),
    revoke: (device) =>
      rotating({ revoked: device.kid }, (rotation) => ({ type: 'device_revoke', kid: device.kid, rotation })),
    rotate: () => rotating({}, (rotation) => ({ type: 'epoch_rotate', rotation })),
  };

  const bothAdmins = (): StatementSigner[] => admins.map(({ device }) => signerOf(device));

  async function addDevice(person: Person, inviteSigner: StatementSigner, roles: readonly Role[]): Promise<void> {
    await authority.extend(
      {
        type: 'device_add',
        official: person.official,
        device: person.device.public,
        protection: PROTECTIONS.passphrase,
        lockboxes: [],
        passkey: roles.includes(ROLES.service) ? null : publicPasskey(person.passkey),
      },
      [signerOf(person.device), inviteSigner],
    );
  }

  async function rotating(change: RecipientChange, body: (rotation: Rotation) => LinkBody): Promise<Roster> {
    const epoch = seeds.size + 1;
    const made = rotate({
      authority: roster.authority,
      scope: 'main',
      epoch,
      previousSeed: seeds.get(epoch - 1) ?? null,
      recipients: dueRecipients(roster, change),
      random,
    });
    const link = body(made.rotation);
    const gone = change.removed ?? roster.devices.get(change.revoked as Kid)?.official;
    const signers = admins.filter(({ official }) => official !== gone).map((p) => signerOf(p.device));
    await authority.extend(link, signers);
    seeds.set(epoch, made.seed);
    boxes = made.boxes;
    return roster;
  }

  const second = admins[1];
  const invite = signingKey(random(32));
  await authority.extend(
    {
      type: 'official_add',
      official: second.official,
      nameCommitment: commitment(`${name} 1`),
      roles: [ROLES.admin, ROLES.signatory, ROLES.officer],
      inviteKey: invite.publicKey,
      inviteExpiresAt: clock + 3 * DAY,
    },
    [signerOf(first.device)],
  );
  await addDevice(second, { kid: keyKid('invite-kid', invite.publicKey), sign: invite.sign }, []);
  await authority.extend({ type: 'policy_set', policy, threshold: 2 });
  const recoveryKey = kemKeyPair(random(32)).publicKey;
  const own = [0, 1].map(() => {
    const key = signingKey(random(32));
    return { kid: keyKid('custodian-kid', key.publicKey), key };
  });
  custodians = options.custodians ?? own;
  await rotating({ recoveryKey }, (rotation) => ({
    type: 'recovery_set',
    recoveryKey,
    needed: 2,
    custodians: custodians.map(({ key }) => ({ key: key.publicKey, shareCommitment: commitment('share') })),
    delayMs: 0,
    rotation,
  }));
  return authority;
}
