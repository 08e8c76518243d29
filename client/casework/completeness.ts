// Is a form complete, and right, before it is signed? Each gap is named with its paragraph (product.md row 3; UNTOC 18(15)).
import { ACT_KINDS, type ActKind } from './act.ts';
import { dayEnd, dayStart, HOUR, isKnownZone } from './calendar.ts';
import { type Field, type Fields, type FormField, isRecord, own, type Section } from './form.ts';
import { type Articles, cite, type Instrument } from './instrument.ts';
import { fieldTexts, type LabelKey, type Labels, needOf, say } from './labels/say.ts';
import { languageName } from './outline.ts';
import { type Problem, readFields, tidy } from './value.ts';

export type Gap =
  | Problem
  | 'in-the-past'
  | 'in-the-future'
  | 'before-start'
  | 'must-be-yes'
  | 'unknown-zone'
  | 'language';

/** One thing that stands in the way of signing. */
export type Missing = {
  /** where, e.g. `items[0].account` */
  readonly path: string;
  readonly section: Section | null;
  readonly problem: Gap;
  readonly label: string;
  /** e.g. "UNTOC article 18(15)(c) (UNCAC 46(15)(c), 1988 Convention 7(10)(c))"; empty where only practice asks */
  readonly citation: string;
  /** one sentence for a person: place, what is needed or wrong */
  readonly brief: string;
  /** the same with its paragraph */
  readonly message: string;
};

export type CompletenessDeps = {
  /** unix milliseconds */
  readonly now: number;
  /** ISO 639 codes that each authority written to accepts, of those that state any (ROS-17); absent or empty: not checked */
  readonly acceptedLanguages?: readonly (readonly string[])[];
  readonly labels?: Labels;
};

/**
 * Everything that is missing or wrong in `fields` for an act of `kind`, in the order of the form; empty when it may be signed.
 * `instrument` is the treaty whose paragraphs lead the citations; `null` takes the first a field knows. Pure; blank fields count as not given, and a list is counted without its blank entries.
 */
export function checkCompleteness(
  kind: ActKind,
  fields: Fields,
  instrument: Instrument | null,
  deps: CompletenessDeps,
): Missing[] {
  const form = ACT_KINDS[kind];
  const filled = tidy(fields);
  const found: Missing[] = [];
  const note = (problem: Gap, path: string, field: Field | null, more: Readonly<Record<string, string>> = {}) => {
    found.push(describe(form.fields, problem, path, field, more, instrument, deps.labels));
  };
  const read = readFields(form.fields, filled, 'required', (problem, path, field) => note(problem, path, field));
  checkRules(form.fields, read, '', deps, note);
  const languages = form.fields.filter((field) => field.type === 'language' && field.accepted === true);
  const given = languages.filter((field) => own(read, field.id) !== undefined);
  const readable = (accepted: readonly string[]): boolean =>
    given.some((field) => accepted.includes(read[field.id] as string));
  const unserved = (deps.acceptedLanguages ?? []).find((accepted) => !readable(accepted));
  if (unserved !== undefined && given[0] !== undefined) {
    const named = unserved.map((code) => languageName(code, deps.labels));
    note('language', given[0].id, given[0], { languages: named.join(say('letter.numbers', {}, deps.labels)) });
  }
  const order = form.fields.map((field) => field.id);
  const rank = (missing: Missing) => order.indexOf(missing.path.split(/[.[]/)[0] ?? '');
  return found.sort((a, b) => rank(a) - rank(b));
}

type Note = (problem: Gap, path: string, field: Field, more?: Readonly<Record<string, string>>) => void;

// Rules of time and consent that bind the author alone: what was received in March stays readable in April.
function checkRules(fields: readonly Field[], scope: Fields, path: string, deps: CompletenessDeps, note: Note): void {
  for (const field of fields) {
    const value = own(scope, field.id);
    const here = path === '' ? field.id : `${path}.${field.id}`;
    if (value === undefined) continue;
    if (field.type === 'group') checkRules(field.of, value as Fields, here, deps, note);
    if (field.type === 'list')
      (value as Fields[]).forEach((entry, i) => void checkRules(field.of, entry, `${here}[${i}]`, deps, note));
    if (field.type === 'boolean' && field.mustBe === true && value !== true) note('must-be-yes', here, field);
    if (field.type !== 'date' && field.type !== 'dateTime') continue;
    const [start, end] = spanOf(value);
    if (field.type === 'dateTime' && !isKnownZone((value as { zone: string }).zone)) note('unknown-zone', here, field);
    if (field.future === true && end < deps.now) note('in-the-past', here, field);
    if (field.past === true && start > deps.now) note('in-the-future', here, field);
    const earlier = field.notBefore === undefined ? undefined : own(scope, field.notBefore);
    if (earlier !== undefined && start < spanOf(earlier)[0]) {
      const other = fields.find((one) => one.id === field.notBefore);
      note('before-start', here, field, { other: other === undefined ? '' : fieldTexts(other, deps.labels).label });
    }
  }
}

// First and last millisecond of a day, or an instant twice. The last is that of the westernmost zone, the first that of the easternmost.
function spanOf(value: unknown): [number, number] {
  if (isRecord(value)) return [value['at'] as number, value['at'] as number];
  const start = dayStart(value as string) ?? 0;
  return [start - 14 * HOUR, dayEnd(value as string) ?? 0];
}

function describe(
  form: readonly FormField[],
  problem: Gap,
  path: string,
  field: Field | null,
  more: Readonly<Record<string, string>>,
  instrument: Instrument | null,
  labels: Labels | undefined,
): Missing {
  const { place, section, articles } = locate(form, path, labels);
  const label = field === null ? path : fieldTexts(field, labels).label;
  const need = field === null ? path : needOf(field, labels);
  const key: LabelKey = problem === 'missing' ? 'check.needed' : `check.${problem}`;
  const citation = cite(field?.articles ?? articles, instrument, labels);
  const bare = say(key, { label, need, ...more }, labels);
  const brief = place === '' ? bare : say('check.within', { place, message: bare }, labels);
  const message = citation === '' ? brief : say('check.cited', { message: brief, citation }, labels);
  return { path, section, problem, label, citation, brief, message };
}

// The lists and groups around a field, in words ("Assistance sought, 2"), and the nearest paragraph among them.
function locate(
  form: readonly FormField[],
  path: string,
  labels: Labels | undefined,
): { place: string; section: Section | null; articles: Articles | undefined } {
  const steps = path.split('.');
  let fields: readonly Field[] = form;
  let articles: Articles | undefined;
  const places: string[] = [];
  for (const step of steps.slice(0, -1)) {
    const [, id = '', index] = /^([^[]*)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const field = fields.find((one) => one.id === id);
    if (field === undefined || (field.type !== 'group' && field.type !== 'list')) break;
    const list = fieldTexts(field, labels).label;
    places.push(index === undefined ? list : say('check.entry', { list, number: Number(index) + 1 }, labels));
    articles = field.articles ?? articles;
    fields = field.of;
  }
  const top = form.find((one) => one.id === (steps[0] ?? '').replace(/\[\d+\]$/, ''));
  return { place: places.join(say('letter.numbers', {}, labels)), section: top?.section ?? null, articles };
}
