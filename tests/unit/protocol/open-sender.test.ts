// Opening against the wrong sender, and at the wrong time: devices, chains, epochs, replays (OPN-3 to OPN-6, OPN-9).
import { beforeAll, describe, expect, test } from 'vitest';
import { concat } from '../../../crypto/primitives/bytes.ts';
import { hpkeSeal } from '../../../crypto/primitives/hpke.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { signerOf } from '../../../crypto/protocol/device.ts';
import { type OpenInput, openTransmission } from '../../../crypto/protocol/open.ts';
import type { SealedTransmission } from '../../../crypto/protocol/seal.ts';
import { encode } from '../../../crypto/wire/codec.ts';
import { CLASSES, coreHash, encodeEnvelope, encodeWrapList } from '../../../crypto/wire/envelope.ts';
import { ROLES } from '../../../crypto/wire/genesis.ts';
import { idBytes } from '../../../crypto/wire/ids.ts';
import { digestOf, signStatement } from '../../../crypto/wire/statement.ts';
import { DAY, found, MINUTE, type Person, type TestAuthority } from '../../testkit/cast.ts';
import { type Forger, forger } from '../../testkit/forger.ts';
import { refusal } from '../../testkit/outcome.ts';
import { seededRandom } from '../../testkit/seed.ts';
import { type Draft, sealInput, sealTo, served } from '../../testkit/transmission.ts';

let forge: Forger;
let norvania: TestAuthority;
let talassa: TestAuthority;
let ostmark: TestAuthority;
beforeAll(async () => {
  await ready();
  [norvania, talassa, ostmark] = [await found('Norvania'), await found('Talassa'), await found('Ostmark')];
  forge = forger(norvania, talassa);
});

const random = seededRandom('open tests');
const opening = (input: OpenInput) => refusal(() => openTransmission(input));
const toTalassa = (draft: Draft = {}) => sealTo(norvania, [talassa], draft);
const atTalassa = (sealed: SealedTransmission, change: Partial<OpenInput> = {}, signers: readonly Person[] = []) => ({
  ...served(sealed, norvania, talassa, signers),
  ...change,
});

