// Opening against other suites, types, spellings and sizes of an envelope (OPN-1, OPN-5).
import { beforeAll, describe, expect, test } from 'vitest';
import { concat } from '../../../crypto/primitives/bytes.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { signerOf } from '../../../crypto/protocol/device.ts';
import { type OpenInput, openTransmission } from '../../../crypto/protocol/open.ts';
import type { SealedTransmission } from '../../../crypto/protocol/seal.ts';
import { encodeEnvelope, MAX_STATEMENT_BYTES } from '../../../crypto/wire/envelope.ts';
import { digestOf, signStatement } from '../../../crypto/wire/statement.ts';
import { found, type Person, type TestAuthority } from '../../testkit/cast.ts';
import { type Forger, forger } from '../../testkit/forger.ts';
import { refusal } from '../../testkit/outcome.ts';
import { type Draft, sealInput, sealTo, served } from '../../testkit/transmission.ts';

let forge: Forger;
let norvania: TestAuthority;
let talassa: TestAuthority;
beforeAll(async () => {
  await ready();
  [norvania, talassa] = [await found('Norvania'), await found('Talassa')];
  forge = forger(norvania, talassa);
});

const opening = (input: OpenInput) => refusal(() => openTransmission(input));
const toTalassa = (draft: Draft = {}) => sealTo(norvania, [talassa], draft);
const atTalassa = (sealed: SealedTransmission, change: Partial<OpenInput> = {}, signers: readonly Person[] = []) => ({
  ...served(sealed, norvania, talassa, signers),
  ...change,
});

describe('B15 suites, B14 types, B16 forms, B17 sizes', () => {
  test('B15 suite 0, 2 or unknown', async () => {
    for (const suite of [0, 2, 255])
      expect(await opening(forge.remapped(toTalassa(), (fields) => fields.set(2, suite)))).toBe('POLICY_SUITE');
  });

  test('B15 a chain that asks for a later suite, and a scope of a later suite', async () => {
    const modern = await found('Modernia', { minSuite: 2 });
    expect(await opening(served(sealTo(norvania, [modern]), norvania, modern))).toBe('POLICY_SUITE');
    expect(await opening(served(sealTo(modern, [talassa]), modern, talassa))).toBe('POLICY_SUITE');
    const scoped = sealInput(norvania, [talassa]).core.recipients.map((r) => ({ ...r, scope: 'restricted' }));
    expect(await opening(atTalassa(toTalassa({ core: { recipients: scoped } })))).toBe('POLICY_SUITE');
  });

  test('B14 a statement of another type, with its own signature', async () => {
    const sealed = toTalassa();
    for (const type of ['link', 'ack', 'entry', 'withdraw'] as const) {
      const statement = signStatement(type, encodeEnvelope(sealed.envelope), signerOf(norvania.admins[0].device));
      const input = atTalassa(sealed, { statement });
      expect(await opening({ ...input, leaf: { ...input.leaf, subject: digestOf(statement) } })).toBe('WIRE_TYPE');
    }
  });

  test('B16 trailing bytes, unknown keys, another spelling of the same envelope', async () => {
    const sealed = toTalassa();
    const honest = atTalassa(sealed);
    expect(await opening({ ...honest, statement: concat(sealed.statement, Uint8Array.of(0)) })).toMatch(/^WIRE_/);
    expect(await opening(forge.remapped(sealed, (fields) => fields.set(9, 0)))).toBe('WIRE_SHAPE');
    expect(await opening(forge.remapped(sealed, (fields) => fields.delete(8)))).toBe('WIRE_SHAPE');
    const payload = encodeEnvelope(sealed.envelope);
    expect(payload[0]).toBe(0xa0 + 13);
    // Fields 1 and 2, both 1, in the other order: the same map to a lenient reader.
    const swapped = concat(payload.subarray(0, 1), payload.subarray(3, 5), payload.subarray(1, 3), payload.subarray(5));
    expect(await opening(forge.resigned(sealed, swapped))).toBe('WIRE_NON_CANONICAL');
    const long = concat(Uint8Array.of(0xb8, 13), payload.subarray(1));
    expect(await opening(forge.resigned(sealed, long))).toBe('WIRE_MALFORMED');
    const doubled = concat(Uint8Array.of(0xa0 + 14), payload.subarray(1), payload.subarray(1, 3)); // a key twice
    expect(await opening(forge.resigned(sealed, doubled))).toBe('WIRE_MALFORMED');
  });

  test('B17 oversized, deeply nested, lying about its length', async () => {
    const sealed = toTalassa();
    const honest = atTalassa(sealed);
    expect(await opening({ ...honest, statement: new Uint8Array(MAX_STATEMENT_BYTES + 1) })).toBe('WIRE_TOO_LARGE');
    expect(await opening({ ...honest, statement: new Uint8Array(60_000).fill(0x81) })).toBe('WIRE_SHAPE');
    expect(
      await opening({ ...honest, statement: Uint8Array.of(0x9b, 255, 255, 255, 255, 255, 255, 255, 255) }),
    ).toMatch(/^WIRE_/);
  });

  test('recipients out of order, twice, or without the sender', async () => {
    const sealed = toTalassa();
    const { recipients } = sealed.envelope.core;
    const [one, two] = recipients as [(typeof recipients)[0], (typeof recipients)[0]];
    expect(await opening(forge.recored(sealed, { recipients: [two, one] }))).toBe('WIRE_SHAPE');
    expect(await opening(forge.recored(sealed, { recipients: [one, one] }))).toBe('WIRE_SHAPE');
    const only = recipients.filter(({ authority }) => authority === talassa.id);
    expect(await opening(forge.recored(sealed, { recipients: only }))).toBe('WIRE_SHAPE');
  });
});
