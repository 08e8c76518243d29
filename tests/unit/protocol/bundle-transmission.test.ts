// Bundles, what they prove: entries, statement, gestures, content, acknowledgements; each check broken alone is the one that fails (BND-8 to BND-16).
import { beforeAll, describe, expect, test } from 'vitest';
import { fromUtf8 } from '../../../crypto/primitives/bytes.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { encodeBundleFiles } from '../../../crypto/protocol/bundle.ts';
import { type BundleParts, SUMMARY } from '../../../crypto/protocol/bundle-layout.ts';
import { signerOf } from '../../../crypto/protocol/device.ts';
import { ACK_KINDS, type AckKind, type Acknowledgement } from '../../../crypto/wire/acknowledgement.ts';
import {
  CLASSES,
  type Envelope,
  type EnvelopeClass,
  encodeEnvelope,
  encodeWrapList,
} from '../../../crypto/wire/envelope.ts';
import { ROLES } from '../../../crypto/wire/genesis.ts';
import {
  decodeRegisterLeaf,
  EVENTS,
  encodeRegisterLeaf,
  REASONS,
  type RegisterLeaf,
} from '../../../crypto/wire/leaf.ts';
import { digestOf, signStatement } from '../../../crypto/wire/statement.ts';
import type { TrustCard } from '../../../crypto/wire/trust-card.ts';
import { disclosing, failures, openBundle, remade, type TestBundle } from '../../testkit/bundle.ts';
import { DAY, MINUTE, type Person } from '../../testkit/cast.ts';
import { flip } from '../../testkit/outcome.ts';
import type { Forgery } from '../../testkit/world.ts';

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

/** What fails in the bundle of a transmission that was forged before it was entered. */
function sentForged(class_: EnvelopeClass, signers: readonly Person[], forge?: Forgery): Promise<string[]> {
  const { world } = bundle;
  return forged({ acknowledgements: [] }, world.parts(world.send(class_, signers, forge)));
}

