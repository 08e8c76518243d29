// Epochs: the key an authority is addressed by for at most 30 days, made from one seed, each sealing the seed before it (protocol.md section 3).
import { openBlob, sealBlob } from '../primitives/aead.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import { derive } from '../primitives/hash.ts';
import { kemKeyPair } from '../primitives/kem.ts';
import type { Random } from '../primitives/random.ts';
import { encode } from '../wire/codec.ts';
import { type AuthorityId, type Digest, idBytes } from '../wire/ids.ts';
import type { Rotation } from '../wire/roster-link.ts';
import { digestOf } from '../wire/statement.ts';

/** An epoch's X-Wing keys; `keyHash` = SHA-256(publicKey) is how chains and envelopes name it. */
export type EpochKeys = { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array; readonly keyHash: Digest };

/** Which epoch of whom. Epochs of a scope count from 1. */
export type EpochName = { readonly authority: AuthorityId; readonly scope: string; readonly epoch: number };

/** The keys of an epoch seed (32 bytes, else WIRE_SHAPE). */
export function epochFromSeed(seed: Uint8Array): EpochKeys {
  const { publicKey, secretKey } = kemKeyPair(derive(seed, 'epoch-kem'));
  return { publicKey, secretKey, keyHash: digestOf(publicKey) };
}

/** The epoch of a seed, if it is the one published as `keyHash`; else EPOCH_KEY_MISMATCH: a seed is believed for nothing less. */
export function epochOfHash(seed: Uint8Array, keyHash: Digest): EpochKeys {
  const keys = epochFromSeed(seed);
  demand(keys.keyHash === keyHash, 'EPOCH_KEY_MISMATCH', 'the seed does not derive the published epoch key');
  return keys;
}

const previousAad = ({ authority, scope, epoch }: EpochName): Uint8Array =>
  encode([idBytes(authority), scope, epoch - 1, epoch]);

/** `prev_box`: the seed of epoch `epoch - 1`, sealed under the seed of `epoch`. */
export function sealPrevious(
  input: EpochName & { readonly seed: Uint8Array; readonly previousSeed: Uint8Array; readonly random: Random },
): NonNullable<Rotation['previous']> {
  const nonce = input.random(24);
  return { nonce, box: sealBlob(derive(input.seed, 'epoch-prev'), nonce, input.previousSeed, previousAad(input)) };
}

/**
 * The seed of epoch `epoch - 1`, from the seed of `epoch` and the box in the link that rotated to it.
 * Throws EPOCH_LOCKBOX when the box does not open, EPOCH_KEY_MISMATCH when it holds another seed than the published one.
 */
export function openPrevious(
  input: EpochName & {
    readonly seed: Uint8Array;
    readonly previous: NonNullable<Rotation['previous']>;
    readonly previousKeyHash: Digest;
  },
): Uint8Array {
  const key = derive(input.seed, 'epoch-prev');
  let seed: Uint8Array;
  try {
    seed = openBlob(key, input.previous.nonce, input.previous.box, previousAad(input));
  } catch (cause) {
    throw new ProtocolError('EPOCH_LOCKBOX', `the seed before epoch ${input.epoch} does not open`, { cause });
  }
  demand(seed.length === 32, 'EPOCH_LOCKBOX', `a seed of ${seed.length} bytes`);
  epochOfHash(seed, input.previousKeyHash);
  return seed;
}
