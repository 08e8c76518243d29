// The validator over form.ts: reads foreign fields into fresh values and names each problem (protocol.md section 4: plaintext is hostile input too).
import { dayStart, isInstant } from './calendar.ts';
import { applies, type Field, type Fields, isRecord, own, type Value } from './form.ts';

/** What can be wrong with a value. The first seven are its shape; `missing` and `not-here` concern its place in the form. */
export const PROBLEMS = [
  'wrong-kind',
  'empty',
  'too-long',
  'characters',
  'not-offered',
  'out-of-range',
  'repeated',
  'missing',
  'not-here',
  'unknown-field',
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** Told of every problem: `path` as in `items[0].account`, `field` null for a key no field bears. It may throw to stop at the first. */
export type Report = (problem: Problem, path: string, field: Field | null) => void;
/** `essential`: what a reader cannot do without. `required`: what the treaties and good practice ask of an author. */
export type Demand = 'essential' | 'required';

/**
 * Reads `raw` against `fields`. Returns what was well-formed, copied, in the order of the form; everything else went to `report`.
 * Lists keep their places: a malformed entry stays as far as it could be read.
 */
export function readFields(fields: readonly Field[], raw: unknown, demand: Demand, report: Report, path = ''): Fields {
  if (!isRecord(raw)) {
    report('wrong-kind', path, null);
    return {};
  }
  for (const key of Object.keys(raw)) {
    if (!fields.some((field) => field.id === key))
      report('unknown-field', join(path, key.slice(0, 40).replace(/[^\w-]/g, '?')), null);
  }
  const read: Record<string, Value> = {};
  for (const field of fields) {
    const here = join(path, field.id);
    const value = own(raw, field.id);
    const belongs = field.when === undefined || applies(field.when, raw);
    if (value === undefined) {
      const rule = demand === 'essential' ? field.essential : (field.essential ?? field.required);
      if (belongs && applies(rule, raw)) report('missing', here, field);
    } else if (belongs) {
      const good = readValue(field, value, demand, report, here);
      if (good !== undefined) read[field.id] = good;
    } else {
      report('not-here', here, field);
    }
  }
  return read;
}

const join = (path: string, id: string) => (path === '' ? id : `${path}.${id}`);

function readValue(field: Field, value: unknown, demand: Demand, report: Report, path: string): Value | undefined {
  const bad = (problem: Problem) => report(problem, path, field);
  switch (field.type) {
    case 'text':
    case 'longText':
      return readText(value, field.max, field.type === 'longText', bad);
    case 'date':
      return typeof value === 'string' && dayStart(value) !== null ? value : void bad('wrong-kind');
    case 'dateTime':
      return readParts(value, (part) => isInstant(part('at')) && matches(part('zone'), ZONE), ['at', 'zone'], bad);
    case 'money':
      return readParts(
        value,
        (part) => matches(part('amount'), AMOUNT) && matches(part('currency'), /^[A-Z]{3}$/),
        ['amount', 'currency'],
        bad,
      );
    case 'country':
      return matches(value, /^[A-Z]{2}$/) ? value : void bad('wrong-kind');
    case 'language':
      return matches(value, /^[a-z]{2,3}$/) ? value : void bad('wrong-kind');
    case 'statement':
      return matches(value, /^[0-9a-f]{64}$/) ? value : void bad('wrong-kind');
    case 'boolean':
      return typeof value === 'boolean' ? value : void bad('wrong-kind');
    case 'integer':
      if (!Number.isSafeInteger(value)) return void bad('wrong-kind');
      return (value as number) >= field.min && (value as number) <= field.max
        ? (value as number)
        : void bad('out-of-range');
    case 'numbers':
      if (!isArrayOf(value, field.max, bad)) return undefined;
      if (!value.every((one) => Number.isSafeInteger(one) && (one as number) > 0)) return void bad('wrong-kind');
      return new Set(value).size === value.length ? [...(value as number[])] : void bad('repeated');
    case 'choice':
      return typeof value === 'string' && field.choices.values.includes(value) ? value : void bad('not-offered');
    case 'multiChoice':
      if (!isArrayOf(value, field.choices.values.length, bad)) return undefined;
      if (!value.every((one) => field.choices.values.includes(one as string))) return void bad('not-offered');
      return new Set(value).size === value.length ? [...(value as string[])] : void bad('repeated');
    case 'group': {
      const read = readFields(field.of, value, demand, report, path);
      return isRecord(value) && Object.keys(value).length === 0 ? void bad('empty') : read;
    }
    case 'list': {
      if (!isArrayOf(value, field.max, bad)) return undefined;
      const entries = value.map((entry, i) => readFields(field.of, entry, demand, report, `${path}[${i}]`));
      const { distinct } = field;
      if (distinct !== undefined) {
        const keys = entries.map((entry) => own(entry, distinct)).filter((key) => key !== undefined);
        if (new Set(keys).size !== keys.length) bad('repeated');
      }
      return entries;
    }
  }
}

const ZONE = /^(?=.{1,64}$)[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;
const AMOUNT = /^(0|[1-9]\d{0,14})(\.\d{1,3})?$/;
// Controls and odd line separators could drive a terminal or forge a line; embeddings and overrides turn around the order in which a name or number is read.
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\ufeff\ufffe\uffff]/;
const BREAKS = /[\t\n]/;

const matches = (value: unknown, pattern: RegExp): value is string => typeof value === 'string' && pattern.test(value);

function isArrayOf(value: unknown, max: number, bad: (problem: Problem) => void): value is unknown[] {
  const problem = !Array.isArray(value)
    ? 'wrong-kind'
    : value.length === 0
      ? 'empty'
      : value.length > max
        ? 'too-long'
        : null;
  if (problem !== null) bad(problem);
  return problem === null;
}

/** A text of 1 to `max` UTF-16 units with something to see in it, without controls; several lines only where `long`. */
export function readText(
  value: unknown,
  max: number,
  long: boolean,
  bad: (problem: Problem) => void,
): string | undefined {
  if (typeof value !== 'string') return void bad('wrong-kind');
  if (value.length > max) return void bad('too-long');
  if (!value.isWellFormed() || FORBIDDEN.test(value) || (!long && BREAKS.test(value))) return void bad('characters');
  return value.trim() === '' ? void bad('empty') : value;
}

function readParts(
  value: unknown,
  good: (part: (id: string) => unknown) => boolean,
  ids: readonly string[],
  bad: (problem: Problem) => void,
): Fields | undefined {
  const fits = isRecord(value) && Object.keys(value).length === ids.length && good((id) => own(value, id));
  return fits ? Object.fromEntries(ids.map((id) => [id, value[id] as Value])) : void bad('wrong-kind');
}

/** The same fields without what a form leaves behind untouched: blank texts, empty lists, groups of nothing. */
export function tidy(fields: Fields): Fields {
  const kept = Object.entries(fields)
    .map(([id, value]) => [id, tidyValue(value)] as const)
    .filter((pair): pair is readonly [string, Value] => pair[1] !== undefined);
  return Object.fromEntries(kept);
}

function tidyValue(value: Value | undefined): Value | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (Array.isArray(value)) {
    const entries = value.map(tidyValue).filter((entry) => entry !== undefined);
    return entries.length === 0 ? undefined : entries;
  }
  if (!isRecord(value)) return value;
  const group = tidy(value as Fields);
  return Object.keys(group).length === 0 ? undefined : group;
}
