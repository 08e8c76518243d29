// The store's own check finds each thing that can be wrong in its rows (quality.md, the oracle, 6): one fault at a time, one finding.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../db/index.ts';
import type { Store } from '../../db/store.ts';
import { both, founded, id, register, submission, upload } from './rows.ts';

let folder: string;
let store: Store;
let hand: Database.Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rogatory-check-'));
  const file = join(folder, 'relay.db');
  store = await openStore(`sqlite:${file}`);
  await store.commit(founded);
  await store.putUpload({ ...upload, received: 100, digest: id('d', 1) });
  const many = Array.from({ length: 5 }, (_, n) => submission(n, n)).flat();
  await store.commit({
    newLogs: [],
    appends: both(0, 5),
    effects: [
      ...many,
      { effect: 'upload-referenced', authority: upload.authority, uploadId: upload.uploadId, subject: id('s', 1) },
    ],
  });
  await store.putSealed(register(1), { size: 5, sealedAt: 1, note: 'sealed' });
  hand = new Database(file);
  hand.pragma('foreign_keys = OFF');
  // The fault is made as a failing disk would make it: past the triggers.
  const triggers = hand.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[];
  expect(triggers.length).toBeGreaterThan(15);
  for (const trigger of triggers) hand.exec(`DROP TRIGGER ${trigger}`);
});
afterEach(async () => {
  hand.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

it('finds nothing in a store as it should be', async () => {
  expect(await store.check()).toEqual([]);
});

const one = "(SELECT id FROM logs WHERE origin LIKE '%register%' LIMIT 1)";
it.each([
  [
    'a leaf is gone from the middle',
    `DELETE FROM log_leaves WHERE log = ${one} AND leaf_index = 1`,
    /5 leaves recorded, 4 stored/,
  ],
  ['the last leaf is gone', `DELETE FROM log_leaves WHERE log = ${one} AND leaf_index = 4`, /the last is 3/],
  ['the log says more than it has', `UPDATE logs SET size = 6 WHERE id = ${one}`, /6 leaves recorded, 5 stored/],
  ['the log says less than it has', `UPDATE logs SET size = 4 WHERE id = ${one}`, /4 leaves recorded, 5 stored/],
  [
    'a subtree is gone',
    `UPDATE log_leaves SET nodes = x'' WHERE log = ${one} AND leaf_index = 3`,
    /1 leaves lack the subtrees/,
  ],
  ['the edge is another', `UPDATE logs SET edge = randomblob(64) WHERE id = ${one}`, /the edge is not/],
  ['the edge is short', `UPDATE logs SET edge = substr(edge, 1, 32) WHERE id = ${one}`, /the edge is not/],
  [
    'a subtree of the edge is another',
    `UPDATE log_leaves SET nodes = randomblob(64) WHERE log = ${one} AND leaf_index = 3`,
    /the edge is not/,
  ],
  [
    'a party points beyond its register',
    'UPDATE parties SET leaf_index = 70 WHERE leaf_index = 4',
    /party rows without their leaf: 2/,
  ],
  ['a leaf has two party rows', 'UPDATE parties SET leaf_index = 3 WHERE leaf_index = 4', /two party rows: 2/],
  ['a leaf has no party row', 'DELETE FROM parties WHERE leaf_index = 4', /a leaf that has no party row: 2/],
  [
    'an envelope has no leaf',
    'UPDATE envelopes SET sender = randomblob(32) WHERE id = 1',
    /without a leaf in their sender's register: 1/,
  ],
  ['an envelope has no wrap', 'DELETE FROM wraps WHERE envelope = 1', /envelopes without a wrap: 1/],
  ['an envelope is gone', 'DELETE FROM envelopes WHERE id = 1', /points at a missing row of envelopes/],
  ['a chain is gone', 'DELETE FROM chains', /registers of unknown authorities: 2/],
  ['the head of a chain is another', 'UPDATE chains SET head_hash = randomblob(32)', /head is not stored: 2/],
  [
    'a link is gone from the middle',
    'UPDATE directory_objects SET seq = 2 WHERE authority = (SELECT min(authority) FROM chains)',
    /head is not stored: 1/,
  ],
  [
    'a leaf of the directory has no object',
    'UPDATE directory_objects SET dir_index = null WHERE dir_index = 1',
    /directory without their object: 1/,
  ],
  [
    'an object lies beyond the directory',
    'UPDATE directory_objects SET dir_index = 7 WHERE dir_index = 1',
    /beyond the directory: 1/,
  ],
  ['a sealed checkpoint is beyond its log', 'UPDATE sealed_checkpoints SET size = 9', /beyond their log: 1/],
  ['a named upload is not kept', 'UPDATE uploads SET referenced = 0', /not kept: 1/],
])('finds that %s', async (_what, damage, finding) => {
  expect(hand.prepare(damage).run().changes).toBeGreaterThan(0);
  expect(await store.check()).toEqual(expect.arrayContaining([expect.stringMatching(finding)]));
});

it('finds that a link is missing between two others', async () => {
  hand.exec(`INSERT INTO directory_objects (hash, kind, authority, seq, bytes)
    SELECT randomblob(32), kind, authority, seq + 2, bytes FROM directory_objects LIMIT 1`);
  expect(await store.check()).toEqual(['chains with a link missing: 1']);
});
