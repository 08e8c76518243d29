// The second official: a proposal is opened and shown like anything else, then gets a gesture over the very same statement (protocol.md section 5, "Two signers").
import {
  type Digest,
  decodeEnvelope,
  decodeGestures,
  EVENTS,
  encodeGestures,
  encodeWithdrawal,
  MAX_STATEMENT_BYTES,
  MEDIA,
  parseStatement,
  REASONS,
  type RegisterLeaf,
  type Roster,
  signerOf,
  signStatement,
  type TrustCard,
  verifyEntry,
} from '../../crypto/index.ts';
import type { Authenticator } from './authenticator.ts';
import type { Directory } from './directory.ts';
import { need } from './failure.ts';
import { makeGesture } from './gestures.ts';
import type { IdentityRoom } from './identity.ts';
import type { Item, Items } from './items.ts';
import type { OwnChain } from './own-chain.ts';
import type { Pins } from './pins.ts';
import type { Register } from './register.ts';
import { registerTrust } from './register-trust.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import type { Sending } from './sending.ts';
import { drop, put, recordOf, type Vault } from './vault.ts';

export type Proposals = {
  /** Proposals of one's own authority that wait for another official, opened. */
  open(): Promise<Item[]>;
  /** Adds this official's gesture. Resolves once it is proven in every register. Throws CLIENT_NOT_FOUND, CLIENT_PASSKEY, EPOCH_STALE, RECEIPT_*. */
  sign(subject: Digest): Promise<void>;
  /**
   * Takes it back, for everybody of one's own authority. Resolves once one's own register, as it is held by everybody, says so. Throws RELAY_CONFLICT (sent, or closed
   * meanwhile), RELAY_NOT_FOUND, RELAY_FORBIDDEN, CLIENT_RELAY_ANSWER (not proven), CLIENT_ALARM, REGISTER_*.
   */
  withdraw(subject: Digest): Promise<void>;
};

export type ProposalsOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly authenticator: Authenticator;
  readonly chain: OwnChain;
  readonly items: Items;
  readonly sending: Sending;
  readonly directory: Directory;
  readonly pins: Pick<Pins, 'observe'>;
  readonly trust: TrustCard;
  readonly clock: { now(): number };
  register(): Register;
  /** Looks again what became of what this device proposed. */
  settle(): Promise<void>;
};

const isWithdrawn = ({ event, reason }: Pick<RegisterLeaf, 'event' | 'reason'>): boolean =>
  event === EVENTS.ProposalClosed && reason === REASONS.withdrawn;
const key = (subject: Digest): string => `cosign/${subject}`;

export function openProposals(options: ProposalsOptions): Proposals {
  const { vault, door, identity, authenticator, chain, items, sending, directory, pins, trust, clock, register } =
    options;

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
    async withdraw(subject) {
      const { device, authority } = identity.enrolled();
      const payload = encodeWithdrawal({ subject, createdAt: clock.now() });
      const statement = signStatement('withdraw', payload, signerOf(device));
      const leaves = await door.receipt('/v1/withdrawals', MEDIA.statement, statement);
      const believed = registerTrust(directory, trust);
      const proven = leaves
        .map((leaf) => verifyEntry(leaf, believed))
        .some((e) => e.register === authority && e.subject === subject && isWithdrawn(e));
      need(proven, 'CLIENT_RELAY_ANSWER', 'the withdrawal is not proven');
      // Of a register shown to nobody else it proves nothing: it has to be the one that is read here, and its checkpoint must agree with it.
      const own = register();
      await own.sync();
      await pins.observe(leaves);
      const read = own.about(subject).some((index) => isWithdrawn(own.leaf(index)));
      need(read, 'CLIENT_RELAY_ANSWER', 'the withdrawal is not in the register');
      await options.settle();
    },
  };
}
