// The fold: a chain of links becomes a roster, or stops at the first link that breaks a rule (protocol.md section 3).
import { demand } from '../primitives/errors.ts';
import { deviceKid } from '../wire/device.ts';
import { authorityIdOf, ROLES } from '../wire/genesis.ts';
import type { AuthorityId } from '../wire/ids.ts';
import { decodeLink, type Link, MAX_LINK_BYTES } from '../wire/roster-link.ts';
import { parseJoint, type UnverifiedStatement, verifyStatement } from '../wire/statement.ts';
import { applyRule } from './link-rules.ts';
import { verifyLinkSigners } from './link-signers.ts';
import { demandPasskeyAllowed, demandPolicy } from './link-step.ts';
import type { Roster } from './roster.ts';

/** A link as it came: its form is checked, its right to stand is not. */
export type UnverifiedLink = { readonly link: Link; readonly statement: UnverifiedStatement<'link'> };

/** Reads the bytes of a link. Throws WIRE_*. */
export function parseLink(bytes: Uint8Array): UnverifiedLink {
  const statement = parseJoint('link', bytes, MAX_LINK_BYTES);
  return { link: decodeLink(statement.payload), statement };
}

/** ROS-1: the genesis, signed by its first device and by nobody else, names the authority by its own hash. */
export function foundChain({ link, statement }: UnverifiedLink): Roster {
  const { body } = link;
  demand(body.type === 'genesis', 'ROSTER_GENESIS', 'a chain begins with a genesis');
  const kid = deviceKid(body.admin.device);
  demand(statement.signatures.length === 1, 'ROSTER_SIGNER', 'a genesis has one signer');
  verifyStatement(statement, kid, body.admin.device.sign);
  const { policy } = body;
  demandPolicy(policy);
  demandPasskeyAllowed(policy, body.admin.passkey);
  const { official, nameCommitment, device, protection, passkey } = body.admin;
  const admin = {
    id: official,
    nameCommitment,
    roles: [{ seq: 0, value: [ROLES.admin, ROLES.signatory, ROLES.officer] }],
    addedSeq: 0,
    removedSeq: null,
    invite: null,
    passkeys: [{ passkey, addedSeq: 0, revokedSeq: null }],
  };
  return {
    authority: authorityIdOf(statement.payload),
    genesis: body,
    headSeq: 0,
    headHash: statement.hash,
    headCreatedAt: link.createdAt,
    officials: new Map([[official, admin]]),
    devices: new Map([
      [kid, { kid, official, public: device, protection: protection as 0, addedSeq: 0, revokedSeq: null }],
    ]),
    threshold: [{ seq: 0, value: 1 }],
    policy: [{ seq: 0, value: policy }],
    epochs: [],
    recovery: null,
    announced: null,
    endorsements: [],
    peers: new Map(),
    domestic: new Set(),
    particulars: null,
    closedSeq: null,
  };
}

/** One more link. Throws ROSTER_*, SIGNATURE_*, POLICY_* naming the rule; the roster given is unchanged. */
export async function extendChain(roster: Roster, { link, statement }: UnverifiedLink): Promise<Roster> {
  demand(roster.closedSeq === null, 'ROSTER_CLOSED', 'the chain is closed');
  demand(link.authority === roster.authority, 'ROSTER_AUTHORITY', 'a link of another authority');
  demand(link.seq === roster.headSeq + 1, 'ROSTER_SEQUENCE', `link ${link.seq} does not follow ${roster.headSeq}`);
  demand(link.previous === roster.headHash, 'ROSTER_PREVIOUS', 'the previous link is another one');
  const signers = verifyLinkSigners(roster, link.body, statement);
  const next = await applyRule({ roster, link, statement, signers });
  return { ...next, headSeq: link.seq, headHash: statement.hash, headCreatedAt: link.createdAt };
}

/** Folds a whole chain, genesis first. With `expected`, another authority's chain is refused. */
export async function foldChain(links: readonly Uint8Array[], expected?: AuthorityId): Promise<Roster> {
  const [first, ...rest] = links;
  demand(first, 'ROSTER_GENESIS', 'an empty chain');
  let roster = foundChain(parseLink(first));
  demand(expected === undefined || roster.authority === expected, 'ROSTER_AUTHORITY', 'the chain of another authority');
  for (const bytes of rest) roster = await extendChain(roster, parseLink(bytes));
  return roster;
}
