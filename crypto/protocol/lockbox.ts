// Lockboxes: an epoch seed sealed for each device that may open what the authority receives, and the making of a rotation (protocol.md section 3).
import { demand, ProtocolError } from '../primitives/errors.ts';
import { hpkeOpen, hpkeSeal } from '../primitives/hpke.ts';
import type { Random } from '../primitives/random.ts';
import { encode } from '../wire/codec.ts';
import { type Digest, idBytes, type Kid } from '../wire/ids.ts';
import type { Rotation } from '../wire/roster-link.ts';
import { digestOf } from '../wire/statement.ts';
import { type EpochName, epochFromSeed, epochOfHash, sealPrevious } from './epoch.ts';
import type { EpochRecipient } from './recipients.ts';

type LockboxName = EpochName & { readonly kid: Kid; readonly keyHash: Digest };

const lockboxAad = ({ authority, scope, epoch, kid, keyHash }: LockboxName): Uint8Array =>
  encode([idBytes(authority), scope, epoch, idBytes(kid), idBytes(keyHash)]);

/** The seed of an epoch for one recipient, whose X-Wing key is `kem`. Throws SIGNATURE_WEAK_KEY for a key nothing can be sealed for. */
export const sealLockbox = (
  input: LockboxName & { readonly kem: Uint8Array; readonly seed: Uint8Array; readonly random: Random },
): Uint8Array => hpkeSeal(input.kem, 'lockbox', lockboxAad(input), input.seed, input.random);

/**
 * The epoch seed in one's own lockbox. Throws EPOCH_LOCKBOX when it does not open for this device, epoch and authority, and
 * EPOCH_KEY_MISMATCH when it holds a seed that does not derive the key published as `keyHash`.
 */
export function openLockbox(
  input: LockboxName & { readonly kemSecret: Uint8Array; readonly box: Uint8Array },
): Uint8Array {
  let seed: Uint8Array;
  try {
    seed = hpkeOpen(input.kemSecret, 'lockbox', lockboxAad(input), input.box);
  } catch (cause) {
    throw new ProtocolError('EPOCH_LOCKBOX', `the lockbox of epoch ${input.epoch} does not open`, { cause });
  }
  demand(seed.length === 32, 'EPOCH_LOCKBOX', `a seed of ${seed.length} bytes`);
  epochOfHash(seed, input.keyHash);
  return seed;
}

/** What the author of a rotation holds: `rotation` goes into the link, `boxes` to their devices, `publicKey` beside the link, `seed` nowhere. */
export type MadeRotation = {
  readonly rotation: Rotation;
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly boxes: ReadonlyMap<Kid, Uint8Array>;
};

/**
 * Makes epoch `epoch` for exactly `recipients` (see `dueRecipients`). `previousSeed` is null for the first epoch only:
 * without it everything received before stays closed to those who join later.
 */
export function rotate(
  input: EpochName & {
    readonly previousSeed: Uint8Array | null;
    readonly recipients: readonly EpochRecipient[];
    readonly random: Random;
  },
): MadeRotation {
  const { authority, scope, epoch, previousSeed, random } = input;
  const seed = random(32);
  const { publicKey, keyHash } = epochFromSeed(seed);
  const previous = previousSeed && sealPrevious({ authority, scope, epoch, seed, previousSeed, random });
  const sorted = [...input.recipients].sort((a, b) => (a.kid < b.kid ? -1 : 1));
  const boxes = new Map(
    sorted.map(({ kid, kem }) => [kid, sealLockbox({ authority, scope, epoch, kid, kem, keyHash, seed, random })]),
  );
  const recipients = [...boxes].map(([kid, box]) => ({ kid, digest: digestOf(box) }));
  return { rotation: { scope, epoch, keyHash, previous, recipients }, seed, publicKey, boxes };
}
