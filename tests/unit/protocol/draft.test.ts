// Drafts as bytes: opened by those of the epoch, in their place only, and never believed to be somebody else's (docs/spec/drafts.md).
import { beforeAll, describe, expect, test } from 'vitest';
import { u32 } from '../../../crypto/primitives/bytes.ts';
import { context, sealChunks } from '../../../crypto/primitives/chunks.ts';
import { derive } from '../../../crypto/primitives/hash.ts';
import { pad } from '../../../crypto/primitives/padding.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { signerOf } from '../../../crypto/protocol/device.ts';
import { openDraft, sealDraft } from '../../../crypto/protocol/draft.ts';
import { encode } from '../../../crypto/wire/codec.ts';
import {
  type DraftVersion,
  decodeDraftVersion,
  decodeSealedDraft,
  encodeDraftVersion,
  encodeSealedDraft,
  MAX_DRAFT_CONTENT,
} from '../../../crypto/wire/draft.ts';
import { ROLES } from '../../../crypto/wire/genesis.ts';
import { type AuthorityId, type Digest, type DraftId, idBytes, idOf } from '../../../crypto/wire/ids.ts';
import { signStatement } from '../../../crypto/wire/statement.ts';
import { found, type Person, type TestAuthority } from '../../testkit/cast.ts';
import { outcome } from '../../testkit/outcome.ts';
import { seededRandom } from '../../testkit/seed.ts';

const random = seededRandom('drafts');
const draft = idOf('draft', random(16));
const DIGEST = 'ab'.repeat(32) as Digest;
const content = encode('what is prepared');
let norvania: TestAuthority;
let talassa: TestAuthority;
beforeAll(async () => {
  await ready();
  norvania = await found('Norvania');
  talassa = await found('Talassa', { jurisdiction: 'QN' });
});

const seedAt = (of: TestAuthority, epoch: number): Uint8Array => of.seedOf('main', epoch) as Uint8Array;
const versionOf = (over: Partial<DraftVersion> = {}): DraftVersion => ({
  authority: norvania.id,
  draft,
  version: 1,
  epoch: 1,
  previous: null,
  savedAt: 5,
  content,
  ...over,
});
const made = (over: Partial<DraftVersion> = {}, by: Person = norvania.admins[0], seed = seedAt(norvania, 1)) =>
  sealDraft({ ...versionOf(over), seed, signer: signerOf(by.device), random });
const opened = (sealed: Uint8Array, at: { draft?: DraftId; version?: number; of?: TestAuthority } = {}) => {
  const of = at.of ?? norvania;
  const roster = of.roster();
  return openDraft({
    roster,
    draft: at.draft ?? draft,
    version: at.version ?? 1,
    sealed,
    seedOf: (keyHash) => {
      const epoch = roster.epochs.find((one) => one.keyHash === keyHash);
      return epoch ? of.seedOf('main', epoch.epoch) : null;
    },
  });
};

