// Our own negative vectors: each has one thing wrong, and is refused with the code it names.
import { beforeAll, describe, expect, test } from 'vitest';
import { ready } from '../../crypto/primitives/sodium.ts';
import { readVectors } from '../testkit/vector-data.ts';
import type { KnownAnswer } from './known-answer-record.ts';
import { expected, type Negative, tried } from './negative-run.ts';

const vectors = readVectors<Negative[]>('own/negatives.json');
const known = readVectors<KnownAnswer>('own/transmission-v1.json');
beforeAll(ready);

test('there are enough of them, of every kind, each once', () => {
  expect(vectors.length).toBeGreaterThanOrEqual(40);
  expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
  const kinds = [
    'statement',
    'chain',
    'envelope',
    'register leaf',
    'note',
    'checkpoint',
    'proof',
    'attachment',
    'bundle',
  ];
  expect([...new Set(vectors.map(({ kind }) => kind as string))]).toEqual(expect.arrayContaining(kinds));
});

describe('refused', () => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', async (_name, vector) => {
    expect(await tried(vector, known)).toBe(expected(vector));
  });
});
