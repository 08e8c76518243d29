// What a link of one's own roster does, in members a page can put into words: for the action log and for decisions that wait (docs/spec/roster.md, "Links").
import {
  deviceKid,
  type LinkBody,
  type LinkType,
  type OfficialId,
  type Particulars,
  ROLES,
  type Role,
  type RoleName,
  type Roster,
} from '../../../crypto/index.ts';

export type Deed = {
  readonly type: LinkType;
  /** Whom it is about: an official of one's own authority; `name` null where this browser was not told. */
  readonly whom: { readonly official: string; readonly name: string | null } | null;
  readonly roles: readonly RoleName[];
  /** First characters of the device it is about. */
  readonly device: string | null;
  /** The other authority that it is about, by id. */
  readonly peer: string | null;
  /** Of a change of the rules, what holds from then on. */
  readonly rules: { readonly threshold: number; readonly formalSigners: number } | null;
  /** What others see of the office from then on. */
  readonly particulars: Particulars | null;
};

const roleNames = (roles: readonly Role[]): RoleName[] =>
  (Object.keys(ROLES) as RoleName[]).filter((name) => roles.includes(ROLES[name]));

const BRIEF = 8;

/** `about`: a name its author gave, for somebody whom this browser does not know yet. */
export function deedOf(
  body: LinkBody,
  roster: Roster,
  names: ReadonlyMap<OfficialId, string>,
  about: string | null = null,
): Deed {
  const whom = (official: OfficialId) => ({ official, name: names.get(official) ?? about });
  const deed: Deed = {
    type: body.type,
    whom: null,
    roles: [],
    device: null,
    peer: null,
    rules: null,
    particulars: null,
  };
  switch (body.type) {
    case 'genesis':
      return { ...deed, whom: whom(body.admin.official) };
    case 'official_add':
    case 'role_set':
      return { ...deed, whom: whom(body.official), roles: roleNames(body.roles) };
    case 'policy_set':
      return { ...deed, rules: { threshold: body.threshold, formalSigners: body.policy.formalSigners } };
    case 'particulars_set': {
      const { type: _type, ...particulars } = body;
      return { ...deed, particulars };
    }
    case 'device_add':
    case 'recover':
      return { ...deed, whom: whom(body.official), device: deviceKid(body.device).slice(0, BRIEF) };
    case 'passkey_add':
    case 'passkey_revoke':
    case 'official_remove':
      return { ...deed, whom: whom(body.official) };
    case 'device_revoke': {
      const owner = roster.devices.get(body.kid)?.official;
      return { ...deed, whom: owner ? whom(owner) : null, device: body.kid.slice(0, BRIEF) };
    }
    case 'endorse':
    case 'verify_peer':
    case 'domestic_admit':
      return { ...deed, peer: body.authority };
    default:
      return deed;
  }
}
