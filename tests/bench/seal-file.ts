// Seals one file as an attachment, streaming, and says how long it took and how much memory the process ever held. Usage: node seal-file.ts FROM TO

import { open, stat } from 'node:fs/promises';
import { nodeEngine, nodeHasher } from '../../client/sdk/engines/node.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { attachmentSealer } from '../../crypto/protocol/attachment.ts';
import { idOf } from '../../crypto/wire/ids.ts';

const [from = '', to = ''] = process.argv.slice(2);
const PIECE = 1024 * 1024;

await ready();
const { size } = await stat(from);
const started = performance.now();
const sealer = attachmentSealer({
  authority: idOf('authority', systemRandom(32)),
  uploadId: idOf('upload', systemRandom(16)),
  key: systemRandom(32),
  size,
  random: systemRandom,
  engine: nodeEngine,
  hasher: nodeHasher,
});
const source = await open(from);
const target = await open(to, 'w');
let residentBytes = 0;
const put = async (pieces: readonly Uint8Array[]): Promise<void> => {
  if (pieces.length > 0) await target.writev(pieces);
  // Looked at after every piece: what the system calls the most counts what the process that started this one held.
  residentBytes = Math.max(residentBytes, process.memoryUsage.rss());
};
const piece = Buffer.alloc(PIECE);
for (let read = await source.read(piece); read.bytesRead > 0; read = await source.read(piece))
  await put(sealer.push(piece.subarray(0, read.bytesRead)));
await put(sealer.end().pieces);
await target.close();
await source.close();
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, residentBytes }));
