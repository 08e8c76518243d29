// Opening what the register says is there: fetched, every check of the protocol, then of casework, then kept; what cannot be opened is kept as trouble (protocol.md section 4).

import {
  type AuthorityId,
  type ChunkEngine,
  type Digest,
  decode,
  decodeEnvelope,
  demand,
  digestOf,
  EVENTS,
  idBytes,
  idOf,
  MAX_STATEMENT_BYTES,
  type MessageId,
  type OpenedTransmission,
  openTransmission,
  ProtocolError,
  parseStatement,
  type StoredTransmission,
  toHex,
  utf8,
} from '../../crypto/index.ts';
import { checkClass, decodeAct } from '../casework/act.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import type { Alarms } from './alarms.ts';
import type { Composer } from './compose.ts';
import type { Directory } from './directory.ts';
import { openExpiry } from './expiry.ts';
import { ClientError, codeOf, RelayError } from './failure.ts';
import { type Items, itemWrite, type StoredItem, type Trouble, troubleKey } from './items.ts';
import type { Pins } from './pins.ts';
import { cborToPlain } from './plain.ts';
import type { Register } from './register.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import type { Seeds } from './seeds.ts';
import { drop, put, recordOf, type Vault, type VaultWrite } from './vault.ts';

export type Opening = {
  /**
   * Opens the transmission whose entry stands at `index` of one's own register. Resolves to the item and the writes that keep it, to the trouble and
   * the write that remembers it, or to neither: a proposal that was closed went with its content. Throws only when nobody answers.
   */
  open(index: number): Promise<Opened>;
};
export type Opened =
  | { readonly item: StoredItem; readonly trouble: null; readonly writes: readonly VaultWrite[] }
  | { readonly item: null; readonly trouble: Trouble | null; readonly writes: readonly VaultWrite[] };

export type OpeningOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly directory: Directory;
  readonly seeds: Seeds;
  readonly alarms: Alarms;
  readonly pins: Pins;
  readonly items: Items;
  readonly composer: Composer;
  readonly acknowledgements: Acknowledgements;
  readonly engine?: ChunkEngine;
  register(): Register;
};

const seenKey = (sender: AuthorityId, message: MessageId): string =>
  `seen/${toHex(idBytes(digestOf(idBytes(sender), idBytes(message))))}`;

export function openOpening(options: OpeningOptions): Opening {
  const { vault, door, directory, seeds, alarms, pins, items, composer, engine, register } = options;
  const expiry = openExpiry(options);

  /** OPN-0: an entry without its content, unless one's own register excuses it, is proven withholding. Statements never go: none is no excuse. Null: a closed proposal. */
  async function missing(index: number, subject: Digest, statement: Uint8Array | null, cause: unknown): Promise<null> {
    const own = register();
    const excuse = statement === null ? null : await expiry.excuse(subject, statement);
    if (excuse === 'closed') return null;
    if (excuse === 'expired') throw new ClientError('CLIENT_EXPIRED', 'the content was deleted at its time', { cause });
    await alarms.raise({
      kind: 'withheld',
      origin: own.origin,
      code: 'CLIENT_WITHHELD',
      detail: `entry ${index} has no content`,
      evidence: [own.raw(index), utf8(own.proof(index))],
    });
    throw new ClientError('CLIENT_WITHHELD', 'the content is withheld', { cause });
  }

  async function fetchStored(index: number, subject: Digest) {
    let stored: StoredTransmission;
    try {
      stored = await door.transmission(subject);
    } catch (error) {
      if (error instanceof RelayError && error.code === 'RELAY_NOT_FOUND') return missing(index, subject, null, error);
      throw error;
    }
    const { wrap, body } = stored;
    if (!wrap || !body) return missing(index, subject, stored.statement, null);
    return { ...stored, wrap, body };
  }

  async function openAt(index: number): Promise<{ stored: StoredItem; opened: OpenedTransmission } | null> {
    const own = register();
    const leaf = own.leaf(index);
    const sender = leaf.counterpart ?? own.authority;
    const fetched = await fetchStored(index, leaf.subject);
    if (!fetched) return null;
    const { statement, wrapList, wrap, body, gestures } = fetched;
    demand(leaf.dirSize <= directory.anchor().size, 'REGISTER_LEAF', 'an entry of a directory that nobody has shown');
    const theirs = await directory.viewAt(sender, leaf.dirSize);
    const mine = await directory.viewAt(own.authority, leaf.dirSize);
    demand(theirs && mine, 'ROSTER_AUTHORITY', 'a sender that the directory did not have then');
    const { core } = decodeEnvelope(parseStatement('envelope', statement, MAX_STATEMENT_BYTES).payload);
    const seen = await recordOf<Digest>(vault, seenKey(sender, core.messageId));
    const opened = await openTransmission({
      statement,
      wrapList,
      wrap,
      body,
      gestures,
      leaf,
      sender: theirs,
      mine,
      directory: {
        admittedAt: directory.admitted(sender)?.index ?? null,
        rootAt: (size) => idOf('digest', directory.rootAt(size)),
      },
      seedOf(scope, epoch) {
        const named = mine.roster.epochs.find((e) => e.scope === scope && e.epoch === epoch);
        return named ? seeds.of(named.keyHash) : null;
      },
      seenAs: (from, message) => (from === sender && message === core.messageId ? seen : null),
      ...(engine ? { engine } : {}),
    });
    // Plaintext is hostile input too: what is no act, or needs more of an act than its envelope gave, is not kept.
    checkClass(decodeAct(cborToPlain(decode(opened.act, opened.act.length))), opened.class);
    const before = await items.find(leaf.subject);
    const stored: StoredItem = {
      subject: opened.subject,
      index,
      statement,
      wrapList,
      body,
      gestures,
      act: opened.act,
      attachments: opened.attachments,
      contentKey: opened.contentKey,
      official: opened.sender.official,
      kid: opened.sender.kid,
      signedBy: opened.signedBy,
      registeredAt: opened.registeredAt,
      verifiedFiles: before?.verifiedFiles ?? [],
    };
    return { stored, opened };
  }

  /** What the sender saw is compared after opening; a contradiction is an alarm beside the item, not against it. */
  async function compareGossip({ subject, gossip }: OpenedTransmission, statement: Uint8Array): Promise<void> {
    try {
      await pins.compare(subject, statement, gossip);
    } catch (error) {
      if (!(error instanceof ClientError && error.code === 'CLIENT_ALARM') && !isSilence(error)) throw error;
    }
  }

  return {
    async open(index) {
      const { subject } = register().leaf(index);
      try {
        const found = await openAt(index);
        if (!found) return { item: null, trouble: null, writes: [drop(troubleKey(subject))] };
        const { stored, opened } = found;
        await compareGossip(opened, stored.statement);
        const { core } = opened.envelope;
        const writes = [
          itemWrite(stored),
          drop(troubleKey(subject)),
          put(seenKey(core.sender.authority, core.messageId), subject),
          // What waits for a second official may never be sent: nothing after it names it before it is.
          ...(register().leaf(index).event === EVENTS.Proposed
            ? []
            : [composer.caseWrite(subject, opened.envelope, opened.registeredAt)]),
        ];
        return { item: stored, trouble: null, writes };
      } catch (error) {
        const code = codeOf(error);
        if (isSilence(error) || code === null) throw error;
        const detail = error instanceof ProtocolError || error instanceof Error ? error.message : '';
        const trouble: Trouble = { subject, index, code, detail };
        return { item: null, trouble, writes: [put(troubleKey(subject), trouble)] };
      }
    },
  };
}
