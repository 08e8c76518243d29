// Epoch seeds: opened from lockboxes, walked back to the first, handed on to those who may read and cannot yet, renewed in time (protocol.md section 3).
import {
  type AuthorityId,
  currentEpoch,
  type Digest,
  digestOf,
  dueRecipients,
  EPOCH_LIFE_MS,
  type Epoch,
  type Kid,
  openLockbox,
  openPrevious,
  type Random,
  type RecipientChange,
  type Roster,
  rotate,
  sealLockbox,
} from '../../crypto/index.ts';
import { need, RelayError } from './failure.ts';
import type { IdentityRoom } from './identity.ts';
import type { Change, Links } from './links.ts';
import type { RelayDoor } from './relay-door.ts';
import { put, recordsOf, type Vault, type VaultWrite } from './vault.ts';

const PREFIX = 'seed/';
const SCOPE = 'main';

/** Whose lockboxes to open: a device, or the recovery key. */
export type Opener = { readonly kid: Kid; readonly kemSecret: Uint8Array };
export type OpenedSeed = { readonly keyHash: Digest; readonly seed: Uint8Array };

export type Seeds = {
  /** The seed of an epoch by the hash of its public key, or null. */
  of(keyHash: Digest): Uint8Array | null;
  /** Opens every lockbox of this device that is new, and all epochs before. Throws EPOCH_*, CLIENT_RELAY_*. */
  fetch(roster: Roster): Promise<void>;
  /**
   * What the recovery key opens: a seed for each epoch it was given a lockbox of, the current one among them; nothing is kept. Throws
   * CLIENT_NO_EPOCH_SEED when the relay does not give that very lockbox, EPOCH_*.
   */
  recovered(roster: Roster, key: Opener, by: RelayDoor): Promise<readonly OpenedSeed[]>;
  /** Keeps opened seeds, and all epochs before them. Throws EPOCH_*. */
  keep(roster: Roster, opened: readonly OpenedSeed[]): Promise<void>;
  /**
   * Lets in active reading devices without a lockbox. A device that holds the seed without a lockbox, as one does after a recovery, cannot grant: it begins a
   * new epoch. True when it did either.
   */
  grant(roster: Roster): Promise<boolean>;
  /** A new epoch when the current one is older than 30 days. True when it made one. */
  renew(roster: Roster, now: number): Promise<boolean>;
  /** A rotation for a change of the roster, its seed already kept. Throws CLIENT_NO_EPOCH_SEED. */
  rotation(
    roster: Roster,
    change?: RecipientChange,
  ): Promise<Required<Pick<Change, 'epochKey' | 'lockboxes'>> & { rotation: ReturnType<typeof rotate>['rotation'] }>;
  /** A lockbox of the current epoch for one more device. Throws CLIENT_NO_EPOCH_SEED. */
  boxFor(roster: Roster, kid: Kid, kem: Uint8Array): { epoch: Epoch; box: Uint8Array };
};

export type SeedsOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly links: Links;
  readonly random: Random;
};

