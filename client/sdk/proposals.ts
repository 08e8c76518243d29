// The second official: a proposal is opened and shown like anything else, then gets a gesture over the very same statement (protocol.md section 5, "Two signers").
import {
  type Digest,
  decodeEnvelope,
  decodeGestures,
  encodeGestures,
  MAX_STATEMENT_BYTES,
  MEDIA,
  parseStatement,
  type Roster,
} from '../../crypto/index.ts';
import type { Authenticator } from './authenticator.ts';
import { need } from './failure.ts';
import { makeGesture } from './gestures.ts';
import type { IdentityRoom } from './identity.ts';
import type { Item, Items } from './items.ts';
import type { OwnChain } from './own-chain.ts';
import type { Register } from './register.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import type { Sending } from './sending.ts';
import { drop, put, recordOf, type Vault } from './vault.ts';

export type Proposals = {
  /** Proposals of one's own authority that wait for another official, opened. */
  open(): Promise<Item[]>;
  /** Adds this official's gesture. Resolves once it is proven in every register. Throws CLIENT_NOT_FOUND, CLIENT_PASSKEY, EPOCH_STALE, RECEIPT_*. */
  sign(subject: Digest): Promise<void>;
};

export type ProposalsOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly authenticator: Authenticator;
  readonly chain: OwnChain;
  readonly items: Items;
  readonly sending: Sending;
  register(): Register;
};

const key = (subject: Digest): string => `cosign/${subject}`;

export function openProposals(options: ProposalsOptions): Proposals {
  const { vault, door, identity, authenticator, chain, items, sending, register } = options;

  /** The gesture, kept until it is proven: a lost answer is asked for again with the same one. */
  async function gestureFor(subject: Digest, roster: Roster): Promise<Uint8Array> {
    const kept = await recordOf<Uint8Array>(vault, key(subject));
    if (kept) return kept;
    const gesture = await makeGesture({ subject, roster, door, identity, authenticator });
    const bytes = encodeGestures([gesture]);
    await vault.write([put(key(subject), bytes)]);
    return bytes;
  }

  return {
    open: async () => (await items.list()).filter(({ status }) => status === 'proposed'),
    async sign(subject) {
      const { authority } = identity.enrolled();
      const stored = await items.stored(subject);
      const { core } = decodeEnvelope(parseStatement('envelope', stored.statement, MAX_STATEMENT_BYTES).payload);
      need(core.sender.authority === authority, 'CLIENT_NOT_FOUND', 'not a proposal of one’s own authority');
      const added = await gestureFor(subject, await chain.sync(authority));
      try {
        const leaves = await door.receipt(`/v1/transmissions/${subject}/gestures`, MEDIA.gesture, added);
        const before = stored.gestures ? decodeGestures(stored.gestures) : [];
        const gestures = encodeGestures([...before, ...decodeGestures(added)]);
        const proof = { subject, statement: stored.statement, dirSize: core.directory.size };
        await sending.prove(proof, gestures, leaves);
      } catch (error) {
        if (!isSilence(error)) await vault.write([drop(key(subject))]);
        throw error;
      }
      await vault.write([drop(key(subject))]);
      await register().sync();
    },
  };
}
