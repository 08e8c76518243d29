// The page that the browser tests of keys run in: the app's own passkeys and a worker, and nothing to look at.
import { proxy, type Remote, wrap } from 'comlink';
import { askToPersist, passkeys } from '../../../client/web/passkeys.ts';
import { scriptUrl } from '../../../client/web/trusted.ts';
import type { KeyDesk } from './worker.ts';
import workerAddress from './worker.ts?worker&url';

const worker = new Worker(scriptUrl(workerAddress), { type: 'module' });
const desk = wrap<KeyDesk>(worker);

/** What a test calls in this page. */
export type KeyPage = {
  readonly desk: Remote<KeyDesk>;
  readonly passkeys: typeof passkeys;
  /** Gives the worker the trust card and this page's passkeys. */
  start(card: string): Promise<void>;
  askToPersist(): Promise<boolean>;
};

const page: KeyPage = { desk, passkeys, askToPersist, start: (card) => desk.start(card, proxy(passkeys)) };
Object.assign(globalThis, { page });
