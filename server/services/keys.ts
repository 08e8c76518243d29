// The relay's own keys: one secret file from which the key of every log and, in practice, the operator's are derived (protocol.md section 6).
import { open, readFile, stat } from 'node:fs/promises';
import {
  type AuthorityId,
  derive,
  directoryOrigin,
  type Ed25519,
  formatVkey,
  hmacSha256,
  keyKid,
  logSigner,
  mldsaKeyPair,
  type NoteSigner,
  portableEd25519,
  type Random,
  registerOrigin,
  type StatementSigner,
  toHex,
  utf8,
} from '../../crypto/relay.ts';
import { StartFailure } from '../failure.ts';

export type RelayKeys = {
  readonly directoryOrigin: string;
  registerOrigin(authority: AuthorityId): string;
  /** The log's plain Ed25519 line. */
  signer(origin: string): NoteSigner;
  /** Seed of the log's ML-DSA-44 key, 32 bytes: handed to the worker that seals. */
  mldsaSeed(origin: string): Uint8Array;
  /** The log's vkeys: Ed25519, ML-DSA-44. */
  vkeys(origin: string): readonly [ed25519: string, mldsa44: string];
  /** Signs admissions. */
  readonly operator: StatementSigner & { /** 32 bytes, hex */ readonly publicKey: string };
};

/** All keys of the relay called `relayName` from its 32-byte master secret; `signingKey` makes those that sign with Ed25519. */
export function keysFrom(
  master: Uint8Array,
  relayName: string,
  { signingKey }: Pick<Ed25519, 'signingKey'> = portableEd25519,
): RelayKeys {
  // The two schemes never share a seed, and an origin is never prefix of a different label.
  const ed25519 = derive(master, 'log-ed25519');
  const mldsa44 = derive(master, 'log-mldsa44');
  const operator = signingKey(derive(master, 'operator-sign'));
  const signers = new Map<string, NoteSigner>();
  const signer = (origin: string): NoteSigner => {
    const known = signers.get(origin);
    if (known) return known;
    const made = logSigner(origin, signingKey(hmacSha256(ed25519, utf8(origin))));
    signers.set(origin, made);
    return made;
  };
  // The same text for the same authority: it is looked up by at every leaf.
  const origins = new Map<AuthorityId, string>();
  const originOf = (authority: AuthorityId): string => {
    const known = origins.get(authority);
    if (known !== undefined) return known;
    const made = registerOrigin(relayName, authority);
    origins.set(authority, made);
    return made;
  };
  const mldsaSeed = (origin: string): Uint8Array => hmacSha256(mldsa44, utf8(origin));
  return {
    directoryOrigin: directoryOrigin(relayName),
    registerOrigin: originOf,
    signer,
    mldsaSeed,
    vkeys: (origin) => [
      formatVkey(origin, 1, signer(origin).vkey.publicKey),
      formatVkey(origin, 6, mldsaKeyPair(mldsaSeed(origin)).publicKey),
    ],
    operator: {
      kid: keyKid('operator-kid', operator.publicKey),
      publicKey: toHex(operator.publicKey),
      sign: operator.sign,
    },
  };
}

/** Writes a new master secret to `path`, readable by its owner only. Throws StartFailure RELAY-KEY when something is there already. */
export async function writeMasterKey(path: string, random: Random): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(random(32));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    const there = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    const why = there ? 'there is one already, and another would disown every register' : 'it cannot be written';
    throw new StartFailure('RELAY-KEY', `No key was made at ${path}: ${why}.`, cause);
  }
}

/** Reads the master secret. Throws StartFailure RELAY-KEY when it is missing, of the wrong length, or readable by others. */
export async function readMasterKey(path: string): Promise<Uint8Array> {
  try {
    const { mode } = await stat(path);
    // Windows has no such bits and reports 0o666 for everything.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new StartFailure('RELAY-KEY', `${path} may be read by others: run "chmod 600 ${path}" and start again.`);
    const master = new Uint8Array(await readFile(path));
    if (master.length !== 32)
      throw new StartFailure('RELAY-KEY', `${path} is not 32 bytes long: restore it from its back-up.`);
    return master;
  } catch (cause) {
    if (cause instanceof StartFailure) throw cause;
    throw new StartFailure('RELAY-KEY', `${path} cannot be read: run "rogatory relay init", or restore it.`, cause);
  }
}
