// The write lane of SQLite: one writer; verbs that waited together share one flushed transaction (house.md, style 5; protocol 6, group commit).
import type Database from 'better-sqlite3';
import { StaleLog, StoreConflict, StoreError } from '../refusals.ts';
import type { Builder } from '../statements/building.ts';
import { type StatementName, type Step, writeStatements } from '../statements.ts';
import type { Tables } from '../tables.ts';
import type { LogOf, Verb } from '../verbs.ts';
import { compiled, type Run } from './compiled.ts';
import { isConstraint, sqliteFault } from './faults.ts';

export type Lane = {
  /** Runs the verb inside a transaction of the writer; resolves when it is on disk. Nothing of a verb that throws is stored. */
  run<T>(verb: () => Verb<T>): Promise<T>;
  /** Lets what waits end, then refuses. */
  close(): void;
};

type Waiting = { verb(): Verb<unknown>; resolve(value: unknown): void; reject(error: unknown): void };

/** `builder` only builds; everything runs on `writer`, which no other code may write through. */
export function sqliteLane(writer: Database.Database, builder: Builder, tables: Tables): Lane {
  const { perform, forget } = performer(writer, builder, tables);
  const begin = writer.prepare('BEGIN IMMEDIATE');
  const commit = writer.prepare('COMMIT');
  const rollback = writer.prepare('ROLLBACK');
  const savepoint = writer.prepare('SAVEPOINT verb');
  const backToSavepoint = writer.prepare('ROLLBACK TO verb');
  const releaseSavepoint = writer.prepare('RELEASE verb');
  let waiting: Waiting[] = [];
  let closed = false;

  /** One verb among others: its failure undoes it alone, unless the engine gave up the whole transaction. Returns how to settle it after the flush. */
  function attempt({ verb, resolve, reject }: Waiting): () => void {
    savepoint.run();
    try {
      const value = finish(verb(), perform);
      releaseSavepoint.run();
      return () => resolve(value);
    } catch (error) {
      // A full or failing disk ends the transaction under our feet: then everybody's work is gone, not only this verb's.
      if (!writer.inTransaction) throw error;
      backToSavepoint.run();
      forget();
      releaseSavepoint.run();
      return () => reject(sqliteFault(error));
    }
  }

  function drain(): void {
    const group = waiting;
    waiting = [];
    const [only] = group;
    if (!only) return;
    try {
      begin.run();
      let settle: (() => void)[];
      if (group.length === 1) {
        const value = finish(only.verb(), perform);
        settle = [() => only.resolve(value)];
      } else settle = group.map(attempt);
      commit.run();
      for (const one of settle) one();
    } catch (error) {
      const fault = sqliteFault(error);
      try {
        if (writer.inTransaction) rollback.run();
        forget();
      } finally {
        for (const { reject } of group) reject(fault);
      }
    }
  }

  return {
    run<T>(verb: () => Verb<T>): Promise<T> {
      if (closed) return Promise.reject(new StoreError('STORE_CLOSED', 'the store is closed'));
      return new Promise<T>((resolve, reject) => {
        // setImmediate, not a microtask: all requests read in this turn of the loop then share one flush.
        if (waiting.length === 0) setImmediate(drain);
        waiting.push({ verb, resolve: resolve as (value: unknown) => void, reject });
      });
    },
    close() {
      drain();
      closed = true;
    },
  };
}

function finish<T>(verb: Verb<T>, perform: (ask: Step | LogOf) => number): T {
  let asked = verb.next();
  while (!asked.done) asked = verb.next(perform(asked.value));
  return asked.value;
}

type Performer = {
  /** Answers one ask. Throws StoreConflict when a step's guard or a rule of the schema refuses, StaleLog. */
  perform(ask: Step | LogOf): number;
  /** What was numbered by work that has been undone is numbered anew. */
  forget(): void;
};

function performer(writer: Database.Database, builder: Builder, tables: Tables): Performer {
  const runs = Object.fromEntries(
    Object.entries(writeStatements(builder, tables)).map(([name, statement]) => [name, compiled(writer, statement)]),
  ) as Record<StatementName, Run>;
  const logOf = writer.prepare<[string], number>('SELECT id FROM logs WHERE origin = ?').pluck();
  const envelopeOf = writer.prepare<[Buffer], number>('SELECT id FROM envelopes WHERE subject = ?').pluck();
  // Rows of logs and envelopes are never deleted: a number once given stays.
  const logs = new Map<string, number>();
  // The rows of one envelope come one after the other.
  let last: { readonly subject: string; readonly id: number } | null = null;

  function logNumber(origin: string): number {
    const known = logs.get(origin) ?? logOf.get(origin) ?? 0;
    if (known !== 0) logs.set(origin, known);
    return known;
  }

  /** Null when no envelope has that subject, which the column refuses. */
  function envelopeNumber(subject: string): number | null {
    if (last?.subject !== subject) {
      const id = envelopeOf.get(Buffer.from(subject, 'hex'));
      last = id === undefined ? null : { subject, id };
    }
    return last?.id ?? null;
  }

  function run({ statement, values, what, envelope }: Step): number {
    const belongsTo = envelope === undefined ? undefined : envelopeNumber(envelope);
    try {
      const { changes, lastInsertRowid } = runs[statement](values, belongsTo);
      if (statement === 'envelope') last = { subject: values['subject'] as string, id: Number(lastInsertRowid) };
      return changes;
    } catch (error) {
      throw isConstraint(error) ? new StoreConflict(what, { cause: error }) : error;
    }
  }

  return {
    perform(ask) {
      if ('origin' in ask) return logNumber(ask.origin);
      const changed = run(ask);
      if (changed === 1 || ask.changes === 'any') return changed;
      throw ask.changes === 'swap' ? new StaleLog() : new StoreConflict(ask.what);
    },
    forget() {
      logs.clear();
      last = null;
    },
  };
}
