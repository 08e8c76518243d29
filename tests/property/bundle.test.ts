// No byte of a bundle can be changed unseen: a flipped bit in any file, or cut end of it, fails some check, with the manifest mended or not.
import { beforeAll, describe, expect, test } from 'vitest';
import { ready } from '../../crypto/primitives/sodium.ts';
import { encodeBundleFiles, verifyBundle } from '../../crypto/protocol/bundle.ts';
import { encodeManifest, MANIFEST } from '../../crypto/protocol/bundle-layout.ts';
import type { TrustCard } from '../../crypto/wire/trust-card.ts';
import { disclosing, openBundle } from '../testkit/bundle.ts';
import { flip } from '../testkit/outcome.ts';
import { below, seededRandom } from '../testkit/seed.ts';

let files: ReadonlyMap<string, Uint8Array>;
let card: TrustCard;
beforeAll(async () => {
  await ready();
  const bundle = await openBundle('tampering');
  files = encodeBundleFiles(disclosing(bundle));
  card = bundle.world.card;
});

const random = seededRandom('flips');
const somewhere = (content: Uint8Array): Uint8Array => flip(content, below(random, content.length * 8));
const cut = (content: Uint8Array): Uint8Array => content.slice(0, -1);

/** The files whose change was not seen. */
async function unseen(change: (content: Uint8Array) => Uint8Array, mend: boolean, trust: TrustCard | null) {
  const missed: string[] = [];
  for (const [path, content] of files) {
    const changed = new Map(files).set(path, change(content));
    if (mend) changed.set(MANIFEST, encodeManifest(changed));
    const { outcome, facts } = await verifyBundle(changed, trust);
    if (outcome !== 'failed' || facts !== null) missed.push(path);
  }
  return missed;
}

describe('a changed file', () => {
  test('fails, wherever the bit is', async () => {
    expect(files.size).toBeGreaterThan(40);
    expect(await unseen(somewhere, false, card)).toEqual([]);
  });

  test('fails when it is cut, without a card as well', async () => {
    expect(await unseen(cut, false, null)).toEqual([]);
  });

  // Behind a mended manifest stand the checks themselves. The claimed card is what its author claims: no check believes it.
  test.each([
    ['somewhere', somewhere],
    ['at its end', cut],
  ])('fails %s although the manifest was mended', async (_where, change) => {
    const missed = (await unseen(change, true, card)).filter((path) => path !== MANIFEST);
    expect(missed.filter((path) => path !== 'claimed/trust-card.json')).toEqual([]);
  });
});

test('a file left out fails, each of them', async () => {
  for (const path of files.keys()) {
    const left = new Map(files);
    left.delete(path);
    const mended = new Map(left).set(MANIFEST, encodeManifest(left));
    expect((await verifyBundle(left, card)).outcome, path).toBe('failed');
    // Sealed content and disclosed keys may be absent from an honest bundle; nothing else may.
    const optional = /^transmission\/(body|attachments\/)|^disclosed\/|^META-INF/.test(path);
    if (!optional) expect((await verifyBundle(mended, card)).outcome, path).toBe('failed');
  }
});

test('garbage is a failed check, never a crash', async () => {
  for (let i = 0; i < 60; i++) {
    const paths = [...files.keys()];
    const made = new Map<string, Uint8Array>();
    for (const path of paths)
      made.set(
        below(random, 8) === 0 ? `${path}${i}` : path,
        below(random, 4) === 0 ? random(below(random, 200)) : (files.get(path) as Uint8Array),
      );
    made.set(MANIFEST, encodeManifest(made));
    expect((await verifyBundle(made, i % 2 === 0 ? card : null)).outcome).toBe('failed');
  }
});
