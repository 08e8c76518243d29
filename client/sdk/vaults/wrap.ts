// The browser's keys: a device's seed sealed by what its official has or knows, so that the same bytes may lie in a browser and, opaque, at the relay
// (docs/spec/browser.md; protocol.md section 1, "Browser").
import {
  type AuthorityId,
  type CborValue,
  decode,
  encode,
  idBytes,
  idOf,
  PROTECTIONS,
  type Random,
  STRETCH_PARAMS,
  type Stretcher,
  type StretchParams,
  stretch,
} from '../../../crypto/index.ts';
import { ClientError, need } from '../failure.ts';
import { costsValue, readCosts } from './costs.ts';

/** What a wrap guards. `authority`: whose device it is, null until it is enrolled. */
export type SeedSecret = { readonly seed: Uint8Array; readonly authority: AuthorityId | null };

/** By what a wrap is opened. `none`: a key of this browser that asks nobody, for practice. */
export type WrapLock =
  | { readonly by: 'passkey'; readonly credentialId: Uint8Array }
  | { readonly by: 'passphrase'; readonly salt: Uint8Array; readonly costs: StretchParams }
  | { readonly by: 'none'; readonly keyId: Uint8Array };

const KINDS = { passphrase: PROTECTIONS.passphrase, passkey: PROTECTIONS.passkey, none: PROTECTIONS.none } as const;
const MAX_BYTES = 4096;
const NONCE = 12;
const USAGES = ['encrypt', 'decrypt'] as const;

const headOf = (lock: WrapLock): CborValue[] => {
  if (lock.by === 'passkey') return [1, KINDS.passkey, lock.credentialId, null];
  if (lock.by === 'none') return [1, KINDS.none, lock.keyId, null];
  return [1, KINDS.passphrase, lock.salt, costsValue(lock.costs)];
};

const cipher = (lock: WrapLock, nonce: Uint8Array) => ({
  name: 'AES-GCM',
  iv: nonce as Uint8Array<ArrayBuffer>,
  // BRW-3: a wrap relabelled as another's does not open.
  additionalData: encode(headOf(lock)) as Uint8Array<ArrayBuffer>,
});

/** BRW-3: seals a seed under `key` (AES-256-GCM, made by `passkeys` in the page, or here from a passphrase). */
export async function wrapSeed(
  lock: WrapLock,
  key: CryptoKey,
  { seed, authority }: SeedSecret,
  random: Random,
): Promise<Uint8Array> {
  const nonce = random(NONCE);
  const content = encode([seed, authority && idBytes(authority)]) as Uint8Array<ArrayBuffer>;
  const box = new Uint8Array(await globalThis.crypto.subtle.encrypt(cipher(lock, nonce), key, content));
  return encode([...headOf(lock), nonce, box]);
}

type Read = { readonly lock: WrapLock; readonly nonce: Uint8Array; readonly box: Uint8Array };

function read(bytes: Uint8Array): Read {
  const bad = (cause?: unknown) => new ClientError('CLIENT_VAULT_CORRUPT', 'a wrapped seed is damaged', { cause });
  let fields: CborValue;
  try {
    fields = decode(bytes, MAX_BYTES);
  } catch (cause) {
    throw bad(cause);
  }
  if (!Array.isArray(fields) || fields.length !== 6) throw bad();
  const [version, kind, handle, costs, nonce, box] = fields;
  const params = readCosts(costs);
  const shaped = handle instanceof Uint8Array && nonce instanceof Uint8Array && box instanceof Uint8Array;
  if (version !== 1 || !shaped || nonce.length !== NONCE || params === undefined) throw bad();
  if (kind === KINDS.passkey && !params) return { lock: { by: 'passkey', credentialId: handle }, nonce, box };
  if (kind === KINDS.none && !params) return { lock: { by: 'none', keyId: handle }, nonce, box };
  if (kind === KINDS.passphrase && params && handle.length === 16)
    return { lock: { by: 'passphrase', salt: handle, costs: params }, nonce, box };
  throw bad();
}

/** By what it is opened. Throws CLIENT_VAULT_CORRUPT. */
export const lockOf = (wrap: Uint8Array): WrapLock => read(wrap).lock;

/** The seed, or CLIENT_VAULT_PASSPHRASE (wrong passphrase), CLIENT_PASSKEY_UNLOCK (another passkey's key), CLIENT_VAULT_CORRUPT. */
export async function openWrap(wrap: Uint8Array, key: CryptoKey): Promise<SeedSecret> {
  const { lock, nonce, box } = read(wrap);
  let content: Uint8Array;
  try {
    const opened = globalThis.crypto.subtle.decrypt(cipher(lock, nonce), key, box as Uint8Array<ArrayBuffer>);
    content = new Uint8Array(await opened);
  } catch (cause) {
    const code = lock.by === 'passphrase' ? 'CLIENT_VAULT_PASSPHRASE' : 'CLIENT_PASSKEY_UNLOCK';
    throw new ClientError(code, 'this key does not open the wrapped seed', { cause });
  }
  const [seed, authority] = decode(content, MAX_BYTES) as [Uint8Array, Uint8Array | null];
  need(seed.length === 32, 'CLIENT_VAULT_CORRUPT', 'a seed of another length');
  return { seed, authority: authority && idOf('authority', authority) };
}

/** A fresh lock for a passphrase. */
export const passphraseLock = (
  random: Random,
  costs: StretchParams = STRETCH_PARAMS,
): WrapLock & { by: 'passphrase' } => ({
  by: 'passphrase',
  salt: random(16),
  costs,
});

/** The key behind a passphrase: Argon2id, about a second; it blocks. */
export async function passphraseKey(
  { salt, costs }: WrapLock & { by: 'passphrase' },
  passphrase: string,
  stretcher?: Stretcher,
): Promise<CryptoKey> {
  const raw = stretch(passphrase, salt, costs, stretcher) as Uint8Array<ArrayBuffer>;
  return globalThis.crypto.subtle.importKey('raw', raw, 'AES-GCM', false, USAGES);
}

/** A key that never leaves the browser that made it; whoever has this browser has it. */
export const browserKey = (): Promise<CryptoKey> =>
  globalThis.crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, USAGES);
