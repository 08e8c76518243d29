// Opening against content that is not what was signed: each lie refused with the code of its check (OPN-7, OPN-10).
import { beforeAll, describe, expect, test } from 'vitest';
import { concat } from '../../../crypto/primitives/bytes.ts';
import { context, sealChunks } from '../../../crypto/primitives/chunks.ts';
import { hpkeSeal } from '../../../crypto/primitives/hpke.ts';
import { pad } from '../../../crypto/primitives/padding.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { type OpenInput, openTransmission } from '../../../crypto/protocol/open.ts';
import type { SealedTransmission } from '../../../crypto/protocol/seal.ts';
import { encode } from '../../../crypto/wire/codec.ts';
import { coreHash, decodeWrapList, encodeBody, encodeWrapList } from '../../../crypto/wire/envelope.ts';
import { idBytes } from '../../../crypto/wire/ids.ts';
import { digestOf } from '../../../crypto/wire/statement.ts';
import { found, type Person, type TestAuthority } from '../../testkit/cast.ts';
import { type Forger, forger } from '../../testkit/forger.ts';
import { flip, refusal } from '../../testkit/outcome.ts';
import { seededRandom } from '../../testkit/seed.ts';
import { ACT, type Draft, sealFiles, sealTo, served } from '../../testkit/transmission.ts';

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

describe('B1 flipped bits', () => {
  test('B1 every bit of the statement', async () => {
    const sealed = toTalassa({ files: [random(5), random(6), random(7)] });
    expect(sealed.statement.length).toBeGreaterThan(600);
    const honest = atTalassa(sealed);
    let refused = 0;
    for (let bit = 0; bit < sealed.statement.length * 8; bit++) {
      const statement = flip(sealed.statement, bit);
      // A relay that lies adds a leaf for its lie, so that the signature itself has to catch it.
      const leaf = { ...honest.leaf, subject: digestOf(statement) };
      expect(await opening({ ...honest, statement, leaf }), `bit ${bit}`).not.toBe('accepted');
      refused++;
    }
    expect(refused).toBe(sealed.statement.length * 8);
  });

  test('B1 every byte of wrap, wrap list and body, and every truncation of the statement', async () => {
    const sealed = toTalassa();
    const honest = atTalassa(sealed);
    for (let i = 0; i < honest.wrap.length; i++)
      expect(await opening({ ...honest, wrap: flip(honest.wrap, 8 * i) })).toBe('WRAP_DIGEST');
    for (let i = 0; i < honest.wrapList.length; i++)
      expect(await opening({ ...honest, wrapList: flip(honest.wrapList, 8 * i) })).toBe('WRAP_DIGEST');
    for (let i = 0; i < honest.body.length; i++)
      expect(await opening({ ...honest, body: flip(honest.body, 8 * i + 7) })).toBe('CONTENT_DIGEST');
    for (let length = 0; length < honest.statement.length; length++)
      expect(await opening({ ...honest, statement: honest.statement.subarray(0, length) })).toMatch(/^WIRE_/);
  });
});

