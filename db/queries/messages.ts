// Whether a sender used a message id before: asked by every submission and nearly always "no" (protocol 4, SUB-11). Questions of one turn of the
// loop share one read transaction, because beginning and ending it costs several times the look itself.
import type Database from 'better-sqlite3';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';

type Asked = {
  readonly sender: unknown;
  readonly messageId: unknown;
  there(found: boolean): void;
  reject(error: unknown): void;
};

/** On `connection`, through which nothing else may be in a transaction between two turns. `whole` reads the row once it is known to be there. */
export function messageReads(
  connection: Database.Database,
  { envelopes }: Tables,
  whole: Store['envelopeByMessage'],
): Pick<Store, 'envelopeByMessage'> {
  const look = connection.prepare('SELECT 1 FROM envelopes WHERE sender = ? AND message_id = ?').pluck();
  const begin = connection.prepare('BEGIN');
  const commit = connection.prepare('COMMIT');
  let asked: Asked[] = [];

  function answer(): void {
    const turn = asked;
    asked = [];
    try {
      begin.run();
      const found = turn.map(({ sender, messageId }) => look.get(sender, messageId) !== undefined);
      commit.run();
      for (const [i, { there }] of turn.entries()) there(found[i] as boolean);
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      for (const { reject } of turn) reject(error);
    }
  }

  return {
    envelopeByMessage: async (sender, messageId) => {
      const bound = {
        sender: envelopes.sender.mapToDriverValue(sender),
        messageId: envelopes.messageId.mapToDriverValue(messageId),
      };
      const there = await new Promise<boolean>((resolve, reject) => {
        if (asked.length === 0) setImmediate(answer);
        asked.push({ ...bound, there: resolve, reject });
      });
      return there ? whole(sender, messageId) : null;
    },
  };
}
