// Sealing: nothing leaves that a reader would refuse, and no key is used that is not the published one (protocol.md section 4; B25, A13).
import { beforeAll, expect, test } from 'vitest';
import { toHex } from '../../../crypto/primitives/bytes.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { signerOf } from '../../../crypto/protocol/device.ts';
import { type SealInput, seal } from '../../../crypto/protocol/seal.ts';
import { decodeWrapList, MAX_ATTACHMENTS } from '../../../crypto/wire/envelope.ts';
import { digestOf } from '../../../crypto/wire/statement.ts';
import { found, type TestAuthority } from '../../testkit/cast.ts';
import { outcome } from '../../testkit/outcome.ts';
import { seededRandom } from '../../testkit/seed.ts';
import { ACT, sealFiles, sealInput, sealTo } from '../../testkit/transmission.ts';

let norvania: TestAuthority;
let talassa: TestAuthority;
let ostmark: TestAuthority;
beforeAll(async () => {
  await ready();
  [norvania, talassa, ostmark] = [await found('Norvania'), await found('Talassa'), await found('Ostmark')];
});
const random = seededRandom('sealing');
const sealing = (change: Partial<SealInput>) => outcome(() => seal({ ...sealInput(norvania, [talassa]), ...change }));

test('sorts the recipients, and gives one wrap for each in that order', () => {
  const { core, ...rest } = sealInput(norvania, [talassa, ostmark]);
  const one = seal({ ...rest, core });
  const other = seal({ ...rest, core: { ...core, recipients: core.recipients.toReversed() } });
  expect(other.envelope.core).toEqual(one.envelope.core);
  expect(decodeWrapList(one.wrapList)).toEqual(one.wraps.map((wrap) => digestOf(wrap)));
  expect(digestOf(one.wrapList)).toBe(one.envelope.wraps);
  expect(one.subject).toBe(digestOf(one.statement));
});

test('B25 a key that the relay offers in place of the published one is refused, and so is a missing one', () => {
  const keys = new Map(sealInput(norvania, [talassa]).recipientKeys);
  expect(sealing({ recipientKeys: new Map(keys).set(talassa.id, ostmark.epoch().publicKey) })).toBe(
    'EPOCH_KEY_MISMATCH',
  );
  keys.delete(talassa.id);
  expect(sealing({ recipientKeys: keys })).toBe('EPOCH_UNKNOWN');
});

test('the signer is the device that the envelope names', () => {
  expect(sealing({ signer: signerOf(norvania.admins[1].device) })).toBe('SIGNATURE_UNKNOWN_KEY');
});

test('what a reader would refuse is not signed', () => {
  const { core } = sealInput(norvania, [talassa]);
  expect(sealing({ core: { ...core, recipients: core.recipients.filter((r) => r.authority !== norvania.id) } })).toBe(
    'WIRE_SHAPE',
  );
  expect(sealing({ core: { ...core, answerBy: 5 } })).toBe('WIRE_SHAPE');
  expect(sealing({ act: new Uint8Array(0) })).toBe('WIRE_SHAPE');
  expect(sealing({ act: new Uint8Array(5 * 1024 * 1024) })).toBe('WIRE_TOO_LARGE');
  const { files } = sealFiles(norvania, [random(3)]);
  const [file] = files as [(typeof files)[0]];
  expect(sealing({ attachments: [{ ...file, name: 'a\u0000.pdf' }] })).toBe('WIRE_SHAPE');
  expect(sealing({ attachments: [{ ...file, name: '' }] })).toBe('WIRE_SHAPE');
  expect(sealing({ attachments: [file, file] })).toBe('WIRE_SHAPE');
  expect(sealing({ attachments: Array.from({ length: MAX_ATTACHMENTS + 1 }, () => file) })).toBe('WIRE_SHAPE');
});

test('says nothing of the content but its padded length', () => {
  const lengths = [1, 200, 700].map((n) => sealTo(norvania, [talassa], { act: random(n) }).body.length);
  expect(new Set(lengths).size).toBe(1);
  const sealed = sealTo(norvania, [talassa]);
  const seen = [sealed.statement, sealed.wrapList, ...sealed.wraps, sealed.body].map(toHex).join(' ');
  expect(seen).not.toContain(toHex(ACT.subarray(20, 30)));
  expect(seen).not.toContain(toHex(sealed.contentKey));
});

test('the same input with other randomness gives another key and another ciphertext', () => {
  const input = sealInput(norvania, [talassa]);
  const [one, other] = [seal(input), seal({ ...input, random: seededRandom('elsewhere') })];
  expect(other.contentKey).not.toEqual(one.contentKey);
  expect(other.body).not.toEqual(one.body);
});
