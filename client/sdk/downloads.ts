// Attachments on their way in: fetched in ranges, resumed after a cut, opened in bounded memory, and given out only once all of it is verified (protocol.md section 4).
import {
  type AttachmentEngines,
  type AttachmentRef,
  type AuthorityId,
  attachmentOpener,
  CHUNK_SALT,
  demand,
  idOf,
  sha256Stream,
} from '../../crypto/index.ts';
import { need, RelayError } from './failure.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';

/** Where a file goes. What is written lies where nobody takes it for the file until `finish`. */
export type FileSink = {
  write(bytes: Uint8Array): Promise<void>;
  /** All that was written is authentic and whole: make it the file. */
  finish(): Promise<void>;
  /** Nothing that was written is to be believed: remove it. */
  discard(): Promise<void>;
};

/** An attachment at the relay. `authority` is the sender's. */
type Place = {
  readonly door: Pick<RelayDoor, 'ask'>;
  readonly authority: AuthorityId;
  readonly ref: AttachmentRef;
};

export type Download = {
  /** Bytes of ciphertext fetched so far. */
  received(): number;
  /**
   * Fetches the rest and finishes the sink. After CLIENT_RELAY_UNREACHABLE, CLIENT_RELAY_TIMEOUT or a refusal of the relay call it again: it goes on where
   * it stands. Throws CONTENT_* for anything but the sealed file, CLIENT_RELAY_ANSWER, what the sink throws; then the sink is discarded and it is over.
   */
  run(): Promise<void>;
};

const RANGE = 4 * 1024 * 1024;
const LEAST = 64 * 1024;

/** Opens an attachment into `sink`. `key`, and `size` in bytes, stand in the opened body; `size` null where only the key is known. */
export function openDownload(
  input: Place &
    AttachmentEngines & {
      readonly key: Uint8Array;
      readonly size: number | null;
      readonly sink: FileSink;
      readonly onProgress?: (received: number, total: number) => void;
    },
): Download {
  const { ref, sink } = input;
  const ranges = sealedRanges(input);
  const opener = attachmentOpener(input);
  let over = false;

  async function take(): Promise<void> {
    for (let bytes = await ranges.next(); bytes; bytes = await ranges.next()) {
      for (const piece of opener.push(bytes)) await sink.write(piece);
      input.onProgress?.(ranges.received(), ref.length);
    }
    for (const piece of opener.end().pieces) await sink.write(piece);
  }
  return {
    received: ranges.received,
    async run() {
      demand(!over, 'CONTENT_ENDED', 'this download is over');
      try {
        await take();
      } catch (error) {
        if (isSilence(error) || error instanceof RelayError) throw error;
        over = true;
        await sink.discard();
        throw error;
      }
      over = true;
      await sink.finish();
    },
  };
}

/** The sealed bytes of an attachment as the envelope names them, whole only if `keep`, and the salt they begin with. Throws CONTENT_DIGEST, CLIENT_RELAY_*. */
export async function fetchSealed(
  place: Place,
  keep: boolean,
): Promise<{ readonly salt: Uint8Array; readonly ciphertext: Uint8Array | null }> {
  const ranges = sealedRanges(place);
  const hasher = sha256Stream();
  const whole = keep ? new Uint8Array(place.ref.length) : null;
  let salt: Uint8Array | null = null;
  for (let at = 0, bytes = await ranges.next(); bytes; at = ranges.received(), bytes = await ranges.next()) {
    hasher.update(bytes);
    whole?.set(bytes, at);
    salt ??= bytes.slice(0, CHUNK_SALT);
  }
  const same = idOf('digest', hasher.digest()) === place.ref.digest;
  demand(salt && same, 'CONTENT_DIGEST', 'not the bytes the envelope names');
  return { salt, ciphertext: whole };
}

// The ciphertext, one range after the other; null after the last. A failed call leaves it where it stood.
function sealedRanges({ door, authority, ref: { uploadId, length } }: Place) {
  let at = 0;
  let step = RANGE;
  async function range(): Promise<Uint8Array> {
    const last = Math.min(at + step, length) - 1;
    const answer = await door.ask({
      method: 'GET',
      path: `/v1/uploads/${authority}/${uploadId}`,
      headers: { range: `bytes=${at}-${last}` },
      max: last - at + 1,
    });
    const named = answer.headers.get('content-range') === `bytes ${at}-${last}/${length}`;
    const whole = answer.status === 206 && named && answer.body.length === last - at + 1;
    need(whole, 'CLIENT_RELAY_ANSWER', 'other bytes than were asked for');
    return answer.body;
  }
  return {
    received: () => at,
    async next(): Promise<Uint8Array | null> {
      while (at < length) {
        try {
          const bytes = await range();
          at += bytes.length;
          return bytes;
        } catch (error) {
          if (!isSilence(error) || step <= LEAST) throw error;
          step /= 2; // a slow line cuts long answers
        }
      }
      return null;
    },
  };
}
