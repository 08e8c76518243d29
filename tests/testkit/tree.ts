// The project's own files, as git sees them: tracked or new, never ignored ones. For tests that read the sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project's root, without a trailing separator. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const NEVER = new Set(['node_modules', '.git', '.rogatory', 'dist', 'coverage']);

// A release archive has no repository; then the folders that git would ignore are left out by name.
function walk(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NEVER.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? walk(path) : [path];
  });
}

/** Paths relative to the root, with forward slashes, sorted. */
export function projectFiles(): string[] {
  const arguments_ = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const git = existsSync(join(ROOT, '.git')) ? spawnSync('git', arguments_, { cwd: ROOT, encoding: 'utf8' }) : null;
  const listed = git?.status === 0 ? git.stdout.split('\0').filter((path) => path !== '') : walk('');
  return listed
    .map((path) => path.split(sep).join('/'))
    .filter((path) => existsSync(join(ROOT, path)))
    .sort();
}

/** Text of one project file. */
export const projectText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
