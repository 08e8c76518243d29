// Laws of sealing and opening: whatever is sealed opens for each recipient and for nobody else; sizes tell only their padded length.
import { fc, test } from '@fast-check/vitest';
import { beforeAll, describe, expect } from 'vitest';
import { nodeEngine } from '../../client/sdk/engines/node.ts';
import { concat } from '../../crypto/primitives/bytes.ts';
import { cipherLength } from '../../crypto/primitives/chunks.ts';
import { paddedLength } from '../../crypto/primitives/padding.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { attachmentOpener, attachmentSealer } from '../../crypto/protocol/attachment.ts';
import { checkDisclosedAttachment, checkDisclosedBody } from '../../crypto/protocol/disclose.ts';
import { openTransmission } from '../../crypto/protocol/open.ts';
import { type CborMap, decode } from '../../crypto/wire/codec.ts';
import {
  decodeEnvelope,
  type EnvelopeClass,
  encodeBody,
  encodeEnvelope,
  MAX_STATEMENT_BYTES,
} from '../../crypto/wire/envelope.ts';
import { idOf } from '../../crypto/wire/ids.ts';
import { digestOf } from '../../crypto/wire/statement.ts';
import { found, type TestAuthority } from '../testkit/cast.ts';
import { refusal } from '../testkit/outcome.ts';
import { seededRandom } from '../testkit/seed.ts';
import { sealFiles, sealTo, served } from '../testkit/transmission.ts';

let cast: TestAuthority[];
beforeAll(async () => {
  await ready();
  cast = [];
  for (const name of ['Norvania', 'Talassa', 'Ostmark', 'Marshland']) cast.push(await found(name));
});

const bytes = (max: number, min = 0) => fc.uint8Array({ minLength: min, maxLength: max });
const parties = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2 });
const classes = fc.constantFrom<EnvelopeClass>(0, 1, 2);
const label = fc.integer().map(String);

describe('a transmission', () => {
  test.prop([parties, classes, bytes(3000, 1), fc.array(bytes(3000), { maxLength: 3 }), label], { numRuns: 60 })(
    'opens for every party as it was sealed, and for nobody else',
    async (order, envelopeClass, act, contents, name) => {
      const [from, ...to] = order.map((i) => cast[i] as TestAuthority) as [TestAuthority, ...TestAuthority[]];
      const { files, ciphertexts } = sealFiles(from, contents, `files ${name}`);
      const draft = { label: name, class: envelopeClass, act, input: { attachments: files } };
      const sealed = sealTo(from, to, draft);
      const signers = envelopeClass === 0 ? [] : [from.admins[0]];
      for (const me of [from, ...to]) {
        const opened = await openTransmission({ ...served(sealed, from, me, signers), engine: nodeEngine });
        expect(opened.act).toEqual(act);
        expect(opened.class).toBe(envelopeClass);
        expect(opened.envelope).toEqual(sealed.envelope);
        expect(opened.attachments.map((a) => a.key)).toEqual(files.map((f) => f.key));
      }
      for (const stranger of cast.filter((one) => ![from, ...to].includes(one)))
        expect(await refusal(() => openTransmission(served(sealed, from, stranger, signers)))).toBe(
          'POLICY_NOT_A_PARTY',
        );

      const { envelope, body, contentKey } = sealed;
      expect(checkDisclosedBody({ envelope, body, contentKey }).act).toEqual(act);
      for (const [i, { ref, key }] of files.entries()) {
        const part = { envelope, uploadId: ref.uploadId, ciphertext: ciphertexts[i] as Uint8Array, key };
        expect(checkDisclosedAttachment(part)).toEqual(contents[i]);
      }
    },
  );

  test.prop([bytes(5000, 1), label], { numRuns: 60 })('has a body whose length is that of its padding', (act, name) => {
    const [from, to] = cast as [TestAuthority, TestAuthority];
    const sealed = sealTo(from, [to], { act, label: name });
    const { gossip } = checkDisclosedBody({
      envelope: sealed.envelope,
      body: sealed.body,
      contentKey: sealed.contentKey,
    });
    const plain = encodeBody({ act, attachments: [], gossip }).length;
    expect(sealed.body.length).toBe(cipherLength(paddedLength(plain)));
  });

  test.prop([classes, label], { numRuns: 60 })('has one encoding, read back as it was', (envelopeClass, name) => {
    const [from, to] = cast as [TestAuthority, TestAuthority];
    const { envelope, statement } = sealTo(from, [to], { class: envelopeClass, label: name });
    expect(encodeEnvelope(decodeEnvelope(encodeEnvelope(envelope)))).toEqual(encodeEnvelope(envelope));
    const [, , payload] = decode(statement, MAX_STATEMENT_BYTES) as [Uint8Array, CborMap, Uint8Array];
    expect(payload).toEqual(encodeEnvelope(envelope));
  });
});

describe('an attachment', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 30 });
  const slices = (whole: Uint8Array, lengths: readonly number[]): Uint8Array[] => {
    const out: Uint8Array[] = [];
    for (let at = 0, i = 0; at < whole.length; i++) {
      const length = lengths[i % lengths.length] as number;
      out.push(whole.subarray(at, at + length));
      at += length;
    }
    return out;
  };

  test.prop([fc.integer({ min: 0, max: 120_000 }), cuts, cuts, label], { numRuns: 40 })(
    'is the same in whatever pieces it is sealed and opened, by either engine',
    (size, sealing, opening, name) => {
      const random = seededRandom(`attachment ${name}`);
      const [plaintext, key] = [random(size), random(32)];
      const upload = { authority: idOf('authority', random(32)), uploadId: idOf('upload', random(16)), key };
      const salted = () => seededRandom(`salt ${name}`);
      const sealer = attachmentSealer({ ...upload, size, random: salted() });
      const first = slices(plaintext, sealing).flatMap((piece) => sealer.push(piece));
      const { pieces, ref } = sealer.end();
      const ciphertext = concat(...first, ...pieces);
      const native = attachmentSealer({ ...upload, size, random: salted(), engine: nodeEngine });
      expect(concat(...native.push(plaintext), ...native.end().pieces)).toEqual(ciphertext);
      expect(ref).toEqual({ uploadId: upload.uploadId, digest: digestOf(ciphertext), length: ciphertext.length });

      const opener = attachmentOpener({ ...upload, ref, size });
      const opened = slices(ciphertext, opening).flatMap((piece) => opener.push(piece));
      expect(concat(...opened, ...opener.end().pieces)).toEqual(plaintext);
    },
  );
});
