// `rogatory register ...`: one's own register for other people's tools: checkpoint, tiles and entries as C2SP has them (protocol.md section 6).
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import {
  append,
  bundlePath,
  encodeBundle,
  encodeTile,
  leafHash,
  openCheckpoint,
  readLogKeys,
  tilePath,
  tilesForSize,
  toHex,
  utf8,
} from '../../../crypto/index.ts';
import type { Client } from '../../sdk/index.ts';
import { ClientError } from '../../sdk/index.ts';
import { CliError } from '../errors.ts';
import { newFile } from '../files.ts';
import { columns } from '../output.ts';
import { asCurrentParty } from '../party.ts';
import { type Run, runOf } from '../run.ts';

type Register = ReturnType<Client['register']>;

function keysOf(client: Client, register: Register): readonly [string, string] {
  const admitted = client.directory.admitted(register.authority);
  if (!admitted) throw new ClientError('CLIENT_NOT_ADMITTED', 'no register yet');
  return admitted.registerKeys;
}

async function checkpoint(run: Run): Promise<void> {
  await asCurrentParty(run, async ({ client }) => {
    const register = client.register();
    const vkeys = keysOf(client, register);
    const note = register.note();
    const opened = openCheckpoint(note, register.origin, readLogKeys(vkeys, register.origin));
    const { size, root } = opened.checkpoint;
    run.output.show({ origin: register.origin, size, root: toHex(root), note, vkeys }, () => [note.trimEnd()]);
    run.output.talk(`${size} entries. This note is signed by the register; its key is ${vkeys[0]}`);
  });
}

/** The files of a log as C2SP tlog-tiles names them: hash tiles of every level, entry bundles, checkpoint, key. */
function* logFiles(register: Register, vkeys: readonly [string, string]): Generator<readonly [string, Uint8Array]> {
  const size = register.size();
  const entries = Array.from({ length: size }, (_, index) => register.raw(index));
  const nodes = new Map<string, Uint8Array>();
  let range: Parameters<typeof append>[0] = { size: 0, hashes: [] };
  for (const entry of entries) {
    const grown = append(range, leafHash(entry));
    range = grown.range;
    for (const [level, index, hash] of grown.newNodes) nodes.set(`${level}/${index}`, hash);
  }
  for (const tile of tilesForSize(0, size)) {
    const first = tile.index * 256;
    const hashes = Array.from(
      { length: tile.width },
      (_, i) => nodes.get(`${tile.level * 8}/${first + i}`) as Uint8Array,
    );
    yield [tilePath(tile), encodeTile(hashes)];
    if (tile.level === 0) yield [bundlePath(tile), encodeBundle(entries.slice(first, first + tile.width))];
  }
  yield ['log.vkey', utf8(`${vkeys[0]}\n`)];
  yield ['log-mldsa44.vkey', utf8(`${vkeys[1]}\n`)];
  // Last: what it commits to is all there when it appears.
  yield ['checkpoint', utf8(register.note())];
}

async function exportLog(folder: string, run: Run): Promise<void> {
  await asCurrentParty(run, async ({ client }) => {
    const register = client.register();
    let count = 0;
    for (const [path, bytes] of logFiles(register, keysOf(client, register))) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true }).catch((cause: unknown) => {
        throw new CliError('CLI_FILE_WRITE', `The folder ${dirname(file)} cannot be made.`, { cause });
      });
      const writing = await newFile(file, true, 0o644);
      await writing.write(bytes);
      await writing.finish();
      count++;
    }
    run.output.show({ folder, origin: register.origin, size: register.size(), files: count }, () =>
      columns([
        ['Folder', folder],
        ['Entries', String(register.size())],
        ['Files', `${count}: checkpoint, log.vkey, tile/...`],
        ['Origin', register.origin],
      ]),
    );
  });
}

export function registerCommand(program: Command): void {
  const group = program.command('register').description('your register, for tools that know nothing of Rogatory');
  group
    .command('checkpoint')
    .description('its newest signed checkpoint, after checking all entries against it')
    .action((_options: unknown, command: Command) => checkpoint(runOf(command)));
  group
    .command('export')
    .description('write it as C2SP tiles: checkpoint, tile/0/..., tile/entries/..., log.vkey')
    .argument('<folder>', 'where to; an export that is there is brought up to date')
    .action((folder: string, _options: unknown, command: Command) => exportLog(folder, runOf(command)));
}
