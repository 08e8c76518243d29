// What the service worker answers for, and nothing else: the app's own files, its one page, the trust card. What anybody else serves at this origin is never kept.
import { isAppPath } from './paths.ts';

export type Shelf = 'asset' | 'start' | 'card';

/** On which shelf an answer to a request belongs; null where the service worker leaves it to the network. `origin`: the app's. */
export function shelfOf({ url, method, mode }: Pick<Request, 'url' | 'method' | 'mode'>, origin: string): Shelf | null {
  const asked = new URL(url);
  if (method !== 'GET' || asked.origin !== origin) return null;
  if (asked.pathname.startsWith('/assets/')) return 'asset';
  // A link may open any address of this origin as a page, a relay's among them where it stands behind the same name.
  if (mode === 'navigate') return isAppPath(asked.pathname) ? 'start' : null;
  return asked.pathname === '/rogatory.json' ? 'card' : null;
}
