#!/usr/bin/env node
// The door of the command line: plain JavaScript that any Node can read, finds one that can run the rest (house.md, rooms).
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import * as modules from 'node:module';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';

const LEAST = [22, 18];
const here = fileURLToPath(import.meta.url);
const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

function isFit(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

/** The Node that `npm ci` installed beside us, or null. The one that runs now is no answer: it would start itself for ever. */
function ownNode() {
  const path =
    process.platform === 'win32'
      ? fromRoot(`node_modules/node-win-${process.arch}/bin/node.exe`)
      : fromRoot('node_modules/.bin/node');
  return existsSync(path) && realpathSync(path) !== realpathSync(process.execPath) ? path : null;
}

function refuse(code, sentence) {
  process.stderr.write(`${code}: ${sentence}\n`);
  process.exit(1);
}

const noNode = () =>
  refuse(
    'ROG-NODE',
    `Rogatory needs Node ${LEAST.join('.')} or newer and this is ${process.versions.node}; ` +
      'run "npm ci" in the project folder, which brings a fit one on Linux and Windows, or install Node 24.',
  );

function runOn(node) {
  const child = spawn(node, [here, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the whole group of a terminal; passing it on too would look like a second, impatient one.
  const onTerminal = [0, 1, 2].some((fd) => isatty(fd));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (!(onTerminal && signal === 'SIGINT')) child.kill(signal);
    });
  }
  child.on('error', noNode);
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

/** Halves the time to start. What was compiled lies where the program lies: whoever may write it may write the program as well, and nobody else. */
function keepCompiled() {
  if (!existsSync(fromRoot('node_modules'))) return;
  const folder = fromRoot('node_modules/.cache/rogatory');
  modules.enableCompileCache?.(folder);
  process.env.NODE_COMPILE_CACHE ??= folder;
}

if (isFit(process.versions.node)) {
  keepCompiled();
  try {
    await import(new URL('./main.ts', import.meta.url).href);
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || existsSync(fromRoot('node_modules'))) throw error;
    refuse('ROG-INSTALL', 'the libraries Rogatory uses are not installed; run "npm ci" in the project folder.');
  }
} else {
  const node = ownNode();
  if (node) runOn(node);
  else noNode();
}
