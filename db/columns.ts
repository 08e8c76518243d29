// The column kit: the only place where the schemas of the two engines differ (house.md, R4). SQLite's types are the canonical ones.
import * as pg from 'drizzle-orm/pg-core';
import * as sq from 'drizzle-orm/sqlite-core';

const view = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Lowercase hex of exactly `size` bytes, or a TypeError: Buffer stops at a wrong character without a word, and takes capitals. */
function idToBytes(text: string, size: number): Buffer {
  const bytes = Buffer.from(text, 'hex');
  if (bytes.length !== size || text.length !== 2 * size || text !== text.toLowerCase())
    throw new TypeError(`not an id of ${size} bytes in lowercase hex`);
  return bytes;
}

// better-sqlite3 takes any view of bytes as it is; pg wants a Buffer.
const same = (bytes: Uint8Array): Uint8Array => bytes;
function idCodec(size: number) {
  // The rows of one envelope come one after the other and all name it. The bytes are bound and never changed.
  let last: { text: string; bytes: Buffer } | null = null;
  return {
    toDriver: (text: string) => {
      if (last?.text !== text) last = { text, bytes: idToBytes(text, size) };
      return last.bytes;
    },
    fromDriver: (bytes: Uint8Array) => view(bytes).toString('hex'),
  };
}

type Stored<T> = { data: T; driverData: Uint8Array };
const sqBytes = sq.customType<Stored<Uint8Array>>({ dataType: () => 'blob', toDriver: same, fromDriver: plain });
const pgBytes = pg.customType<Stored<Uint8Array>>({ dataType: () => 'bytea', toDriver: view, fromDriver: plain });

export const sqliteKit = {
  table: sq.sqliteTable,
  index: sq.index,
  uniqueIndex: sq.uniqueIndex,
  primaryKey: sq.primaryKey,
  foreignKey: sq.foreignKey,
  check: sq.check,
  /** Public words: states, origins, checkpoint notes. */
  text: <T extends string = string>(name: string) => sq.text(name).$type<T>(),
  /** A safe integer (53 bits): milliseconds, sizes, counters. */
  int: (name: string) => sq.integer(name),
  flag: (name: string) => sq.integer(name, { mode: 'boolean' }),
  bytes: (name: string) => sqBytes(name),
  /** Hex in code, `size` bytes at rest: half the room of text in every index. */
  id: (name: string, size: number) => sq.customType<Stored<string>>({ dataType: () => 'blob', ...idCodec(size) })(name),
  /** A number the engine gives out; never a cursor, because a rolled back insert leaves a hole. */
  serial: (name: string) => sq.integer(name).primaryKey(),
};

/** What a table is written against: SQLite's shapes, worn by both engines. */
export type Kit = typeof sqliteKit;

export const postgresKit = {
  table: pg.pgTable,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  foreignKey: pg.foreignKey,
  check: pg.check,
  text: <T extends string = string>(name: string) => pg.text(name).$type<T>(),
  int: (name: string) => pg.bigint(name, { mode: 'number' }),
  flag: (name: string) => pg.boolean(name),
  bytes: (name: string) => pgBytes(name),
  id: (name: string, size: number) =>
    pg.customType<Stored<string>>({ dataType: () => 'bytea', ...idCodec(size) })(name),
  serial: (name: string) => pg.bigint(name, { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
} as unknown as Kit;
