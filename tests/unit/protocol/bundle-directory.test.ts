// Bundles, what they rest on: files, directory, chains, admissions, endorsements; each check broken alone is the one that fails (BND-1 to BND-7).
import { beforeAll, describe, expect, test } from 'vitest';
import { fromUtf8 } from '../../../crypto/primitives/bytes.ts';
import { signingKey } from '../../../crypto/primitives/sign.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { encodeBundleFiles, verifyBundle } from '../../../crypto/protocol/bundle.ts';
import { type BundleParts, MANIFEST, SUMMARY } from '../../../crypto/protocol/bundle-layout.ts';
import { encodeAdmission } from '../../../crypto/wire/directory-entry.ts';
import { CLASSES } from '../../../crypto/wire/envelope.ts';
import { encodeDirectoryLeaf } from '../../../crypto/wire/leaf.ts';
import { digestOf, signStatement } from '../../../crypto/wire/statement.ts';
import type { TrustCard } from '../../../crypto/wire/trust-card.ts';
import { failures, openBundle, remade, type TestBundle, withOutcome } from '../../testkit/bundle.ts';
import { openLog } from '../../testkit/log.ts';
import { flip } from '../../testkit/outcome.ts';
import { vkeyText, witness } from '../../testkit/register-cast.ts';

let bundle: TestBundle;
let card: TrustCard;
beforeAll(async () => {
  await ready();
  bundle = await openBundle();
  card = bundle.world.card;
});

/** What fails when an exporter forges these parts and mends manifest and summary. */
const forged = (change: Partial<BundleParts>, from: BundleParts = bundle.parts, trust: TrustCard | null = card) =>
  failures(encodeBundleFiles({ ...from, ...change }), trust);

