// Rows for the store's contract: ids counted out so that each is its own, and trees whose hashes are numbers, since the store computes none.
import { expect } from 'vitest';
import type { Batch, ChainRow, Effect, EnvelopeRow, LogAppend, NewLog } from '../../db/store.ts';

/** The `n`-th id of `bytes` bytes under a letter, in lowercase hex. */
export const id = (letter: string, n: number, bytes = 32): string =>
  letter.charCodeAt(0).toString(16) + n.toString(16).padStart(bytes * 2 - 2, '0');

/** 32 bytes that stand for a hash. */
export const hashOf = (...marks: number[]): Uint8Array => {
  const hash = new Uint8Array(32);
  new Uint32Array(hash.buffer).set(marks);
  return hash;
};

export const authority = (n: number): string => id('a', n);
export const kid = (n: number): string => id('k', n, 16);
export const register = (n: number): string => `relay.test/register/${authority(n)}`;
export const DIRECTORY = 'relay.test/directory';

export const newRegister = (n: number): NewLog => ({
  origin: register(n),
  kind: 'register',
  authority: authority(n),
  root: hashOf(0),
  checkpoint: `${register(n)}\n0\n`,
});

/** Appends `count` leaves at `from` to a log, with every complete subtree they finish and the edge that follows. */
export function append(origin: string, mark: number, from: number, count: number): LogAppend {
  const hashAt = (level: number, index: number) => hashOf(mark, level, index);
  const size = from + count;
  const nodes: (readonly [number, number, Uint8Array])[] = [];
  for (let level = 1; 2 ** level <= size; level++)
    for (let index = Math.floor(from / 2 ** level); index < Math.floor(size / 2 ** level); index++)
      nodes.push([level, index, hashAt(level, index)]);
  const edge: Uint8Array[] = [];
  for (let level = 30, start = 0; level >= 0; level--) {
    if (size - start < 2 ** level) continue;
    edge.push(hashAt(level, start / 2 ** level));
    start += 2 ** level;
  }
  return {
    origin,
    expectedSize: from,
    leaves: Array.from({ length: count }, (_, i) => ({ data: leafData(mark, from + i), hash: hashAt(0, from + i) })),
    nodes,
    root: hashOf(mark, 99, size),
    edge,
    checkpoint: `${origin}\n${size}\n`,
  };
}

export const leafData = (mark: number, index: number): Uint8Array => new Uint8Array([mark, index >> 8, index & 255]);

export const chain = (n: number, over: Partial<ChainRow> = {}): Effect => ({
  effect: 'chain',
  authority: authority(n),
  state: 'admitted',
  headSeq: 0,
  headHash: id('h', n),
  createdAt: 1_000 + n,
  ...over,
});

export const link = (n: number, seq: number, dirIndex: number | null): Effect => ({
  effect: 'directory-object',
  kind: 'link',
  hash: id('h', n + seq * 1_000),
  authority: authority(n),
  seq,
  bytes: new Uint8Array([n, seq]),
  dirIndex,
});

export const envelope = (n: number, over: Partial<EnvelopeRow> = {}): EnvelopeRow => ({
  subject: id('s', n),
  sender: authority(1),
  messageId: id('m', n, 16),
  kid: kid(1),
  caseId: id('c', 1, 16),
  class: 0,
  answerBy: null,
  state: 'accepted',
  statement: new Uint8Array([n & 255, 1]),
  wrapList: new Uint8Array([2]),
  gestures: null,
  body: new Uint8Array([n & 255, 3]),
  receivedAt: 5_000 + n,
  ...over,
});

/** What a submission from authority 1 to authority 2 stores besides its leaves, which are at `index` of both registers. */
export const submission = (n: number, index: number, over: Partial<EnvelopeRow> = {}): Effect[] => {
  const row = envelope(n, over);
  const { subject } = row;
  return [
    { effect: 'envelope', ...row },
    { effect: 'wrap', subject, authority: authority(1), wrap: new Uint8Array([1, n & 255]) },
    { effect: 'wrap', subject, authority: authority(2), wrap: new Uint8Array([2, n & 255]) },
    { effect: 'party', subject, authority: authority(1), event: 1, index, counterpart: null },
    { effect: 'party', subject, authority: authority(2), event: 2, index, counterpart: authority(1) },
  ];
};

export const effects = (...list: Effect[]): Batch => ({ newLogs: [], appends: [], effects: list });

/** Two admitted authorities with empty registers and a directory that holds their first links. */
export const founded: Batch = {
  newLogs: [
    { origin: DIRECTORY, kind: 'directory', authority: null, root: hashOf(0), checkpoint: 'directory 0' },
    newRegister(1),
    newRegister(2),
  ],
  appends: [append(DIRECTORY, 9, 0, 2)],
  effects: [chain(1), chain(2), link(1, 0, 0), link(2, 0, 1)].map((effect) =>
    effect.effect === 'directory-object'
      ? { ...effect, hash: id('h', effect.authority === authority(1) ? 1 : 2) }
      : effect,
  ),
};

/** `count` more leaves in the registers of authorities 1 and 2. */
export const both = (from: number, count: number) => [
  append(register(1), 1, from, count),
  append(register(2), 2, from, count),
];
/** Matches the StoreConflict of that name. */
export const refused = (what: string) => expect.objectContaining({ name: 'StoreConflict', what });
export const subject = id('s', 1);
export const upload = {
  authority: authority(1),
  uploadId: id('u', 1, 16),
  length: 100,
  received: 0,
  digest: null,
  referenced: false,
  updatedAt: 10,
};
export const acknowledgement = {
  hash: id('k', 1),
  subject,
  authority: authority(2),
  kind: 1,
  round: 0,
  statement: new Uint8Array([7]),
  receivedAt: 9_000,
} as const;