describe('content that is not what was signed', () => {
  test('B2 the body of another message', async () => {
    const [one, other] = [toTalassa(), toTalassa({ label: 'other' })];
    expect(await opening(atTalassa(one, { body: other.body }))).toBe('CONTENT_DIGEST');
    // An insider who signs the swap does not get further than the key.
    const input = forge.rewritten(one, { body: { digest: digestOf(other.body), length: other.body.length } });
    expect(await opening({ ...input, body: other.body })).toBe('CONTENT_COMMITMENT');
  });

  test('B4 a body cut short', async () => {
    const sealed = toTalassa({ act: random(40_000) });
    const cut = sealed.body.subarray(0, 56 + 2 * (16_384 + 16));
    expect(await opening(atTalassa(sealed, { body: cut }))).toBe('CONTENT_LENGTH');
    const input = forge.rewritten(sealed, { body: { digest: digestOf(cut), length: cut.length } });
    expect(await opening({ ...input, body: cut })).toBe('CONTENT_TRUNCATED');
  });

  test('B5 chunks of a body in another order', async () => {
    const sealed = toTalassa({ act: random(40_000) });
    const at = (i: number) => sealed.body.subarray(56 + i * 16_400, 56 + (i + 1) * 16_400);
    const body = concat(sealed.body.subarray(0, 56), at(1), at(0), sealed.body.subarray(56 + 2 * 16_400));
    const input = forge.rewritten(sealed, { body: { digest: digestOf(body), length: body.length } });
    expect(await opening({ ...input, body })).toBe('CONTENT_OPEN');
  });

  test('B18 a second key for one ciphertext is refused by its commitment', async () => {
    const sealed = toTalassa();
    const { core } = sealed.envelope;
    const other = random(32);
    const aad = (authority: TestAuthority) =>
      concat(coreHash(core), encode([idBytes(authority.id), 'main', authority.epoch().number]));
    const wraps = core.recipients.map(({ authority }, i) =>
      authority === talassa.id
        ? hpkeSeal(talassa.epoch().publicKey, 'wrap', aad(talassa), other, random)
        : (sealed.wraps[i] as Uint8Array),
    );
    const wrapList = encodeWrapList(wraps.map((wrap) => digestOf(wrap)));
    const input = forge.rewritten(sealed, { wraps: digestOf(wrapList) });
    const mine = core.recipients.findIndex(({ authority }) => authority === talassa.id);
    expect(await opening({ ...input, wrapList, wrap: wraps[mine] as Uint8Array })).toBe('CONTENT_COMMITMENT');
  });

  test('B19 padding that the rule does not give', async () => {
    const encoded = encodeBody({ act: ACT, attachments: [], gossip: [] });
    const good = pad(encoded);
    expect(await opening(forge.withPlaintext(good))).toBe('accepted');
    expect(await opening(forge.withPlaintext(concat(good, new Uint8Array(1))))).toBe('CONTENT_PADDING');
    expect(await opening(forge.withPlaintext(good.subarray(0, 1023)))).toBe('CONTENT_PADDING');
    expect(await opening(forge.withPlaintext(flip(good, 8 * 1023)))).toBe('CONTENT_PADDING');
    expect(await opening(forge.withPlaintext(encoded))).toBe('CONTENT_PADDING');
  });

  test('B16 a body that is not one canonical map', async () => {
    expect(await opening(forge.withPlaintext(pad(random(50))))).toMatch(/^WIRE_/);
    expect(await opening(forge.withPlaintext(pad(encode(new Map([[1, ACT]])))))).toBe('WIRE_SHAPE');
  });

  test('B3 a body that describes other attachments than the envelope', async () => {
    const { files } = sealFiles(norvania, [random(10), random(20)]);
    const described = files.map(({ ref, name, mediaType, size, key }) => ({
      uploadId: ref.uploadId,
      name,
      mediaType,
      size,
      key,
    }));
    const lie = (attachments: typeof described) => {
      const sealed = sealTo(norvania, [talassa], { input: { attachments: files } });
      const plaintext = pad(encodeBody({ act: ACT, attachments, gossip: [] }));
      const body = sealChunks(sealed.contentKey, context('body', coreHash(sealed.envelope.core)), plaintext, random);
      return { ...forge.rewritten(sealed, { body: { digest: digestOf(body), length: body.length } }), body };
    };
    const [a, b] = described as [(typeof described)[0], (typeof described)[0]];
    expect(await opening(lie([a, b]))).toBe('accepted');
    expect(await opening(lie([b, a]))).toBe('CONTENT_ATTACHMENTS');
    expect(await opening(lie([a]))).toBe('CONTENT_ATTACHMENTS');
    expect(await opening(lie([a, { ...b, size: 5000 }]))).toBe('CONTENT_ATTACHMENTS');
  });
});

describe('wraps', () => {
  test('B6 a dropped or an added wrap is refused', async () => {
    const sealed = toTalassa();
    const digests = decodeWrapList(sealed.wrapList);
    const lists = [digests.slice(1), [...digests, digestOf(random(5))], []];
    for (const list of lists) {
      const wrapList = encodeWrapList(list);
      expect(await opening(atTalassa(sealed, { wrapList }))).toBe('WRAP_DIGEST');
      const signed = forge.rewritten(sealed, { wraps: digestOf(wrapList) });
      expect(await opening({ ...signed, wrapList })).toBe('WRAP_DIGEST');
    }
  });

  test("B7 another authority's wrap", async () => {
    const sealed = sealTo(norvania, [talassa, ostmark]);
    const theirs = served(sealed, norvania, ostmark).wrap;
    expect(await opening(atTalassa(sealed, { wrap: theirs }))).toBe('WRAP_DIGEST');
    // Signed under each other's places by the sender itself: the aad tells recipients apart.
    const place = (who: TestAuthority) => sealed.envelope.core.recipients.findIndex((r) => r.authority === who.id);
    const wraps = [...sealed.wraps];
    wraps[place(talassa)] = theirs;
    const wrapList = encodeWrapList(wraps.map((wrap) => digestOf(wrap)));
    const input = forge.rewritten(sealed, { wraps: digestOf(wrapList) });
    expect(await opening({ ...input, wrapList, wrap: theirs })).toBe('WRAP_OPEN');
  });

  test('a wrap that holds no key of 32 bytes', async () => {
    const sealed = toTalassa();
    const { core } = sealed.envelope;
    const index = core.recipients.findIndex(({ authority }) => authority === talassa.id);
    const aad = concat(coreHash(core), encode([idBytes(talassa.id), 'main', 1]));
    const wrap = hpkeSeal(talassa.epoch().publicKey, 'wrap', aad, random(16), random);
    const wrapList = encodeWrapList(sealed.wraps.map((w, i) => digestOf(i === index ? wrap : w)));
    const input = forge.rewritten(sealed, { wraps: digestOf(wrapList) });
    expect(await opening({ ...input, wrapList, wrap })).toBe('WRAP_OPEN');
  });
});
