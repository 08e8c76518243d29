// What a page's library of acts and questions keeps: looked for where the page holds it, for keys and for secrets that somebody typed.
import type { Tab } from './browser.ts';

/** Keys, and texts that contain one of `words`, in what the page's library of acts and questions keeps; `acts`: how many acts it keeps. */
export const remembered = (tab: Tab, words: readonly string[] = []) =>
  tab.page.evaluate((secrets) => {
    type Fiber = { child: Fiber | null; sibling: Fiber | null; memoizedProps: { client?: Library } | null };
    type Library = {
      getMutationCache(): { getAll(): readonly { state: unknown }[] };
      getQueryCache(): { getAll(): readonly { state: unknown }[] };
    };
    const place = document.getElementById('app') as unknown as Record<string, Fiber>;
    const root = place[Object.keys(place).find((key) => key.startsWith('__reactContainer$')) ?? ''];
    const clientIn = (fiber: Fiber | null): Library | null => {
      if (!fiber) return null;
      const client = fiber.memoizedProps?.client;
      return (
        (client && 'getMutationCache' in client ? client : null) ?? clientIn(fiber.child) ?? clientIn(fiber.sibling)
      );
    };
    const kept = clientIn(root ?? null);
    if (!kept) throw new TypeError('the page keeps its acts elsewhere than this test looks');
    const found: string[] = [];
    const seen = new Set<unknown>();
    const look = (value: unknown): void => {
      if (value instanceof CryptoKey) found.push('a key');
      if (typeof value === 'string') found.push(...secrets.filter((secret) => value.includes(secret)));
      if (typeof value !== 'object' || value === null || seen.has(value) || value instanceof Node) return;
      seen.add(value);
      for (const name of Object.getOwnPropertyNames(value)) look((value as Record<string, unknown>)[name]);
    };
    const acts = kept.getMutationCache().getAll();
    for (const { state } of [...acts, ...kept.getQueryCache().getAll()]) look(state);
    return { found, acts: acts.length };
  }, words);

/** That nothing is kept. */
export const NOTHING = { found: [], acts: 0 };
