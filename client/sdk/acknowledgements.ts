// Acknowledging: made once, kept before it is sent, believed entered only with both entries proven; and those of others, verified (protocol.md section 6).
import {
  ACK_EVENTS,
  ACK_KINDS,
  type AckKind,
  type AuthorityId,
  activeDevice,
  type Digest,
  decodeAcknowledgement,
  demand,
  digestOf,
  type EvidenceFrame,
  encodeAcknowledgement,
  MAX_ACK_BYTES,
  MEDIA,
  ProtocolError,
  parseStatement,
  REASONS,
  type ReasonCode,
  type RegisterLeaf,
  ROLES,
  rolesOf,
  signerOf,
  signerOfStatement,
  signStatement,
  type TrustCard,
  verifyAcknowledgementReceipt,
  verifyStatement,
} from '../../crypto/index.ts';
import type { Directory } from './directory.ts';
import { RelayError } from './failure.ts';
import type { IdentityRoom } from './identity.ts';
import type { Pins } from './pins.ts';
import type { Register } from './register.ts';
import { registerTrust } from './register-trust.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import { drop, put, recordOf, recordsOf, type Vault } from './vault.ts';

export type Acknowledgements = {
  /** States something about a received transmission. What was stated already, by whatever device of the authority, is not stated again. */
  state(input: {
    readonly subject: Digest;
    readonly sender: AuthorityId;
    readonly kind: AckKind;
    readonly attachments?: number;
    readonly reason?: ReasonCode;
  }): Promise<void>;
  /** Sends again what nobody answered. */
  resume(): Promise<void>;
  /** The statements behind these entries that verify, by their digest. */
  verified(leaves: readonly RegisterLeaf[], frame: EvidenceFrame): Promise<ReadonlyMap<Digest, Uint8Array>>;
};

type Owed = { subject: Digest; sender: AuthorityId; kind: AckKind; statement: Uint8Array };

const PREFIX = 'ack/';
const MAX_BYTES = MAX_ACK_BYTES + 512;

export type AcknowledgementsOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly directory: Directory;
  readonly pins: Pins;
  readonly trust: TrustCard;
  readonly clock: { now(): number };
  register(): Register;
};

export function openAcknowledgements(options: AcknowledgementsOptions): Acknowledgements {
  const { vault, door, identity, directory, pins, trust, clock, register } = options;

  const keyOf = ({ subject, kind, statement }: Owed): string =>
    `${PREFIX}${subject.slice(0, 32)}/${kind}/${digestOf(statement).slice(0, 16)}`;

  /** Whether one's own register says this already, of as many attachments. */
  function stated(subject: Digest, kind: AckKind): number {
    const own = register();
    return own
      .about(subject)
      .map((index) => own.leaf(index))
      .filter((leaf) => leaf.event === ACK_EVENTS[kind] && leaf.counterpart === own.authority).length;
  }

  async function send(owed: Owed): Promise<void> {
    let leaves: Awaited<ReturnType<RelayDoor['receipt']>>;
    try {
      leaves = await door.receipt('/v1/acknowledgements', MEDIA.statement, owed.statement);
    } catch (error) {
      if (isSilence(error)) throw error;
      // Another device of this authority was faster; the register will say so, or it is stated at the next pull.
      await vault.write([drop(keyOf(owed))]);
      if (error instanceof RelayError && error.code === 'RELAY_CONFLICT') return;
      throw error;
    }
    const evidence = digestOf(owed.statement);
    const acknowledgement = decodeAcknowledgement(parseStatement('ack', owed.statement, MAX_BYTES).payload);
    const expected = { acknowledgement, evidence, sender: owed.sender };
    verifyAcknowledgementReceipt({ leaves, expected, ...registerTrust(directory, trust) });
    await vault.write([drop(keyOf(owed)), put(`proof/${evidence}`, owed.statement)]);
    await pins.observe(leaves).catch((error: unknown) => {
      if (!isSilence(error)) throw error;
    });
  }

  /** ACK-6: the statement is of this subject and authority, by a device that was active, of a person where a person must have acted. */
  async function verifyOne(statement: Uint8Array, leaf: RegisterLeaf): Promise<void> {
    const parsed = parseStatement('ack', statement, MAX_BYTES);
    const ack = decodeAcknowledgement(parsed.payload);
    const fits =
      ack.subject === leaf.subject && ack.authority === leaf.counterpart && ACK_EVENTS[ack.kind] === leaf.event;
    demand(fits && ack.reason === leaf.reason, 'RECEIPT_MISMATCH', 'the statement says something else than the entry');
    const view = await directory.viewAt(ack.authority, leaf.dirSize);
    const device = view && activeDevice(view.roster, signerOfStatement(parsed), view.seq);
    demand(view && device, 'ROSTER_UNKNOWN_DEVICE', 'acknowledged by a device that was not active');
    verifyStatement(parsed, device.kid, device.public.sign);
    const roles = rolesOf(view.roster, device.official, view.seq);
    const service = roles.includes(ROLES.service);
    demand(!roles.includes(ROLES.auditor), 'ROSTER_ROLE', 'an auditor acknowledges nothing');
    demand(ack.kind === ACK_KINDS.received || !service, 'ROSTER_ROLE', 'a service only receives');
  }

  return {
    async state({ subject, sender, kind, attachments = 0, reason = REASONS.none }) {
      const { authority, device } = identity.enrolled();
      const rounds = stated(subject, kind);
      const again = kind === ACK_KINDS.received && attachments > 0 && rounds < 2;
      if (rounds > 0 && !again) return;
      const payload = encodeAcknowledgement({
        subject,
        authority,
        kind,
        attachments,
        reason,
        createdAt: clock.now(),
        directory: directory.anchor(),
      });
      const owed: Owed = { subject, sender, kind, statement: signStatement('ack', payload, signerOf(device)) };
      await vault.write([put(keyOf(owed), owed)]);
      await send(owed);
    },
    async resume() {
      for (const { key, record } of await recordsOf<Owed>(vault, PREFIX))
        if (await recordOf<Owed>(vault, key)) await send(record).catch((error: unknown) => rethrowSilence(error));
    },
    async verified(leaves, frame) {
      const given = new Map(frame.acknowledgements.map((statement) => [digestOf(statement), statement]));
      const found = new Map<Digest, Uint8Array>();
      for (const leaf of leaves) {
        const statement = leaf.evidence && given.get(leaf.evidence);
        if (!leaf.evidence || !statement) continue;
        try {
          await verifyOne(statement, leaf);
          found.set(leaf.evidence, statement);
        } catch (error) {
          // What does not verify proves nothing: the entry stays the relay's word.
          if (!(error instanceof ProtocolError)) throw error;
        }
      }
      return found;
    },
  };
}

function rethrowSilence(error: unknown): void {
  if (isSilence(error)) throw error;
}
