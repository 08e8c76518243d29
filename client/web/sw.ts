// The service worker: keeps the app's own hashed files so that it starts without a network, and never anything of the relay's.
import { shelfOf } from './shelf.ts';

// The compiler's library of windows and the one of service workers exclude each other; this is what is used of the second.
type Extendable = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Extendable & { readonly request: Request; respondWith(answer: Promise<Response>): void };
type Scope = {
  readonly location: Location;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window' }): Promise<readonly { readonly url: string }[]>;
  };
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
};
const scope = self as unknown as Scope;

const FILES = JSON.parse('%PRECACHE%') as readonly string[];
const ASSETS = 'assets';
const SHELL = 'shell';
const START = '/';
const CARD = '/rogatory.json';

/** Files that are open in some tab stay until every tab has moved on: their names never come back with another content. */
async function drop(): Promise<void> {
  const cache = await caches.open(ASSETS);
  const known = new Set(FILES);
  for (const request of await cache.keys()) if (!known.has(new URL(request.url).pathname)) await cache.delete(request);
}

async function install(): Promise<void> {
  const cache = await caches.open(ASSETS);
  const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await cache.addAll(FILES.filter((file) => !there.has(file)));
  const shell = await caches.open(SHELL);
  await shell.addAll([START, CARD]);
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(ASSETS);
  const kept = await cache.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

/** Network first: what is kept answers only when nobody else does. */
async function page(request: Request, key: string): Promise<Response> {
  const shell = await caches.open(SHELL);
  try {
    const fresh = await fetch(request);
    // Whatever stands in front of the origin today, the app starts from a page only.
    const fits = key !== START || fresh.headers.get('content-type')?.startsWith('text/html');
    if (fresh.ok && fits) await shell.put(key, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await shell.match(key);
    if (kept) return kept;
    throw error;
  }
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(drop().then(() => scope.clients.claim())));
scope.addEventListener('message', ({ data }) => {
  if (data === 'take over') void scope.skipWaiting();
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  switch (shelfOf(request, scope.location.origin)) {
    case 'asset':
      return event.respondWith(asset(request));
    case 'start':
      return event.respondWith(page(request, START));
    case 'card':
      return event.respondWith(page(request, CARD));
  }
});
