// Newer versions of the app: the service worker that keeps its files, and the question whether to use a newer one that waits.
import { scriptUrl } from './trusted.ts';

let waiting: ServiceWorker | null = null;
const heard = new Set<() => void>();

function offer(registration: ServiceWorkerRegistration): void {
  // The first one of this browser takes its place without asking: there is no older one.
  if (!registration.waiting || !navigator.serviceWorker.controller) return;
  waiting = registration.waiting;
  for (const listener of heard) listener();
}

/** Registers the service worker where the browser has such a thing; the app works without. */
export function startServiceWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(scriptUrl('/sw.js'), { type: 'module', updateViaCache: 'none' }).then(
    (registration) => {
      offer(registration);
      registration.addEventListener('updatefound', () => {
        const { installing } = registration;
        installing?.addEventListener('statechange', () => offer(registration));
      });
    },
    () => undefined,
  );
}

/** Whether a newer version waits, for React's `useSyncExternalStore`. */
export const newerVersion = {
  subscribe(listener: () => void): () => void {
    heard.add(listener);
    return () => heard.delete(listener);
  },
  isWaiting: (): boolean => waiting !== null,
};

/** Takes the newer version; this tab starts again with it, others when they are next loaded. */
export function takeNewerVersion(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take over');
}