describe('what a bundle rests on: each check, broken alone, is the one that fails', () => {
  test('BND-1 a manifest that lists something else', async () => {
    const broken = (content: Uint8Array) => new Map(bundle.files).set(MANIFEST, content);
    const manifest = bundle.files.get(MANIFEST) as Uint8Array;
    expect(await failures(broken(flip(manifest, 3)), card)).toEqual(['BND-1 RECEIPT_LAYOUT']);
    expect(await failures(broken(manifest.slice(0, -1)), card)).toEqual(['BND-1 RECEIPT_LAYOUT']);
    const without = new Map(bundle.files);
    without.delete(MANIFEST);
    expect(await failures(without, card)).toEqual(['BND-1 RECEIPT_LAYOUT']);
  });

  test('BND-2 a file too many, too few, misplaced or spelled otherwise', async () => {
    const add = remade(bundle.files, 'evil.sh', () => 'rm');
    expect(await failures(add, card)).toEqual(['BND-2 RECEIPT_LAYOUT']);
    expect(
      await failures(
        remade(bundle.files, 'README.txt', (c) => flip(c, 9)),
        card,
      ),
    ).toEqual(['BND-2 RECEIPT_LAYOUT']);
    expect(
      await failures(
        remade(bundle.files, 'mimetype', () => 'application/zip'),
        card,
      ),
    ).toEqual(['BND-2 RECEIPT_LAYOUT']);
    const [path] = [...bundle.files.keys()].filter((p) => p.startsWith('evidence/') && p.endsWith('.leaf'));
    const moved = new Map(bundle.files);
    moved.delete(path as string);
    expect(
      await failures(
        remade(moved, 'evidence/900-ContentHandover.leaf', () => bundle.files.get(path as string) as Uint8Array),
        card,
      ),
    ).toEqual(['BND-2 RECEIPT_LAYOUT']);
    const cardText = remade(bundle.files, 'claimed/trust-card.json', (c) => `${fromUtf8(c)} `);
    expect(await failures(cardText, card)).toEqual(['BND-2 RECEIPT_LAYOUT']);
    expect(await failures(new Map(), card)).toEqual(['BND-1 RECEIPT_LAYOUT', 'BND-2 RECEIPT_LAYOUT']);
  });

  test('BND-3 another directory key, no seal, or too few witnesses', async () => {
    const { directory } = bundle.world;
    const at = (sealing: Parameters<typeof directory.note>[0]) => ({
      directory: { ...bundle.parts.directory, checkpoint: directory.note(sealing) },
    });
    expect(await forged(at({}))).toEqual(['BND-3 RECEIPT_UNSEALED']);
    const register = bundle.world.register(bundle.world.norvania.id).keys;
    expect(await failures(bundle.files, { ...card, directoryKeys: register })).toEqual(['BND-3 REGISTER_KEY']);
    const [alien] = openLog(directory.origin, 'another relay').keys;
    const stranger = { ...card, directoryKeys: [alien, card.directoryKeys[1]] as const };
    expect(await failures(bundle.files, stranger)).toEqual(['BND-3 REGISTER_UNSIGNED']);
    const w = witness(1, 1_790_000_000);
    const asking = { ...card, witnessPolicy: `witness w1 ${vkeyText(w)}\nquorum w1\n` };
    expect(await failures(bundle.files, asking)).toEqual(['BND-3 REGISTER_QUORUM']);
    const sealedAt = bundle.world.entries.at(-1)?.leaf.at as number;
    // The directory is witnessed now; the registers' checkpoints are not.
    expect(await forged(at({ sealedAt, others: [w] }), bundle.parts, asking)).toEqual(['BND-8 REGISTER_QUORUM']);
  });

  test('BND-4 a leaf of the directory left out, changed or in another order', async () => {
    const { checkpoint, leaves } = bundle.parts.directory;
    const [first, second, ...rest] = leaves as [Uint8Array, Uint8Array, ...Uint8Array[]];
    for (const other of [leaves.slice(0, -1), [second, first, ...rest], [flip(first, 200), second, ...rest]])
      expect(await forged({ directory: { checkpoint, leaves: other } })).toEqual(['BND-4 REGISTER_PROOF']);
  });

  test('BND-4 a directory, sealed as it is, with a gap in somebody’s chain or two links of one number', async () => {
    for (const seq of [99, 0]) {
      const { world } = await openBundle(`a directory with ${seq}`);
      const hash = digestOf(new Uint8Array(seq));
      world.directory.append(encodeDirectoryLeaf({ authority: world.bystander.id, seq, hash }));
      const parts = world.parts(world.send(CLASSES.ordinary));
      expect(await forged({}, parts, world.card)).toEqual(['BND-4 ROSTER_SEQUENCE']);
    }
  });

  test('BND-5 a chain cut short, missing, of a stranger, or broken inside', async () => {
    const { norvania, talassa, bystander } = bundle.world;
    const chains = (edit: (chains: Map<string, readonly Uint8Array[]>) => void) => {
      const edited = new Map<string, readonly Uint8Array[]>(bundle.parts.chains);
      edit(edited);
      return { chains: edited as unknown as BundleParts['chains'] };
    };
    const cut = chains((c) => c.set(norvania.id, norvania.links().slice(0, -1)));
    expect(await forged(cut)).toEqual(['BND-5 RECEIPT_MISMATCH']);
    const strange = chains((c) => c.set(bystander.id, bystander.links()));
    expect(await forged(strange)).toEqual(['BND-5 RECEIPT_MISMATCH']);
    const swapped = chains((c) => c.set(talassa.id, bystander.links()));
    expect(await forged(swapped)).toEqual(['BND-5 RECEIPT_MISMATCH']);
    const gone = new Map([...bundle.files].filter(([path]) => !path.startsWith(`chains/${talassa.id}`)));
    expect(
      await failures(
        remade(gone, SUMMARY, (c) => c),
        card,
      ),
    ).toEqual(['BND-5 RECEIPT_MISSING', 'BND-16 RECEIPT_MISSING']);
  });

  test('BND-6 an admission by somebody else, of somebody else, or that the directory does not have', async () => {
    const { norvania, talassa, bystander, admissions, operator } = bundle.world;
    const entries = (...pairs: [string, Uint8Array][]) => ({
      admissions: new Map([...bundle.parts.admissions, ...pairs]) as unknown as BundleParts['admissions'],
    });
    const of = (id: typeof norvania.id) => admissions.get(id) as Uint8Array;
    expect(await forged(entries([norvania.id, of(talassa.id)]))).toEqual(['BND-6 RECEIPT_MISMATCH']);
    expect(await forged(entries([bystander.id, of(bystander.id)]))).toEqual(['BND-6 RECEIPT_MISMATCH']);
    const gone = new Map([...bundle.parts.admissions].filter(([id]) => id !== talassa.id));
    expect(await forged({ admissions: gone })).toEqual(['BND-6 RECEIPT_MISSING']);
    const payload = encodeAdmission({ seq: 7, authority: norvania.id, registerKeys: ['a', 'b'], createdAt: 1 });
    expect(await forged(entries([norvania.id, signStatement('entry', payload, operator)]))).toEqual([
      'BND-6 RECEIPT_MISMATCH',
    ]);
    const { sign } = signingKey(new Uint8Array(32));
    const usurped = signStatement('entry', payload, { kid: operator.kid, sign });
    expect(await forged(entries([norvania.id, usurped]))).toEqual(['BND-6 SIGNATURE_INVALID']);
    expect(await failures(bundle.files, { ...card, operatorKey: norvania.id })).toEqual([
      'BND-6 SIGNATURE_UNKNOWN_KEY',
    ]);
  });

  test('BND-7 a registrar that is none, or that names another State', async () => {
    expect(await failures(bundle.files, { ...card, registrar: bundle.world.talassa.id })).toEqual([
      'BND-5 RECEIPT_MISMATCH', // the chain of the registrar that the reader does not know
    ]);
    const chains = new Map([...bundle.parts.chains].filter(([id]) => id !== bundle.world.registrar.id));
    const impostor = encodeBundleFiles({ ...bundle.parts, chains });
    expect(await failures(impostor, { ...card, registrar: bundle.world.talassa.id })).toEqual(['BND-7 ROSTER_GENESIS']);
    const verdict = await verifyBundle(impostor, { ...card, registrar: null });
    expect(withOutcome(verdict, 'absent')).toEqual(['BND-7', 'BND-15']);

    const { world } = await openBundle('another registrar');
    const { registrar, norvania } = world;
    const link = { type: 'endorse', competence: 'none', notifiedOn: '2026-09-01', jurisdiction: 'QZ' } as const;
    await registrar.extend({ ...link, authority: norvania.id });
    world.publish(registrar);
    const parts = world.parts(world.send(CLASSES.ordinary));
    expect(await forged({ acknowledgements: [] }, parts, world.card)).toEqual(['BND-7 RECEIPT_MISMATCH']);
  });
});
