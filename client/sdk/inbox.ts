// The inbox: one's own register is the mailbox. Each entry in its order is opened, kept and acknowledged; a broken one is shown and holds up nothing (protocol.md section 6).
import {
  ACK_KINDS,
  type AckKind,
  type AuthorityId,
  type Digest,
  decodeEnvelope,
  EVENTS,
  type EventName,
  eventName,
  MAX_STATEMENT_BYTES,
  parseStatement,
  REASONS,
  type ReasonCode,
  type RegisterLeaf,
} from '../../crypto/index.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import { type AnyCode, codeOf, need, RelayError } from './failure.ts';
import { type Item, type Items, proofWrite, type StoredItem, type Trouble } from './items.ts';
import type { Opening } from './opening.ts';
import type { Register } from './register.ts';
import type { RelayDoor } from './relay-door.ts';
import { isSilence } from './relay-door.ts';
import { isDeviceEvent } from './status.ts';
import { put, recordOf, type Vault } from './vault.ts';

/** What a pull brings, in the order of the register. */
export type Arrival =
  /** Opened and kept: received, or sent by this or another device of one's own authority. */
  | { readonly type: 'item'; readonly item: Item }
  /** There, proven, and not to be opened: why. It is tried again at each pull. */
  | { readonly type: 'trouble'; readonly trouble: Trouble }
  /** Something happened to a transmission. `proved`: a device signed it; otherwise the relay reports it. */
  | {
      readonly type: 'event';
      readonly subject: Digest;
      readonly event: EventName;
      readonly by: AuthorityId | null;
      readonly at: number;
      readonly proved: boolean;
    };

export type Inbox = {
  /** Fetches the register and everything new in it. May be left at any point: what was yielded is kept, the rest comes next time. */
  pull(): AsyncGenerator<Arrival, void>;
  /** "An official opened it." Once for the authority. */
  opened(subject: Digest): Promise<void>;
  /** "An official answers for it." */
  taken(subject: Digest): Promise<void>;
  /** Not competent or unable, with a public reason. */
  refuse(subject: Digest, reason: ReasonCode): Promise<void>;
  /** Handed on to another desk. */
  pass(subject: Digest, reason: ReasonCode): Promise<void>;
  /** "All attachments were decrypted and verified": stated once all of them are. */
  filesVerified(subject: Digest): Promise<void>;
  /** What cannot be opened, as last tried. */
  troubles(): Promise<Trouble[]>;
};

const CURSOR = 'inbox/cursor';
const OPENABLE: readonly number[] = [EVENTS.SubmissionAcceptance, EVENTS.ContentConsignment, EVENTS.Proposed];

export type InboxOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly items: Items;
  readonly opening: Opening;
  readonly acknowledgements: Acknowledgements;
  /** True for an auditor: sees entries, opens nothing. */
  auditor(): Promise<boolean>;
  register(): Register;
};

export function openInbox(options: InboxOptions): Inbox {
  const { vault, door, items, opening, acknowledgements, auditor, register } = options;

  const senderOf = ({ statement }: StoredItem): AuthorityId =>
    decodeEnvelope(parseStatement('envelope', statement, MAX_STATEMENT_BYTES).payload).core.sender.authority;

  async function state(
    subject: Digest,
    kind: AckKind,
    more: { readonly reason?: ReasonCode; readonly attachments?: number } = {},
  ): Promise<void> {
    const sender = senderOf(await items.stored(subject));
    // The sender's own copy is nobody's mail.
    if (sender !== register().authority) await acknowledgements.state({ subject, sender, kind, ...more });
  }

  /** An acknowledgement that fails for a reason of its own must not hold up what comes after it; silence ends the pull. */
  async function received(subject: Digest): Promise<void> {
    try {
      await state(subject, ACK_KINDS.received);
    } catch (error) {
      if (isSilence(error) || codeOf(error) === null) throw error;
    }
  }

  async function* openOne(index: number, cursor: number | null): AsyncGenerator<Arrival, void> {
    const { item, trouble, writes } = await opening.open(index);
    await vault.write([...writes, ...(cursor === null ? [] : [put(CURSOR, cursor)])]);
    if (!item) {
      yield { type: 'trouble', trouble };
      return;
    }
    if (register().leaf(index).event === EVENTS.ContentConsignment) await received(item.subject);
    yield { type: 'item', item: await items.item(item.subject) };
  }

  /** The newest of the entries by which a transmission can be opened: a proposal that was completed is opened as what it became. */
  const newest = (subject: Digest): number => {
    const own = register();
    return own
      .about(subject)
      .filter((index) => OPENABLE.includes(own.leaf(index).event))
      .at(-1) as number;
  };

  async function prove(leaf: RegisterLeaf): Promise<boolean> {
    try {
      const frame = await door.evidence(leaf.subject, false);
      const found = await acknowledgements.verified([leaf], frame);
      await vault.write([...found].map(([evidence, statement]) => proofWrite(evidence, statement)));
      return found.size > 0;
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      return false;
    }
  }

  async function* event(index: number): AsyncGenerator<Arrival, void> {
    const leaf = register().leaf(index);
    const proved = isDeviceEvent(leaf.event) && (await prove(leaf));
    await vault.write([put(CURSOR, index + 1)]);
    const { subject, counterpart: by, at } = leaf;
    yield { type: 'event', subject, event: eventName(leaf.event), by, at, proved };
  }

  async function* again(): AsyncGenerator<Arrival, void> {
    for (const { subject, code } of await items.troubles()) {
      for await (const arrival of openOne(newest(subject), null))
        if (arrival.type !== 'trouble' || arrival.trouble.code !== (code as AnyCode)) yield arrival;
    }
  }

  return {
    async *pull() {
      const own = register();
      await own.sync();
      await acknowledgements.resume();
      const reads = !(await auditor());
      if (reads) yield* again();
      for (let index = (await recordOf<number>(vault, CURSOR)) ?? 0; index < own.size(); index++) {
        const { event: kind } = own.leaf(index);
        if (reads && OPENABLE.includes(kind)) yield* openOne(index, index + 1);
        else yield* event(index);
      }
    },
    opened: (subject) => state(subject, ACK_KINDS.opened),
    taken: (subject) => state(subject, ACK_KINDS.taken),
    refuse: (subject, reason) => {
      need(reason !== REASONS.none, 'CLIENT_NOT_FOUND', 'a refusal has a reason');
      return state(subject, ACK_KINDS.refused, { reason });
    },
    pass: (subject, reason) => state(subject, ACK_KINDS.passed, { reason }),
    async filesVerified(subject) {
      const { attachments, verifiedFiles } = await items.stored(subject);
      const all = attachments.every(({ uploadId }) => verifiedFiles.includes(uploadId));
      if (all && attachments.length > 0) await state(subject, ACK_KINDS.received, { attachments: attachments.length });
    },
    troubles: items.troubles,
  };
}
