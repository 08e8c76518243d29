// Forgeries by someone who holds the sender's own keys: whatever passes the signature must still fall to the check behind it.
import { context, sealChunks } from '../../crypto/primitives/chunks.ts';
import { signerOf } from '../../crypto/protocol/device.ts';
import type { OpenInput } from '../../crypto/protocol/open.ts';
import type { SealedTransmission } from '../../crypto/protocol/seal.ts';
import { type CborKey, type CborMap, type CborValue, decode, encode } from '../../crypto/wire/codec.ts';
import { coreHash, type Envelope, encodeEnvelope, MAX_STATEMENT_BYTES } from '../../crypto/wire/envelope.ts';
import { digestOf, signStatement } from '../../crypto/wire/statement.ts';
import type { Person, TestAuthority } from './cast.ts';
import { seededRandom } from './seed.ts';
import { sealTo, served } from './transmission.ts';

export type Forger = {
  /** The transmission with another payload, signed, and a leaf that speaks of it. */
  resigned(sealed: SealedTransmission, payload: Uint8Array, by?: Person): OpenInput;
  /** With other fields of the envelope. */
  rewritten(sealed: SealedTransmission, change: Partial<Envelope>): OpenInput;
  /** With other fields of its core. */
  recored(sealed: SealedTransmission, change: Partial<Envelope['core']>): OpenInput;
  /** With its CBOR map edited, however it then reads. */
  remapped(sealed: SealedTransmission, edit: (fields: Map<CborKey, CborValue>) => void): OpenInput;
  /** An honest envelope around a plaintext of the forger's making. */
  withPlaintext(plaintext: Uint8Array): OpenInput;
};

/** A forger inside `from` who writes to `to`. */
export function forger(from: TestAuthority, to: TestAuthority): Forger {
  const random = seededRandom('forger');
  const forge: Forger = {
    resigned(sealed, payload, by = from.admins[0]) {
      const statement = signStatement('envelope', payload, signerOf(by.device));
      const input = served(sealed, from, to);
      return { ...input, statement, leaf: { ...input.leaf, subject: digestOf(statement) } };
    },
    rewritten: (sealed, change) => forge.resigned(sealed, encodeEnvelope({ ...sealed.envelope, ...change })),
    recored: (sealed, change) => forge.rewritten(sealed, { core: { ...sealed.envelope.core, ...change } }),
    remapped(sealed, edit) {
      const fields = new Map(decode(encodeEnvelope(sealed.envelope), MAX_STATEMENT_BYTES) as CborMap);
      edit(fields);
      return forge.resigned(sealed, encode(fields));
    },
    withPlaintext(plaintext) {
      const sealed = sealTo(from, [to]);
      const boundTo = context('body', coreHash(sealed.envelope.core));
      const body = sealChunks(sealed.contentKey, boundTo, plaintext, random);
      return { ...forge.rewritten(sealed, { body: { digest: digestOf(body), length: body.length } }), body };
    },
  };
  return forge;
}
