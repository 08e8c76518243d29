// A Chromium to test with: the one of a package, its libraries unpacked beside it, or one that ROGATORY_CHROMIUM names.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import packaged from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

// Never the package's own flags: they switch off the very protections under test.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function packageFolder(): string {
  let at = dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium')));
  while (!existsSync(join(at, 'bin', 'chromium.br'))) at = dirname(at);
  return at;
}

/** The libraries that a computer without a desktop has not; unpacked once for each version of the package. */
function libraries(): string {
  const folder = packageFolder();
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const place = join(tmpdir(), `rogatory-chromium-${process.getuid?.() ?? 'user'}-${version}`);
  if (existsSync(place)) return join(place, 'lib');
  mkdirSync(dirname(place), { recursive: true });
  const making = mkdtempSync(`${place}-`);
  const tar = join(making, 'libraries.tar');
  writeFileSync(tar, brotliDecompressSync(readFileSync(join(folder, 'bin', 'al2023.tar.br'))));
  execFileSync('tar', ['xf', tar, '-C', making]);
  rmSync(tar);
  try {
    renameSync(making, place);
  } catch {
    // Somebody else was quicker.
    rmSync(making, { recursive: true, force: true });
  }
  return join(place, 'lib');
}

export async function startChromium(): Promise<Browser> {
  // In the C locale a file whose name is not ASCII is left out of what somebody chose, without a word.
  const spoken = { ...process.env, LC_ALL: 'C.UTF-8' } as Record<string, string>;
  const named = process.env['ROGATORY_CHROMIUM'];
  if (named) return chromium.launch({ executablePath: named, args: FLAGS, env: spoken });
  const env = { ...spoken, LD_LIBRARY_PATH: libraries() };
  return chromium.launch({ executablePath: await packaged.executablePath(), args: FLAGS, env });
}