describe('a draft', () => {
  test('DRF-3 opens as it was signed, and says by whom and when', () => {
    const { sealed, digest } = made();
    const [{ official, device }] = norvania.admins;
    expect(opened(sealed)).toEqual({ ...versionOf(), digest, official, kid: device.kid });
  });

  test('DRF-3 tells little of its length', () => {
    const lengths = [1, 100, 500].map((n) => made({ content: encode(new Uint8Array(n)) }).sealed.length);
    expect(new Set(lengths).size).toBe(1);
  });

  test('is nobody’s who has no seed of its epoch', () => {
    const { sealed } = made();
    expect(openDraft({ roster: norvania.roster(), draft, version: 1, sealed, seedOf: () => null })).toBeNull();
  });

  test('DRF-4 opens in no other place: another draft’s, version’s, authority’s or epoch’s is refused', async () => {
    const { sealed } = made();
    const elsewhere = idOf('draft', random(16));
    expect(outcome(() => opened(sealed, { draft: elsewhere }))).toBe('CONTENT_COMMITMENT');
    expect(outcome(() => opened(sealed, { version: 2 }))).toBe('CONTENT_COMMITMENT');
    expect(outcome(() => opened(sealed, { of: talassa }))).toBe('CONTENT_COMMITMENT');
    const renewed = await found('Renewed');
    await renewed.rotate();
    const old = made({ authority: renewed.id }, renewed.admins[0], seedAt(renewed, 1));
    const { ciphertext } = decodeSealedDraft(old.sealed);
    expect(outcome(() => opened(encodeSealedDraft({ epoch: 2, ciphertext }), { of: renewed }))).toBe(
      'CONTENT_COMMITMENT',
    );
    expect(outcome(() => opened(encodeSealedDraft({ epoch: 9, ciphertext }), { of: renewed }))).toBe('EPOCH_UNKNOWN');
    expect(opened(old.sealed, { of: renewed })?.content).toEqual(content);
  });

  test('DRF-4 a colleague’s statement sealed again for another place is refused', () => {
    const statement = signStatement('draft', encodeDraftVersion(versionOf()), signerOf(norvania.admins[0].device));
    const resealed = (place: { authority: AuthorityId; draft: DraftId; epoch: number; version: number }) => {
      const { authority, draft: id, epoch, version } = place;
      const bound = context('draft', idBytes(authority), idBytes(id), u32(epoch), u32(version));
      const key = derive(seedAt(norvania, 1), 'draft');
      return encodeSealedDraft({ epoch, ciphertext: sealChunks(key, bound, pad(statement), random) });
    };
    const here = { authority: norvania.id, draft, epoch: 1, version: 1 };
    expect(opened(resealed(here))?.version).toBe(1);
    expect(outcome(() => opened(resealed({ ...here, version: 2 }), { version: 2 }))).toBe('POLICY_REPLAY');
    const elsewhere = idOf('draft', random(16));
    expect(outcome(() => opened(resealed({ ...here, draft: elsewhere }), { draft: elsewhere }))).toBe('POLICY_REPLAY');
  });

  test('DRF-5 by a device that the epoch was not sealed for is refused, also when a revoked one comes back', async () => {
    const stranger = talassa.admins[0];
    expect(outcome(() => opened(made({}, stranger).sealed))).toBe('ROSTER_UNKNOWN_DEVICE');
    const office = await found('Office');
    const leaver = await office.enrol('Leaver', ROLES.officer);
    await office.rotate();
    const before = office.epoch().number;
    const save = (epoch: number) => made({ authority: office.id, epoch }, leaver, seedAt(office, epoch)).sealed;
    const early = save(before);
    await office.revoke(leaver.device);
    expect(opened(early, { of: office })?.official).toBe(leaver.official);
    expect(outcome(() => opened(save(office.epoch().number), { of: office }))).toBe('ROSTER_UNKNOWN_DEVICE');
  });

  test('with one bit turned is refused', () => {
    const { sealed } = made();
    for (const at of [0, 3, 40, 70, sealed.length - 1]) {
      const bent = sealed.slice();
      bent[at] = (bent[at] as number) ^ 1;
      expect(outcome(() => opened(bent))).not.toBe('accepted');
    }
  });

  test('DRF-2 has one spelling, and a first version replaces nothing', () => {
    const second = versionOf({ version: 2, previous: DIGEST, content: null });
    expect(decodeDraftVersion(encodeDraftVersion(second))).toEqual(second);
    expect(outcome(() => decodeDraftVersion(encodeDraftVersion(versionOf({ previous: DIGEST }))))).toBe('WIRE_SHAPE');
    expect(outcome(() => decodeDraftVersion(encodeDraftVersion(versionOf({ version: 2 }))))).toBe('WIRE_SHAPE');
    expect(outcome(() => decodeDraftVersion(encodeDraftVersion(versionOf({ epoch: 0 }))))).toBe('WIRE_SHAPE');
    expect(outcome(() => made({ content: new Uint8Array(MAX_DRAFT_CONTENT + 1) }))).toBe('WIRE_TOO_LARGE');
    expect(made({ content: new Uint8Array(MAX_DRAFT_CONTENT) }).sealed.length).toBeLessThan(1024 * 1024);
  });
});
