// Files that are either the old ones or the new ones, whatever happens in between (protocol.md section 1, "CLI").
import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { ClientError } from '../../failure.ts';

/** A damaged file of a vault, by name. */
export const corrupt = (file: string, cause?: unknown): ClientError =>
  new ClientError('CLIENT_VAULT_CORRUPT', `${file} is damaged: restore it from a back-up of the vault folder`, {
    cause,
  });

/** Makes a rename or a removal in this folder durable. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders; its renames are journalled.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Writes a file whole or not at all: beside it, flushed, renamed over it. Throws CLIENT_VAULT_WRITE. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const next = `${path}.new`;
  try {
    const handle = await open(next, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, path);
  } catch (cause) {
    await rm(next, { force: true }).catch(() => undefined);
    throw new ClientError('CLIENT_VAULT_WRITE', `${path} cannot be written`, { cause });
  }
}

/** Makes the folder, or sees that it is this user's and closes it to others. Throws CLIENT_VAULT_WRITE, CLIENT_VAULT_PERMISSIONS. */
export async function privateFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    if (process.platform === 'win32') return;
    const { mode, uid } = await stat(path);
    // A change of mode does not make somebody else's folder ours.
    if (process.getuid?.() !== uid)
      throw new ClientError('CLIENT_VAULT_PERMISSIONS', `${path} belongs to another user of this computer`);
    if ((mode & 0o077) !== 0) await chmod(path, 0o700);
  } catch (cause) {
    if (cause instanceof ClientError) throw cause;
    throw new ClientError('CLIENT_VAULT_WRITE', `${path} cannot be made`, { cause });
  }
}
