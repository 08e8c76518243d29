// The header of a vault: how its key is made, and whether one has it (protocol.md section 1, "CLI").
import {
  decode,
  derive,
  encode,
  openBlob,
  type Random,
  STRETCH_PARAMS,
  type StretchParams,
  sealBlob,
  stretch,
  utf8,
} from '../../../../crypto/index.ts';
import { nodeStretcher } from '../../engines/node.ts';
import { ClientError } from '../../failure.ts';
import { type VaultKeys, vaultKeys } from '../boxes.ts';
import { costsValue, readCosts } from '../costs.ts';
import { corrupt } from './disk.ts';

/** What opens a vault: a passphrase people type, or 32 raw bytes that a service keeps in a file of its own. */
export type VaultSecret = { readonly passphrase: string } | { readonly key: Uint8Array };

type Header = { salt: Uint8Array; params: StretchParams | null; nonce: Uint8Array; check: Uint8Array };

const CHECK = utf8('rogatory vault 1');

/** A new header and its keys. `params`: Argon2id costs, kept in the header; a raw key needs none. */
export function newHeader(
  secret: VaultSecret,
  random: Random,
  params: StretchParams = STRETCH_PARAMS,
): { bytes: Uint8Array; keys: VaultKeys } {
  const header = { salt: random(16), params: 'passphrase' in secret ? params : null, nonce: random(24) };
  const master = masterOf(secret, header);
  const check = sealBlob(master, header.nonce, CHECK, utf8('header'));
  const bytes = encode([1, header.salt, costsValue(header.params), header.nonce, check]);
  return { bytes, keys: vaultKeys(master) };
}

/** The keys behind a header. Throws CLIENT_VAULT_CORRUPT naming `file`, CLIENT_VAULT_PASSPHRASE. */
export function openHeader(bytes: Uint8Array, secret: VaultSecret, file: string): VaultKeys {
  const header = read(bytes, file);
  if ('key' in secret !== (header.params === null))
    throw new ClientError('CLIENT_VAULT_PASSPHRASE', `${file} asks for a ${header.params ? 'passphrase' : 'key file'}`);
  const master = masterOf(secret, header);
  try {
    openBlob(master, header.nonce, header.check, utf8('header'));
  } catch (cause) {
    throw new ClientError('CLIENT_VAULT_PASSPHRASE', `this does not open ${file}`, { cause });
  }
  return vaultKeys(master);
}

function read(bytes: Uint8Array, file: string): Header {
  try {
    const [version, salt, costs, nonce, check] = decode(bytes, 4096) as [
      unknown,
      Uint8Array,
      unknown,
      Uint8Array,
      Uint8Array,
    ];
    const params = readCosts(costs);
    const shaped = version === 1 && salt.length === 16 && nonce.length === 24 && check instanceof Uint8Array;
    if (!shaped || params === undefined) throw corrupt(file);
    return { salt, params, nonce, check };
  } catch (cause) {
    throw corrupt(file, cause);
  }
}

const masterOf = (secret: VaultSecret, { salt, params }: Pick<Header, 'salt' | 'params'>): Uint8Array =>
  'key' in secret
    ? derive(secret.key, 'vault')
    : stretch(secret.passphrase, salt, params as StretchParams, nodeStretcher);
