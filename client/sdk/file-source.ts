// Where the bytes of an attachment come from, and where those of a received one go: ports, so that the SDK knows no file system.

/** A file to send. It is read twice or more, from its beginning, and must give the same bytes each time. */
export type FileSource = {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** Finds it again after a restart: a path, say. Without one the bytes are kept in the vault until they are sent. */
  readonly reference?: string;
  read(): AsyncIterable<Uint8Array>;
};

/** Finds a file by its reference. Throws CLIENT_FILE_CHANGED when it is gone. */
export type OpenSource = (reference: string) => Promise<Pick<FileSource, 'size' | 'read'>>;

/** Takes a received file. What comes before `finish` is authentic and unfinished; without `finish` it is to be thrown away. */
export type FileSink = {
  write(piece: Uint8Array): Promise<void> | void;
  finish(): Promise<void> | void;
};

/** A file that is whole in memory. */
export const bytesSource = (name: string, mediaType: string, bytes: Uint8Array): FileSource => ({
  name,
  mediaType,
  size: bytes.length,
  async *read() {
    yield bytes;
  },
});

/** A sink that keeps the file in memory. `bytes` throws nothing and gives null until it is finished. */
export function memorySink(): FileSink & { bytes(): Uint8Array | null } {
  const pieces: Uint8Array[] = [];
  let finished = false;
  return {
    write: (piece) => void pieces.push(piece.slice()),
    finish: () => {
      finished = true;
    },
    bytes() {
      if (!finished) return null;
      const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
      let at = 0;
      for (const piece of pieces) {
        whole.set(piece, at);
        at += piece.length;
      }
      return whole;
    },
  };
}
