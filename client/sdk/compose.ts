// From what an official wants to say to a sealed envelope: parties looked up and judged on the verified directory, keys fetched by their hash (protocol.md section 4).

import {
  type AuthorityId,
  activeDevice,
  type CaseId,
  type ChunkEngine,
  CLASSES,
  currentEpoch,
  type Digest,
  demand,
  demandParties,
  digestOf,
  type Envelope,
  type EnvelopeClass,
  type EnvelopeCore,
  encode,
  hasRole,
  idOf,
  type MessageId,
  type Random,
  type Recipient,
  ROLES,
  type Roster,
  SCOPE,
  type SealedFile,
  type SealedTransmission,
  seal,
  signerOf,
} from '../../crypto/index.ts';
import type { Act } from '../casework/act.ts';
import { checkClass, decodeAct } from '../casework/act.ts';
import type { Directory } from './directory.ts';
import { need } from './failure.ts';
import type { Enrolled, IdentityRoom } from './identity.ts';
import type { OwnChain } from './own-chain.ts';
import type { Pins } from './pins.ts';
import { type Plain, plainToCbor } from './plain.ts';
import type { RelayDoor } from './relay-door.ts';
import { put, recordOf, recordsOf, type Vault, type VaultWrite } from './vault.ts';

/** What an official decided to send. */
export type Draft = {
  readonly to: readonly AuthorityId[];
  readonly act: Act;
  readonly class: EnvelopeClass;
  readonly caseId: CaseId;
  /** Urgent only: when an answer is needed, unix ms. */
  readonly answerBy: number | null;
};

export type Composer = {
  /** The act as bytes, read as the other side will read it. Throws CONTENT_ACT, CONTENT_CLASS. */
  encodeAct(act: Act, envelopeClass: EnvelopeClass): Uint8Array;
  /** Whether this device may send such a thing now. Throws CLIENT_REVOKED, CLIENT_NOT_ADMITTED, CLIENT_ROLE. */
  demandSender(envelopeClass: EnvelopeClass): Promise<{ readonly me: Enrolled; readonly roster: Roster }>;
  /** Throws CLIENT_RECIPIENT, POLICY_*, ROSTER_*. */
  recipients(draft: Pick<Draft, 'to'>, roster: Roster): Promise<readonly Recipient[]>;
  /** Seals on the directory as verified now. */
  seal(draft: Draft, files: readonly SealedFile[], messageId: MessageId): Promise<SealedTransmission>;
  /** The write by which later transmissions of the case refer to this one. */
  caseWrite(subject: Digest, envelope: Envelope, at: number): VaultWrite;
};

/** A transmission as its case remembers it. */
type CaseEntry = {
  readonly subject: Digest;
  readonly parties: readonly AuthorityId[];
  readonly previous: readonly Digest[];
  readonly at: number;
};

const MAX_PREVIOUS = 16;
const caseKey = (caseId: CaseId, subject: Digest): string => `case/${caseId}/${subject.slice(0, 40)}`;

export type ComposerOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly directory: Directory;
  readonly chain: OwnChain;
  readonly pins: Pins;
  readonly random: Random;
  readonly clock: { now(): number };
  readonly engine?: ChunkEngine;
};

