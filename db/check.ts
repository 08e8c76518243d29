// What can be wrong in the rows themselves, in words (quality.md, the oracle, 6). Hashes are compared, never computed: db knows no cryptography.
import type Database from 'better-sqlite3';
import { type NodeAt, nodeAt } from './queries/nodes.ts';
import { edgePlaces, splitEdge } from './tree.ts';

type LogState = { id: number; origin: string; kind: string; size: number; edge: Uint8Array };

/** Findings, empty when clean. Reads the whole database: for fsck and doctor, not for a running relay's health. */
export function check(reader: Database.Database): string[] {
  const findings: string[] = [];
  for (const { integrity_check: word } of reader.pragma('integrity_check') as { integrity_check: string }[])
    if (word !== 'ok') findings.push(`integrity: ${word}`);
  for (const { table, parent } of reader.pragma('foreign_key_check') as { table: string; parent: string }[])
    findings.push(`${table}: a row points at a missing row of ${parent}`);
  const at = nodeAt(reader);
  for (const log of reader.prepare<[], LogState>('SELECT id, origin, kind, size, edge FROM logs').all())
    findings.push(...logFindings(reader, at, log));
  for (const [query, sentence] of ROW_RULES) {
    const count = reader.prepare<[], number>(query).pluck().get() ?? 0;
    if (count > 0) findings.push(`${sentence}: ${count}`);
  }
  return findings;
}

function logFindings(reader: Database.Database, at: NodeAt, { id, origin, size, edge }: LogState): string[] {
  const findings: string[] = [];
  const leaves = reader
    .prepare<[number], { count: number; last: number }>(
      'SELECT count(*) AS count, coalesce(max(leaf_index), -1) AS last FROM log_leaves WHERE log = ?',
    )
    .get(id);
  // Indices are unique and not negative, so count and last together leave no room for a gap.
  if (leaves?.count !== size || leaves.last !== size - 1)
    findings.push(`${origin}: ${size} leaves recorded, ${leaves?.count} stored, the last is ${leaves?.last}`);

  const incomplete = reader
    .prepare<[number], number>(
      // (i + 1) & -(i + 1) is two to the number of subtrees that leaf i completes.
      `SELECT count(*) FROM log_leaves
        WHERE log = ? AND 1 << (length(nodes) / 32) <> ((leaf_index + 1) & -(leaf_index + 1))`,
    )
    .pluck()
    .get(id);
  if (incomplete) findings.push(`${origin}: ${incomplete} leaves lack the subtrees that they complete`);

  const hashes = splitEdge(edge);
  const places = edgePlaces(size);
  const agrees = places.every(([level, index], i) => {
    const hash = at(id, level, index);
    return hash && hashes[i] && Buffer.compare(hash, hashes[i]) === 0;
  });
  if (hashes.length !== places.length || !agrees) findings.push(`${origin}: the edge is not that of its stored tree`);
  return findings;
}

const ROW_RULES: readonly (readonly [query: string, sentence: string])[] = [
  [
    `SELECT count(*) FROM (
      SELECT authority, leaf_index FROM parties GROUP BY authority, leaf_index HAVING count(*) > 1)`,
    'leaves with two party rows',
  ],
  [
    `SELECT count(*) FROM parties AS p LEFT JOIN logs AS g ON g.authority = p.authority
      WHERE g.size IS NULL OR p.leaf_index >= g.size`,
    'party rows without their leaf',
  ],
  [
    `SELECT count(*) FROM logs AS g LEFT JOIN (
        SELECT authority, count(DISTINCT leaf_index) AS leaves FROM parties GROUP BY authority) AS p
      ON p.authority = g.authority
      WHERE g.kind = 'register' AND g.size > coalesce(p.leaves, 0)`,
    'registers with a leaf that has no party row',
  ],
  [
    `SELECT count(*) FROM envelopes AS e WHERE NOT EXISTS (
      SELECT 1 FROM parties AS p WHERE p.envelope = e.id AND p.authority = e.sender)`,
    "envelopes without a leaf in their sender's register",
  ],
  [
    'SELECT count(*) FROM envelopes AS e WHERE NOT EXISTS (SELECT 1 FROM wraps AS w WHERE w.envelope = e.id)',
    'envelopes without a wrap',
  ],
  [
    `SELECT count(*) FROM logs AS g WHERE g.kind = 'register' AND NOT EXISTS (
      SELECT 1 FROM chains AS c WHERE c.authority = g.authority)`,
    'registers of unknown authorities',
  ],
  [
    `SELECT count(*) FROM chains AS c WHERE NOT EXISTS (
      SELECT 1 FROM directory_objects AS o
      WHERE o.kind = 'link' AND o.authority = c.authority AND o.seq = c.head_seq AND o.hash = c.head_hash)`,
    'chains whose head is not stored',
  ],
  [
    `SELECT count(*) FROM (
      SELECT 1 FROM directory_objects WHERE kind = 'link'
      GROUP BY authority HAVING count(*) <> max(seq) - min(seq) + 1)`,
    'chains with a link missing',
  ],
  [
    `SELECT count(*) FROM logs AS g JOIN log_leaves AS l ON l.log = g.id
      WHERE g.kind = 'directory' AND NOT EXISTS (
        SELECT 1 FROM directory_objects AS o WHERE o.dir_index = l.leaf_index)`,
    'leaves of the directory without their object',
  ],
  [
    `SELECT count(*) FROM directory_objects AS o WHERE o.dir_index >= (
      SELECT coalesce(max(size), 0) FROM logs WHERE kind = 'directory')`,
    'directory objects placed beyond the directory',
  ],
  [
    'SELECT count(*) FROM sealed_checkpoints AS s JOIN logs AS g ON g.id = s.log WHERE s.size > g.size',
    'sealed checkpoints beyond their log',
  ],
  [
    `SELECT count(*) FROM upload_references AS r JOIN uploads AS u USING (authority, upload_id)
      JOIN envelopes AS e USING (subject)
      WHERE NOT u.referenced OR (u.digest IS NULL AND e.body IS NOT NULL)`,
    'uploads that a transmission names and that are not kept',
  ],
];
