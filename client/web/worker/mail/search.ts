// Search in what this device can read: every word anywhere in an act, its numbers, its files or the names of its parties.
import { ACT_KINDS } from '../../../casework/act.ts';
import type { Value } from '../../../casework/form.ts';
import { numberIn } from '../../../casework/number.ts';
import type { Item } from '../../../sdk/index.ts';
import { lineReferences, othersOf, type Reading } from './reading.ts';

const PLAIN = /^[\x20-\x7e\s]*$/;

/** Letters as people type them: no case, no accents, Arabic without its vowel marks. */
export const plainly = (text: string): string =>
  // Most texts have nothing to take off, and looking for it is what a search of thousands would spend its time on.
  (PLAIN.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();

function textsIn(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object') return [];
  return Object.values(value).flatMap((one: Value) => textsIn(one));
}

function everythingOf(item: Item, reading: Reading): string {
  const { mine, partyOf, word } = reading;
  const { act, attachments } = item;
  const { ours, theirs } = lineReferences(item, reading);
  return [
    word(ACT_KINDS[act.kind].title),
    ours ?? '',
    theirs ?? '',
    ...Object.values(act.author),
    ...othersOf(item, mine)
      .map((one) => partyOf(one))
      .flatMap(({ name, otherNames }) => [name, ...otherNames]),
    ...attachments.map(({ name }) => name),
    ...textsIn(act.fields),
  ]
    .map(plainly)
    .join('\n');
}

// Of one reading, each item's letters once: a search is asked again with every letter typed.
const held = new WeakMap<Reading, Map<Item, string>>();

function lettersOf(item: Item, reading: Reading): string {
  const known = held.get(reading) ?? new Map<Item, string>();
  held.set(reading, known);
  const letters = known.get(item) ?? everythingOf(item, reading);
  known.set(item, letters);
  return letters;
}

/** The items that hold every word of `text`, and the one whose number begins with it; all of them for a text without words. */
export function searched(items: readonly Item[], text: string, reading: Reading): readonly Item[] {
  const words = plainly(text)
    .split(/\s+/)
    .filter((one) => one !== '');
  if (words.length === 0) return items;
  const number = numberIn(text);
  return items.filter((item) => {
    if (number !== null && item.subject.startsWith(number)) return true;
    const letters = lettersOf(item, reading);
    return words.every((one) => letters.includes(one));
  });
}
