// The built app in memory: every file once, with its type, how long it may be kept, and its compressed form.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export type SiteFile = {
  readonly type: string;
  readonly body: Buffer;
  /** Made when first asked for; null where it would not be smaller. */
  packed(): Promise<Buffer | null>;
  readonly cache: string;
  readonly tag: string;
};
export type Site = ReadonlyMap<string, SiteFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
const ALREADY_SMALL = new Set(['.png', '.woff2']);
const pack = promisify(gzip);

/** A file's name changes with its content in `assets/` only. */
const cacheOf = (path: string): string =>
  path.startsWith('/assets/')
    ? 'public, max-age=31536000, immutable'
    : path.endsWith('.html')
      ? 'no-store'
      : 'no-cache';

/** One file of the site, from its path and bytes. */
export function siteFile(path: string, body: Buffer): SiteFile {
  const kind = extname(path);
  let packed: Promise<Buffer | null> | null = null;
  return {
    type: TYPES[kind] ?? 'application/octet-stream',
    body,
    packed() {
      packed ??= ALREADY_SMALL.has(kind)
        ? Promise.resolve(null)
        : pack(body).then((small) => (small.length < body.length ? small : null));
      return packed;
    },
    cache: cacheOf(path),
    tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  };
}

/** Reads a built folder whole; what the builder left for itself (names with a leading dot) is not served. */
export async function readSite(folder: string): Promise<Site> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map(
    (entry) =>
      `/${join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/')}`,
  );
  const served = paths.filter((path) => !path.includes('/.'));
  const bodies = await Promise.all(served.map((path) => readFile(join(folder, path))));
  return new Map(served.map((path, index) => [path, siteFile(path, bodies[index] as Buffer)]));
}
