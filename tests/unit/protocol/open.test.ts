// Opening: what an honest relay serves opens; leaves, gestures and parties that do not fit are refused (protocol.md section 4, OPN-1 to OPN-10).
import { beforeAll, describe, expect, test } from 'vitest';
import { ProtocolError } from '../../../crypto/primitives/errors.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { type OpenInput, openTransmission } from '../../../crypto/protocol/open.ts';
import type { SealedTransmission } from '../../../crypto/protocol/seal.ts';
import { CLASSES, MAX_STATEMENT_BYTES } from '../../../crypto/wire/envelope.ts';
import { ROLES } from '../../../crypto/wire/genesis.ts';
import { encodeGestures, gesturesDigest } from '../../../crypto/wire/gesture.ts';
import { idOf } from '../../../crypto/wire/ids.ts';
import { EVENTS } from '../../../crypto/wire/leaf.ts';
import { digestOf, parseStatement } from '../../../crypto/wire/statement.ts';
import { DAY, found, type Person, type TestAuthority } from '../../testkit/cast.ts';
import { refusal } from '../../testkit/outcome.ts';
import { assertion, transmitGesture } from '../../testkit/passkey.ts';
import { seededRandom } from '../../testkit/seed.ts';
import { ACT, type Draft, NONCE, sealTo, served } from '../../testkit/transmission.ts';

let norvania: TestAuthority;
let talassa: TestAuthority;
let ostmark: TestAuthority;
beforeAll(async () => {
  await ready();
  [norvania, talassa, ostmark] = [await found('Norvania'), await found('Talassa'), await found('Ostmark')];
});

const random = seededRandom('open tests');
const opening = (input: OpenInput) => refusal(() => openTransmission(input));
const toTalassa = (draft: Draft = {}) => sealTo(norvania, [talassa], draft);
const atTalassa = (sealed: SealedTransmission, change: Partial<OpenInput> = {}, signers: readonly Person[] = []) => ({
  ...served(sealed, norvania, talassa, signers),
  ...change,
});

describe('what is honest opens', () => {
  test('for each recipient, and for the sender itself', async () => {
    const files = [random(10), random(70_000)];
    const sealed = sealTo(norvania, [talassa, ostmark], { files });
    for (const me of [norvania, talassa, ostmark]) {
      const opened = await openTransmission(served(sealed, norvania, me));
      expect(opened.act).toEqual(ACT);
      expect(opened.subject).toBe(sealed.subject);
      expect(opened.sender).toMatchObject({ authority: norvania.id, official: norvania.admins[0].official });
      expect(opened.attachments.map(({ name, size }) => [name, size])).toEqual([
        ['exhibit 0.pdf', 10],
        ['exhibit 1.pdf', 70_000],
      ]);
      expect(opened.contentKey).toEqual(sealed.contentKey);
      expect(opened.proposed).toBe(false);
    }
  });

  test('a formal act with the gesture of a signatory says who signed', async () => {
    const sealed = toTalassa({ class: CLASSES.formal });
    const opened = await openTransmission(atTalassa(sealed, {}, [norvania.admins[1]]));
    expect(opened.signedBy).toEqual([norvania.admins[1].official]);
    expect(opened.class).toBe(CLASSES.formal);
  });

  test('a proposal opens at home before the second official has signed, and nowhere else', async () => {
    const sealed = toTalassa({ class: CLASSES.formal });
    const input = served(sealed, norvania, norvania);
    const leaf = { ...input.leaf, event: EVENTS.Proposed };
    expect(await openTransmission({ ...input, leaf })).toMatchObject({ proposed: true, signedBy: [] });
    const abroad = atTalassa(sealed);
    expect(await opening({ ...abroad, leaf: { ...abroad.leaf, event: EVENTS.Proposed } })).toBe('REGISTER_LEAF');
  });

  test('again, under the statement it was seen as', async () => {
    const sealed = toTalassa();
    const opened = await openTransmission(atTalassa(sealed, { seenAs: () => sealed.subject }));
    expect(opened.act).toEqual(ACT);
  });

  test('an item whose earlier items never came', async () => {
    const previous = [idOf('digest', random(32))];
    const opened = await openTransmission(atTalassa(toTalassa({ core: { previous } })));
    expect(opened.envelope.core.previous).toEqual(previous);
  });

  test('an epoch superseded less than seven days ago by an innocent rotation', async () => {
    const marshland = await found('Marshland');
    // Sealed on a view that is five days old when it is entered.
    const sealed = sealTo(norvania, [marshland], { core: { createdAt: marshland.now() + 5 * DAY } });
    await marshland.rotate();
    const input = served(sealed, norvania, marshland);
    const rotatedAt = marshland.now();
    const at = (ms: number) => openTransmission({ ...input, leaf: { ...input.leaf, at: rotatedAt + ms } });
    expect((await at(7 * DAY)).act).toEqual(ACT);
    await expect(at(7 * DAY + 1)).rejects.toMatchObject({ code: 'EPOCH_STALE' });
  });
});

