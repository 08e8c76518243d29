// What was said about the files of a draft: it outlives the drawing of its page, which may begin anew while a long file is still copied.
import { useCallback, useSyncExternalStore } from 'react';

const NOTHING: readonly string[] = [];
const told = new Map<string, readonly string[]>();
const watching = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  watching.add(changed);
  return () => watching.delete(changed);
}

/** The sentences about the files of `draft`, and what replaces them. */
export function useTold(draft: string): [readonly string[], (said: readonly string[]) => void] {
  const said = useSyncExternalStore(subscribe, () => told.get(draft) ?? NOTHING);
  const tell = useCallback(
    (words: readonly string[]) => {
      told.set(draft, words);
      for (const changed of watching) changed();
    },
    [draft],
  );
  return [said, tell];
}
