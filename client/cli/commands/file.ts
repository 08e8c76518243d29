// `rogatory file ...`: received files, which appear only when every byte of them is verified (protocol.md section 4).
import type { Command } from 'commander';
import type { FileSink, Item } from '../../sdk/index.ts';
import { fileSink } from '../attachment.ts';
import { CliError } from '../errors.ts';
import { columns, plain } from '../output.ts';
import { asParty } from '../party.ts';
import { openProgress, size } from '../progress.ts';
import { type Run, runOf, whenInterrupted } from '../run.ts';
import { itemFor } from './show.ts';

const MAX_STDOUT = 256 * 1024 * 1024;

/** The file that was meant: its name, the beginning of one, or its place in the list. */
function fileOf({ attachments }: Item, typed: string): Item['attachments'][number] {
  const exact = attachments.filter(({ name }) => name === typed);
  const found = exact.length > 0 ? exact : attachments.filter(({ name }) => name.startsWith(typed));
  const placed = /^\d{1,3}$/.test(typed) ? attachments[Number(typed) - 1] : undefined;
  const [first] = found;
  if (found.length > 1) throw new CliError('CLI_AMBIGUOUS', `${found.length} files begin with "${plain(typed)}".`);
  if (first ?? placed) return (first ?? placed) as Item['attachments'][number];
  const names = attachments.map(({ name }) => plain(name)).join(', ') || 'none';
  throw new CliError('CLI_FILE_UNKNOWN', `There are: ${names}.`);
}

// The sender named it: what could lead out of the folder, or hide, is taken out.
const safeName = (name: string): string =>
  plain(name)
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[.-]+/, '_')
    .slice(0, 120) || 'file';

/** Holds a file in memory until it is verified, for a program that reads it. */
function pipeSink(run: Run): FileSink {
  const pieces: Uint8Array[] = [];
  let length = 0;
  return {
    async write(bytes) {
      length += bytes.length;
      if (length > MAX_STDOUT) throw new CliError('CLI_USAGE', 'This file is too large for a pipe: use -o FILE.');
      pieces.push(bytes.slice());
    },
    finish: async () => run.output.binary(new Uint8Array(Buffer.concat(pieces))),
    discard: async () => void pieces.splice(0),
  };
}

async function get(
  typed: string,
  name: string,
  options: { output?: string; force?: boolean },
  run: Run,
): Promise<void> {
  if (options.output === '-' && run.output.outTerminal)
    throw new CliError('CLI_BINARY_TERMINAL', 'Standard output is a terminal.');
  await asParty(run, async (party) => {
    const item = await itemFor(party, typed, run);
    const file = fileOf(item, name);
    const path = options.output ?? safeName(file.name);
    const sink = path === '-' ? pipeSink(run) : await fileSink(path, options.force === true);
    const bar = openProgress(run.output, run.err, `Fetching ${plain(file.name)}`);
    whenInterrupted('Nothing of an unfinished file is kept; fetch it again with the same command.');
    await party.client.files.save({
      subject: item.subject,
      uploadId: file.ref.uploadId,
      sink,
      onProgress: bar.report,
    });
    bar.end();
    whenInterrupted(null);
    if (path === '-') return;
    run.output.show({ file: path, name: file.name, size: file.size, mediaType: file.mediaType, verified: true }, () => [
      `${path}: ${size(file.size)}, complete and unchanged since it was signed.`,
    ]);
  });
}

async function list(typed: string, run: Run): Promise<void> {
  await asParty(run, async (party) => {
    const { attachments } = await itemFor(party, typed, run);
    const files = attachments.map(({ name, mediaType, size: bytes, verified }) => ({
      name,
      mediaType,
      size: bytes,
      verified,
    }));
    run.output.show({ files }, () =>
      files.length === 0
        ? ['No files.']
        : columns(
            files.map((one, i) => [
              String(i + 1),
              plain(one.name),
              one.mediaType,
              size(one.size),
              one.verified ? 'fetched and checked' : 'not fetched yet',
            ]),
          ),
    );
  });
}

export function fileCommand(program: Command): void {
  const group = program.command('file').description('files of a transmission');
  group
    .command('list')
    .description('which files came with it')
    .argument('<number>', 'number of the transmission, or a reference')
    .action((typed: string, _options: unknown, command: Command) => list(typed, runOf(command)));
  group
    .command('get')
    .description('fetch a file, check it, and only then write it')
    .argument('<number>', 'number of the transmission, or a reference')
    .argument('<name>', 'the file’s name, its beginning, or its place in the list')
    .option('-o, --output <file>', 'where to; - for standard output (default: its own name, here)')
    .option('--force', 'replace a file that is there')
    .action((typed: string, name: string, options: { output?: string; force?: boolean }, command: Command) =>
      get(typed, name, options, runOf(command)),
    );
}
