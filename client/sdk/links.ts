// Changing one's own chain: a link is made on the newest roster, judged by the same fold as everybody's, handed in, and seen again (protocol.md section 3).
import {
  type AuthorityId,
  digestOf,
  encodeLink,
  encodeLinkFrame,
  extendChain,
  type Kid,
  type LinkBody,
  openLockbox,
  ProtocolError,
  parseLink,
  type Roster,
  type StatementSigner,
  signerOf,
  signPart,
} from '../../crypto/index.ts';
import type { Directory } from './directory.ts';
import { need, RelayError } from './failure.ts';
import type { IdentityRoom } from './identity.ts';
import type { OwnChain } from './own-chain.ts';
import { encodePending, type PendingLink, pendingFrame, readPending } from './pending-link.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import { drop, put, recordOf, type Vault } from './vault.ts';

/** What somebody wants to change. */
export type Change = {
  readonly body: LinkBody;
  /** Who signs besides this device, or instead of it. */
  readonly signers?: readonly StatementSigner[];
  readonly epochKey?: Uint8Array | null;
  readonly lockboxes?: ReadonlyMap<Kid, Uint8Array>;
  /** Somebody who is no administrator has to sign as well: the change comes back as a file whatever the fold says. */
  readonly unfinished?: boolean;
  /** Custodians sign it: it is handed in where a party without a device may. */
  readonly recovery?: boolean;
};

/** Entered, or waiting for the signatures of others: then `file` goes to them. */
export type Changed =
  | { readonly state: 'entered'; readonly roster: Roster }
  | { readonly state: 'pending'; readonly file: Uint8Array };

export type Links = {
  /**
   * Makes the change on the newest roster, once more when somebody else was faster. Throws what the fold throws, CLIENT_RELAY_*; what nobody
   * answered is handed in again by `resume`. Asks `by` where this device is in no chain yet.
   */
  change(authority: AuthorityId, make: (roster: Roster) => Change | Promise<Change>, by?: RelayDoor): Promise<Changed>;
  /** Hands in again a link that nobody answered: the same bytes, so that it is entered once. */
  resume(): Promise<void>;
  /** What a pending file decides, on the newest roster. Throws CLIENT_PENDING_LINK, CLIENT_PENDING_STALE. */
  describe(file: Uint8Array): Promise<{ readonly body: LinkBody; readonly roster: Roster }>;
  /** Adds this device's signature, and hands the link in when that is enough. Throws as `change` and `describe`. */
  sign(file: Uint8Array): Promise<Changed>;
  /** Hands in a file that others have signed. Throws as `change` and `describe`. */
  submit(file: Uint8Array): Promise<Roster>;
};

const SENT = 'link/sent';
const ATTEMPTS = 3;
const OVERTAKEN = ['ROSTER_SEQUENCE', 'ROSTER_PREVIOUS', 'EPOCH_STALE'];

export type LinksOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly directory: Directory;
  readonly chain: OwnChain;
  readonly clock: { now(): number };
};

