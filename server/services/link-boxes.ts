// What comes beside a link and must be exactly what the link names: the public epoch key, and a lockbox for each recipient (protocol.md section 3).
import {
  type AuthorityId,
  checkKemKey,
  demand,
  deviceKid,
  digestOf,
  type Kid,
  type LinkBody,
  type LinkFrame,
  type Rotation,
} from '../../crypto/relay.ts';
import type { Effect } from '../../db/store.ts';

type Due = { readonly kid: Kid; readonly scope: string; readonly epoch: number; readonly digest: string };

const rotationOf = (body: LinkBody): Rotation | null => ('rotation' in body ? body.rotation : null);

function dueBoxes(body: LinkBody): Due[] {
  const rotation = rotationOf(body);
  if (rotation) return rotation.recipients.map((r) => ({ ...r, scope: rotation.scope, epoch: rotation.epoch }));
  if (body.type === 'lockbox_grant')
    return body.recipients.map((r) => ({ ...r, scope: body.scope, epoch: body.epoch }));
  if (body.type !== 'device_add') return [];
  const kid = deviceKid(body.device);
  return body.lockboxes.map((box) => ({ ...box, kid }));
}

/**
 * REL-LINK-3: the effects that store what comes with the link. Throws EPOCH_KEY_MISMATCH (missing, unasked or other key), SIGNATURE_WEAK_KEY,
 * EPOCH_LOCKBOX (missing, unasked or other boxes). The relay cannot open a box; it can see that it is the one that was signed.
 */
export function deliveryEffects(authority: AuthorityId, body: LinkBody, frame: LinkFrame): Effect[] {
  const effects: Effect[] = [];
  const rotation = rotationOf(body);
  const { epochKey } = frame;
  demand((epochKey !== null) === (rotation !== null), 'EPOCH_KEY_MISMATCH', 'an epoch key belongs to a rotation');
  if (rotation && epochKey) {
    demand(digestOf(epochKey) === rotation.keyHash, 'EPOCH_KEY_MISMATCH', 'not the epoch key that the link names');
    checkKemKey(epochKey);
    const { keyHash: hash, epoch } = rotation;
    effects.push({ effect: 'epoch-key', hash, authority, epoch, publicKey: epochKey });
  }
  const due = dueBoxes(body);
  demand(due.length === frame.lockboxes.length, 'EPOCH_LOCKBOX', 'not one lockbox for each that the link names');
  const given = new Map(frame.lockboxes.map(({ kid, box }) => [`${kid}/${digestOf(box)}`, box]));
  for (const { kid, scope, epoch, digest } of due) {
    const box = given.get(`${kid}/${digest}`);
    demand(box, 'EPOCH_LOCKBOX', `the lockbox of ${kid} is missing or another one`);
    effects.push({ effect: 'lockbox', authority, scope, epoch, kid, box });
  }
  return effects;
}
