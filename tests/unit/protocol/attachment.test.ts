// Attachments: sealed as streams in bounded memory, bound to their upload, refused whatever is done to them on the way (B3, B4, B5).
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeEngine } from '../../../client/sdk/engines/node.ts';
import { concat } from '../../../crypto/primitives/bytes.ts';
import { CHUNK, sealChunks } from '../../../crypto/primitives/chunks.ts';
import { pad } from '../../../crypto/primitives/padding.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import {
  attachmentContext,
  attachmentLength,
  attachmentOpener,
  attachmentSealer,
  openAttachment,
  sealAttachment,
} from '../../../crypto/protocol/attachment.ts';
import { sealBody } from '../../../crypto/protocol/body.ts';
import { checkDisclosedAttachment, checkDisclosedBody } from '../../../crypto/protocol/disclose.ts';
import { idOf, type UploadId } from '../../../crypto/wire/ids.ts';
import { digestOf } from '../../../crypto/wire/statement.ts';
import { found } from '../../testkit/cast.ts';
import { flip, outcome } from '../../testkit/outcome.ts';
import { seededRandom } from '../../testkit/seed.ts';
import { ACT, sealFiles, sealTo } from '../../testkit/transmission.ts';

beforeAll(ready);
const random = seededRandom('attachments');
const authority = idOf('authority', random(32));
const newUpload = (): UploadId => idOf('upload', random(16));
const sealOne = (plaintext: Uint8Array, uploadId = newUpload(), key = random(32)) => ({
  authority,
  key,
  size: plaintext.length,
  ...sealAttachment({ authority, uploadId, key, plaintext, random }),
});

describe('a file', () => {
  test.each([0, 1, 1020, 1021, CHUNK - 5, CHUNK - 4, CHUNK - 3, CHUNK, 3 * CHUNK + 7, 200_000])(
    'of %i bytes comes back whole, at the length its size gives',
    (size) => {
      const plaintext = random(size);
      const sealed = sealOne(plaintext);
      expect(sealed.ciphertext).toHaveLength(attachmentLength(size));
      expect(sealed.ref).toMatchObject({ length: sealed.ciphertext.length, digest: digestOf(sealed.ciphertext) });
      expect(openAttachment(sealed)).toEqual(plaintext);
      expect(openAttachment({ ...sealed, size: null, engine: nodeEngine })).toEqual(plaintext);
    },
  );

  test('is the whole-buffer form of C2SP chunks over a padded file', () => {
    const [plaintext, key, uploadId] = [random(5000), random(32), newUpload()];
    const salted = () => seededRandom('one salt');
    const { ciphertext } = sealAttachment({ authority, uploadId, key, plaintext, random: salted() });
    expect(ciphertext).toEqual(sealChunks(key, attachmentContext(authority, uploadId), pad(plaintext), salted()));
  });

  test('in pieces of any size is the same stream, and opens in other pieces', () => {
    const [plaintext, key, uploadId] = [random(70_001), random(32), newUpload()];
    for (const step of [1000, 16_384, 65_536]) {
      const sealer = attachmentSealer({ authority, uploadId, key, size: plaintext.length, random });
      const out: Uint8Array[] = [];
      for (let at = 0; at < plaintext.length; at += step) out.push(...sealer.push(plaintext.subarray(at, at + step)));
      const { pieces, ref } = sealer.end();
      const ciphertext = concat(...out, ...pieces);
      expect(ref).toEqual({ uploadId, digest: digestOf(ciphertext), length: ciphertext.length });

      const opener = attachmentOpener({ authority, ref, key, size: plaintext.length });
      const opened: Uint8Array[] = [];
      for (let at = 0; at < ciphertext.length; at += 777)
        opened.push(...opener.push(ciphertext.subarray(at, at + 777)));
      const last = opener.end();
      expect(last.size).toBe(plaintext.length);
      expect(concat(...opened, ...last.pieces)).toEqual(plaintext);
    }
  });

  test('shorter or longer than announced is not sealed', () => {
    const of = (size: number) => attachmentSealer({ authority, uploadId: newUpload(), key: random(32), size, random });
    expect(outcome(() => of(10).push(random(11)))).toBe('CONTENT_LENGTH');
    const short = of(10);
    short.push(random(9));
    expect(outcome(() => short.end())).toBe('CONTENT_LENGTH');
    expect(outcome(() => of(2 ** 32))).toBe('CONTENT_LENGTH');
  });
});