describe('the register', () => {
  test('a leaf of another statement, event, sender or gestures', async () => {
    const sealed = toTalassa({ class: CLASSES.formal });
    const honest = atTalassa(sealed, {}, [norvania.admins[0]]);
    const leaves = [
      { subject: digestOf(random(4)) },
      { event: EVENTS.SubmissionAcceptance },
      { event: EVENTS.ContentHandover },
      { counterpart: ostmark.id },
      { counterpart: null },
      { evidence: null },
      { evidence: digestOf(random(4)) },
    ];
    for (const change of leaves)
      expect(await opening({ ...honest, leaf: { ...honest.leaf, ...change } }), JSON.stringify(change)).toBe(
        'REGISTER_LEAF',
      );
    expect(await opening({ ...honest, gestures: null })).toBe('REGISTER_LEAF');
  });
});

describe('gestures', () => {
  const withGestures = (sealed: SealedTransmission, gestures: Uint8Array): OpenInput => {
    const input = atTalassa(sealed, { gestures });
    return { ...input, leaf: { ...input.leaf, evidence: gesturesDigest(gestures) } };
  };

  test('none, too few, by the wrong role, by the counterpart, over another statement', async () => {
    const formal = toTalassa({ class: CLASSES.formal });
    expect(await opening(atTalassa(formal))).toBe('POLICY_GESTURE_MISSING');
    expect(await opening(atTalassa(formal, {}, [talassa.admins[0]]))).toBe('POLICY_GESTURE_ROLE');
    const other = transmitGesture(norvania.admins[0].passkey, toTalassa({ label: 'x' }).subject, NONCE);
    expect(await opening(withGestures(formal, encodeGestures([other])))).toBe('SIGNATURE_GESTURE');

    const marshland = await found('Marshland of gestures', { formalSigners: 2 });
    const duty = await marshland.enrol('duty', ROLES.duty);
    const acts = { formal: sealTo(marshland, [talassa], { class: CLASSES.formal }) };
    const from = (signers: readonly Person[], sealed = acts.formal) =>
      opening(served(sealed, marshland, talassa, signers));
    const [first, second] = marshland.admins;
    expect(await from([first])).toBe('POLICY_GESTURE_MISSING');
    expect(await from([first, first])).toBe('WIRE_SHAPE');
    expect(await from([first, duty])).toBe('POLICY_GESTURE_ROLE');
    expect(await from([first, second])).toBe('accepted');
    const urgent = sealTo(marshland, [talassa], { class: CLASSES.urgent });
    expect(await from([duty], urgent)).toBe('accepted');
  });

  test('in a second spelling: none as an empty list, one twice', async () => {
    const ordinary = toTalassa();
    expect(await opening(withGestures(ordinary, encodeGestures([])))).toBe('WIRE_SHAPE');
    const formal = toTalassa({ class: CLASSES.formal });
    const one = transmitGesture(norvania.admins[0].passkey, formal.subject, NONCE);
    expect(await opening(withGestures(formal, encodeGestures([one])))).toBe('accepted');
    expect(await opening(withGestures(formal, encodeGestures([one, one])))).toBe('WIRE_SHAPE');
  });

  test('without user verification, from a foreign origin', async () => {
    const formal = toTalassa({ class: CLASSES.formal });
    const { passkey } = norvania.admins[0];
    const { transmitChallenge } = await import('../../../crypto/protocol/gesture.ts');
    const challenge = transmitChallenge(formal.subject, NONCE);
    for (const how of [{ flags: 0x01 }, { origin: 'https://relay.example' }])
      expect(await opening(withGestures(formal, encodeGestures([assertion(passkey, challenge, NONCE, how)])))).toBe(
        'SIGNATURE_GESTURE',
      );
  });
});

describe('who may write to whom', () => {
  test('a domestic authority and its parent, nobody else', async () => {
    const court = await found('Court of Norvania', { parent: norvania.id });
    expect(await opening(served(sealTo(court, [norvania]), court, norvania))).toBe('POLICY_NOT_A_PARTY');
    expect(await opening(served(sealTo(norvania, [court]), norvania, court))).toBe('POLICY_NOT_A_PARTY');
    await norvania.extend({ type: 'domestic_admit', authority: court.id });
    expect(await opening(served(sealTo(court, [norvania]), court, norvania))).toBe('accepted');
    expect(await opening(served(sealTo(norvania, [court]), norvania, court))).toBe('accepted');
    expect(await opening(served(sealTo(court, [talassa]), court, talassa))).toBe('POLICY_NOT_A_PARTY');
    expect(await opening(served(sealTo(talassa, [court]), talassa, court))).toBe('POLICY_NOT_A_PARTY');
  });
});

test('a refusal is a ProtocolError and carries nothing of the content', async () => {
  const sealed = toTalassa();
  const error: unknown = await openTransmission(atTalassa(sealed, { seenAs: () => digestOf(random(1)) })).catch(
    (e) => e,
  );
  expect(error).toBeInstanceOf(ProtocolError);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('Amarantha');
});

test('parseStatement keeps the exact bytes that are hashed', () => {
  const sealed = toTalassa();
  expect(parseStatement('envelope', sealed.statement, MAX_STATEMENT_BYTES).hash).toBe(sealed.subject);
});
