// The room `authority`: officials of one's own authority, their devices and passkeys, decisions that wait, its seal, its rules and what was done (docs/spec/roster.md).
import {
  currentEpoch,
  type DraftId,
  type EightWords,
  EPOCH_LIFE_MS,
  eightWords,
  type Kid,
  type OfficialId,
  parseId,
  parseLink,
  policyOf,
  ROLES,
  type RoleName,
  thresholdOf,
} from '../../../crypto/index.ts';
import type { Language } from '../../casework/labels/language.ts';
import { type Changed, type Client, ClientError } from '../../sdk/index.ts';
import { type Approvals, approvalsOf, type DecisionView, type ProposalRow } from './approvals.ts';
import { type Outcome, outcomeOf } from './decisions.ts';
import { type Deed, deedOf } from './deed.ts';
import { type DeviceView, type MemberView, membersView } from './members.ts';
import type { Office } from './office.ts';

export type { Approvals, DecisionView, Deed, DeviceView, MemberView, Outcome, ProposalRow };

export type OwnAuthority = {
  readonly authority: string;
  readonly name: string;
  readonly words: EightWords;
  readonly admitted: boolean;
  readonly threshold: number;
  readonly formalSigners: number;
  /** Unix ms; null while founding. `until`: it is renewed by then. */
  readonly seal: { readonly since: number; readonly until: number } | null;
  readonly recovery: { readonly needed: number; readonly custodians: number; readonly delayMs: number } | null;
  /** A recovery that was announced and waits. */
  readonly announced: { readonly dueAt: number; readonly mine: boolean } | null;
};

/** One entry of the action log. */
export type LogEntry = Deed & {
  readonly seq: number;
  readonly at: number;
  readonly by: readonly (string | null)[];
  readonly peerName: string | null;
};

const official = (hex: string): OfficialId => parseId('official', hex);
const kid = (hex: string): Kid => parseId('kid', hex);

export function authorityRoom(office: Office, now: () => number = () => Date.now()) {
  const mine = (client: Client) => {
    const me = client.whoami();
    if (!me) throw new ClientError('CLIENT_NOT_ENROLLED', 'no authority in this vault');
    return me;
  };

  /** Makes a change; what needs others is left for them. */
  async function change(make: (client: Client) => Promise<Changed>, about: string | null = null): Promise<Outcome> {
    const client = office.client();
    const outcome = await outcomeOf(client, await make(client), about);
    // What a new colleague or a renewed seal brings is fetched at once.
    if (outcome.is === 'entered') await client.sync();
    for (const topic of ['authority', 'directory', 'seat'] as const) office.announce(topic);
    return outcome;
  }

  async function links(client: Client) {
    return (await client.directory.chain(mine(client).authority))?.links ?? [];
  }

  return {
    async overview(): Promise<OwnAuthority> {
      const client = office.client();
      const { authority } = mine(client);
      const roster = await client.roster();
      const entry = await client.authorities.entry(authority);
      const epoch = currentEpoch(roster);
      const { announced, recovery } = roster;
      return {
        authority,
        name: entry?.name ?? roster.genesis.names[0]?.[1] ?? '',
        words: eightWords(authority),
        admitted: client.directory.admitted(authority) !== null,
        threshold: thresholdOf(roster),
        formalSigners: policyOf(roster).formalSigners,
        seal: epoch && { since: epoch.createdAt, until: epoch.createdAt + EPOCH_LIFE_MS },
        recovery: recovery && {
          needed: recovery.needed,
          custodians: recovery.custodians.length,
          delayMs: recovery.delayMs,
        },
        announced:
          announced && recovery
            ? { dueAt: announced.createdAt + recovery.delayMs, mine: announced.deviceKid === mine(client).kid }
            : null,
      };
    },

    members: (): Promise<MemberView[]> => membersView(office.client()),

    /** The code is in this answer and nowhere else. `again`: an official who never used theirs. Throws what `invite` of the client throws. */
    async invite(input: {
      readonly name: string;
      readonly roles: readonly RoleName[];
      readonly again?: string;
    }): Promise<{ readonly code: string; readonly outcome: Outcome }> {
      let code = '';
      const outcome = await change(async (client) => {
        const { again } = input;
        const invited = await client.invitations.invite({
          name: input.name,
          roles: input.roles.map((name) => ROLES[name]),
          ...(again === undefined ? {} : { again: official(again) }),
        });
        code = invited.code;
        return invited.changed;
      }, input.name);
      return { code, outcome };
    },

    setRoles: (who: string, roles: readonly RoleName[]): Promise<Outcome> =>
      change((client) =>
        client.devices.setRoles(
          official(who),
          roles.map((name) => ROLES[name]),
        ),
      ),

    /** With the rotation that shuts them out. */
    remove: (who: string): Promise<Outcome> => change((client) => client.devices.remove(official(who))),
    revoke: (device: string): Promise<Outcome> => change((client) => client.devices.revoke(kid(device))),
    renewSeal: (): Promise<Outcome> => change((client) => client.devices.rotate()),

    setRules: (rules: { readonly formalSigners?: 1 | 2; readonly threshold?: number }): Promise<Outcome> =>
      change((client) => client.devices.setPolicy(rules)),

    /** Stops a recovery that was announced. */
    veto: (): Promise<Outcome> => change((client) => client.recovery.veto()),

    approvals: (language: Language): Promise<Approvals> => approvalsOf(office.client(), language, now()),

    /** Throws CLIENT_PENDING_STALE (the roster moved on), CLIENT_PENDING_LINK, ROSTER_*. */
    async sign(decision: string): Promise<Outcome> {
      const client = office.client();
      const changed = await client.decisions.sign(decision as DraftId);
      if (changed.state === 'entered') await client.sync();
      for (const topic of ['authority', 'directory'] as const) office.announce(topic);
      return changed.state === 'entered' ? { is: 'entered' } : { is: 'waiting', decision };
    },

    async withdraw(decision: string): Promise<void> {
      await office.client().decisions.withdraw(decision as DraftId);
      office.announce('authority');
    },

    /** Everything that was decided, the newest first. */
    async log(): Promise<LogEntry[]> {
      const client = office.client();
      const [roster, names] = [await client.roster(), await client.names()];
      const authorities = await client.authorities.list();
      return (await links(client))
        .map(({ bytes }) => {
          const { link, statement } = parseLink(bytes);
          const signers = statement.signatures.flatMap((one) => roster.devices.get(one.kid)?.official ?? []);
          const deed = deedOf(link.body, roster, names);
          return {
            ...deed,
            seq: link.seq,
            at: link.createdAt,
            by: [...new Set(signers)].map((one) => names.get(one) ?? null),
            peerName: authorities.find(({ authority }) => authority === deed.peer)?.name ?? null,
          };
        })
        .reverse();
    },
  };
}
