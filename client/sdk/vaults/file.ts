// A vault in a folder: every entry a sealed file, a batch written through a journal, one process at a time (protocol.md section 1, "CLI").
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encode, type Random, type StretchParams, toHex } from '../../../crypto/index.ts';
import { ClientError } from '../failure.ts';
import { isVaultKey, type Vault, type VaultWrite } from '../vault.ts';
import { type Boxes, boxesOf, type VaultKeys } from './boxes.ts';
import { corrupt, privateFolder, replaceFile, syncFolder } from './file/disk.ts';
import { newHeader, openHeader, type VaultSecret } from './file/header.ts';
import { takeLock } from './file/lock.ts';

export type { VaultSecret } from './file/header.ts';

export type FileVaultOptions = {
  /** Folder of the vault; made with mode 0700 when `create` is true and nothing is there. */
  readonly path: string;
  readonly secret: VaultSecret;
  readonly random: Random;
  readonly create?: boolean;
  /** Cheaper Argon2id for a new vault in tests; a vault keeps the costs it was made with. */
  readonly testingOnlyStretch?: StretchParams;
};

const HEADER = 'vault.header';
const JOURNAL = 'journal';
const ENTRIES = 'entries';
const MAX_JOURNAL = 256 * 1024 * 1024;

/**
 * Opens the vault in a folder, finishing a batch that a crash cut short. Throws CLIENT_VAULT_MISSING (none there, and not told to make one),
 * CLIENT_VAULT_PASSPHRASE, CLIENT_VAULT_CORRUPT (names the file), CLIENT_VAULT_BUSY (another process has it), CLIENT_VAULT_PERMISSIONS,
 * CLIENT_VAULT_WRITE.
 */
export async function openFileVault(options: FileVaultOptions): Promise<Vault> {
  const { path, random } = options;
  const there = await stat(join(path, HEADER)).catch(() => null);
  if (!there && !options.create) throw new ClientError('CLIENT_VAULT_MISSING', `there is no vault in ${path}`);
  await privateFolder(path);
  const release = await takeLock(join(path, 'lock'), toHex(random(8)));
  try {
    const boxes = boxesOf(await unlock(options), random, corrupt);
    await privateFolder(join(path, ENTRIES));
    await finishBatch(path, boxes);
    return vaultOver(path, boxes, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function unlock({ path, secret, random, testingOnlyStretch }: FileVaultOptions): Promise<VaultKeys> {
  const file = join(path, HEADER);
  const raw = await readFile(file).catch(() => null);
  if (raw) return openHeader(new Uint8Array(raw), secret, file);
  // Entries without a header: making a new one would give them up for lost.
  if ((await readdir(path)).includes(ENTRIES)) throw corrupt(file);
  const { bytes, keys } = newHeader(secret, random, testingOnlyStretch);
  await replaceFile(file, bytes);
  await syncFolder(path);
  return keys;
}

async function apply(path: string, boxes: Boxes, writes: readonly VaultWrite[]): Promise<void> {
  const folder = join(path, ENTRIES);
  for (const { key, value } of writes) {
    const file = join(folder, boxes.nameOf(key));
    if (value) await replaceFile(file, boxes.seal(key, value));
    else await rm(file, { force: true });
  }
  await syncFolder(folder);
}

async function finishBatch(path: string, boxes: Boxes): Promise<void> {
  const file = join(path, JOURNAL);
  const raw = await readFile(file).catch(() => null);
  if (!raw) return;
  const pairs = decode(boxes.open(JOURNAL, new Uint8Array(raw), file), MAX_JOURNAL) as [string, Uint8Array | null][];
  const writes = pairs.map(([key, value]) => ({ key, value }));
  await apply(path, boxes, writes);
  await rm(file);
}

function vaultOver(path: string, boxes: Boxes, release: () => Promise<void>): Vault {
  const folder = join(path, ENTRIES);
  let last: Promise<unknown> = Promise.resolve();
  let cut = false;
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    get: (key) =>
      inTurn(async () => {
        const file = join(folder, boxes.nameOf(key));
        const raw = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
          if (cause.code === 'ENOENT') return null;
          throw corrupt(file, cause);
        });
        return raw && boxes.open(key, new Uint8Array(raw), file);
      }),
    list: (prefix) =>
      inTurn(async () => {
        const files = (await readdir(folder)).filter((file) => !file.endsWith('.new'));
        const keys = files.map((file) => {
          const key = boxes.keyOf(file);
          if (key === null) throw corrupt(join(folder, file));
          return key;
        });
        return keys.filter((key) => key.startsWith(prefix)).sort();
      }),
    write: (writes) =>
      inTurn(async () => {
        for (const { key } of writes)
          if (!isVaultKey(key)) throw new ClientError('CLIENT_VAULT_WRITE', `not a key: ${key}`);
        // A batch that failed half-way (a full disk) is finished before anything follows it.
        if (cut) await finishBatch(path, boxes);
        cut = false;
        const whole = writes.length > 1;
        if (whole) {
          const batch = encode(writes.map(({ key, value }) => [key, value]));
          await replaceFile(join(path, JOURNAL), boxes.seal(JOURNAL, batch));
          await syncFolder(path);
        }
        cut = whole;
        await apply(path, boxes, writes);
        if (whole) await rm(join(path, JOURNAL));
        cut = false;
      }),
    close: () => inTurn(release),
  };
}
