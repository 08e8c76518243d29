// What a form holds on its way out, and what stands around a place in it: paths of casework (`items[0].account`) are those of the screen with dots.
import type { Fields, Value } from '../../../casework/form.ts';

/** The same values without the nulls by which fields on screen say "nothing". */
export function heldIn(values: unknown): Fields {
  return clean(values ?? {}) as Fields;
}

function clean(value: unknown): Value | undefined {
  if (value === null || value === undefined) return undefined;
  // A place in a list is kept even where nothing stands in it yet.
  if (Array.isArray(value)) return value.map((one) => clean(one) ?? {});
  if (typeof value !== 'object') return value as Value;
  const kept = Object.entries(value).flatMap(([id, one]) => {
    const held = clean(one);
    return held === undefined ? [] : [[id, held] as const];
  });
  return Object.fromEntries(kept);
}

/** `items[0].account` as react-hook-form and the page write it: `items.0.account`. */
export const placeOf = (path: string): string => path.replaceAll(/\[(\d+)\]/g, '.$1');

/** Brings the person to the field at a path of casework, or to what stands around it. */
export function focusAt(path: string): void {
  for (let place = placeOf(path); place !== ''; place = place.replace(/\.?[^.]*$/, '')) {
    const around = document.querySelector(`[data-place="${CSS.escape(place)}"]`);
    // What is folded away cannot take the focus.
    for (let fold = around?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
    const target = around?.querySelector<HTMLElement>('input, textarea, [role="spinbutton"], button');
    if (!target) continue;
    target.focus();
    target.scrollIntoView({ block: 'center' });
    return;
  }
}
