// Pieces of which the writing statements are built: values come by column key, encoded as their column stores them (house.md, R4).
import { and, type Column, eq, getTableColumns, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { BaseSQLiteDatabase, SQLiteTable } from 'drizzle-orm/sqlite-core';

/** A query builder in SQLite's types, which both engines wear. */
export type Builder = BaseSQLiteDatabase<'async', unknown>;

/** What a lane compiles for its engine: text and parameters, some of them placeholders with their column's codec. */
export type Statement = { toSQL(): { sql: string; params: unknown[] } };

/** The value given as `name`. A bare placeholder in a comparison would reach the driver unencoded. */
export const given = (column: Column, name: string): SQL => sql`${sql.param(sql.placeholder(name), column)}`;

type Key<T extends SQLiteTable> = keyof T['_']['columns'] & string;

const columnOf = (table: SQLiteTable, key: string): Column => {
  const column = getTableColumns(table)[key];
  if (!column) throw new TypeError(`no column ${key}`);
  return column;
};

/** A whole row, each column under its key. */
export const wholeRow = (table: SQLiteTable): Record<string, Placeholder> =>
  Object.fromEntries(Object.keys(getTableColumns(table)).map((key) => [key, sql.placeholder(key)]));

export const insert = (db: Builder, table: SQLiteTable): Statement => db.insert(table).values(wholeRow(table));

/** For SET: each column takes the value given under its own key. */
export const taking = <T extends SQLiteTable>(table: T, ...keys: Key<T>[]): Record<string, SQL> =>
  Object.fromEntries(keys.map((key) => [key, given(columnOf(table, key), key)]));

/** For WHERE: each column equals the value given under its own key. */
export const matching = <T extends SQLiteTable>(table: T, ...keys: Key<T>[]): SQL =>
  and(...keys.map((key) => eq(columnOf(table, key), given(columnOf(table, key), key)))) as SQL;
