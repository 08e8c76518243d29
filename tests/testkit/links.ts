// Links tried against a roster without becoming part of it, so that one authority serves many refusals.
import { ProtocolError } from '../../crypto/primitives/errors.ts';
import { extendChain, parseLink } from '../../crypto/protocol/chain.ts';
import { type MadeRotation, rotate } from '../../crypto/protocol/lockbox.ts';
import { dueRecipients, type EpochRecipient, type RecipientChange } from '../../crypto/protocol/recipients.ts';
import type { Roster } from '../../crypto/protocol/roster.ts';
import { idOf, type OfficialId } from '../../crypto/wire/ids.ts';
import { encodeLink, type Link, type LinkBody } from '../../crypto/wire/roster-link.ts';
import { type StatementSigner, signJointly } from '../../crypto/wire/statement.ts';
import type { TestAuthority } from './cast.ts';
import { seededRandom } from './seed.ts';

const random = seededRandom('links');

export const newOfficial = (): OfficialId => idOf('official', random(16));

/** The link that would follow. */
export function nextLink(a: TestAuthority, body: LinkBody, change: Partial<Link> = {}): Link {
  const roster = a.roster();
  return {
    authority: roster.authority,
    seq: roster.headSeq + 1,
    previous: roster.headHash,
    body,
    createdAt: a.now() + 1,
    directory: null,
    ...change,
  };
}

/** Tries a link against the roster without extending the authority's own chain. */
export async function attempt(
  a: TestAuthority,
  body: LinkBody,
  signers: readonly StatementSigner[],
  change: Partial<Link> = {},
): Promise<Roster> {
  return extendChain(a.roster(), parseLink(signJointly('link', encodeLink(nextLink(a, body, change)), signers)));
}

/** 'accepted', or the code of the refusal. Any other error fails the test. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

/** The next epoch, or epoch `epoch`, for those who are due or what `edit` makes of them. */
export function rotationOf(
  a: TestAuthority,
  change: RecipientChange = {},
  edit: (due: EpochRecipient[]) => EpochRecipient[] = (due) => due,
  epoch?: number,
): MadeRotation['rotation'] {
  const current = a.epoch().number;
  return rotate({
    authority: a.id,
    scope: 'main',
    epoch: epoch ?? current + 1,
    previousSeed: a.seedOf('main', current),
    recipients: edit(dueRecipients(a.roster(), change)),
    random,
  }).rotation;
}
