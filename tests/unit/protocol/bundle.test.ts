// Bundles: an honest one verifies and says what happened; without a card it only agrees with itself (protocol.md section 8).
import { beforeAll, describe, expect, test } from 'vitest';
import { equal, fromUtf8 } from '../../../crypto/primitives/bytes.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { encodeBundleFiles, verifyBundle } from '../../../crypto/protocol/bundle.ts';
import { BUNDLE_CHECKS } from '../../../crypto/protocol/bundle-checks.ts';
import { MANIFEST, readLayout } from '../../../crypto/protocol/bundle-layout.ts';
import { wasSent } from '../../../crypto/protocol/sent.ts';
import { CLASSES } from '../../../crypto/wire/envelope.ts';
import type { TrustCard } from '../../../crypto/wire/trust-card.ts';
import { disclosing, openBundle, type TestBundle, withOutcome } from '../../testkit/bundle.ts';

let bundle: TestBundle;
let card: TrustCard;
beforeAll(async () => {
  await ready();
  bundle = await openBundle();
  card = bundle.world.card;
});

describe('an honest bundle', () => {
  test('is verified against the card, and says what happened', async () => {
    const verdict = await verifyBundle(bundle.files, card);
    expect(withOutcome(verdict, 'failed', 'unchecked', 'not anchored')).toEqual([]);
    expect(verdict.outcome).toBe('verified');
    expect(verdict.checks.map(({ id }) => id)).toEqual(Object.keys(BUNDLE_CHECKS));
    expect(withOutcome(verdict, 'absent')).toEqual(['BND-15']);
    const { norvania, talassa } = bundle.world;
    const { facts } = verdict;
    expect(facts?.sender).toMatchObject({
      authority: norvania.id,
      name: 'Norvania',
      jurisdiction: 'QM',
      practice: true,
    });
    expect(facts?.recipients.map(({ name }) => name)).toEqual(['Talassa']);
    expect(facts?.sentAt).toBe(bundle.sent.entries[0]?.leaf.at);
    expect(facts?.signedBy).toEqual([norvania.admins[0].official]);
    expect(facts?.endorsements.map(({ jurisdiction }) => jurisdiction).sort()).toEqual(['QM', 'QN']);
    for (const list of [facts?.handedOver, facts?.opened, facts?.taken])
      expect(list?.map(({ counterpart, register }) => [counterpart, register])).toEqual([[talassa.id, talassa.id]]);
    expect(facts?.events).toHaveLength(8);
    expect(facts?.witnessed).toBe(false);
    expect(verdict.anchors?.from).toBe('card');
  });

  test('has one set of bytes, mimetype first, and comes back as the parts it was made of', () => {
    expect([...bundle.files.keys()][0]).toBe('mimetype');
    const again = encodeBundleFiles(readLayout(bundle.files));
    expect([...again.keys()].sort()).toEqual([...bundle.files.keys()].sort());
    for (const [path, content] of bundle.files) expect(equal(again.get(path) as Uint8Array, content), path).toBe(true);
    expect(fromUtf8(bundle.files.get(MANIFEST) as Uint8Array)).toMatch(/^[0-9a-f]{64} {2}README\.txt\n/m);
  });

  test('without a card only agrees with itself, and shows what to compare', async () => {
    const verdict = await verifyBundle(bundle.files, null);
    expect(verdict.outcome).toBe('consistent, not anchored');
    expect(withOutcome(verdict, 'not anchored')).toEqual(['BND-3', 'BND-6', 'BND-7']);
    expect(verdict.anchors?.from).toBe('claimed');
    expect(Object.fromEntries(verdict.anchors?.fingerprints ?? [])['operator']).toBe(card.operatorKey);
    expect(verdict.facts).not.toBeNull();
  });

  test('with everything disclosed opens everything', async () => {
    const verdict = await verifyBundle(encodeBundleFiles(disclosing(bundle)), card);
    expect(withOutcome(verdict, 'passed')).toHaveLength(16);
    expect(verdict.checks.at(-2)?.detail).toBe('3 opened, 0 to be compared with a file');
    const { body: _body, ...rest } = disclosing(bundle);
    const keys = { ...rest, body: null, attachments: new Map(), disclosed: { ...rest.disclosed, contentKey: null } };
    const only = await verifyBundle(encodeBundleFiles(keys), card);
    expect(withOutcome(only, 'absent')).toEqual(['BND-13']);
    expect(only.checks.at(-2)?.detail).toBe('0 opened, 2 to be compared with a file');
  });

  test('of an ordinary transmission, just sent, needs no gesture and no acknowledgement', async () => {
    const fresh = await openBundle('fresh');
    const sent = fresh.world.send(CLASSES.ordinary);
    const parts = { ...fresh.world.parts(sent), acknowledgements: [], body: null };
    const verdict = await verifyBundle(encodeBundleFiles(parts), fresh.world.card);
    expect(verdict.outcome).toBe('verified');
    expect(withOutcome(verdict, 'absent')).toEqual(['BND-11', 'BND-13', 'BND-14', 'BND-15']);
  });
});

describe('was this file sent?', () => {
  const asked = (file: Uint8Array, from = bundle.parts, keys = disclosing(bundle).disclosed.attachments) =>
    wasSent(encodeBundleFiles(from), file, keys).answer;
  const stranger = (like: Uint8Array) => like.map((byte) => byte ^ 1);

  test('by the file and its key, without any ciphertext', () => {
    const [small, large] = bundle.sent.files as [Uint8Array, Uint8Array];
    expect([asked(small), asked(large)]).toEqual(['sent', 'sent']);
    const [ref] = bundle.sent.sealed.envelope.attachments;
    expect(wasSent(encodeBundleFiles(disclosing(bundle)), small)).toEqual({ answer: 'sent', uploadId: ref?.uploadId });
  });

  test('cannot be told without a key, by another file’s key, or by a key that is not authentic', () => {
    const [small] = bundle.sent.files as [Uint8Array];
    expect(asked(small, bundle.parts, [])).toBe('cannot tell');
    const [first, second] = disclosing(bundle).disclosed.attachments;
    expect(asked(small, bundle.parts, second && [second])).toBe('cannot tell');
    const wrong = { ...(first as typeof second & object), key: new Uint8Array(32) };
    expect(asked(small, bundle.parts, [wrong])).toBe('cannot tell');
    const nothing = { contentKey: null, attachments: [] };
    expect(asked(small, { ...disclosing(bundle), disclosed: nothing }, [wrong])).toBe('cannot tell');
    expect(asked(stranger(small))).toBe('cannot tell');
  });

  test('was not, when every file that was sent is of another size or opens to something else', () => {
    const [small] = bundle.sent.files as [Uint8Array];
    expect(asked(stranger(small), disclosing(bundle))).toBe('not sent');
    expect(asked(new Uint8Array(200_000), bundle.parts, [])).toBe('not sent');
  });
});
