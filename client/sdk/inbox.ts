// The inbox: one's own register is the mailbox. Each entry in its order is opened, kept and acknowledged; a broken one is shown and holds up nothing (protocol.md section 6).
import {
  ACK_KINDS,
  type AckKind,
  type AuthorityId,
  type Digest,
  decodeEnvelope,
  EVENTS,
  type EventName,
  type EvidenceFrame,
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
import { drop, put, recordOf, type Vault } from './vault.ts';

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
const OWED = 'owed-ack/';
const OPENABLE: readonly number[] = [EVENTS.SubmissionAcceptance, EVENTS.ContentConsignment, EVENTS.Proposed];

export type InboxOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly items: Items;
  readonly opening: Opening;
  readonly acknowledgements: Acknowledgements;
  /** Opens what this device needs to read: lockboxes of epochs that came since. */
  prepare(): Promise<void>;
  /** True for an auditor: sees entries, opens nothing. */
  auditor(): Promise<boolean>;
  register(): Register;
};

export function openInbox(options: InboxOptions): Inbox {
  const { vault, door, items, opening, acknowledgements, prepare, auditor, register } = options;

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

  /**
   * States that it was received. It stays owed until it is, through crashes and cuts. One that fails for a reason of its own does not hold up what
   * comes after it; where nobody answers, that is returned, to end the pull once the item is given out.
   */
  async function received(subject: Digest): Promise<unknown> {
    try {
      await state(subject, ACK_KINDS.received);
      await vault.write([drop(`${OWED}${subject}`)]);
      return null;
    } catch (error) {
      if (codeOf(error) === null) throw error;
      return isSilence(error) ? error : null;
    }
  }

  async function payOwed(): Promise<void> {
    for (const key of await vault.list(OWED)) {
      const silence = await received(key.slice(OWED.length) as Digest);
      if (silence) throw silence;
    }
  }

  async function* openOne(index: number, cursor: number | null): AsyncGenerator<Arrival, void> {
    const { item, trouble, writes } = await opening.open(index);
    const theirs = item !== null && register().leaf(index).event === EVENTS.ContentConsignment;
    await vault.write([
      ...writes,
      ...(theirs ? [put(`${OWED}${item.subject}`, true)] : []),
      ...(cursor === null ? [] : [put(CURSOR, cursor)]),
    ]);
    if (trouble) yield { type: 'trouble', trouble };
    else if (!item) {
      const { subject, counterpart: by, at } = register().leaf(index);
      yield { type: 'event', subject, event: 'Proposed', by, at, proved: false };
    }
    if (!item) return;
    const silence = theirs ? await received(item.subject) : null;
    yield { type: 'item', item: await items.item(item.subject) };
    if (silence) throw silence;
  }

  /** The newest of the entries by which a transmission can be opened: a proposal that was completed is opened as what it became. */
  const newest = (subject: Digest): number => {
    const own = register();
    return own
      .about(subject)
      .filter((index) => OPENABLE.includes(own.leaf(index).event))
      .at(-1) as number;
  };

  /** Whether a device's statement stands behind an entry. Frames are asked for once a pull, unless one is older than the entry. */
  async function prove(leaf: RegisterLeaf, frames: Map<Digest, EvidenceFrame>): Promise<boolean> {
    const look = async (frame: EvidenceFrame): Promise<boolean> => {
      const found = await acknowledgements.verified([leaf], frame);
      if (found.size > 0) await vault.write([...found].map(([evidence, statement]) => proofWrite(evidence, statement)));
      return found.size > 0;
    };
    const before = frames.get(leaf.subject);
    if (before && (await look(before))) return true;
    try {
      const frame = await door.evidence(leaf.subject, false);
      frames.set(leaf.subject, frame);
      return await look(frame);
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      return false;
    }
  }

  async function* event(index: number, frames: Map<Digest, EvidenceFrame>): AsyncGenerator<Arrival, void> {
    const leaf = register().leaf(index);
    const proved = isDeviceEvent(leaf.event) && (await prove(leaf, frames));
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
      await payOwed();
      const frames = new Map<Digest, EvidenceFrame>();
      const reads = !(await auditor());
      if (reads) await prepare();
      if (reads) yield* again();
      for (let index = (await recordOf<number>(vault, CURSOR)) ?? 0; index < own.size(); index++) {
        const { event: kind } = own.leaf(index);
        if (reads && OPENABLE.includes(kind)) yield* openOne(index, index + 1);
        else yield* event(index, frames);
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
