// One process at a time in a vault: a lock file that names its holder, and outlives neither the holder nor its crash (protocol.md section 1, "CLI").
import { open, readFile, rename, rm } from 'node:fs/promises';
import { ClientError } from '../../failure.ts';

// In a container every start may have the same process id: whether the holder is this very process is known here and nowhere else.
const held = new Set<string>();

/**
 * Takes the lock `path` and resolves to what gives it back. `token` tells this taking from any other. Throws CLIENT_VAULT_BUSY while a living
 * process has it.
 */
export async function takeLock(path: string, token: string): Promise<() => Promise<void>> {
  const mine = `${process.pid} ${token}`;
  if (held.has(path)) throw busy(path, process.pid);
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await create(path, mine)) {
      held.add(path);
      return async () => {
        held.delete(path);
        if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true });
      };
    }
    const holder = await readFile(path, 'utf8').catch(() => '');
    const pid = Number.parseInt(holder, 10);
    if (alive(pid)) throw busy(path, pid);
    await bury(path, holder, token);
  }
  throw busy(path, 0);
}

const busy = (path: string, pid: number): ClientError =>
  new ClientError('CLIENT_VAULT_BUSY', `${path} is held by process ${pid}`);

async function create(path: string, content: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600);
    await handle.writeFile(content).finally(() => handle.close());
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new ClientError('CLIENT_VAULT_WRITE', `${path} cannot be written`, { cause });
  }
}

function alive(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// Two who find the same dead holder: only one rename of that very file succeeds, and whoever moved a living lock puts it back.
async function bury(path: string, holder: string, token: string): Promise<void> {
  const grave = `${path}.${token}`;
  await rename(path, grave).catch(() => undefined);
  const moved = await readFile(grave, 'utf8').catch(() => null);
  if (moved !== null && moved !== holder) await rename(grave, path);
  else await rm(grave, { force: true });
}
