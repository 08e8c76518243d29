// fsck: silent over a sound relay, and a finding for each thing that is spoiled behind its back (docs/operations.md).
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACK_KINDS } from '../../../../crypto/wire/acknowledgement.ts';
import { openStore } from '../../../../db/index.ts';
import { fsck } from '../../../../server/services/fsck.ts';
import { codeOf, openPost, type Post } from '../../../testkit/post.ts';

let post: Post;
let copies = 0;
beforeAll(async () => {
  post = await openPost();
  for (const label of ['one', 'two', 'three']) {
    const sealed = post.seal({ label });
    expect(codeOf(await post.submit(post.frame(sealed)))).toBe('201');
    await post.acknowledge(post.talassa.admins[0], { subject: sealed.subject, kind: ACK_KINDS.received });
  }
});
afterAll(() => post.close());

/** A copy of the relay's database, changed past every trigger, as somebody with the file could. */
function spoiled(sql: string): string {
  const { dataDir, databaseUrl } = post.deps.config;
  copies += 1;
  const path = join(dataDir, `copy-${copies}.db`);
  const original = new Database(databaseUrl.slice('sqlite:'.length));
  original.exec(`VACUUM INTO '${path}'`);
  original.close();
  const copy = new Database(path);
  const triggers = copy.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as { name: string }[];
  for (const { name } of triggers) copy.exec(`DROP TRIGGER ${name}`);
  copy.exec(sql);
  copy.close();
  return `sqlite:${path}`;
}

async function findings(url: string): Promise<string> {
  const { blobs, keys, config } = post.deps;
  const store = await openStore(url);
  const found: string[] = [];
  try {
    for await (const finding of fsck({ store, blobs, keys, secondPlacePath: config.secondPlacePath }))
      found.push(finding);
  } finally {
    await store.close();
  }
  return found.join('\n');
}
const ONE = '(SELECT min(id) FROM envelopes)';
const longer = (column: string): string => `${column} = CAST(${column} || x'00' AS BLOB)`;

describe('fsck', () => {
  it('finds nothing in a sound relay', async () => {
    expect(await findings(spoiled(''))).toBe('');
  });

  it.each([
    ['a leaf', `UPDATE log_leaves SET ${longer('data')} WHERE log = 2 AND leaf_index = 1`, /register|leaf/],
    [
      'a node',
      'UPDATE log_leaves SET nodes = zeroblob(length(nodes)) WHERE log = 2 AND leaf_index = 1',
      /node 1\/0 is not/,
    ],
    ['a root', 'UPDATE logs SET root = zeroblob(32) WHERE id = 2', /the root is not/],
    ['an edge', 'UPDATE logs SET edge = zeroblob(length(edge)) WHERE id = 2', /the edge is not/],
    [
      'a checkpoint',
      'UPDATE logs SET checkpoint = (SELECT checkpoint FROM logs WHERE id = 3) WHERE id = 2',
      /checkpoint of \d+ leaves does not open/,
    ],
    ['a lost leaf', 'DELETE FROM log_leaves WHERE log = 2 AND leaf_index = 3', /leaves where|root is not/],
    [
      'a body',
      `UPDATE envelopes SET body = zeroblob(length(body)) WHERE id = ${ONE}`,
      /the body is missing or another/,
    ],
    ['a statement', `UPDATE envelopes SET ${longer('statement')} WHERE id = ${ONE}`, /the statement is not the one/],
    [
      'a wrap',
      `UPDATE wraps SET wrap = zeroblob(1168) WHERE envelope = ${ONE}`,
      /the wrap for .* is missing or another/,
    ],
    ['an acknowledgement', `UPDATE acknowledgements SET ${longer('statement')}`, /the acknowledgement is not the one/],
    ['a state', `UPDATE envelopes SET state = 'withdrawn' WHERE id = ${ONE}`, /its envelope is withdrawn/],
    ['gestures', `UPDATE envelopes SET gestures = x'80' WHERE id = ${ONE}`, /the gestures are not those/],
    [
      'a link',
      `UPDATE directory_objects SET ${longer('bytes')} WHERE kind = 'link' AND dir_index = 2`,
      /directory 2: the object is not the one/,
    ],
    ['an entry', `UPDATE directory_objects SET ${longer('bytes')} WHERE kind = 'entry'`, /the object is not the one/],
    ['who has a leaf', `DELETE FROM parties WHERE envelope = ${ONE}`, /no row leads to it/],
    ['who was sent it', `DELETE FROM parties WHERE envelope = ${ONE} AND event = 2`, /has no leaf about it/],
  ])('finds a changed thing: %s', async (_name, sql, expected) => {
    expect(await findings(spoiled(sql))).toMatch(expected);
  });
});
