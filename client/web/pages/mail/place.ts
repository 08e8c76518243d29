// Where somebody was in a list when they left it, found again on the way back. It stays in this page's memory and goes when the desk is locked: what was searched
// for is the case's own words, and in an address it would go to the web origin at a reload and into the browser's history.
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** `top`: how far down, pixels. `href`: the row that was opened. */
type Place = { text: string; top: number; href: string | null };
const START: Place = { text: '', top: 0, href: null };

export type Placed = {
  readonly text: string;
  search(text: string): void;
  /** Come back to: the list puts the focus where it was, not the page. */
  readonly returning: boolean;
  /** The next step in the history is of this same place: only the way to look at it changed. */
  stay(): void;
  /** To be called once the rows stand. */
  restore(list: HTMLElement): void;
};

export function usePlace(path: '/inbox' | '/sent'): Placed {
  const client = useQueryClient();
  const entry = useLocation({ select: ({ pathname, state }) => (pathname === path ? (state.__TSR_key ?? '') : null) });
  // Among the answers of the desk, which are forgotten when it is locked.
  const places = useCallback((): Map<string, Place> => {
    const known = client.getQueryData<Map<string, Place>>(['place', path]);
    if (known) return known;
    const none = new Map<string, Place>();
    client.setQueryDefaults(['place'], { gcTime: Number.POSITIVE_INFINITY });
    client.setQueryData(['place', path], none);
    return none;
  }, [client, path]);
  const here = useRef(entry ?? '');
  const staying = useRef(false);
  const found = useRef(places().get(here.current));
  const [text, setText] = useState(found.current?.text ?? '');
  const [returning] = useState(found.current !== undefined);
  const at = useRef<Place>({ ...START, ...found.current });

  useEffect(() => {
    if (entry === null || entry === here.current) return;
    // The same page under a new step of the history: chosen from the menu, it begins anew.
    const next = staying.current ? at.current : (places().get(entry) ?? START);
    staying.current = false;
    here.current = entry;
    at.current = { ...next };
    places().set(entry, at.current);
    setText(next.text);
  }, [entry, places]);

  useLayoutEffect(() => {
    places().set(here.current, at.current);
    const note = (): void => {
      at.current.top = window.scrollY;
    };
    const open = ({ target }: MouseEvent): void => {
      const link = target instanceof Element ? target.closest('a[href]') : null;
      if (link) at.current.href = link.getAttribute('href');
    };
    addEventListener('scroll', note, { passive: true });
    addEventListener('click', open, true);
    return () => {
      removeEventListener('scroll', note);
      removeEventListener('click', open, true);
    };
  }, [places]);

  return {
    text,
    returning,
    search(next) {
      at.current.text = next;
      setText(next);
    },
    stay() {
      staying.current = true;
    },
    restore(list) {
      const place = found.current;
      found.current = undefined;
      if (!place) return;
      const { top, href } = place;
      const row = [...list.querySelectorAll('a')].find((one) => one.getAttribute('href') === href);
      (row ?? document.querySelector('h1'))?.focus({ preventScroll: true });
      window.scrollTo(0, top);
    },
  };
}
