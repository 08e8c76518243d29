// A draft while somebody types: kept on this device within seconds of a change, one save at a time, and never over what a colleague saved meanwhile.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DraftedAct } from '../../../casework/draft.ts';
import { desk } from '../../bridge.ts';
import type { DraftView, Saved } from '../../worker/compose.ts';
import { showKept } from './kept.ts';

const REST_MS = 1_200;

export type SaveState =
  | { readonly is: 'still' | 'typing' }
  | { readonly is: 'saved'; readonly at: number }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'overtaken' };

type Hands = {
  save(act: DraftedAct, over: number): Promise<Saved>;
  kept(draft: DraftView): Promise<void>;
  tell(state: SaveState): void;
};

/** Saves one draft, over its last known change. */
function saver(first: DraftView, { save, kept, tell }: Hands) {
  let over = first.changedAt;
  let waiting: DraftedAct | null = null;
  let running: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function once(): Promise<void> {
    const act = waiting;
    if (!act || stopped) return;
    waiting = null;
    try {
      const { overtaken, draft } = await save(act, over);
      if (overtaken) {
        waiting ??= act;
        stopped = true;
        tell({ is: 'overtaken' });
        return;
      }
      over = draft.changedAt;
      await kept(draft);
      tell(waiting ? { is: 'typing' } : { is: 'saved', at: draft.changedAt });
    } catch (error) {
      waiting ??= act;
      tell({ is: 'failed', error });
      throw error;
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    while (running !== null) await running.catch(() => undefined);
    if (!waiting || stopped) return;
    running = once().finally(() => {
      running = null;
    });
    await running;
    if (waiting) await flush();
  }

  return {
    change(act: DraftedAct): void {
      waiting = act;
      if (stopped) return;
      tell({ is: 'typing' });
      timer ??= setTimeout(() => void flush().catch(() => undefined), REST_MS);
    },
    flush,
    /** Whether a change seen elsewhere is news, and nothing here would be lost by showing it. */
    isNews: (changedAt: number): boolean => changedAt !== over && !waiting && !running,
    /** A person chose what is written here over what somebody else saved. */
    insist(now: number): Promise<void> {
      over = now;
      stopped = false;
      return flush();
    },
  };
}

export type Drafting = {
  readonly view: DraftView;
  readonly act: DraftedAct;
  readonly saving: SaveState;
  /** Changes a part of the draft; it is kept soon after. */
  change(part: Partial<DraftedAct>): void;
  /** Resolves once everything typed is kept on this device; rejects when it is not. */
  flush(): Promise<void>;
  /** After `overtaken`: shows what somebody else saved, or keeps what is written here. */
  takeTheirs(): void;
  insist(): Promise<void>;
};

/** `act`: the draft as it was opened. `renew`: shows the draft as it is now, from the beginning. */
export function useAutosave(view: DraftView, first: DraftedAct, renew: () => void): Drafting {
  const client = useQueryClient();
  const [act, setAct] = useState(first);
  const [saving, setSaving] = useState<SaveState>({ is: 'still' });
  const latest = useRef(first);
  const { id } = view;
  const opened = useRef(view);
  const hands = useMemo(
    () =>
      saver(opened.current, {
        save: (next, over) => desk.compose.save(id, next, over),
        kept: (draft) => showKept(client, draft),
        tell: setSaving,
      }),
    [client, id],
  );
  const change = useCallback(
    (part: Partial<DraftedAct>) => {
      latest.current = { ...latest.current, ...part };
      setAct(latest.current);
      hands.change(latest.current);
    },
    [hands],
  );

  useEffect(() => {
    if (hands.isNews(view.changedAt)) renew();
  }, [hands, renew, view.changedAt]);
  useEffect(() => {
    const leave = (): void => void hands.flush().catch(() => undefined);
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      leave();
    };
  }, [hands]);

  return {
    view,
    act,
    saving,
    change,
    flush: hands.flush,
    takeTheirs: renew,
    async insist() {
      const { changedAt } = await desk.compose.draft(id);
      await hands.insist(changedAt);
    },
  };
}
