// Coming back after every device was lost: announced with the custodians' sheets, open to a veto, enacted after the delay (protocol.md section 3).
import {
  type AuthorityId,
  activeDevice,
  authorityName,
  type Digest,
  eightWords,
  enrolChallenge,
  idOf,
  kemKeyPair,
  type LinkBody,
  type OfficialId,
  ProtocolError,
  policyOf,
  type Random,
  type Roster,
  signerOf,
} from '../../crypto/index.ts';
import type { Authenticator } from './authenticator.ts';
import type { Directory } from './directory.ts';
import { need, RelayError } from './failure.ts';
import { commitName } from './founding.ts';
import type { Enrolled, IdentityRoom } from './identity.ts';
import type { Change, Changed, Links } from './links.ts';
import type { OwnChain } from './own-chain.ts';
import { combineSheets, custodianOf, judgeSheets, type RecoverySheet, type SheetVerdict } from './recovery.ts';
import type { RelayDoor } from './relay-door.ts';
import type { OpenedSeed, Seeds } from './seeds.ts';
import { drop, put, recordOf, type Vault } from './vault.ts';

/** A recovery that waits. Times in unix ms; from `dueAt` on the custodians can enact it, until then one administrator can veto it. */
export type Announced = {
  readonly announcement: Digest;
  /** The new administrator whom it would bring. */
  readonly official: OfficialId;
  readonly announcedAt: number;
  readonly dueAt: number;
  /** Made with this vault's device. */
  readonly mine: boolean;
};

/** What these sheets can do. A person compares `words` with those on paper before anything is begun. */
export type RecoveryPlan = {
  readonly authority: AuthorityId;
  readonly name: string;
  readonly words: ReturnType<typeof eightWords>;
  readonly needed: number;
  readonly sheets: readonly SheetVerdict[];
  /** Sheets still to be brought. */
  readonly missing: number;
  /** How long a veto is possible, ms. */
  readonly delayMs: number;
  readonly announced: Announced | null;
};

type Sheets = {
  readonly sheets: readonly RecoverySheet[];
  /** Where it is known; else the directory is searched for the authority whose custodians these are. */
  readonly authority?: AuthorityId;
};

export type Recovering = {
  /** Reads the directory with a sheet's own key; changes nothing. Throws POLICY_RECOVERY_SHARE (no sheet in force among them), CLIENT_NOT_FOUND, CLIENT_RELAY_*. */
  plan(input: Sheets): Promise<RecoveryPlan>;
  /**
   * Announces this device and a new passkey as a new administrator's. Nothing is announced unless the sheets also open what the authority received.
   * Repeated, it goes on with the same announcement. Throws as `plan`, CLIENT_NO_EPOCH_SEED, EPOCH_*, CLIENT_PASSKEY.
   */
  begin(input: Sheets & { readonly name: string }): Promise<Announced>;
  /** What was begun in this vault and when it can be completed, as known here; null when nothing was. */
  begun(): Promise<{ readonly authority: AuthorityId; readonly dueAt: number | null } | null>;
  /** Enacts it; this device is then an administrator's. Throws as `begin`, ROSTER_RECOVERY (too early, vetoed, or another was announced since). */
  complete(input: Pick<Sheets, 'sheets'>): Promise<Enrolled>;
  /** A recovery announced for one's own authority, or null. Throws CLIENT_NOT_ENROLLED. */
  announced(): Promise<Announced | null>;
  /** By an administrator: ends the announced recovery. Throws CLIENT_NOT_FOUND, ROSTER_ROLE. */
  veto(): Promise<Changed>;
};

const KEY = 'recovery/begun';

/** All that the second link must repeat. */
type Begun = Omit<Extract<LinkBody, { type: 'recover' }>, 'type' | 'announcement' | 'device'> & {
  readonly authority: AuthorityId;
  readonly dueAt: number | null;
};

export type RecoveringOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly authenticator: Authenticator;
  readonly directory: Directory;
  readonly chain: OwnChain;
  readonly links: Links;
  readonly seeds: Seeds;
  readonly random: Random;
};

