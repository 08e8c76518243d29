// Invitations, both ends: the inviter leaves the root of trust under a typed code, the invitee checks it before anything else (protocol.md section 3).
import {
  type AuthorityId,
  activeDevice,
  enrolChallenge,
  INVITATION_LIFE_MS,
  type InvitationCard,
  type InvitationKeys,
  idOf,
  invitationKeys,
  type Kid,
  newInvitationCode,
  type OfficialId,
  openCard,
  type Passkey,
  policyOf,
  type Random,
  ROLES,
  type Role,
  type Roster,
  ready,
  rolesOf,
  type Stretcher,
  sealCard,
  signerOf,
  type TrustCard,
  trustCardHash,
} from '../../crypto/index.ts';
import type { Authenticator } from './authenticator.ts';
import type { Directory } from './directory.ts';
import { need, RelayError } from './failure.ts';
import { commitName } from './founding.ts';
import type { Enrolled, IdentityRoom } from './identity.ts';
import type { Change, Changed, Links } from './links.ts';
import type { OwnChain } from './own-chain.ts';
import type { RelayDoor } from './relay-door.ts';
import { openTransport, type RequestSigner, type TransportOptions } from './transport.ts';
import { drop, put, recordOf, recordsOf, type Vault } from './vault.ts';

export type Invitations = {
  /** Invites an official. The code is told by another way than the relay; it is shown once. The card is left as soon as the link stands. */
  invite(input: {
    readonly name: string;
    readonly roles: readonly Role[];
    /** Somebody invited before who never used the code: the new code ends the old one. */
    readonly again?: OfficialId;
  }): Promise<{
    readonly code: string;
    readonly official: OfficialId;
    readonly changed: Changed;
  }>;
  /** Leaves the cards of invitations whose link stands by now. */
  leaveCards(roster: Roster): Promise<void>;
  /** Enrols this device with a code. Throws POLICY_INVITATION, CLIENT_TRUST_CHANGED, what the fold throws. */
  accept(input: { readonly code: string; readonly name: string }): Promise<Enrolled>;
};

const PREFIX = 'invitation/';
const ENROLLING = 'enrolling';
const MAX_CARD = 65_536;

type Stored = { card: Uint8Array; expiresAt: number };

export type InvitationsOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly authenticator: Authenticator;
  readonly chain: OwnChain;
  readonly directory: Directory;
  readonly links: Links;
  readonly trust: TrustCard;
  readonly random: Random;
  readonly clock: { now(): number };
  readonly stretcher?: Stretcher;
};

/** Links list roles in one order; people name them in any. */
export const ascending = (roles: readonly Role[]): Role[] => [...new Set(roles)].sort((a, b) => a - b);

const requestSigner = ({ kid, invite }: InvitationKeys): RequestSigner => ({ kid, sign: invite.sign });

/**
 * What the inviter left under `code` at the relay `origin`: for an invitee who has nothing but an address and a code. The card is the inviter's, whatever
 * the relay is. Throws POLICY_INVITATION (wrong code, forged or expired), RELAY_NOT_FOUND (used or never there), CLIENT_RELAY_*.
 */
export async function readInvitation(
  input: TransportOptions & { readonly code: string; readonly stretcher?: Stretcher },
): Promise<InvitationCard> {
  // Asked before there is a client: nobody else has waited for the library.
  await ready();
  const keys = invitationKeys(input.code, input.stretcher);
  const call = { method: 'POST', path: `/v1/invitations/${keys.kid}/card`, max: MAX_CARD } as const;
  const { body } = await openTransport(input).send(call, requestSigner(keys));
  const card = openCard(keys.macKey, body);
  need(card.trustCard.relayOrigin === input.origin, 'CLIENT_TRUST_CHANGED', 'the inviter names another relay');
  return card;
}

