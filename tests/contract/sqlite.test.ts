// What only SQLite's side promises: evidence refuses change in the database itself, and an engine's failure has a code and an end.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/index.ts';
import { connect } from '../../db/lanes/connection.ts';
import { sqliteFault } from '../../db/lanes/faults.ts';
import { sqliteLane } from '../../db/lanes/sqlite.ts';
import * as tables from '../../db/schema.sqlite.ts';
import type { Builder } from '../../db/statements/building.ts';
import { type Store, StoreConflict, StoreError } from '../../db/store.ts';
import { commit } from '../../db/verbs.ts';
import {
  acknowledgement,
  authority,
  both,
  chain,
  DIRECTORY,
  effects,
  envelope,
  founded,
  hashOf,
  id,
  kid,
  submission,
  upload,
} from './rows.ts';

let folder: string;
let file: string;
let store: Store;
/** A second program at the same file, without our pragmas. */
let other: Database.Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rogatory-sqlite-'));
  file = join(folder, 'relay.db');
  store = await openStore(`sqlite:${file}`);
  await store.commit(founded);
  await store.putUpload({ ...upload, received: 100, digest: id('d', 1) });
  await store.commit({
    newLogs: [],
    appends: both(0, 1),
    effects: [
      ...submission(1, 0),
      { effect: 'acknowledgement', ...acknowledgement },
      { effect: 'withdrawal', subject: id('s', 1), hash: id('w', 1), statement: hashOf(2), receivedAt: 1 },
      { effect: 'epoch-key', hash: id('e', 1), authority: authority(1), epoch: 1, publicKey: hashOf(1) },
      { effect: 'lockbox', authority: authority(1), scope: 'main', epoch: 1, kid: kid(1), box: hashOf(1) },
      { effect: 'upload-referenced', authority: authority(1), uploadId: upload.uploadId, subject: id('s', 1) },
    ],
  });
  await store.putSealed(DIRECTORY, { size: 2, sealedAt: 1, note: 'sealed' });
  other = new Database(file);
});
afterEach(async () => {
  other.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('evidence', () => {
  it.each([
    ['log_leaves', "data = x'00'"],
    ['log_leaves', "nodes = x''"],
    ['sealed_checkpoints', "note = 'other'"],
    ['parties', 'event = 9'],
    ['acknowledgements', "statement = x'00'"],
    ['withdrawals', "statement = x'00'"],
    ['epoch_keys', "public_key = x'00'"],
    ['upload_references', "upload_id = x'00'"],
    ['wraps', "wrap = x'00'"],
    ['lockboxes', "box = x'00'"],
    ['directory_objects', "bytes = x'00'"],
    ['directory_objects', 'dir_index = 77'],
    ['directory_objects', 'dir_index = null'],
    ['chains', 'head_seq = -1'],
    ['chains', 'head_hash = randomblob(32)'],
    ['chains', "state = 'founding'"],
    ['logs', 'size = 0'],
    ['logs', "origin = 'other' || id"],
    ['logs', 'root = randomblob(32)'],
    ['envelopes', "statement = x'00'"],
    ['envelopes', "wrap_list = x'00'"],
    ['envelopes', "state = 'proposed'"],
    ['envelopes', "gestures = x'00'"],
    ['envelopes', "body = x'00'"],
    ['envelopes', 'sender = randomblob(32)'],
    ['envelopes', 'received_at = 0'],
  ])('of %s refuses: set %s', (table, change) => {
    expect(() => other.exec(`UPDATE ${table} SET ${change}`)).toThrow(/append-only|only grow|never/);
  });

  it.each([
    'log_leaves',
    'sealed_checkpoints',
    'parties',
    'acknowledgements',
    'withdrawals',
    'epoch_keys',
    'upload_references',
    'directory_objects',
    'chains',
    'logs',
    'envelopes',
  ])('of %s is not deleted', (table) => {
    other.pragma('foreign_keys = OFF');
    expect(() => other.exec(`DELETE FROM ${table}`)).toThrow(/append-only/);
  });

  it('lets the sealed body of an envelope go, and nothing else of it', async () => {
    other.exec('UPDATE envelopes SET body = NULL');
    expect(await store.envelope(id('s', 1))).toMatchObject({ body: null, state: 'accepted' });
    expect(() => other.exec("UPDATE envelopes SET body = x'00'")).toThrow(/never changed/);
  });

  it('lies in strict tables with their keys checked', () => {
    const tables = other.pragma('table_list') as { name: string; type: string; strict: number; wr: number }[];
    const ours = tables.filter(({ name }) => !name.startsWith('sqlite_') && !name.startsWith('__drizzle'));
    expect(ours.length).toBeGreaterThan(15);
    expect(ours.filter(({ strict }) => strict !== 1)).toEqual([]);
    const keyed = ours.filter(({ wr }) => wr === 1).map(({ name }) => name);
    expect(keyed.toSorted()).toEqual([
      'log_leaves',
      'parties',
      'requests',
      'sealed_checkpoints',
      'sessions',
      'timers',
      'upload_references',
      'uploads',
    ]);
    const deleting = ours.flatMap(({ name }) => other.pragma(`foreign_key_list(${name})`) as { on_delete: string }[]);
    expect(deleting.length).toBeGreaterThan(8);
    expect(deleting.filter((key) => key.on_delete !== 'NO ACTION')).toEqual([]);
  });
});

describe('failure', () => {
  it('answers STORE_BUSY while another program writes, and goes on afterwards', async () => {
    other.exec('BEGIN IMMEDIATE');
    await expect(store.commit(effects(chain(3)))).rejects.toMatchObject({ code: 'STORE_BUSY' });
    expect(await store.healthy()).toBe(false);
    other.exec('COMMIT');
    expect(await store.commit(effects(chain(3)))).toBe('done');
    expect(await store.healthy()).toBe(true);
  });

  it('stores nothing of anyone on a full disk, and goes on when space returns', async () => {
    const connections = connect(file);
    const lane = sqliteLane(connections.writer, drizzle({ client: connections.reader }) as unknown as Builder, tables);
    const pages = connections.writer.pragma('page_count', { simple: true });
    connections.writer.pragma(`max_page_count = ${pages}`);
    const big = () => commit(effects({ effect: 'envelope', ...envelope(5, { body: new Uint8Array(100_000) }) }));
    const small = () => commit(effects(chain(3)));
    const full = { status: 'rejected', reason: expect.objectContaining({ name: 'StoreError', code: 'STORE_FULL' }) };
    expect(await Promise.allSettled([lane.run(big)])).toEqual([full]);
    const together = await Promise.allSettled([lane.run(small), lane.run(big)]);
    expect(together[1]).toEqual(full);
    // The small one was either stored whole and answered so, or refused: never lost after a yes.
    expect((await store.chain(authority(3))) !== null).toBe(together[0]?.status === 'fulfilled');
    expect(await store.envelope(id('s', 5))).toBeNull();
    connections.writer.pragma('max_page_count = 1000000');
    expect(await lane.run(big)).toBe('done');
    expect(await store.envelope(id('s', 5))).not.toBeNull();
    lane.close();
    connections.close();
  });

  it.each([
    ['SQLITE_FULL', 'STORE_FULL'],
    ['SQLITE_IOERR_FSYNC', 'STORE_IO'],
    ['SQLITE_IOERR_WRITE', 'STORE_IO'],
    ['SQLITE_CORRUPT_VTAB', 'STORE_CORRUPT'],
    ['SQLITE_NOTADB', 'STORE_CORRUPT'],
    ['SQLITE_BUSY_SNAPSHOT', 'STORE_BUSY'],
    ['SQLITE_READONLY_DBMOVED', 'STORE_IO'],
  ])('%s is %s', (reported, code) => {
    expect(sqliteFault(new Database.SqliteError('words', reported))).toMatchObject({ name: 'StoreError', code });
  });

  it('leaves refusals and unknown errors as they are', () => {
    const unknown = new Database.SqliteError('no such table', 'SQLITE_ERROR');
    for (const error of [new StoreConflict('x'), new StoreError('STORE_FULL', 'x'), unknown])
      expect(sqliteFault(error)).toBe(error);
  });

  it('refuses a damaged file, a foreign file and a place that is not there, each with its code', async () => {
    const foreign = join(folder, 'letter.txt');
    writeFileSync(foreign, 'Dear colleague, '.repeat(1_000));
    await expect(openStore(`sqlite:${foreign}`)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await expect(openStore(`sqlite:${join(folder, 'none/relay.db')}`)).rejects.toMatchObject({ code: 'STORE_IO' });
    await store.close();
    other.close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4_096, 40_000);
    writeFileSync(file, bytes);
    // Damage may show at once or at the first read of a damaged page; never as rows.
    const damaged = openStore(`sqlite:${file}`).then(async (opened) => {
      store = opened;
      await opened.log(DIRECTORY);
    });
    await expect(damaged).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  it('refuses the file of a later version', async () => {
    await store.close();
    other.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)");
    await expect(openStore(`sqlite:${file}`)).rejects.toMatchObject({ code: 'STORE_VERSION' });
  });

  it.each(['postgres://localhost/relay', 'postgresql:relay', 'mysql:relay', 'relay.db', 'sqlite:', ''])(
    'refuses the URL %j in one sentence',
    async (url) => {
      await expect(openStore(url)).rejects.toMatchObject({
        code: 'STORE_ENGINE',
        message: expect.stringMatching(/sqlite:\/path\/to\/file$/),
      });
    },
  );
});

describe('file', () => {
  it('has a connection that cannot write, and one that cannot replace evidence', () => {
    const { reader, writer, close } = connect(file);
    expect(() => reader.exec('DELETE FROM pulse')).toThrow(/readonly/);
    const again = `INSERT OR REPLACE INTO log_leaves SELECT log, leaf_index, x'00', hash, nodes FROM log_leaves`;
    expect(() => writer.exec(again)).toThrow(/append-only/);
    close();
  });

  it('is flushed at each commit and readable by its owner only', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
    expect(other.pragma('journal_mode', { simple: true })).toBe('wal');
    // What another program sees without waiting is what is committed.
    await store.commit(effects(chain(3)));
    expect(other.prepare('SELECT count(*) FROM chains').pluck().get()).toBe(3);
  });
});