export function openRecovering(options: RecoveringOptions): Recovering {
  const { vault, door, identity, authenticator, directory, chain, links, seeds, random } = options;

  /** Runs `act`, which asks the relay with the key of the first sheet that it knows. */
  async function withSheets<T>(sheets: readonly RecoverySheet[], act: (by: RelayDoor) => Promise<T>): Promise<T> {
    for (const sheet of sheets) {
      const custodian = door.as(custodianOf(sheet));
      try {
        await directory.sync(custodian);
      } catch (error) {
        // One foreign sheet among good ones must not stop the others: which it is, is said once the roster is read.
        if (error instanceof RelayError && error.code === 'RELAY_SIGNATURE') continue;
        throw error;
      }
      return act(custodian);
    }
    throw new ProtocolError('POLICY_RECOVERY_SHARE', 'no sheet among them is of a custodian in force');
  }

  /** The one authority whose custodians these are: found in the verified directory, not taken from the relay's word. */
  async function rosterOf({ sheets, authority }: Sheets): Promise<Roster> {
    const kids = new Set(sheets.map((sheet) => custodianOf(sheet).kid));
    const found: Roster[] = [];
    for (const id of authority ? [authority] : directory.authorities()) {
      const one = await directory.chain(id);
      if (one?.stopped === null && one.roster.recovery?.custodians.some(({ kid }) => kids.has(kid)))
        found.push(one.roster);
    }
    const [roster] = found;
    need(roster && found.length === 1, 'CLIENT_NOT_FOUND', `${found.length} authorities with these custodians`);
    return roster;
  }

  async function announcedIn(roster: Roster): Promise<Announced | null> {
    const { announced, recovery } = roster;
    if (!announced || !recovery) return null;
    const { hash, official, createdAt } = announced;
    const mine = announced.deviceKid === identity.current()?.device.kid;
    return { announcement: hash, official, announcedAt: createdAt, dueAt: createdAt + recovery.delayMs, mine };
  }

  /** Puts the sheets together and tries them on what the relay holds: a recovery that brings nothing back is not begun. */
  async function openedBy(
    sheets: readonly RecoverySheet[],
    roster: Roster,
    by: RelayDoor,
  ): Promise<readonly OpenedSeed[]> {
    const { secretKey } = kemKeyPair(await combineSheets(sheets, roster));
    const kid = roster.recovery?.kid;
    need(kid, 'CLIENT_NOT_FOUND', 'no recovery');
    return seeds.recovered(roster, { kid, kemSecret: secretKey }, by);
  }

  async function prepared(roster: Roster, name: string): Promise<Begun> {
    const known = await recordOf<Begun>(vault, KEY);
    if (known?.authority === roster.authority) return known;
    const { device } = await identity.device();
    const policy = policyOf(roster);
    const official = idOf('official', random(16));
    const { nameCommitment, write } = commitName(official, name, random);
    const passkey = await authenticator.register({
      rpId: policy.rpIds[0] as string,
      origin: policy.origins[0] as string,
      challenge: enrolChallenge(random(32), device.kid),
      user: { id: random(16), name },
      exclude: [],
    });
    const begun: Begun = { authority: roster.authority, official, nameCommitment, passkey, dueAt: null };
    await vault.write([put(KEY, begun), write]);
    return begun;
  }

  async function recover(
    begun: Begun,
    sheets: readonly RecoverySheet[],
    enact: boolean,
    by: RelayDoor,
  ): Promise<Roster> {
    const { device } = await identity.device();
    const { official, nameCommitment, passkey } = begun;
    const change = (roster: Roster): Change => ({
      body: {
        type: 'recover',
        announcement: enact ? (roster.announced?.hash ?? null) : null,
        official,
        nameCommitment,
        device: device.public,
        passkey,
      },
      signers: [signerOf(device), ...sheets.map(custodianOf)],
      recovery: true,
    });
    const changed = await links.change(begun.authority, change, by);
    need(changed.state === 'entered', 'CLIENT_RELAY_ANSWER', 'a recovery that waits for administrators');
    return changed.roster;
  }

  return {
    plan: (input) =>
      withSheets(input.sheets, async () => {
        const roster = await rosterOf(input);
        const sheets = judgeSheets(input.sheets, roster);
        const needed = roster.recovery?.needed ?? 0;
        const good = sheets.filter(({ fault }) => fault === null).length;
        return {
          authority: roster.authority,
          name: authorityName(roster),
          words: eightWords(roster.authority),
          needed,
          sheets,
          missing: Math.max(0, needed - good),
          delayMs: roster.recovery?.delayMs ?? 0,
          announced: await announcedIn(roster),
        };
      }),
    begin: (input) =>
      withSheets(input.sheets, async (by) => {
        need(identity.current()?.authority == null, 'CLIENT_ALREADY_ENROLLED', 'this vault has an authority');
        const roster = await rosterOf(input);
        await openedBy(input.sheets, roster, by);
        const begun = await prepared(roster, input.name);
        const before = await announcedIn(roster);
        const announced = before?.mine ? before : await announcedIn(await recover(begun, input.sheets, false, by));
        need(announced?.mine, 'CLIENT_RELAY_ANSWER', 'the announcement was taken and is not there');
        await vault.write([put(KEY, { ...begun, dueAt: announced.dueAt })]);
        return announced;
      }),
    async begun() {
      const found = await recordOf<Begun>(vault, KEY);
      return found && { authority: found.authority, dueAt: found.dueAt };
    },
    async complete({ sheets }) {
      const begun = await recordOf<Begun>(vault, KEY);
      need(begun, 'CLIENT_NOT_FOUND', 'no recovery was begun in this vault');
      return withSheets(sheets, async (by) => {
        const roster = await chain.sync(begun.authority, by);
        const opened = await openedBy(sheets, roster, by);
        const { device } = await identity.device();
        // Taken before a crash or a cut: the device stands in the roster already.
        const there = activeDevice(roster, device.kid) !== null;
        if (!there && !(await announcedIn(roster))?.mine)
          throw new ProtocolError('ROSTER_RECOVERY', 'vetoed, or another was announced since');
        const after = there ? roster : await recover(begun, sheets, true, by);
        await seeds.keep(after, opened);
        return identity.enrol(begun.authority, begun.official, [drop(KEY)]);
      });
    },
    announced: async () => announcedIn(await chain.sync(identity.enrolled().authority)),
    veto: () =>
      links.change(identity.enrolled().authority, (roster) => {
        need(roster.announced, 'CLIENT_NOT_FOUND', 'no recovery is announced');
        return { body: { type: 'recover_veto', announcement: roster.announced.hash } };
      }),
  };
}
