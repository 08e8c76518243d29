// A full disk, made by the engine's own limit on a database's pages: put on and taken off the very connection that the store writes through.
import Database from 'better-sqlite3';

export type Quota = {
  /** Leaves room for `pages` more pages than the database has now. */
  leave(pages: number): void;
  /** Every write is refused from now on. */
  forbid(): void;
  lift(): void;
};

const UNLIMITED = 4_294_967_294;

/** Runs `open`, which opens one store, and gives the quota of its writer beside what it returns. */
export async function underQuota<T>(open: () => Promise<T>): Promise<{ opened: T; quota: Quota }> {
  const { pragma } = Database.prototype;
  let found: Database.Database | null = null;
  Database.prototype.pragma = function (this: Database.Database, source, options) {
    if (source.startsWith('journal_mode')) found = this;
    return pragma.call(this, source, options);
  };
  try {
    const opened = await open();
    const writer = found as Database.Database | null;
    if (!writer) throw new Error('no connection that writes was opened');
    return {
      opened,
      quota: {
        leave(pages) {
          const now = writer.pragma('page_count', { simple: true }) as number;
          writer.pragma(`max_page_count = ${now + pages}`);
        },
        forbid: () => void writer.pragma('query_only = ON'),
        lift() {
          writer.pragma('query_only = OFF');
          writer.pragma(`max_page_count = ${UNLIMITED}`);
        },
      },
    };
  } finally {
    Database.prototype.pragma = pragma;
  }
}