describe('who sent it', () => {
  test('B8 an insider of another authority signs the ciphertext as their own', async () => {
    const sealed = sealTo(norvania, [talassa, ostmark]);
    const thief = ostmark.admins[0];
    const sender = { ...sealed.envelope.core.sender, authority: ostmark.id, kid: thief.device.kid };
    const chain = { chainSeq: ostmark.view().seq, chainHead: ostmark.roster().headHash };
    const core = { ...sealed.envelope.core, sender: { ...sender, ...chain } };
    const statement = signStatement('envelope', encodeEnvelope({ ...sealed.envelope, core }), signerOf(thief.device));
    const input = served(sealed, ostmark, talassa);
    const leaf = { ...input.leaf, subject: digestOf(statement) };
    expect(await opening({ ...input, statement, leaf })).toBe('WRAP_OPEN');
  });

  test('B8 a colleague signs the ciphertext as their own', async () => {
    const sealed = toTalassa();
    const colleague = norvania.admins[1];
    const core = { ...sealed.envelope.core, sender: { ...sealed.envelope.core.sender, kid: colleague.device.kid } };
    const input = forge.resigned(sealed, encodeEnvelope({ ...sealed.envelope, core }), colleague);
    expect(await opening(input)).toBe('WRAP_OPEN');
  });

  test('B9 a recipient wraps the key for an authority the sender did not address', async () => {
    const sealed = toTalassa();
    const { contentKey } = await openTransmission(atTalassa(sealed));
    const { core } = sealed.envelope;
    const me = { authority: ostmark.id, scope: 'main', epoch: 1, keyHash: ostmark.epoch().keyHash };
    const aad = concat(coreHash(core), encode([idBytes(me.authority), me.scope, me.epoch]));
    const wrap = hpkeSeal(ostmark.epoch().publicKey, 'wrap', aad, contentKey, random);
    expect(await opening({ ...served(sealed, norvania, ostmark), wrap })).toBe('POLICY_NOT_A_PARTY');
    // Nor can it sign the same body for a longer list of its own.
    const longer = [...core.recipients, me].sort((a, b) => (a.authority < b.authority ? -1 : 1));
    const forwarded = { ...core, recipients: longer, sender: sealTo(talassa, [ostmark]).envelope.core.sender };
    const wraps = longer.map(() => wrap);
    const wrapList = encodeWrapList(wraps.map((w) => digestOf(w)));
    const payload = encodeEnvelope({ ...sealed.envelope, core: forwarded, wraps: digestOf(wrapList) });
    const statement = signStatement('envelope', payload, signerOf(talassa.admins[0].device));
    const input = served(sealed, talassa, ostmark);
    const leaf = { ...input.leaf, subject: digestOf(statement) };
    expect(await opening({ ...input, leaf, statement, wrapList, wrap })).toBe('WRAP_OPEN');
  });

  test('B21 a device revoked, or its official removed, by the leaf’s directory size', async () => {
    const marshland = await found('Marshland of B21');
    const officer = await marshland.enrol('officer', ROLES.officer);
    const leaver = await marshland.enrol('leaver', ROLES.officer);
    const early = marshland.view();
    const sealed = [officer, leaver].map((by) => sealTo(marshland, [talassa], { by, label: by.device.kid }));
    await marshland.revoke(officer.device);
    await marshland.remove(leaver);
    for (const one of sealed) {
      const input = served(one, marshland, talassa);
      expect(await opening(input)).toBe('ROSTER_UNKNOWN_DEVICE');
      const before = { ...marshland.view(), seq: early.seq };
      expect(await opening({ ...input, sender: before })).toBe('accepted');
    }
  });

  test('a device that is not yet in the chain, and one of another chain', async () => {
    const marshland = await found('Marshland of newcomers');
    const before = marshland.view();
    const newcomer = await marshland.enrol('newcomer', ROLES.officer);
    const core = {
      sender: {
        ...sealInput(marshland, []).core.sender,
        chainSeq: 0,
        chainHead: digestOf(marshland.links()[0] as Uint8Array),
        kid: newcomer.device.kid,
      },
    };
    const sealed = sealTo(marshland, [talassa], { by: newcomer, core });
    const input = served(sealed, marshland, talassa);
    expect(await opening(input)).toBe('accepted');
    expect(await opening({ ...input, sender: { ...input.sender, seq: before.seq } })).toBe('ROSTER_UNKNOWN_DEVICE');
    expect(await opening({ ...input, sender: ostmark.view() })).toBe('ROSTER_AUTHORITY');
  });

  test('a place in the chain that is not there, or holds another link', async () => {
    const sealed = toTalassa();
    const { sender } = sealed.envelope.core;
    const beyond = { sender: { ...sender, chainSeq: sender.chainSeq + 1 } };
    expect(await opening(forge.recored(sealed, beyond))).toBe('ROSTER_SEQUENCE');
    expect(await opening(forge.recored(sealed, { sender: { ...sender, chainSeq: 1 } }))).toBe('ROSTER_PREVIOUS');
  });

  test('an auditor, and an authority that is closed', async () => {
    const marshland = await found('Marshland of auditors');
    const auditor = await marshland.enrol('auditor', ROLES.auditor);
    const sealed = sealTo(marshland, [talassa], { by: auditor });
    expect(await opening(served(sealed, marshland, talassa))).toBe('ROSTER_ROLE');
    const last = sealTo(marshland, [talassa]);
    await marshland.extend({ type: 'close' });
    expect(await opening(served(last, marshland, talassa))).toBe('ROSTER_CLOSED');
  });

  test('a signature by another key under the right kid', async () => {
    const sealed = toTalassa();
    const payload = encodeEnvelope(sealed.envelope);
    const forger = { kid: norvania.admins[0].device.kid, sign: talassa.admins[0].device.sign.sign };
    const statement = signStatement('envelope', payload, forger);
    const input = atTalassa(sealed, { statement });
    expect(await opening({ ...input, leaf: { ...input.leaf, subject: digestOf(statement) } })).toBe(
      'SIGNATURE_INVALID',
    );
    // Signed by a device that is active, and is not the one the envelope names.
    expect(await opening(forge.resigned(sealed, payload, norvania.admins[1]))).toBe('SIGNATURE_UNKNOWN_KEY');
  });
});