export function openComposer(options: ComposerOptions): Composer {
  const { vault, door, identity, directory, chain, pins, random, clock, engine } = options;

  async function recipientOf(
    authority: AuthorityId,
    sender: Roster,
    parties: readonly AuthorityId[],
  ): Promise<Recipient> {
    const listed = await directory.chain(authority);
    need(listed && directory.admitted(authority), 'CLIENT_RECIPIENT', `${authority} is not admitted`);
    const { roster, stopped } = listed;
    need(!stopped, 'CLIENT_RECIPIENT_CHANGED', `the chain of ${authority} does not hold from link ${stopped?.seq} on`);
    need(roster.closedSeq === null, 'CLIENT_RECIPIENT', `${authority} is closed`);
    const epoch = currentEpoch(roster, SCOPE);
    // Admission asked for two administrators once. Losing a device later stops no mail: only decisions need them.
    need(epoch, 'CLIENT_RECIPIENT', `${authority} has no seal`);
    demandParties({ recipients: parties.map((party) => ({ authority: party })) }, sender, roster);
    return { authority, scope: SCOPE, epoch: epoch.epoch, keyHash: epoch.keyHash };
  }

  /** A public key believed for its hash, which comes from a verified chain. */
  async function epochKey({ keyHash }: Recipient): Promise<Uint8Array> {
    const key = `epoch-key/${keyHash}`;
    const kept = await recordOf<Uint8Array>(vault, key);
    if (kept) return kept;
    const fetched = await door.octets(`/v1/epoch-keys/${keyHash}`, 4096);
    demand(digestOf(fetched) === keyHash, 'EPOCH_KEY_MISMATCH', 'another epoch key than the published one');
    await vault.write([put(key, fetched)]);
    return fetched;
  }

  /** The latest of the case that all parties of this one could read. */
  async function previousOf(caseId: CaseId, parties: readonly AuthorityId[]): Promise<Digest[]> {
    const known = await recordsOf<CaseEntry>(vault, `case/${caseId}/`);
    const shared = known.map(({ record }) => record).filter((e) => parties.every((p) => e.parties.includes(p)));
    const answered = new Set(shared.flatMap(({ previous }) => previous));
    return shared
      .filter(({ subject }) => !answered.has(subject))
      .sort((a, b) => b.at - a.at)
      .slice(0, MAX_PREVIOUS)
      .map(({ subject }) => subject);
  }

  async function recipients({ to }: Pick<Draft, 'to'>, roster: Roster): Promise<readonly Recipient[]> {
    const parties = [...new Set([roster.authority, ...to])];
    need(parties.length > 1, 'CLIENT_RECIPIENT', 'nobody but oneself');
    const found: Recipient[] = [];
    for (const party of parties) found.push(await recipientOf(party, roster, parties));
    return found;
  }

  return {
    encodeAct(act, envelopeClass) {
      const read = decodeAct(act);
      checkClass(read, envelopeClass);
      return encode(plainToCbor(read as unknown as Plain));
    },

    async demandSender(envelopeClass) {
      const me = identity.enrolled();
      const roster = await chain.roster(me.authority);
      need(activeDevice(roster, me.device.kid), 'CLIENT_REVOKED', 'this device is not active');
      need(directory.admitted(me.authority), 'CLIENT_NOT_ADMITTED', 'one’s own authority is not admitted');
      need(!hasRole(roster, me.official, ROLES.auditor), 'CLIENT_ROLE', 'an auditor sends nothing');
      const service = hasRole(roster, me.official, ROLES.service);
      const signs =
        hasRole(roster, me.official, ROLES.signatory) ||
        (envelopeClass === CLASSES.urgent && hasRole(roster, me.official, ROLES.duty));
      need(
        envelopeClass === CLASSES.ordinary || signs || service,
        'CLIENT_ROLE',
        'this official may not sign an act of this class',
      );
      return { me, roster };
    },

    recipients,

    async seal(draft, files, messageId) {
      const { me, roster } = await this.demandSender(draft.class);
      const addressed = await recipients(draft, roster);
      const parties = addressed.map(({ authority }) => authority);
      const recipientKeys = new Map<AuthorityId, Uint8Array>();
      for (const recipient of addressed) recipientKeys.set(recipient.authority, await epochKey(recipient));
      const core: EnvelopeCore = {
        messageId,
        caseId: draft.caseId,
        class: draft.class,
        sender: {
          authority: me.authority,
          chainSeq: roster.headSeq,
          chainHead: roster.headHash,
          kid: me.device.kid,
        },
        recipients: addressed,
        previous: await previousOf(draft.caseId, parties),
        createdAt: clock.now(),
        directory: directory.anchor(),
        answerBy: draft.class === CLASSES.urgent ? draft.answerBy : null,
      };
      return seal({
        core,
        act: this.encodeAct(draft.act, draft.class),
        attachments: files,
        gossip: await pins.gossip(parties),
        recipientKeys,
        signer: signerOf(me.device),
        random,
        ...(engine ? { engine } : {}),
      });
    },

    caseWrite: (subject, { core }, at) => {
      const parties = core.recipients.map(({ authority }) => authority);
      return put(caseKey(core.caseId, subject), { subject, parties, previous: core.previous, at });
    },
  };
}

/** A new case's number, which says nothing of it. */
export const newCaseId = (random: Random): CaseId => idOf('case', random(16));