describe('a file is refused', () => {
  test('B3 under another upload, authority, key or size', () => {
    const sealed = sealOne(random(3000));
    const other = sealOne(random(3000));
    expect(outcome(() => openAttachment({ ...sealed, ref: { ...sealed.ref, uploadId: newUpload() } }))).toBe(
      'CONTENT_COMMITMENT',
    );
    expect(outcome(() => openAttachment({ ...sealed, authority: idOf('authority', random(32)) }))).toBe(
      'CONTENT_COMMITMENT',
    );
    expect(outcome(() => openAttachment({ ...sealed, key: other.key }))).toBe('CONTENT_COMMITMENT');
    expect(outcome(() => openAttachment({ ...sealed, ciphertext: other.ciphertext }))).toBe('CONTENT_DIGEST');
    expect(outcome(() => openAttachment({ ...sealed, size: 2999 }))).toBe('CONTENT_LENGTH');
    expect(outcome(() => openAttachment({ ...sealed, size: 30_000 }))).toBe('CONTENT_LENGTH');
  });

  test('before the first byte, when its size cannot give the sealed length', () => {
    expect(outcome(() => attachmentOpener({ ...sealOne(random(3000)), size: 30_000 }))).toBe('CONTENT_LENGTH');
  });

  const stream = (sealed: ReturnType<typeof sealOne>, ciphertext: Uint8Array) =>
    outcome(() => {
      const opener = attachmentOpener(sealed);
      opener.push(ciphertext);
      opener.end();
    });
  const cut = (sealed: ReturnType<typeof sealOne>, length: number) => sealed.ciphertext.subarray(0, length);

  test('B4 cut at or between chunks, B5 with chunks moved, as a stream as well', () => {
    const sealed = sealOne(random(60_000));
    const whole = sealed.ciphertext;
    const edge = 56 + 16_400;
    expect(stream(sealed, whole)).toBe('accepted');
    expect(outcome(() => openAttachment({ ...sealed, ciphertext: cut(sealed, edge) }))).toBe('CONTENT_LENGTH');
    expect(stream(sealed, cut(sealed, edge))).toBe('CONTENT_TRUNCATED');
    expect(stream(sealed, cut(sealed, edge + 100))).toBe('CONTENT_OPEN');
    expect(stream(sealed, cut(sealed, 20))).toBe('CONTENT_TRUNCATED');
    const moved = concat(
      whole.subarray(0, 56),
      whole.subarray(edge, edge + 16_400),
      whole.subarray(56, edge),
      whole.subarray(edge + 16_400),
    );
    expect(stream(sealed, moved)).toBe('CONTENT_OPEN');
    expect(stream(sealed, concat(whole, new Uint8Array(1)))).toBe('CONTENT_LENGTH');
    for (let i = 0; i < whole.length; i += 997) expect(stream(sealed, flip(whole, 8 * i))).toMatch(/^CONTENT_/);
  });

  test('when it is not the file the envelope names, though its key opens it', () => {
    const [key, uploadId] = [random(32), newUpload()];
    const [named, other] = [sealOne(random(100), uploadId, key), sealOne(random(100), uploadId, key)];
    expect(stream({ ...named, ciphertext: other.ciphertext }, other.ciphertext)).toBe('CONTENT_DIGEST');
  });

  test('B19 with padding the rule does not give', () => {
    const [key, uploadId] = [random(32), newUpload()];
    const padded = pad(random(100));
    const from = (plaintext: Uint8Array) => {
      const ciphertext = sealChunks(key, attachmentContext(authority, uploadId), plaintext, random);
      const ref = { uploadId, digest: digestOf(ciphertext), length: ciphertext.length };
      return outcome(() => openAttachment({ authority, ref, key, size: null, ciphertext }));
    };
    expect(from(padded)).toBe('accepted');
    expect(from(flip(padded, 8 * 1023))).toBe('CONTENT_PADDING');
    expect(from(flip(padded, 0))).toBe('CONTENT_LENGTH');
    expect(from(concat(padded, new Uint8Array(5)))).toBe('CONTENT_LENGTH');
    expect(from(padded.subarray(0, 2))).toBe('CONTENT_PADDING');
    // Too few zeros under a length that the envelope invents.
    const ciphertext = sealChunks(key, attachmentContext(authority, uploadId), padded.subarray(0, 1000), random);
    const ref = { uploadId, digest: digestOf(ciphertext), length: attachmentLength(100) };
    expect(stream({ authority, key, size: 100, ciphertext, ref }, ciphertext)).toBe('CONTENT_LENGTH');
  });
});

describe('disclosure', () => {
  test('one key proves one part, and no other', async () => {
    const [norvania, talassa] = [await found('Norvania'), await found('Talassa')];
    const contents = [random(100), random(50_000)];
    const { files, ciphertexts } = sealFiles(norvania, contents);
    const sealed = sealTo(norvania, [talassa], { input: { attachments: files } });
    const { envelope, body, contentKey } = sealed;
    expect(checkDisclosedBody({ envelope, body, contentKey }).act).toEqual(ACT);
    expect(outcome(() => checkDisclosedBody({ envelope, body, contentKey: random(32) }))).toBe('CONTENT_COMMITMENT');
    // Another ciphertext under the same key and core proves nothing: the sender signed one.
    const again = sealBody(envelope.core, { act: ACT, attachments: [], gossip: [] }, contentKey, random);
    expect(outcome(() => checkDisclosedBody({ envelope, body: again, contentKey }))).toMatch(
      /^CONTENT_(LENGTH|DIGEST)$/,
    );
    for (const [i, { ref, key }] of files.entries()) {
      const part = { envelope, uploadId: ref.uploadId, ciphertext: ciphertexts[i] as Uint8Array, key };
      expect(checkDisclosedAttachment(part)).toEqual(contents[i]);
      expect(outcome(() => checkDisclosedAttachment({ ...part, key: contentKey }))).toBe('CONTENT_COMMITMENT');
      expect(outcome(() => checkDisclosedAttachment({ ...part, uploadId: newUpload() }))).toBe('CONTENT_ATTACHMENTS');
    }
  });
});
