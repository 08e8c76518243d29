// Texts by key (house.md "casework"): forms carry keys, this turns a key into words of one language.
import { EN } from './en.ts';

export type LabelKey = keyof typeof EN;
/** A complete set of texts in one language. */
export type Labels = Readonly<Record<LabelKey, string>>;

export { EN };

const lookup = (key: string, labels: Labels): string | undefined =>
  Object.hasOwn(labels, key) ? (labels as Readonly<Record<string, string>>)[key] : undefined;

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

/** The text of `key` with `{name}` places filled from `values`. */
export function say(
  key: LabelKey,
  values: Readonly<Record<string, string | number>> = {},
  labels: Labels = EN,
): string {
  return fill(labels[key], values);
}

/** The text of a key put together at run time, e.g. a choice; `null` when there is none. */
export function sayIfKnown(key: string, labels: Labels = EN): string | null {
  return lookup(key, labels) ?? null;
}

/** What a renderer shows around one field: its label, and hint and example where there are any. */
export function fieldTexts(
  field: { readonly label: LabelKey },
  labels: Labels = EN,
): { label: string; hint: string | null; example: string | null } {
  return {
    label: labels[field.label],
    hint: sayIfKnown(`${field.label}.hint`, labels),
    example: sayIfKnown(`${field.label}.example`, labels),
  };
}

/** The field as the object of "Needed: ...", e.g. "a summary of the relevant facts"; its label where no such phrase is kept. */
export function needOf(field: { readonly label: LabelKey }, labels: Labels = EN): string {
  return sayIfKnown(`${field.label}.need`, labels) ?? labels[field.label];
}

/** The words of one value of a choice; the value itself where the set has no text for it. */
export function choiceText(set: string, value: string, labels: Labels = EN): string {
  return sayIfKnown(`${set}.${value}`, labels) ?? value;
}
