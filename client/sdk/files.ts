// Received files: fetched, opened and verified into a sink, and once all of a transmission are, that is stated (protocol.md sections 4 and 6).
import {
  type AttachmentEngines,
  type Digest,
  decodeEnvelope,
  MAX_STATEMENT_BYTES,
  parseStatement,
  type UploadId,
} from '../../crypto/index.ts';
import { type FileSink, openDownload } from './downloads.ts';
import { need } from './failure.ts';
import type { Inbox } from './inbox.ts';
import { type Items, itemWrite } from './items.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import type { Vault } from './vault.ts';

export type Files = {
  /**
   * Saves an attachment of an opened transmission. Throws CLIENT_NOT_FOUND, CONTENT_* (then the sink is discarded), CLIENT_RELAY_*; repeated after a
   * cut it goes on within the same call as long as somebody answers.
   */
  save(input: {
    readonly subject: Digest;
    readonly uploadId: UploadId;
    readonly sink: FileSink;
    readonly onProgress?: (received: number, total: number) => void;
  }): Promise<void>;
};

const ATTEMPTS = 4;

export function openFiles(options: {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly items: Items;
  readonly inbox: Inbox;
  readonly engines: AttachmentEngines;
}): Files {
  const { vault, door, items, inbox, engines } = options;
  return {
    async save({ subject, uploadId, sink, onProgress }) {
      const stored = await items.stored(subject);
      const { core, attachments } = decodeEnvelope(
        parseStatement('envelope', stored.statement, MAX_STATEMENT_BYTES).payload,
      );
      const ref = attachments.find((one) => one.uploadId === uploadId);
      const described = stored.attachments.find((one) => one.uploadId === uploadId);
      need(ref && described, 'CLIENT_NOT_FOUND', 'no such file in this transmission');
      const { key, size } = described;
      const download = openDownload({
        door,
        authority: core.sender.authority,
        ref,
        key,
        size,
        sink,
        ...(onProgress ? { onProgress } : {}),
        ...engines,
      });
      for (let attempt = 1; ; attempt++) {
        try {
          await download.run();
          break;
        } catch (error) {
          if (isSilence(error) && attempt < ATTEMPTS) continue;
          if (isSilence(error)) await sink.discard();
          throw error;
        }
      }
      const current = await items.stored(subject);
      if (!current.verifiedFiles.includes(uploadId))
        await vault.write([itemWrite({ ...current, verifiedFiles: [...current.verifiedFiles, uploadId] })]);
      await inbox.filesVerified(subject).catch((error: unknown) => {
        if (!isSilence(error)) throw error;
      });
    },
  };
}