/** Opens the seeds this vault holds. */
export async function openSeeds({ vault, door, identity, links, random }: SeedsOptions): Promise<Seeds> {
  const seeds = new Map<Digest, Uint8Array>();
  for (const { key, record } of await recordsOf<Uint8Array>(vault, PREFIX))
    seeds.set(key.slice(PREFIX.length) as Digest, record);

  const keep = (keyHash: Digest, seed: Uint8Array): VaultWrite => {
    seeds.set(keyHash, seed);
    return put(`${PREFIX}${keyHash}`, seed);
  };
  const held = (roster: Roster): { epoch: Epoch; seed: Uint8Array } => {
    const epoch = currentEpoch(roster, SCOPE);
    const seed = epoch && seeds.get(epoch.keyHash);
    need(epoch && seed, 'CLIENT_NO_EPOCH_SEED', 'this device cannot open the current epoch');
    return { epoch, seed };
  };

  async function walkBack(authority: AuthorityId, epochs: readonly Epoch[]): Promise<void> {
    const writes: VaultWrite[] = [];
    for (const epoch of [...epochs].reverse()) {
      const seed = seeds.get(epoch.keyHash);
      const before = epochs.find((e) => e.scope === epoch.scope && e.epoch === epoch.epoch - 1);
      if (!seed || !before || !epoch.previous || seeds.has(before.keyHash)) continue;
      const { scope, previous } = epoch;
      const opened = openPrevious({
        authority,
        scope,
        epoch: epoch.epoch,
        seed,
        previous,
        previousKeyHash: before.keyHash,
      });
      writes.push(keep(before.keyHash, opened));
    }
    if (writes.length > 0) await vault.write(writes);
  }

  const boxFor: Seeds['boxFor'] = (roster, kid, kem) => {
    const { epoch, seed } = held(roster);
    const { scope, keyHash } = epoch;
    const box = sealLockbox({
      authority: roster.authority,
      scope,
      epoch: epoch.epoch,
      kid,
      kem,
      keyHash,
      seed,
      random,
    });
    return { epoch, box };
  };

  const ungranted = (roster: Roster) => {
    const holders = new Set(currentEpoch(roster, SCOPE)?.recipients.map(({ kid }) => kid));
    return dueRecipients(roster).filter(({ kid }) => !holders.has(kid));
  };

  const rotation: Seeds['rotation'] = async (roster, change = {}) => {
    const current = currentEpoch(roster, SCOPE);
    const made = rotate({
      authority: roster.authority,
      scope: SCOPE,
      epoch: (current?.epoch ?? 0) + 1,
      previousSeed: current && held(roster).seed,
      recipients: dueRecipients(roster, change),
      random,
    });
    // Kept before the link is handed in: an epoch whose seed was lost with a crash could be opened by its other recipients only.
    await vault.write([keep(made.rotation.keyHash, made.seed)]);
    return { rotation: made.rotation, epochKey: made.publicKey, lockboxes: made.boxes };
  };

  // Somebody else's grant or rotation in between makes ours needless, not wrong.
  async function routine(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      const overtaken = error instanceof RelayError || (error as { code?: string }).code === 'ROSTER_RECIPIENTS';
      if (!overtaken) throw error;
      return false;
    }
  }

  const addressed = (roster: Roster, kid: Kid): Epoch[] =>
    roster.epochs.filter(({ recipients }) => recipients.some((one) => one.kid === kid));

  function openBoxes(
    roster: Roster,
    { kid, kemSecret }: Opener,
    boxes: Awaited<ReturnType<RelayDoor['lockboxes']>>,
  ): OpenedSeed[] {
    const opened: OpenedSeed[] = [];
    for (const { scope, epoch, keyHash, recipients } of addressed(roster, kid)) {
      if (seeds.has(keyHash)) continue;
      const digest = recipients.find((one) => one.kid === kid)?.digest;
      const box = boxes.find((b) => b.scope === scope && b.epoch === epoch && digestOf(b.box) === digest)?.box;
      // Not given is not lost: later epochs seal this one again.
      if (!box) continue;
      const name = { authority: roster.authority, scope, epoch, kid, keyHash };
      opened.push({ keyHash, seed: openLockbox({ ...name, kemSecret, box }) });
    }
    return opened;
  }

  const keepOpened: Seeds['keep'] = async (roster, opened) => {
    if (opened.length > 0) await vault.write(opened.map(({ keyHash, seed }) => keep(keyHash, seed)));
    await walkBack(roster.authority, roster.epochs);
  };

  const begin = (roster: Roster): Promise<boolean> =>
    routine(() =>
      links.change(roster.authority, async (now) => {
        const { rotation: made, ...delivered } = await rotation(now);
        return { body: { type: 'epoch_rotate', rotation: made }, ...delivered };
      }),
    );

  return {
    of: (keyHash) => seeds.get(keyHash) ?? null,
    boxFor,
    rotation,
    keep: keepOpened,
    async recovered(roster, key, by) {
      const opened = openBoxes(roster, key, await by.recoveryLockboxes(1));
      const current = currentEpoch(roster, SCOPE)?.keyHash;
      const readable = opened.some(({ keyHash }) => keyHash === current) || (current && seeds.has(current));
      need(
        readable,
        'CLIENT_NO_EPOCH_SEED',
        'the relay does not give the lockbox of the recovery key that the roster names',
      );
      return opened;
    },
    async fetch(roster) {
      const { device } = await identity.device();
      const news = addressed(roster, device.kid).some(({ keyHash }) => !seeds.has(keyHash));
      await keepOpened(roster, news ? openBoxes(roster, device, await door.lockboxes(1)) : []);
    },
    async grant(roster) {
      const epoch = currentEpoch(roster, SCOPE);
      if (!epoch || !seeds.has(epoch.keyHash) || ungranted(roster).length === 0) return false;
      const { device } = await identity.device();
      if (!epoch.recipients.some(({ kid }) => kid === device.kid)) return begin(roster);
      return routine(() =>
        links.change(roster.authority, (now) => {
          const boxes = new Map(ungranted(now).map(({ kid, kem }) => [kid, boxFor(now, kid, kem).box]));
          const recipients = [...boxes].map(([kid, box]) => ({ kid, digest: digestOf(box) }));
          const { epoch: number } = held(now).epoch;
          return { body: { type: 'lockbox_grant', scope: SCOPE, epoch: number, recipients }, lockboxes: boxes };
        }),
      );
    },
    async renew(roster, now) {
      const epoch = currentEpoch(roster, SCOPE);
      if (!epoch || !seeds.has(epoch.keyHash) || now - epoch.createdAt < EPOCH_LIFE_MS) return false;
      return begin(roster);
    },
  };
}
