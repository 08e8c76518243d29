// j and k go down and up a list of links, as in mail programs; Enter opens, as on any link.
import { type RefObject, useEffect } from 'react';

const TYPING = 'input, textarea, select, [contenteditable], [role="textbox"]';

/** Listens while the list is there. Keys typed into a field are text. */
export function useListKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    function move(event: KeyboardEvent): void {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      if ((key !== 'j' && key !== 'k') || ctrlKey || metaKey || altKey) return;
      if (target instanceof Element && target.closest(TYPING)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('a[href]') ?? [])];
      const at = rows.indexOf(document.activeElement as HTMLElement);
      const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + (key === 'j' ? 1 : -1)));
      rows[next]?.focus();
      event.preventDefault();
    }
    document.addEventListener('keydown', move);
    return () => document.removeEventListener('keydown', move);
  }, [list]);
}
