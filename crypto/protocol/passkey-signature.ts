// Signatures of passkeys by COSE key: EdDSA by our strict rule, ES256 and RS256 through WebCrypto (protocol.md section 0).
import { concat, toBase64url } from '../primitives/bytes.ts';
import { demand, ProtocolError } from '../primitives/errors.ts';
import { verifySignature } from '../primitives/sign.ts';
import { PASSKEY_ALGORITHMS, readCoseKey } from '../wire/cose-key.ts';

/** Throws SIGNATURE_GESTURE unless `signature` over the concatenated `message` verifies under the COSE key; WIRE_* for what is no such key. */
export async function verifyPasskeySignature(
  coseKey: Uint8Array,
  message: readonly Uint8Array[],
  signature: Uint8Array,
): Promise<void> {
  const key = readCoseKey(coseKey, 'passkey');
  const data = new Uint8Array(concat(...message));
  if (key.algorithm === PASSKEY_ALGORITHMS.eddsa) return verifyEdDsa(key.publicKey, data, signature);
  const holds =
    key.algorithm === PASSKEY_ALGORITHMS.es256
      ? await verifyEs256(key.x, key.y, data, signature)
      : await verifyRs256(key.modulus, data, signature);
  demand(holds, 'SIGNATURE_GESTURE', 'the passkey’s signature does not verify');
}

function verifyEdDsa(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): void {
  try {
    verifySignature(publicKey, data, signature);
  } catch (cause) {
    throw new ProtocolError('SIGNATURE_GESTURE', 'the passkey’s signature does not verify', { cause });
  }
}

async function verifyEs256(
  x: Uint8Array,
  y: Uint8Array,
  data: Uint8Array<ArrayBuffer>,
  signature: Uint8Array,
): Promise<boolean> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const point = new Uint8Array(concat(Uint8Array.of(4), x, y));
  try {
    const key = await globalThis.crypto.subtle.importKey('raw', point, algorithm, false, ['verify']);
    return await globalThis.crypto.subtle.verify(algorithm, key, new Uint8Array(derToFixed(signature)), data);
  } catch (cause) {
    throw new ProtocolError('SIGNATURE_GESTURE', 'an unusable P-256 key or signature', { cause });
  }
}

async function verifyRs256(
  modulus: Uint8Array,
  data: Uint8Array<ArrayBuffer>,
  signature: Uint8Array,
): Promise<boolean> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  try {
    const jwk = { kty: 'RSA', n: toBase64url(modulus), e: 'AQAB', alg: 'RS256', ext: true };
    const key = await globalThis.crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
    return await globalThis.crypto.subtle.verify(algorithm, key, new Uint8Array(signature), data);
  } catch (cause) {
    throw new ProtocolError('SIGNATURE_GESTURE', 'an unusable RSA key', { cause });
  }
}

// WebAuthn gives ECDSA signatures in DER, WebCrypto wants r || s. Strict DER: anything else would be a second spelling of one signature.
function derToFixed(der: Uint8Array): Uint8Array {
  const out = new Uint8Array(64);
  demand(der[0] === 0x30 && der[1] === der.length - 2 && der.length <= 72, 'SIGNATURE_GESTURE', 'not a DER signature');
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] as number;
    demand(
      der[at] === 0x02 && length >= 1 && length <= 33 && at + 2 + length <= der.length,
      'SIGNATURE_GESTURE',
      'not a DER integer',
    );
    let integer = der.subarray(at + 2, at + 2 + length);
    const first = integer[0] as number;
    demand(
      first < 0x80 && (length === 1 || first !== 0 || (integer[1] as number) >= 0x80),
      'SIGNATURE_GESTURE',
      'not a minimal DER integer',
    );
    if (first === 0) integer = integer.subarray(1);
    demand(integer.length <= 32, 'SIGNATURE_GESTURE', 'a DER integer too long');
    out.set(integer, end - integer.length);
    at += 2 + length;
  }
  demand(at === der.length, 'SIGNATURE_GESTURE', 'bytes after the DER signature');
  return out;
}
