// What this vault holds of each transmission: sealed as it came, opened as it verified, with the state its register gives it (protocol.md sections 4 and 6).

import {
  type AttachmentRef,
  type AuthorityId,
  type Body,
  type CaseId,
  type Digest,
  decode,
  decodeEnvelope,
  type EnvelopeClass,
  type Kid,
  MAX_STATEMENT_BYTES,
  type OfficialId,
  parseStatement,
} from '../../crypto/index.ts';
import type { Act } from '../casework/act.ts';
import { decodeAct } from '../casework/act.ts';
import { type AnyCode, need } from './failure.ts';
import { cborToPlain } from './plain.ts';
import type { Register } from './register.ts';
import { foldStatus, type TransmissionState } from './status.ts';
import { put, recordOf, recordsOf, type Vault, type VaultWrite } from './vault.ts';

/** As the relay served it; `body` and `wrap` are ciphertext. */
export type StoredItem = {
  readonly subject: Digest;
  readonly index: number;
  readonly statement: Uint8Array;
  readonly wrapList: Uint8Array;
  readonly body: Uint8Array;
  readonly gestures: Uint8Array | null;
  readonly act: Uint8Array;
  readonly attachments: Body['attachments'];
  readonly contentKey: Uint8Array;
  readonly official: OfficialId;
  readonly kid: Kid;
  readonly signedBy: readonly OfficialId[];
  readonly registeredAt: number;
  /** Attachments decrypted and verified by this client. */
  readonly verifiedFiles: readonly string[];
};

/** A transmission as people work with it. Everything in it was verified; the act is data, to be shown as text. */
export type Item = TransmissionState & {
  readonly subject: Digest;
  readonly direction: 'in' | 'out';
  readonly class: EnvelopeClass;
  readonly sender: { readonly authority: AuthorityId; readonly official: OfficialId; readonly kid: Kid };
  readonly to: readonly AuthorityId[];
  readonly caseId: CaseId;
  readonly previous: readonly Digest[];
  readonly createdAt: number;
  readonly registeredAt: number;
  readonly answerBy: number | null;
  readonly signedBy: readonly OfficialId[];
  readonly act: Act;
  readonly attachments: readonly {
    readonly ref: AttachmentRef;
    readonly name: string;
    readonly mediaType: string;
    readonly size: number;
    readonly verified: boolean;
  }[];
};

/** A transmission that could not be opened, and why. It is tried again at each pull. */
export type Trouble = {
  readonly subject: Digest;
  readonly index: number;
  readonly code: AnyCode;
  readonly detail: string;
};

const ITEM = 'item/';
const TROUBLE = 'trouble/';
const ACK = 'proof/';

export const itemWrite = (item: StoredItem): VaultWrite => put(`${ITEM}${item.subject}`, item);
export const troubleKey = (subject: Digest): string => `${TROUBLE}${subject}`;
/** Keeps an acknowledgement statement that verified. */
export const proofWrite = (evidence: Digest, statement: Uint8Array): VaultWrite => put(`${ACK}${evidence}`, statement);

export type Items = {
  /** Throws CLIENT_NOT_FOUND. */
  stored(subject: Digest): Promise<StoredItem>;
  find(subject: Digest): Promise<StoredItem | null>;
  /** Throws CLIENT_NOT_FOUND, CONTENT_ACT. */
  item(subject: Digest): Promise<Item>;
  /** All of them, oldest entry first. */
  list(): Promise<Item[]>;
  troubles(): Promise<Trouble[]>;
  /** Acknowledgement statements that verified. */
  proofs(evidence: readonly Digest[]): Promise<Uint8Array[]>;
};

export function openItems(vault: Vault, register: () => Register): Items {
  const find = (subject: Digest): Promise<StoredItem | null> => recordOf<StoredItem>(vault, `${ITEM}${subject}`);

  const proofs = async (): Promise<ReadonlySet<string>> => new Set(await vault.list(ACK));

  // `proved` is read once for a whole list: for each item it would be the square of them.
  function viewOf(stored: StoredItem, proved: ReadonlySet<string>): Item {
    const { core, attachments } = decodeEnvelope(
      parseStatement('envelope', stored.statement, MAX_STATEMENT_BYTES).payload,
    );
    const own = register();
    const to = core.recipients.map(({ authority }) => authority).filter((a) => a !== core.sender.authority);
    const leaves = own.about(stored.subject).map((index) => ({ index, leaf: own.leaf(index) }));
    return {
      ...foldStatus(leaves, to, (evidence) => evidence !== null && proved.has(`${ACK}${evidence}`)),
      subject: stored.subject,
      direction: core.sender.authority === own.authority ? 'out' : 'in',
      class: core.class,
      sender: { authority: core.sender.authority, official: stored.official, kid: stored.kid },
      to,
      caseId: core.caseId,
      previous: core.previous,
      createdAt: core.createdAt,
      registeredAt: stored.registeredAt,
      answerBy: core.answerBy,
      signedBy: stored.signedBy,
      act: decodeAct(cborToPlain(decode(stored.act, stored.act.length))),
      attachments: attachments.map((ref, i) => {
        const { name, mediaType, size } = stored.attachments[i] as Body['attachments'][number];
        return { ref, name, mediaType, size, verified: stored.verifiedFiles.includes(ref.uploadId) };
      }),
    };
  }

  async function stored(subject: Digest): Promise<StoredItem> {
    const found = await find(subject);
    need(found, 'CLIENT_NOT_FOUND', `no transmission ${subject} in this vault`);
    return found;
  }
  return {
    find,
    stored,
    item: async (subject) => viewOf(await stored(subject), await proofs()),
    async list() {
      const proved = await proofs();
      const items = (await recordsOf<StoredItem>(vault, ITEM)).map(({ record }) => viewOf(record, proved));
      const first = (item: Item): number => item.events[0]?.index ?? 0;
      return items.sort((a, b) => first(a) - first(b));
    },
    troubles: async () => (await recordsOf<Trouble>(vault, TROUBLE)).map(({ record }) => record),
    async proofs(evidence) {
      const found: Uint8Array[] = [];
      for (const digest of evidence) {
        const statement = await recordOf<Uint8Array>(vault, `${ACK}${digest}`);
        if (statement) found.push(statement);
      }
      return found;
    },
  };
}
