// Files to send, made in memory, and sinks that remember what was done to them.
import type { FileSink } from '../../client/sdk/downloads.ts';
import type { FileSource } from '../../client/sdk/uploads.ts';

/** Content that differs at every place, quickly made. */
export function content(size: number, salt = 0): Uint8Array {
  const words = new Uint32Array(Math.ceil(size / 4)).map((_, i) => Math.imul(i + salt + 1, 2_654_435_761));
  return new Uint8Array(words.buffer).subarray(0, size);
}

export function source(bytes: Uint8Array, longest: { read: number } = { read: 0 }): FileSource {
  return {
    name: 'exhibit.pdf',
    mediaType: 'application/pdf',
    size: bytes.length,
    async read(offset, length) {
      longest.read = Math.max(longest.read, length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

export type Collected = FileSink & { bytes: Uint8Array[]; state: 'open' | 'finished' | 'discarded' };
export function collected(): Collected {
  const sink: Collected = {
    bytes: [],
    state: 'open',
    async write(piece) {
      if (sink.state !== 'open') throw new Error(`written to after it was ${sink.state}`);
      sink.bytes.push(piece.slice());
    },
    async finish() {
      sink.state = 'finished';
    },
    async discard() {
      sink.bytes = [];
      sink.state = 'discarded';
    },
  };
  return sink;
}
export const same = (pieces: readonly Uint8Array[], bytes: Uint8Array): boolean => Buffer.concat(pieces).equals(bytes);
