// Reads the vectors of others from tests/vectors/data, and spells bytes the way they do.
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { fromBase64, fromHex } from '../../crypto/primitives/bytes.ts';
import type { ErrorCode } from '../../crypto/primitives/errors.ts';
import { outcome } from './outcome.ts';

const DATA = new URL('../vectors/data/', import.meta.url);

/** The JSON file at `path` below tests/vectors/data; the caller states its shape. */
export const readVectors = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, DATA), 'utf8')) as T;

/** The bytes of the file at `path` below tests/vectors/data. */
export const readVectorFile = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, DATA)));

/** Names of the files in a folder below tests/vectors/data, sorted. */
export const vectorFiles = (folder: string): string[] => readdirSync(new URL(`${folder}/`, DATA)).sort();

/** Bytes of a vector's hexadecimal; a vector that is not hexadecimal is a broken copy. */
export function hex(text: string): Uint8Array {
  const bytes = fromHex(text);
  if (bytes === null) throw new TypeError(`not hexadecimal: ${text.slice(0, 20)}`);
  return bytes;
}

/** Bytes of a vector's standard base64. */
export function base64(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes === null) throw new TypeError(`not base64: ${text.slice(0, 20)}`);
  return bytes;
}

/** Asserts that `operation` is refused with exactly this code. */
export const expectCode = (operation: () => unknown, code: ErrorCode): void => expect(outcome(operation)).toBe(code);
