// Wraps: the content key sealed for the epoch of each recipient, bound to the core (protocol.md section 4).
import { concat } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { hpkeOpen, hpkeSeal } from '../primitives/hpke.ts';
import type { Random } from '../primitives/random.ts';
import { encode } from '../wire/codec.ts';
import { coreHash, type EnvelopeCore, type Recipient } from '../wire/envelope.ts';
import { idBytes } from '../wire/ids.ts';
import { digestOf } from '../wire/statement.ts';

const wrapAad = (core: EnvelopeCore, { authority, scope, epoch }: Recipient): Uint8Array =>
  concat(coreHash(core), encode([idBytes(authority), scope, epoch]));

/** Seals the content key for one recipient. Throws EPOCH_KEY_MISMATCH unless `publicKey` is the very key that the envelope names. */
export function sealWrap(
  core: EnvelopeCore,
  recipient: Recipient,
  publicKey: Uint8Array,
  contentKey: Uint8Array,
  random: Random,
): Uint8Array {
  demand(digestOf(publicKey) === recipient.keyHash, 'EPOCH_KEY_MISMATCH', 'not the recipient’s published epoch key');
  return hpkeSeal(publicKey, 'wrap', wrapAad(core, recipient), contentKey, random);
}

/** The content key in one's own wrap. Throws WRAP_OPEN: another epoch's key, another recipient's wrap, another core. */
export function openWrap(
  core: EnvelopeCore,
  recipient: Recipient,
  secretKey: Uint8Array,
  wrap: Uint8Array,
): Uint8Array {
  const contentKey = hpkeOpen(secretKey, 'wrap', wrapAad(core, recipient), wrap);
  demand(contentKey.length === 32, 'WRAP_OPEN', `a content key of ${contentKey.length} bytes`);
  return contentKey;
}
