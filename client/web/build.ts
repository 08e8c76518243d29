// Finds the built web app, or builds it: kept by a hash of everything it is made from, so that a second start builds nothing.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['client/web', 'client/sdk', 'client/casework', 'crypto', 'package-lock.json', 'tsconfig.json'];
const BUNDLE = fileURLToPath(new URL('bundle.ts', import.meta.url));
/** Builds that are kept beside the newest: somebody may be serving one. */
const KEPT = 2;

async function filesBelow(path: string): Promise<string[]> {
  if (/\.[a-z]+$/.test(path)) return [path];
  const entries = await readdir(join(PROJECT, path), { withFileTypes: true });
  const nested = entries.map((entry) => {
    const inside = `${path}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(inside) : Promise.resolve([inside]);
  });
  return (await Promise.all(nested)).flat();
}

async function hashOfSources(): Promise<string> {
  const files = (await Promise.all(SOURCES.map(filesBelow))).flat().sort();
  const contents = await Promise.all(files.map((file) => readFile(join(PROJECT, file))));
  const hash = createHash('sha256');
  for (const [index, file] of files.entries())
    hash.update(`${file}\0${contents[index]?.length}\0`).update(contents[index] as Buffer);
  return hash.digest('hex').slice(0, 16);
}

function bundle(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BUNDLE, folder], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = (): void => void child.kill();
    process.once('exit', end);
    let said = '';
    const hear = (text: string): void => {
      said = `${said}${text}`.slice(-8_192);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', end);
      if (code === 0) resolve();
      else reject(Object.assign(new Error(`The web app could not be built:\n${said}`), { code: 'BUILD' }));
    });
  });
}

async function placeOf(project: string): Promise<string> {
  const place = join(project, 'dist', 'web');
  try {
    await mkdir(place, { recursive: true });
    await access(place, constants.W_OK);
    return place;
  } catch {
    // A tree that is read-only to whoever starts: built for this once, where nobody else can put anything.
    return mkdtemp(join(tmpdir(), 'rogatory-web-'));
  }
}

async function tidy(place: string, keep: string): Promise<void> {
  const others = (await readdir(place)).filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== keep);
  for (const name of others.slice(0, Math.max(0, others.length - KEPT)))
    await rm(join(place, name), { recursive: true, force: true });
}

/** The folder of the built app, built now where it is not there yet. Rejects with `code` BUILD and the builder's words. */
export async function buildWeb(): Promise<string> {
  const hash = await hashOfSources();
  const known = join(PROJECT, 'dist', 'web', hash);
  if (existsSync(join(known, 'index.html'))) return known;
  const place = await placeOf(PROJECT);
  const made = await mkdtemp(join(place, 'making-'));
  try {
    await bundle(made);
    // Whole or not at all, also when two starts build at once.
    await rename(made, join(place, hash)).catch((error: unknown) => {
      if (!existsSync(join(place, hash, 'index.html'))) throw error;
    });
    await tidy(place, hash);
    return join(place, hash);
  } finally {
    await rm(made, { recursive: true, force: true });
    await rm(`${made}.cache`, { recursive: true, force: true });
  }
}
