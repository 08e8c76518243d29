// The outbox: kept before it is sent, sent until it is proven, never sealed again because a relay asks for it (protocol.md sections 4 to 6).

import {
  type AuthorityId,
  type CaseId,
  CLASSES,
  type Digest,
  type DraftId,
  decodeEnvelope,
  type EnvelopeClass,
  EVENTS,
  idOf,
  MAX_STATEMENT_BYTES,
  parseStatement,
  type Random,
  toHex,
} from '../../crypto/index.ts';
import type { Act } from '../casework/act.ts';
import type { Composer } from './compose.ts';
import { newCaseId } from './compose.ts';
import { ClientError, codeOf, need, RelayError } from './failure.ts';
import type { IdentityRoom } from './identity.ts';
import { isReceipt, isSettled, type OutboxEntry, type Sealed } from './outbox-entry.ts';
import { openShelf } from './outbox-shelf.ts';
import type { OwnChain } from './own-chain.ts';
import type { Register } from './register.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import type { Sending } from './sending.ts';
import type { FileSource } from './uploads.ts';
import type { Vault } from './vault.ts';

/** A file to attach. `reference` finds it again after a restart (a path, say); without one its bytes are kept in the vault until it is sent. */
export type Attachment = FileSource & { readonly reference?: string };

export type SendInput = {
  readonly to: readonly AuthorityId[];
  readonly act: Act;
  readonly class: EnvelopeClass;
  /** Absent: a new case. */
  readonly caseId?: CaseId;
  /** Urgent only: unix ms, 30 minutes to 72 hours ahead. */
  readonly answerBy?: number;
  readonly files?: readonly Attachment[];
  /** The draft it is made from, named in the entry. */
  readonly draft?: DraftId;
};

export type Outbox = {
  /** Keeps the transmission, then sends it as far as it goes now. Throws why it did not go on; the entry stays, and `resume` goes on with it. */
  send(input: SendInput): Promise<OutboxEntry>;
  /** Keeps without sending. Throws CONTENT_*, CLIENT_RECIPIENT and the like, before anything is kept. */
  compose(input: SendInput): Promise<OutboxEntry>;
  /** Goes on with one entry. */
  advance(id: string): Promise<OutboxEntry>;
  /** Goes on with every entry that is not settled; one that fails does not hold the others. Throws only when nobody answers. */
  resume(): Promise<OutboxEntry[]>;
  list(): Promise<OutboxEntry[]>;
  /** Throws CLIENT_NOT_FOUND. */
  entry(id: string): Promise<OutboxEntry>;
  /** Seals a stopped entry again, under a new number: a person's decision. */
  renew(id: string): Promise<OutboxEntry>;
  /** Gives up an entry that was not handed in, or forgets one that came to nothing. Throws CLIENT_ALREADY_SENT once it may have been sent. */
  discard(id: string): Promise<void>;
  /** Looks whether proposals were completed or closed by now, in the register. */
  settle(): Promise<void>;
};

/** What a relay still takes: beyond it the transmission is sealed again, by a person. */
const STALE_MS = 24 * 3_600_000;
const MAX_SEALINGS = 5;
const MAX_KEPT = 64 * 1024 * 1024;
/** Refusals that a newer directory can explain. */
const OVERTAKEN = ['EPOCH_STALE', 'EPOCH_UNKNOWN', 'EPOCH_KEY_MISMATCH', 'ROSTER_STALE'];
/** A gesture whose nonce is gone: the statement stands, the gesture is made again. */
const NONCE_GONE = ['POLICY_REPLAY'];

export type OutboxOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly chain: OwnChain;
  readonly composer: Composer;
  readonly sending: Sending;
  readonly random: Random;
  readonly clock: { now(): number };
  register(): Register;
};

