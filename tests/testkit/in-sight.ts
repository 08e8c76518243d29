// What a person sees of where they are: that something marks what has the focus, that it stands in sight, and that no bar lies over it or over the page (WCAG 2.4.7, 2.4.11, 1.4.10).
import type { Page } from 'playwright-core';

/** One place that the focus comes to. */
type Stop = {
  readonly what: string;
  /** Had the focus already on this round. */
  readonly again: boolean;
  readonly faults: readonly string[];
  /** Of what had the focus before: whether nothing about it changed when it lost it. */
  readonly unmarked: string | null;
};

/** In the page: looks at what has the focus now, and once more at what had it before. Null where nothing has it. */
function look(fresh: boolean): Promise<Stop | null> {
  type Memory = { seen: Set<Element>; last: { at: Element; what: string; shape: string } | null };
  const holder = window as unknown as { inSight?: Memory };
  if (fresh || !holder.inSight) holder.inSight = { seen: new Set(), last: null };
  const memory = holder.inSight;

  // What is there for a keyboard and a screen reader only is a dot of one pixel, and marks nothing.
  const isDot = (one: Element): boolean => {
    const { width, height } = one.getBoundingClientRect();
    return Math.min(width, height) <= 2;
  };
  const isSeen = (one: Element): boolean => !isDot(one) && (one.parentElement === null || isSeen(one.parentElement));
  const marking = (at: Element): Element[] => {
    const label = at.closest('label');
    const around = [at.parentElement, at.parentElement?.parentElement].filter((one) => one instanceof Element);
    return [at, ...(label ? [label, ...label.querySelectorAll('*')] : []), ...around].filter(isSeen) as Element[];
  };
  // A tick box of the page's own hides the browser's: what is seen is its label, or whatever stands around it.
  const shown = (at: Element): Element => at.closest('label') ?? marking(at)[0] ?? at;
  const shapeOf = (at: Element): string =>
    marking(at)
      .map((one) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderWidth, borderColor, backgroundColor } =
          getComputedStyle(one);
        const line = outlineStyle === 'none' || outlineWidth === '0px' ? '' : `${outlineWidth} ${outlineColor}`;
        return [line, boxShadow, borderWidth, borderColor, backgroundColor].join();
      })
      .join('|');
  const nameOf = (at: Element): string =>
    `${at.tagName.toLowerCase()}.${at.getAttribute('class') ?? ''} "${(at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 40)}"`;
  const sticks = (at: Element): boolean => ['fixed', 'sticky'].includes(getComputedStyle(at).position);

  function faultsOf(at: Element): string[] {
    const { top, bottom, left, right, height } = shown(at).getBoundingClientRect();
    const [wide, high] = [document.documentElement.clientWidth, window.innerHeight];
    const faults: string[] = [];
    // Half a pixel is a rounding.
    const within = top >= -1 && bottom <= high + 1 && left >= -1 && right <= wide + 1;
    // What is as long as the window cannot stand in it whole.
    const long = height > 0.6 * high && bottom > 0 && top < high;
    if (!within && !long) faults.push(`out of sight: ${[top, bottom, left, right].map(Math.round)} in ${wide}x${high}`);
    const [x0, x1] = [Math.max(left, 0) + 3, Math.min(right, wide) - 3];
    const [y0, y1] = [Math.max(top, 0) + 3, Math.min(bottom, high) - 3];
    for (const [x, y] of [
      [x0, y0],
      [x1, y0],
      [x0, y1],
      [x1, y1],
    ] as const)
      for (let over = document.elementFromPoint(x, y); over !== null; over = over.parentElement)
        if (sticks(over) && !over.contains(at)) {
          faults.push(`under ${nameOf(over)}`);
          return faults;
        }
    // An outline outside its element is cut where the box around it cuts.
    for (const one of marking(at)) {
      const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(one);
      const reach = outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset);
      if (reach <= 0) continue;
      const rect = one.getBoundingClientRect();
      for (let box = one.parentElement; box && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        const frame = box.getBoundingClientRect();
        const room = { x: overflowX === 'visible' ? reach : 0, y: overflowY === 'visible' ? reach : 0 };
        const cut = [
          frame.left - room.x > rect.left - reach + 1,
          frame.right + room.x < rect.right + reach - 1,
          frame.top - room.y > rect.top - reach + 1,
          frame.bottom + room.y < rect.bottom + reach - 1,
        ];
        const cuts = overflowX !== 'visible' || overflowY !== 'visible';
        if (cuts && cut.some(Boolean)) faults.push(`its mark is cut by ${nameOf(box)}`);
      }
    }
    return faults;
  }

  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      const { last } = memory;
      const unmarked = last?.at.isConnected && shapeOf(last.at) === last.shape ? last.what : null;
      const at = document.activeElement;
      if (at === null || at === document.body) {
        memory.last = null;
        resolve(null);
        return;
      }
      const again = memory.seen.has(at);
      memory.seen.add(at);
      memory.last = { at, what: nameOf(at), shape: shapeOf(at) };
      resolve({ what: nameOf(at), again, faults: again ? [] : faultsOf(at), unmarked });
    }),
  );
}

// More than any page of the app has.
const ROUND = 200;

/** Goes round the page by keyboard until it is where it was before. Resolves to how many stops there were, and what was wrong with any, one line each. */
export async function walk(
  page: Page,
  key: 'Tab' | 'Shift+Tab',
): Promise<{ readonly stops: number; readonly faults: string[] }> {
  const faults: string[] = [];
  let stops = 0;
  let left = 0;
  for (let at = 0; at < ROUND; at++) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(look, at === 0);
    // From the last of the page the focus goes out of it and comes back at the other end.
    if (stop === null) {
      if (++left > 1) return { stops, faults };
      continue;
    }
    if (stop.unmarked !== null) faults.push(`nothing marks ${stop.unmarked}`);
    if (stop.again) return { stops, faults };
    stops++;
    faults.push(...stop.faults.map((fault) => `${stop.what}: ${fault}`));
  }
  throw new Error(`${ROUND} stops and no end`);
}

/** How much of the window, scrolled to the middle of its page, lies under things that stay where they are while the page moves: 0 to 1. */
export function covered(page: Page): Promise<number> {
  return page.evaluate(() => {
    const [wide, high] = [document.documentElement.clientWidth, window.innerHeight];
    window.scrollTo(0, (document.documentElement.scrollHeight - high) / 2);
    const [across, down] = [8, 16];
    let under = 0;
    for (let i = 0; i < across; i++)
      for (let j = 0; j < down; j++)
        for (
          let over = document.elementFromPoint(((i + 0.5) * wide) / across, ((j + 0.5) * high) / down);
          over !== null;
          over = over.parentElement
        )
          if (['fixed', 'sticky'].includes(getComputedStyle(over).position)) {
            under++;
            break;
          }
    return under / (across * down);
  });
}

/** Whether the page must be moved sideways to be read. */
export const sideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