describe('what is not to be accepted at this time', () => {
  test('B10 a message id that came before with other content, under whatever case', async () => {
    const sealed = toTalassa();
    const other = toTalassa({ label: 'again', core: { messageId: sealed.envelope.core.messageId } });
    expect(other.envelope.core.caseId).not.toBe(sealed.envelope.core.caseId);
    const seen = new Map([[`${norvania.id} ${sealed.envelope.core.messageId}`, sealed.subject]]);
    const seenAs: OpenInput['seenAs'] = (sender, message) => seen.get(`${sender} ${message}`) ?? null;
    expect(await opening(atTalassa(other, { seenAs }))).toBe('POLICY_REPLAY');
  });

  test('B20 an epoch that is unknown, stale, or under another key', async () => {
    const marshland = await found('Marshland of B20');
    const officer = await marshland.enrol('officer', ROLES.officer);
    const sealed = sealTo(norvania, [marshland]);
    await marshland.rotate();
    expect(await opening(served(sealed, norvania, marshland))).toBe('accepted');
    await marshland.remove(officer);
    expect(await opening(served(sealed, norvania, marshland))).toBe('EPOCH_STALE');
    await marshland.rotate();
    // The rotation right after an innocent one does not bring back what a removal shut out.
    expect(await opening(served(sealed, norvania, marshland))).toBe('EPOCH_STALE');
    const input = sealInput(norvania, [talassa]);
    const readdressed = (change: object) =>
      forge.recored(sealTo(norvania, [talassa]), {
        recipients: input.core.recipients
          .map((r) => (r.authority === talassa.id ? { ...r, ...change } : r))
          .sort((a, b) => (a.authority < b.authority ? -1 : 1)),
      });
    expect(await opening(readdressed({ epoch: 2 }))).toBe('EPOCH_UNKNOWN');
    expect(await opening(readdressed({ keyHash: digestOf(random(3)) }))).toBe('EPOCH_KEY_MISMATCH');
  });

  test('a seed this device cannot reach, and one that is not the epoch’s', async () => {
    const sealed = toTalassa();
    expect(await opening(atTalassa(sealed, { seedOf: () => null }))).toBe('EPOCH_UNKNOWN');
    expect(await opening(atTalassa(sealed, { seedOf: () => random(32) }))).toBe('EPOCH_KEY_MISMATCH');
  });

  test('B23 made after it was registered, or anchored in a directory that did not yet exist', async () => {
    const sealed = toTalassa();
    const { leaf } = atTalassa(sealed);
    const { createdAt } = sealed.envelope.core;
    const at = (ms: number) => opening(atTalassa(sealed, { leaf: { ...leaf, at: createdAt + ms } }));
    expect(await at(-10 * MINUTE)).toBe('accepted');
    expect(await at(-10 * MINUTE - 1)).toBe('POLICY_TIME');
    expect(await at(4 * DAY)).toBe('accepted');
    expect(await at(4 * DAY + 1)).toBe('POLICY_TIME');
    expect(await opening(atTalassa(sealed, { leaf: { ...leaf, dirSize: 39 } }))).toBe('REGISTER_LEAF');
  });

  test('A1 a sender that the directory had not admitted, and A2 one that saw another directory', async () => {
    const sealed = toTalassa();
    const { leaf, directory } = atTalassa(sealed);
    const admitted = (admittedAt: number | null) =>
      opening(atTalassa(sealed, { directory: { ...directory, admittedAt } }));
    expect(await admitted(null)).toBe('ROSTER_FOUNDING');
    expect(await admitted(leaf.dirSize)).toBe('ROSTER_FOUNDING');
    expect(await admitted(leaf.dirSize - 1)).toBe('accepted');
    const forked = { ...directory, rootAt: () => digestOf(random(3)) };
    expect(await opening(atTalassa(sealed, { directory: forked }))).toBe('REGISTER_INCONSISTENT');
  });

  test('an urgent act that was entered after its answer was needed', async () => {
    const sealed = toTalassa({ class: CLASSES.urgent, core: { answerBy: norvania.now() + 60 * MINUTE } });
    const { leaf } = atTalassa(sealed, {}, [norvania.admins[0]]);
    const at = (ms: number) =>
      opening(atTalassa(sealed, { leaf: { ...leaf, at: norvania.now() + ms } }, [norvania.admins[0]]));
    expect(await at(60 * MINUTE - 1)).toBe('accepted');
    expect(await at(60 * MINUTE)).toBe('POLICY_TIME');
  });

  test('an urgent act whose answer is wanted too soon or too late', async () => {
    const answer = (ms: number) => {
      const sealed = toTalassa({ class: CLASSES.urgent, core: { answerBy: norvania.now() + ms } });
      return opening(atTalassa(sealed, {}, [norvania.admins[0]]));
    };
    expect(await answer(30 * MINUTE)).toBe('accepted');
    expect(await answer(30 * MINUTE - 1)).toBe('POLICY_TIME');
    expect(await answer(3 * DAY)).toBe('accepted');
    expect(await answer(3 * DAY + 1)).toBe('POLICY_TIME');
  });
});