export function openInvitations(options: InvitationsOptions): Invitations {
  const { vault, door, identity, authenticator, chain, directory, links, trust, random, clock, stretcher } = options;

  async function leaveCards(roster: Roster): Promise<void> {
    const pending = new Set([...roster.officials.values()].map(({ invite }) => invite?.kid));
    for (const { key, record } of await recordsOf<Stored>(vault, PREFIX)) {
      const kid = key.slice(PREFIX.length) as Kid;
      if (record.expiresAt <= clock.now()) await vault.write([drop(key)]);
      if (record.expiresAt <= clock.now() || !pending.has(kid)) continue;
      const body = { type: 'application/octet-stream', bytes: record.card };
      await door.ask({ method: 'PUT', path: `/v1/invitations/${kid}?expires=${record.expiresAt}`, body });
      await vault.write([drop(key)]);
    }
  }

  /** INV-1: the card, checked under the code, against the trust card in hand, and in time. */
  async function cardOf(keys: InvitationKeys, invited: RelayDoor): Promise<InvitationCard> {
    const call = { method: 'POST', path: `/v1/invitations/${keys.kid}/card`, max: MAX_CARD } as const;
    const { body } = await invited.ask(call);
    const card = openCard(keys.macKey, body);
    need(
      trustCardHash(card.trustCard) === trustCardHash(trust),
      'CLIENT_TRUST_CHANGED',
      'the inviter trusts another relay',
    );
    return card;
  }

  async function newPasskey(roster: Roster, name: string): Promise<Passkey> {
    const { device } = await identity.device();
    const policy = policyOf(roster);
    return authenticator.register({
      rpId: policy.rpIds[0] as string,
      origin: policy.origins[0] as string,
      challenge: enrolChallenge(random(32), device.kid),
      user: { id: random(16), name },
      exclude: [],
    });
  }

  async function enter(
    { authority, official }: InvitationCard,
    keys: InvitationKeys,
    name: string,
    invited: RelayDoor,
  ) {
    const { device, protection } = await identity.device();
    const roster = await chain.sync(authority, invited);
    const passkey = rolesOf(roster, official).includes(ROLES.service) ? null : await newPasskey(roster, name);
    const change = (): Change => ({
      body: { type: 'device_add', official, device: device.public, protection, lockboxes: [], passkey },
      signers: [signerOf(device), { kid: keys.kid, sign: keys.invite.sign }],
    });
    return links.change(authority, change, invited);
  }

  // One's own name is kept here, where its owner looks at the roster; nobody else is told.
  const entered = (official: OfficialId, name: string) => [drop(ENROLLING), put(`name/${official}`, { name })];

  /** A crash or a cut after the link was taken: the code is used up, and the device stands in the roster. */
  async function finished(name: string): Promise<Enrolled | null> {
    const begun = await recordOf<{ authority: AuthorityId }>(vault, ENROLLING);
    if (!begun) return null;
    try {
      const { device } = await identity.device();
      const listed = activeDevice(await chain.sync(begun.authority), device.kid);
      return listed && identity.enrol(begun.authority, listed.official, entered(listed.official, name));
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      return null;
    }
  }

  return {
    leaveCards,
    async invite({ name, roles, again }) {
      const { authority } = identity.enrolled();
      const code = newInvitationCode(random);
      const keys = invitationKeys(code, stretcher);
      const official = again ?? idOf('official', random(16));
      const expiresAt = clock.now() + INVITATION_LIFE_MS;
      const card = sealCard(keys.macKey, { authority, official, trustCard: trust, expiresAt });
      const { nameCommitment, write } = commitName(official, name, random);
      // The card is kept until the link stands, which may be after another administrator signed it, and a restart.
      await vault.write([write, put(`${PREFIX}${keys.kid}`, { card, expiresAt })]);
      const inviteKey = keys.invite.publicKey;
      const changed = await links.change(authority, () => ({
        body: {
          type: 'official_add',
          official,
          nameCommitment,
          roles: ascending(roles),
          inviteKey,
          inviteExpiresAt: expiresAt,
        },
      }));
      if (changed.state === 'entered') await leaveCards(changed.roster);
      return { code, official, changed };
    },
    async accept({ code, name }) {
      need(identity.current()?.authority == null, 'CLIENT_ALREADY_ENROLLED', 'this vault has an authority');
      await identity.device();
      const before = await finished(name);
      if (before) return before;
      const keys = invitationKeys(code, stretcher);
      const invited = door.as(requestSigner(keys));
      const card = await cardOf(keys, invited);
      need(card.expiresAt > clock.now(), 'CLIENT_NOT_FOUND', 'the invitation has expired');
      await directory.sync(invited);
      await vault.write([put(ENROLLING, { authority: card.authority })]);
      await enter(card, keys, name, invited);
      return identity.enrol(card.authority, card.official, entered(card.official, name));
    },
  };
}