export function openLinks({ vault, door, identity, directory, chain, clock }: LinksOptions): Links {
  async function draft(roster: Roster, change: Change): Promise<PendingLink> {
    const admitted = directory.admitted(roster.authority) !== null;
    const payload = encodeLink({
      authority: roster.authority,
      seq: roster.headSeq + 1,
      previous: roster.headHash,
      body: change.body,
      createdAt: clock.now(),
      directory: admitted ? directory.anchor() : null,
    });
    const { device } = await identity.device();
    const signers = change.signers ?? [signerOf(device)];
    return {
      payload,
      parts: signers.map((signer) => signPart('link', payload, signer)),
      epochKey: change.epochKey ?? null,
      lockboxes: [...(change.lockboxes ?? [])].map(([kid, box]) => ({ kid, box })),
    };
  }

  /** Null when more officials have to sign. */
  async function judged(roster: Roster, pending: PendingLink): Promise<Roster | null> {
    try {
      return await extendChain(roster, parseLink(pendingFrame(pending).link));
    } catch (error) {
      if (error instanceof ProtocolError && error.code === 'ROSTER_THRESHOLD') return null;
      throw error;
    }
  }

  let underWay: Promise<unknown> = Promise.resolve();

  async function handIn(authority: AuthorityId, pending: PendingLink, recovery = false, by = door): Promise<Roster> {
    const frame = pendingFrame(pending);
    const bytes = encodeLinkFrame(frame);
    await vault.write([put(SENT, { authority, frame: bytes, recovery })]);
    const handed = hand(bytes, recovery, by);
    underWay = handed.catch(() => undefined);
    const roster = await chain.sync(authority, await handed);
    const links = await chain.links(authority);
    const { seq } = parseLink(frame.link).link;
    const there = links[seq];
    need(
      there && digestOf(there) === digestOf(frame.link),
      'CLIENT_RELAY_ANSWER',
      'the link was taken and is not there',
    );
    return roster;
  }

  /** Resolves to whom to ask from then on: an invitation is used up by the link it signs, and the device it brought answers for itself. */
  async function hand(bytes: Uint8Array, recovery: boolean, by: RelayDoor): Promise<RelayDoor> {
    try {
      await (recovery ? by.recoveryLink(bytes) : by.link(bytes));
    } catch (error) {
      // Whoever answered refused it; whoever did not may have taken it, so that it is offered again.
      if (!isSilence(error)) await vault.write([drop(SENT)]);
      throw error;
    }
    await vault.write([drop(SENT)]);
    return recovery ? by : door;
  }

  async function resume(by = door): Promise<void> {
    // What is being handed in at this moment has not gone unanswered yet: a second copy beside it would end what it began.
    await underWay;
    const sent = await recordOf<{ authority: AuthorityId; frame: Uint8Array; recovery?: boolean }>(vault, SENT);
    if (!sent) return;
    let next = by;
    try {
      next = await hand(sent.frame, sent.recovery === true, by);
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
    }
    await chain.sync(sent.authority, next);
  }

  async function onHead(file: Uint8Array) {
    const pending = readPending(file);
    const { link } = pending;
    const { authority } = identity.enrolled();
    need(link.authority === authority, 'CLIENT_PENDING_LINK', 'a decision of another authority');
    const roster = await chain.sync(authority);
    const next = link.seq === roster.headSeq + 1 && link.previous === roster.headHash;
    need(next, 'CLIENT_PENDING_STALE', `link ${link.seq} where ${roster.headSeq + 1} follows`);
    return { pending, roster };
  }

  /** LNK-2: whoever signs for an epoch can open it themselves, and every box is the one that the link names. */
  async function demandBoxes(
    roster: Roster,
    { link, lockboxes, epochKey }: ReturnType<typeof readPending>,
  ): Promise<void> {
    if (!('rotation' in link.body)) return;
    const { scope, epoch, keyHash, recipients } = link.body.rotation;
    const boxOf = new Map(lockboxes.map(({ kid, box }) => [kid, box]));
    const named = recipients.every(({ kid, digest }) => {
      const box = boxOf.get(kid);
      return box !== undefined && digestOf(box) === digest;
    });
    need(named && epochKey, 'CLIENT_PENDING_LINK', 'a new epoch without the boxes it names');
    const { device } = await identity.device();
    const box = boxOf.get(device.kid);
    if (!box) return;
    const name = { authority: roster.authority, scope, epoch, kid: device.kid, keyHash };
    openLockbox({ ...name, kemSecret: device.kemSecret, box });
  }

  return {
    resume: () => resume(),
    async change(authority, make, by = door) {
      await resume(by);
      for (let attempt = 1; ; attempt++) {
        const roster = await chain.sync(authority, by);
        const change = await make(roster);
        const pending = await draft(roster, change);
        if (change.unfinished || !(await judged(roster, pending)))
          return { state: 'pending', file: encodePending(pending) };
        try {
          return { state: 'entered', roster: await handIn(authority, pending, change.recovery, by) };
        } catch (error) {
          const overtaken = error instanceof RelayError && OVERTAKEN.includes(error.code);
          if (!overtaken || attempt >= ATTEMPTS) throw error;
        }
      }
    },
    async describe(file) {
      const { pending, roster } = await onHead(file);
      return { body: pending.link.body, roster };
    },
    async sign(file) {
      const { pending, roster } = await onHead(file);
      await demandBoxes(roster, pending);
      const { device } = await identity.device();
      const others = pending.parts.filter(({ kid }) => kid !== device.kid);
      const signed = { ...pending, parts: [...others, signPart('link', pending.payload, signerOf(device))] };
      if (!(await judged(roster, signed))) return { state: 'pending', file: encodePending(signed) };
      return { state: 'entered', roster: await handIn(roster.authority, signed) };
    },
    async submit(file) {
      const { pending, roster } = await onHead(file);
      need(await judged(roster, pending), 'CLIENT_PENDING_LINK', 'signatures are still missing');
      return handIn(roster.authority, pending);
    },
  };
}
