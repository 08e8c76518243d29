// Which Ed25519 the relay runs: libsodium as a native library where that package loads, else the same library as WebAssembly (docs/adr/0006-native-ed25519.md).
import { createRequire } from 'node:module';
import { demand, type Ed25519, equal, portableEd25519 } from '../../crypto/relay.ts';

type Native = {
  crypto_sign_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void;
  crypto_sign_detached(signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void;
  crypto_sign_verify_detached(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
};

/** Over the native library: the same signatures, the same refusals. Lengths are checked here, because it takes a signature of 65 bytes as one of 64. */
function overNative(sodium: Native): Ed25519 {
  return {
    verify: (publicKey, message, signature) => {
      const sized = publicKey.length === 32 && signature.length === 64;
      const holds = sized && sodium.crypto_sign_verify_detached(signature, message, publicKey);
      demand(holds, 'SIGNATURE_INVALID', 'the Ed25519 signature does not verify');
    },
    signingKey: (seed) => {
      demand(seed.length === 32, 'WIRE_SHAPE', `a seed of ${seed.length} bytes where 32 are needed`);
      const publicKey = new Uint8Array(32);
      const secretKey = new Uint8Array(64);
      sodium.crypto_sign_seed_keypair(publicKey, secretKey, seed);
      return {
        publicKey,
        sign: (message) => {
          const signature = new Uint8Array(64);
          sodium.crypto_sign_detached(signature, message, secretKey);
          return signature;
        },
      };
    },
  };
}

const accepts = ({ verify }: Ed25519, ...signed: Parameters<Ed25519['verify']>): boolean => {
  try {
    verify(...signed);
    return true;
  } catch {
    return false;
  }
};

/** One key, one message: the same signature as the portable engine's, accepted; changed, refused. And no "signature" by the neutral point, which a lax build takes. */
function agrees(native: Ed25519): boolean {
  const message = new Uint8Array(100).fill(3);
  const seed = new Uint8Array(32).fill(7);
  const key = portableEd25519.signingKey(seed);
  const its = native.signingKey(seed);
  const signature = key.sign(message);
  const neutral = Uint8Array.from({ length: 64 }, (_, i) => (i === 0 ? 1 : 0));
  return (
    equal(its.publicKey, key.publicKey) &&
    equal(its.sign(message), signature) &&
    accepts(native, key.publicKey, message, signature) &&
    !accepts(native, key.publicKey, message.subarray(1), signature) &&
    !accepts(native, neutral.subarray(0, 32), message, neutral)
  );
}

const installed = (): unknown => createRequire(import.meta.url)('sodium-native');

/** The native engine; null where the package is missing, has no binary for this machine, or does not agree with the portable engine. */
export function nativeEd25519(load: () => unknown = installed): Ed25519 | null {
  try {
    const native = overNative(load() as Native);
    return agrees(native) ? native : null;
  } catch {
    return null;
  }
}

/** The fastest engine there is. */
export const chooseEd25519 = (): Ed25519 => nativeEd25519() ?? portableEd25519;

/** Which engine serves, for the log. */
export const nameOf = (engine: Ed25519): string =>
  engine === portableEd25519
    ? 'Ed25519 by WebAssembly: the native library does not load here'
    : 'Ed25519 by the native library';
