// Drafts, sealed and opened: under a key of the authority's epoch, bound to their place, signed inside by the device that saved them (docs/spec/drafts.md).
import { u32 } from '../primitives/bytes.ts';
import { type ChunkEngine, context, openChunks, sealChunks } from '../primitives/chunks.ts';
import { demand } from '../primitives/errors.ts';
import { derive } from '../primitives/hash.ts';
import { pad, unpad } from '../primitives/padding.ts';
import type { Random } from '../primitives/random.ts';
import {
  type DraftVersion,
  decodeDraftVersion,
  decodeSealedDraft,
  encodeDraftVersion,
  encodeSealedDraft,
  MAX_DRAFT_BYTES,
} from '../wire/draft.ts';
import { type AuthorityId, type Digest, type DraftId, idBytes, type Kid, type OfficialId } from '../wire/ids.ts';
import {
  digestOf,
  parseStatement,
  type StatementSigner,
  signerOf,
  signStatement,
  verifyStatement,
} from '../wire/statement.ts';
import { epochOfHash } from './epoch.ts';
import type { Roster } from './roster.ts';

const SCOPE = 'main';

/** Where a version stands; it opens nowhere else. */
type Place = {
  readonly authority: AuthorityId;
  readonly draft: DraftId;
  readonly epoch: number;
  readonly version: number;
};

const draftKey = (seed: Uint8Array): Uint8Array => derive(seed, 'draft');
const draftContext = ({ authority, draft, epoch, version }: Place): Uint8Array =>
  context('draft', idBytes(authority), idBytes(draft), u32(epoch), u32(version));

/** One version, signed and sealed under the seed (32 bytes) of its epoch. `digest` names the frame. Throws WIRE_TOO_LARGE. */
export function sealDraft(
  input: DraftVersion & {
    readonly seed: Uint8Array;
    readonly signer: StatementSigner;
    readonly random: Random;
    readonly engine?: ChunkEngine;
  },
): { readonly sealed: Uint8Array; readonly digest: Digest } {
  const { seed, signer, random, engine, ...version } = input;
  const statement = signStatement('draft', encodeDraftVersion(version), signer);
  const ciphertext = sealChunks(draftKey(seed), draftContext(version), pad(statement), random, engine);
  const sealed = encodeSealedDraft({ epoch: version.epoch, ciphertext });
  return { sealed, digest: digestOf(sealed) };
}

/** A version as its device signed it. */
export type OpenedDraft = DraftVersion & { readonly digest: Digest; readonly kid: Kid; readonly official: OfficialId };

/**
 * Opens what the relay serves as version `version` of a draft of one's own authority; null when this device has no seed of that epoch. Throws WIRE_*, EPOCH_UNKNOWN,
 * EPOCH_KEY_MISMATCH, CONTENT_COMMITMENT (another authority's, draft's, epoch's or version's), CONTENT_OPEN, CONTENT_TRUNCATED, CONTENT_PADDING,
 * ROSTER_UNKNOWN_DEVICE (signed by a device that the epoch was not sealed for), SIGNATURE_INVALID, POLICY_REPLAY (signed for another place).
 */
export function openDraft(input: {
  readonly roster: Roster;
  readonly draft: DraftId;
  readonly version: number;
  readonly sealed: Uint8Array;
  /** The seed of an epoch by the hash of its public key. */
  readonly seedOf: (keyHash: Digest) => Uint8Array | null;
  readonly engine?: ChunkEngine;
}): OpenedDraft | null {
  const { roster, draft, version, sealed, engine } = input;
  const { authority } = roster;
  const { epoch, ciphertext } = decodeSealedDraft(sealed);
  const named = roster.epochs.find((one) => one.scope === SCOPE && one.epoch === epoch);
  demand(named, 'EPOCH_UNKNOWN', 'sealed under an epoch that the roster does not have');
  const seed = input.seedOf(named.keyHash);
  if (!seed) return null;
  epochOfHash(seed, named.keyHash);
  const place = { authority, draft, epoch, version };
  const raw = unpad(openChunks(draftKey(seed), draftContext(place), ciphertext, engine));
  const statement = parseStatement('draft', raw, MAX_DRAFT_BYTES);
  const kid = signerOf(statement);
  const device = roster.devices.get(kid);
  // A device revoked since may have saved it while it was one of us: the epoch tells, because a removal ends the epoch.
  const reader = named.recipients.some((recipient) => recipient.kid === kid);
  demand(device && reader, 'ROSTER_UNKNOWN_DEVICE', 'saved by a device that the epoch was not sealed for');
  verifyStatement(statement, kid, device.public.sign);
  const signed = decodeDraftVersion(statement.payload);
  // Whoever reads a draft could seal its statement again elsewhere; what was signed names its place.
  const here =
    signed.authority === authority && signed.draft === draft && signed.epoch === epoch && signed.version === version;
  demand(here, 'POLICY_REPLAY', 'signed for another place than it stands in');
  return { ...signed, digest: digestOf(sealed), kid, official: device.official };
}
