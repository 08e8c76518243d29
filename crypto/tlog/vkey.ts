// Verifier keys of signed notes: a name, a signature type and a public key in one line (C2SP signed-note, "verifier keys").
import { concat, fromBase64, toBase64, toHex, utf8 } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { sha256 } from '../primitives/hash.ts';

/** 1 Ed25519 over the text; 4 timestamped Ed25519 cosignature; 6 timestamped ML-DSA-44 cosignature. */
const KEY_SIZES = { 1: 32, 4: 32, 6: 1312 } as const;
export type KeyType = keyof typeof KEY_SIZES;

/** A key somebody is known by. `keyId` (8 hex digits) is a locator, not a fingerprint: anyone can make a key with the same one. */
export type Vkey = {
  readonly name: string;
  readonly keyId: string;
  readonly type: KeyType;
  readonly publicKey: Uint8Array;
};

/** Something that signs the text of a note. `sign` returns what follows the key id in the signature line. */
export type NoteSigner = { readonly vkey: Vkey; sign(text: string): Uint8Array };

/** Whether `name` may stand in a signature line: not empty, no Unicode white space, no plus, no control characters. */
export const isKeyName = (name: string): boolean =>
  name.length > 0 && name.isWellFormed() && !/[\p{White_Space}+\u0000-\u001f]/u.test(name);

/** The key `publicKey` under `name`. Throws REGISTER_KEY for a name that cannot stand in a note or a key of the wrong length. */
export function vkeyOf(name: string, type: KeyType, publicKey: Uint8Array): Vkey {
  demand(isKeyName(name), 'REGISTER_KEY', 'a key name that cannot stand in a note');
  demand(utf8(name).length <= 255, 'REGISTER_KEY', 'a key name longer than 255 bytes');
  demand(publicKey.length === KEY_SIZES[type], 'REGISTER_KEY', `a key of type ${type} with ${publicKey.length} bytes`);
  const keyId = toHex(sha256(utf8(`${name}\n`), Uint8Array.of(type), publicKey).subarray(0, 4));
  return { name, keyId, type, publicKey };
}

const spell = (key: Vkey): string =>
  `${key.name}+${key.keyId}+${toBase64(concat(Uint8Array.of(key.type), key.publicKey))}`;

/** The line `name+keyid+base64(type, key)`. Throws REGISTER_KEY as `vkeyOf` does. */
export const formatVkey = (name: string, type: KeyType, publicKey: Uint8Array): string =>
  spell(vkeyOf(name, type, publicKey));

/** Reads a verifier key. Throws REGISTER_KEY unless it is exactly the line `formatVkey` writes for that key. */
export function parseVkey(text: string): Vkey {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text);
  demand(parts, 'REGISTER_KEY', 'not of the form name+keyid+key');
  const [, name = '', keyId, encoded = ''] = parts;
  const typed = fromBase64(encoded);
  demand(typed, 'REGISTER_KEY', 'key not in canonical base64');
  const type = typed[0];
  demand(type === 1 || type === 4 || type === 6, 'REGISTER_KEY', `signature type ${type} is not used here`);
  const key = vkeyOf(name, type, typed.slice(1));
  demand(key.keyId === keyId, 'REGISTER_KEY', `key id ${keyId} is not that of the key (${key.keyId})`);
  return key;
}
