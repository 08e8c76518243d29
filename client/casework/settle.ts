// What a person typed, as the act may carry it: nothing blank, and nothing that no longer belongs with what was chosen beside it (house.md "casework").
import { applies, type Field, type Fields, isRecord, type Value } from './form.ts';
import { tidy } from './value.ts';

/** The same values without blanks and without fields whose `when` does not hold. A form keeps those on screen-turns, an act must not. */
export function settleFields(fields: readonly Field[], values: Fields): Fields {
  const kept: Record<string, Value> = { ...tidy(values) };
  // Top to bottom: a field may depend on one above it that has just gone.
  for (const field of fields) {
    const value = kept[field.id];
    if (value === undefined) continue;
    if (field.when !== undefined && !applies(field.when, kept)) {
      delete kept[field.id];
      continue;
    }
    if (field.type === 'group' && isRecord(value)) kept[field.id] = settleFields(field.of, value as Fields);
    if (field.type === 'list' && Array.isArray(value))
      kept[field.id] = (value as readonly Fields[]).map((entry) => settleFields(field.of, entry));
  }
  return tidy(kept);
}