describe('what a bundle proves: each check, broken alone, is the one that fails', () => {
  test('BND-8 an entry that is not proven, not sealed, of another transmission, twice, or back in time', async () => {
    const { world, sent, parts } = bundle;
    const [first, ...rest] = parts.evidence as [BundleParts['evidence'][number], ...BundleParts['evidence']];
    const own = world.entries[0] as (typeof world.entries)[number];
    const changed = encodeRegisterLeaf({ ...decodeRegisterLeaf(first.leaf), reason: REASONS.lapsed });
    expect(await forged({ evidence: [{ ...first, leaf: changed }, ...rest] })).toEqual(['BND-8 REGISTER_PROOF']);
    expect(await forged({ evidence: [world.prove(own, {}), ...rest] })).toEqual(['BND-8 RECEIPT_UNSEALED']);
    const { subject } = sent.sealed;
    const wrong = [
      world.enter(world.talassa.id, {
        event: EVENTS.ContentExpired,
        subject: digestOf(sent.sealed.body),
      }),
      world.enter(world.talassa.id, { event: EVENTS.ContentExpired, subject, counterpart: world.bystander.id }),
      world.enter(world.bystander.id, { event: EVENTS.ContentExpired, subject }),
      world.enter(world.talassa.id, { event: EVENTS.ContentExpired, subject, at: own.leaf.at - MINUTE }),
      world.enter(world.talassa.id, { event: EVENTS.ContentExpired, subject, dirSize: 1000 }),
      world.enter(world.norvania.id, own.leaf),
    ];
    const codes = ['MISMATCH', 'MISMATCH', 'KEY', 'MISMATCH', 'MISMATCH', 'MISMATCH'];
    for (const [i, entry] of wrong.entries()) {
      const code = codes[i] === 'KEY' ? 'REGISTER_KEY' : `RECEIPT_${codes[i]}`;
      expect(await forged({ evidence: [...parts.evidence, world.prove(entry)] }), String(i)).toEqual([`BND-8 ${code}`]);
    }
  });

  test('BND-8 an entry from before the admission, or the same entry twice', async () => {
    const { world } = bundle;
    const later = (change: Partial<RegisterLeaf>, times: number) => {
      const sent = world.send(CLASSES.ordinary);
      const expired = { event: EVENTS.ContentExpired, subject: sent.sealed.subject, ...change };
      for (let i = 0; i < times; i++) world.enter(world.talassa.id, expired);
      return failures(encodeBundleFiles(world.parts(sent)), card);
    };
    expect(await later({}, 1)).toEqual([]);
    expect(await later({}, 2)).toEqual(['BND-8 RECEIPT_MISMATCH']);
    expect(await later({ dirSize: 1 }, 1)).toEqual(['BND-8 ROSTER_FOUNDING']);
  });

  test('BND-9 no entry in a recipient’s register', async () => {
    const evidence = bundle.parts.evidence.filter(
      ({ authority, index }) => authority !== bundle.world.talassa.id || index > 0,
    );
    expect(await forged({ evidence })).toEqual(['BND-9 RECEIPT_MISSING']);
  });

  test('BND-9 a second submission, at another time or in another register', async () => {
    const { world } = bundle;
    const { norvania, talassa } = world;
    for (const [register, event] of [
      [norvania.id, EVENTS.SubmissionAcceptance],
      [talassa.id, EVENTS.SubmissionAcceptance],
      [norvania.id, EVENTS.ContentConsignment],
    ] as const) {
      const sent = world.send(CLASSES.ordinary);
      world.enter(register, { event, subject: sent.sealed.subject, evidence: digestOf(sent.sealed.body) });
      expect(await failures(encodeBundleFiles(world.parts(sent)), card)).toEqual(['BND-9 RECEIPT_MISMATCH']);
    }
  });

  test('BND-10 a statement that the sender’s device did not sign, or that was not allowed', async () => {
    const { norvania, talassa } = bundle.world;
    const resigned = (change: (envelope: Envelope) => Envelope, by: Person = norvania.admins[0]) => {
      const forge: Forgery = (sealed) => {
        const envelope = change(sealed.envelope);
        const statement = signStatement('envelope', encodeEnvelope(envelope), signerOf(by.device));
        return { sealed: { ...sealed, envelope, statement, subject: digestOf(statement) } };
      };
      return sentForged(CLASSES.ordinary, [], forge);
    };
    const recored = (core: Partial<Envelope['core']>, by?: Person) =>
      resigned((e) => ({ ...e, core: { ...e.core, ...core } }), by);
    expect(await recored({})).toEqual([]);
    expect(await recored({}, norvania.admins[1])).toEqual(['BND-10 SIGNATURE_UNKNOWN_KEY']);
    const { sender, directory, recipients, createdAt } = bundle.sent.sealed.envelope.core;
    const theirs = { ...sender, kid: talassa.admins[0].device.kid };
    expect(await recored({ sender: theirs }, talassa.admins[0])).toEqual(['BND-10 ROSTER_UNKNOWN_DEVICE']);
    expect(await recored({ sender: { ...sender, chainSeq: 99 } })).toEqual(['BND-10 ROSTER_SEQUENCE']);
    expect(await recored({ sender: { ...sender, chainHead: directory.root } })).toEqual(['BND-10 ROSTER_PREVIOUS']);
    expect(await recored({ directory: { ...directory, size: 3 } })).toEqual(['BND-10 REGISTER_INCONSISTENT']);
    expect(await recored({ createdAt: createdAt + DAY })).toEqual(['BND-10 POLICY_TIME']);
    const later = recipients.map((r) => ({ ...r, epoch: r.epoch + 1 }));
    expect(await recored({ recipients: later })).toEqual(['BND-10 EPOCH_UNKNOWN']);
    const other = recipients.map((r) => ({ ...r, keyHash: directory.root }));
    expect(await recored({ recipients: other })).toEqual(['BND-10 EPOCH_KEY_MISMATCH']);
    const unsigned: Forgery = (sealed) => {
      const statement = flip(sealed.statement, 8 * sealed.statement.length - 1);
      return { sealed: { ...sealed, statement, subject: digestOf(statement) } };
    };
    expect(await sentForged(CLASSES.ordinary, [], unsigned)).toEqual(['BND-10 SIGNATURE_INVALID']);
  });

  test('BND-11 gestures that are missing, of the wrong people, or over something else', async () => {
    const { norvania, talassa } = bundle.world;
    expect(await sentForged(CLASSES.formal, [])).toEqual(['BND-11 POLICY_GESTURE_MISSING']);
    expect(await sentForged(CLASSES.formal, [talassa.admins[0]])).toEqual(['BND-11 POLICY_GESTURE_ROLE']);
    expect(await sentForged(CLASSES.urgent, [norvania.admins[0]])).toEqual([]);
    const { gestures } = bundle.sent;
    expect(await sentForged(CLASSES.formal, [], () => ({ gestures }))).toEqual(['BND-11 SIGNATURE_GESTURE']);
  });

  test('BND-12 wraps that were not signed', async () => {
    const wrapList = encodeWrapList(bundle.sent.sealed.wraps.map((wrap) => digestOf(flip(wrap, 1))));
    expect(await forged({ wrapList })).toEqual(['BND-12 WRAP_DIGEST']);
  });

  test('BND-13 content that was not signed', async () => {
    const body = bundle.sent.sealed.body;
    expect(await forged({ body: flip(body, 5000) })).toEqual(['BND-13 CONTENT_DIGEST']);
    expect(await forged({ body: body.slice(1) })).toEqual(['BND-13 CONTENT_LENGTH']);
    const full = disclosing(bundle);
    const [[id, first] = [], [, second] = []] = [...full.attachments];
    const swapped = new Map([...full.attachments, [id, second]]) as BundleParts['attachments'];
    const nothing = { contentKey: null, attachments: [] };
    expect(await forged({ attachments: swapped, disclosed: nothing }, full)).toEqual(['BND-13 CONTENT_LENGTH']);
    const foreign = new Map([['00'.repeat(16), first]]) as unknown as BundleParts['attachments'];
    expect(await forged({ attachments: foreign, disclosed: nothing }, full)).toEqual(['BND-13 CONTENT_ATTACHMENTS']);
  });

  test('BND-14 an acknowledgement that is missing, or by somebody who cannot acknowledge', async () => {
    const { acknowledgements } = bundle.parts;
    expect(await forged({ acknowledgements: acknowledgements.slice(1) })).toEqual(['BND-14 RECEIPT_MISSING']);
    const { bystander, norvania, talassa } = bundle.world;
    const acknowledged = async (by: Person, change: Partial<Acknowledgement> = {}, kind: AckKind = ACK_KINDS.taken) => {
      const sent = bundle.world.send(CLASSES.ordinary);
      bundle.world.acknowledge(sent, kind, by, change);
      const own = bundle.world.acknowledgements.slice(-1);
      return failures(encodeBundleFiles({ ...bundle.world.parts(sent), acknowledgements: own }), card);
    };
    const official = talassa.admins[1];
    expect(await acknowledged(official)).toEqual([]);
    expect(await acknowledged(bystander.admins[0])).toEqual(['BND-14 ROSTER_UNKNOWN_DEVICE']);
    expect(await acknowledged(norvania.admins[0])).toEqual(['BND-14 ROSTER_UNKNOWN_DEVICE']);
    expect(await acknowledged(official, { authority: norvania.id })).toEqual(['BND-14 RECEIPT_MISMATCH']);
    expect(await acknowledged(official, { subject: bundle.sent.sealed.subject })).toEqual(['BND-14 RECEIPT_MISMATCH']);
    expect(await acknowledged(official, { kind: ACK_KINDS.opened })).toEqual(['BND-14 RECEIPT_MISSING']);
    const { root } = bundle.sent.sealed.envelope.core.directory;
    expect(await acknowledged(official, { directory: { size: 2, root } })).toEqual(['BND-14 REGISTER_INCONSISTENT']);
    expect(await acknowledged(official, { directory: { size: 999, root } })).toEqual(['BND-14 RECEIPT_MISMATCH']);
  });

  test('BND-14 a service receives but does not take; an auditor does neither', async () => {
    const { world } = await openBundle('services');
    const machine = await world.talassa.enrol('machine', ROLES.service);
    const auditor = await world.talassa.enrol('auditor', ROLES.auditor);
    world.publish(world.talassa);
    const acknowledged = (by: Person, kind: AckKind) => {
      const sent = world.send(CLASSES.ordinary);
      world.acknowledge(sent, kind, by);
      const acknowledgements = world.acknowledgements.slice(-1);
      return failures(encodeBundleFiles({ ...world.parts(sent), acknowledgements }), world.card);
    };
    expect(await acknowledged(machine, ACK_KINDS.received)).toEqual([]);
    expect(await acknowledged(machine, ACK_KINDS.taken)).toEqual(['BND-14 ROSTER_ROLE']);
    expect(await acknowledged(auditor, ACK_KINDS.received)).toEqual(['BND-14 ROSTER_ROLE']);
  });

  test('BND-15 keys that open something else, or nothing', async () => {
    const full = disclosing(bundle);
    const { contentKey, attachments } = full.disclosed;
    const [first, second] = attachments as [(typeof attachments)[0], (typeof attachments)[0]];
    const keys = (disclosed: Partial<BundleParts['disclosed']>, change: Partial<BundleParts> = {}) =>
      forged({ ...change, disclosed: { ...full.disclosed, ...disclosed } }, full);
    expect(await keys({ contentKey: flip(contentKey as Uint8Array, 0) })).toEqual(['BND-15 CONTENT_COMMITMENT']);
    expect(await keys({}, { body: null })).toEqual(['BND-15 RECEIPT_MISSING']);
    expect(await keys({ attachments: [{ ...first, key: second.key }, second] })).toEqual(['BND-15 CONTENT_COMMITMENT']);
    expect(await keys({ contentKey: null, attachments: [{ ...first, key: second.key }] })).toEqual([
      'BND-15 CONTENT_COMMITMENT',
    ]);
    expect(await keys({ attachments: [{ ...first, salt: second.salt }] })).toEqual(['BND-15 CONTENT_COMMITMENT']);
    // Without the ciphertext only the disclosed content can contradict a key.
    const sealedAway = { attachments: new Map() };
    const wrongKey = { attachments: [{ ...first, key: second.key }] };
    expect(await keys(wrongKey, sealedAway)).toEqual(['BND-15 CONTENT_COMMITMENT']);
    const foreign = { ...first, uploadId: '00'.repeat(16) as typeof first.uploadId };
    expect(await keys({ attachments: [foreign] })).toEqual(['BND-15 CONTENT_ATTACHMENTS']);
    expect(await keys({ contentKey: new Uint8Array(5) })).toEqual(['BND-15 WIRE_SHAPE']);
  });

  test('BND-16 a summary that says something else', async () => {
    const kinder = remade(bundle.files, SUMMARY, (c) => fromUtf8(c).replace('formal', 'urgent'));
    expect(await failures(kinder, card)).toEqual(['BND-16 RECEIPT_MISMATCH']);
  });
});
