// A statement of the schema, prepared once by better-sqlite3: drizzle's own run() costs several times the insert itself.
import type Database from 'better-sqlite3';
import { is, Param, Placeholder } from 'drizzle-orm';
import type { Statement } from '../statements/building.ts';

type Values = Readonly<Record<string, unknown>>;
/** Runs with values by column key; `envelope` is the value of that name, where a row belongs to an envelope. */
export type Run = (values: Values, envelope?: number | null) => Database.RunResult;

export function compiled(connection: Database.Database, statement: Statement): Run {
  const { sql, params } = statement.toSQL();
  const prepared = connection.prepare(sql);
  const bindings = params.map(binding);
  return (values, envelope) => {
    const bound = new Array<unknown>(bindings.length);
    for (let i = 0; i < bindings.length; i++) bound[i] = bindings[i]!(values, envelope);
    // One argument for each: an array is taken apart by a call for each of its items.
    return prepared.run(...bound);
  };
}

function binding(param: unknown): (values: Values, envelope?: number | null) => unknown {
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder } = param;
    const { name } = param.value;
    return (values, envelope) => {
      const value = name === 'envelope' && envelope !== undefined ? envelope : values[name];
      if (value === undefined) throw new TypeError(`no value for ${name}`);
      return value === null ? null : encoder.mapToDriverValue(value);
    };
  }
  if (is(param, Placeholder)) return (values) => values[param.name];
  return () => param;
}
