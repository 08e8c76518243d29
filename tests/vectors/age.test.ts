// The age testkit: our HPKE against its hybrid recipients, our two chunk engines against its STREAM payloads (protocol.md section 0).
import { inflateSync } from 'node:zlib';
import { Encrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeEngine } from '../../client/sdk/engines/node.ts';
import { fromUtf8, toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { sodiumEngine } from '../../crypto/primitives/chunks.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { type AgeReading, readAge } from '../testkit/age.ts';
import { readVectorFile, vectorFiles } from '../testkit/vector-data.ts';

/** A testkit file: `name: value` lines, an empty line, then the age file (zlib-compressed where it says so). */
function readCase(name: string) {
  const bytes = readVectorFile(`age/${name}`);
  const end = bytes.findIndex((byte, i) => byte === 0x0a && bytes[i + 1] === 0x0a);
  const lines = fromUtf8(bytes.subarray(0, end)).split('\n');
  const all = (field: string) => lines.filter((l) => l.startsWith(`${field}: `)).map((l) => l.slice(field.length + 2));
  const body = bytes.subarray(end + 2);
  return {
    expected: all('expect')[0],
    payload: all('payload')[0],
    fileKey: all('file key')[0] ?? '',
    identity: all('identity').find((text) => text.startsWith('AGE-SECRET-KEY-PQ-1')) ?? '',
    file: all('compressed')[0] === 'zlib' ? new Uint8Array(inflateSync(body)) : body,
  };
}

const summary = (reading: AgeReading) => ({
  outcome: reading.outcome,
  payload: reading.payload && toHex(sha256(reading.payload)),
});
const names = vectorFiles('age');
const hybrid = names.filter((name) => name.startsWith('hybrid'));
const stream = names.filter((name) => name.startsWith('stream'));

beforeAll(ready);

test('the testkit is whole: 18 hybrid files, 28 stream files', () => {
  expect([hybrid.length, stream.length, names.length]).toEqual([18, 28, 46]);
});

test.each(hybrid)('%s', (name) => {
  const v = readCase(name);
  const reading = readAge(v.file, { identity: v.identity }, sodiumEngine);
  expect(summary(reading)).toEqual({ outcome: v.expected, payload: v.payload });
  if (v.expected === 'success') expect(toHex(reading.fileKey!)).toBe(v.fileKey);
});

describe.each(Object.entries({ libsodium: sodiumEngine, OpenSSL: nodeEngine }))('%s', (_, engine) => {
  test.each(stream)('%s', (name) => {
    const v = readCase(name);
    expect(summary(readAge(v.file, { fileKey: v.fileKey }, engine))).toEqual({
      outcome: v.expected,
      payload: v.payload,
    });
  });
});

test('a file that age-encryption seals today opens with our HPKE and both engines', async () => {
  const identity = await generateHybridIdentity();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  const plaintext = utf8('content'.repeat(20_000));
  const file = await encrypter.encrypt(plaintext);
  for (const engine of [sodiumEngine, nodeEngine]) {
    const reading = readAge(file, { identity }, engine);
    expect(reading.outcome).toBe('success');
    expect(reading.payload).toEqual(plaintext);
  }
});