export function openOutbox(options: OutboxOptions): Outbox {
  const { vault, door, identity, chain, composer, sending, random, clock, register } = options;

  const shelf = openShelf(vault);
  const { keep, list, entry: entryOf } = shelf;

  const stop = (entry: OutboxEntry, error: unknown): Promise<OutboxEntry> =>
    keep({ ...entry, status: 'stopped', code: codeOf(error) });

  /** OUT-3: sealed again only because of a link that this client verified itself, under a new number and with fresh gestures. */
  async function reseal(entry: OutboxEntry, error: RelayError): Promise<OutboxEntry> {
    const changed = await sending.overtaken(entry);
    if (!changed || entry.sealings >= MAX_SEALINGS) {
      await stop(entry, new ClientError('CLIENT_RESEND_REFUSED', error.message));
      throw new ClientError(
        'CLIENT_RESEND_REFUSED',
        `refused with ${error.code}, which the directory does not explain`,
      );
    }
    return keep(anew(entry));
  }

  const anew = (entry: OutboxEntry): OutboxEntry => ({
    ...entry,
    status: 'composed',
    messageId: idOf('message', random(16)),
    sealed: null,
    gestures: null,
    code: null,
  });

  /** OUT-4: refused for its age. It may have been entered before: one's own register says so, not the relay. */
  async function tooOld(entry: OutboxEntry, error: RelayError): Promise<OutboxEntry> {
    await register().sync();
    const entered = register().about(entry.sealed?.subject as Digest).length > 0;
    const old = clock.now() - (entry.sealed?.createdAt ?? 0) > STALE_MS;
    const reason = entered || !old ? error : new ClientError('CLIENT_OUTBOX_STALE', 'sealed too long ago');
    await stop(entry, reason);
    throw reason;
  }

  async function step(entry: OutboxEntry): Promise<OutboxEntry> {
    if (entry.status === 'composed') return sending.seal(await sending.files(entry, keep), keep);
    if (entry.status === 'sealed') return sending.sign(entry, keep);
    try {
      const done = await sending.submit(entry, keep);
      await remember(done);
      return done;
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      if (OVERTAKEN.includes(error.code)) return reseal(entry, error);
      if (NONCE_GONE.includes(error.code) && entry.class !== CLASSES.ordinary && entry.sealings < MAX_SEALINGS)
        return keep({ ...entry, status: 'sealed', gestures: null, sealings: entry.sealings + 1 });
      if (error.code === 'POLICY_TIME') return tooOld(entry, error);
      // Only refusals of this very transmission stop it; a busy or full relay, or a sign-in that ended, does not.
      if (!error.code.startsWith('RELAY_') || error.code === 'RELAY_CONFLICT') await stop(entry, error);
      throw error;
    }
  }

  async function remember(entry: OutboxEntry): Promise<void> {
    const { sealed } = entry;
    if (!sealed || entry.status !== 'submitted') return;
    const { payload } = parseStatement('envelope', sealed.statement, MAX_STATEMENT_BYTES);
    const at = entry.submittedAt ?? clock.now();
    await vault.write([composer.caseWrite(sealed.subject, decodeEnvelope(payload), at)]);
  }

  async function goOn(id: string): Promise<OutboxEntry> {
    let entry = await entryOf(id);
    while (!isSettled(entry) && entry.status !== 'proposed') entry = await step(entry);
    return entry;
  }

  // Whoever asks while an entry is on its way waits for the same end: two at once would seal it twice.
  const going = new Map<string, Promise<OutboxEntry>>();
  function advance(id: string): Promise<OutboxEntry> {
    const running = going.get(id) ?? goOn(id).finally(() => going.delete(id));
    going.set(id, running);
    return running;
  }

  async function compose(input: SendInput): Promise<OutboxEntry> {
    // Judged on the newest directory; without a line on the last one, and again before it is sealed.
    await chain.sync(identity.enrolled().authority).catch((error: unknown) => {
      if (!isSilence(error)) throw error;
    });
    const { roster } = await composer.demandSender(input.class);
    composer.encodeAct(input.act, input.class);
    await composer.recipients(input, roster);
    const id = toHex(random(8));
    const files = (input.files ?? []).map(({ name, mediaType, size, reference }) => ({
      name,
      mediaType,
      size,
      reference: reference ?? null,
      record: null,
      sent: false,
    }));
    const bytes = new Map<number, Uint8Array>();
    for (const [index, file] of (input.files ?? []).entries()) {
      if (file.reference !== undefined) continue;
      need(file.size <= MAX_KEPT, 'CLIENT_VAULT_WRITE', 'a file of this size is attached by its place, not its bytes');
      bytes.set(index, await file.read(0, file.size));
    }
    const entry: OutboxEntry = {
      id,
      status: 'composed',
      to: input.to,
      act: input.act,
      class: input.class,
      caseId: input.caseId ?? newCaseId(random),
      answerBy: input.answerBy ?? null,
      files,
      messageId: idOf('message', random(16)),
      sealed: null,
      gestures: null,
      leaves: [],
      submittedAt: null,
      createdAt: clock.now(),
      ...(input.draft === undefined ? {} : { draft: input.draft }),
      sealings: 0,
      code: null,
    };
    await shelf.add(entry, bytes);
    return entry;
  }

  /** A proposal that a second official completed: what the registers hold now is fetched and proven like a receipt. */
  async function settleOne(entry: OutboxEntry): Promise<void> {
    const subject = entry.sealed?.subject as Digest;
    const events = register()
      .about(subject)
      .map((index) => register().leaf(index).event);
    // Entered outweighs closed, as everywhere (sdk/status).
    if (!events.includes(EVENTS.SubmissionAcceptance)) {
      if (events.includes(EVENTS.ProposalClosed)) await keep({ ...entry, status: 'closed' });
      return;
    }
    const { gestures } = await door.transmission(subject);
    const { leaves } = await door.evidence(subject, false);
    const receipt = leaves.filter(({ leaf }) => isReceipt(leaf));
    const { at } = await sending.prove(entry.sealed as Sealed, gestures, receipt);
    const done: OutboxEntry = { ...entry, status: 'submitted', leaves: receipt, submittedAt: at };
    await keep(done);
    await remember(done);
  }

  return {
    compose,
    advance,
    list,
    entry: entryOf,
    send: async (input) => advance((await compose(input)).id),
    async resume() {
      const advanced: OutboxEntry[] = [];
      for (const entry of await list()) {
        if (isSettled(entry)) continue;
        try {
          advanced.push(await advance(entry.id));
        } catch (error) {
          if (isSilence(error)) throw error;
          advanced.push(await entryOf(entry.id));
        }
      }
      return advanced;
    },
    async renew(id) {
      const entry = await entryOf(id);
      need(entry.status === 'stopped', 'CLIENT_NOT_FOUND', 'only a stopped transmission is sealed again');
      await register().sync();
      const entered = entry.sealed && register().about(entry.sealed.subject).length > 0;
      // What stands in the register is sent: sealing it again would send it twice.
      await keep(entered ? { ...entry, status: 'ready', code: null } : anew(entry));
      return advance(id);
    },
    async discard(id) {
      const entry = await entryOf(id);
      const handedIn = entry.status === 'submitted' || entry.status === 'proposed' || entry.status === 'ready';
      need(!handedIn, 'CLIENT_ALREADY_SENT', 'it was handed in, or may have been');
      await shelf.remove(entry);
    },
    async settle() {
      for (const entry of await list()) if (entry.status === 'proposed') await settleOne(entry);
    },
  };
}
