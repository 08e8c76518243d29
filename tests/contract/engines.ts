// Where the store's contract runs: every test on every engine, each on a founded store in a place of its own. PostgreSQL adds a row.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe } from 'vitest';
import { openStore } from '../../db/index.ts';
import type { Effect, Store } from '../../db/store.ts';
import { both, founded, submission } from './rows.ts';

type Place = { open(): Promise<Store>; dispose(): void };

const ENGINES: readonly (readonly [name: string, place: () => Place])[] = [
  [
    'sqlite',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'rogatory-store-'));
      return {
        open: () => openStore(`sqlite:${join(folder, 'relay.db')}`),
        dispose: () => rmSync(folder, { recursive: true }),
      };
    },
  ],
];

export type Opened = {
  readonly store: Store;
  /** Stores transmission `n` with its leaf at `index` of both registers, and `more`. */
  send(n: number, index: number, more?: readonly Effect[]): Promise<'done' | 'stale'>;
  /** Closes and opens again. */
  reopen(): Promise<void>;
};

/** Describes `title` once for each engine; `at.store` is fresh in every test. */
export function onEveryEngine(title: string, body: (at: Opened) => void): void {
  describe.each(ENGINES)(`the store on %s: ${title}`, (_name, engine) => {
    let place: Place;
    let store: Store;
    beforeEach(async () => {
      place = engine();
      store = await place.open();
      await store.commit(founded);
    });
    afterEach(async () => {
      await store.close();
      place.dispose();
    });
    body({
      get store() {
        return store;
      },
      send: (n, index, more = []) =>
        store.commit({ newLogs: [], appends: both(index, 1), effects: [...submission(n, index), ...more] }),
      async reopen() {
        await store.close();
        store = await place.open();
      },
    });
  });
}
