// Acts as people write them in files: notes dropped, dates as text, every gap named with its paragraph before anything is sealed (product.md row 3).
import { ACT_KINDS, type Act, type ActKind, composeAct } from '../casework/act.ts';
import { checkCompleteness, type Missing } from '../casework/completeness.ts';
import { type Field, type Fields, isRecord, type Value } from '../casework/form.ts';
import { INSTRUMENTS, type Instrument } from '../casework/instrument.ts';
import { CliError } from './errors.ts';
import { NOTE } from './template.ts';

/** A draft as a file has it, before it is known to be an act. */
export type ActDraft = Omit<Act, 'version'>;

/** Whether a word names a kind of act. */
export const isActKind = (word: string): word is ActKind => Object.hasOwn(ACT_KINDS, word);

const refuse = (detail: string): never => {
  throw new CliError('CLI_ACT_FILE', detail);
};

const withoutNotes = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith(NOTE))
      .map(([key, one]) => [key, withoutNotes(one)]),
  );
};

// What people write where the act has something else: moments as ISO text, numbers and answers in quotes.
function fromText(field: Field, value: unknown): unknown {
  if (field.type === 'group' && isRecord(value)) return fieldsFromText(field.of, value);
  if (field.type === 'list' && Array.isArray(value))
    return value.map((entry) => (isRecord(entry) ? fieldsFromText(field.of, entry) : entry));
  if (field.type === 'dateTime' && isRecord(value) && typeof value['at'] === 'string' && value['at'] !== '') {
    const at = Date.parse(value['at']);
    return { ...value, at: Number.isNaN(at) ? value['at'] : at };
  }
  if (typeof value !== 'string') return value;
  if (field.type === 'integer' && /^\d+$/.test(value)) return Number(value);
  if (field.type === 'boolean' && /^(true|yes)$/i.test(value)) return true;
  if (field.type === 'boolean' && /^(false|no)$/i.test(value)) return false;
  if (field.type === 'numbers' && /^\d+(\s*,\s*\d+)*$/.test(value)) return value.split(',').map(Number);
  if (field.type === 'multiChoice' && value !== '') return value.split(/\s*,\s*/);
  return value;
}

const fieldsFromText = (fields: readonly Field[], values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      const field = fields.find((one) => one.id === id);
      return [id, field ? fromText(field, value) : value];
    }),
  );

const textsOf = (value: unknown): Record<string, string> =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).filter(
          (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1].trim() !== '',
        ),
      )
    : {};

/** Reads a file that a person filled in. `expected`: the kind it has to be. Throws CLI_ACT_FILE. */
export function readActFile(text: string, expected: ActKind | null): ActDraft {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new CliError('CLI_ACT_FILE', `It is not JSON: ${(cause as Error).message}.`, { cause });
  }
  const file = withoutNotes(json);
  if (!isRecord(file)) return refuse('It is not a form.');
  const kind = file['kind'] ?? expected;
  if (typeof kind !== 'string' || !isActKind(kind))
    return refuse(`"kind" has to be one of ${Object.keys(ACT_KINDS).join(', ')}.`);
  if (expected !== null && kind !== expected) return refuse(`It is "${kind}" and "${expected}" was asked for.`);
  const fields = file['fields'];
  if (!isRecord(fields)) return refuse('It has no "fields".');
  const inReplyTo = file['inReplyTo'];
  return {
    kind,
    caseRefs: textsOf(file['caseRefs']),
    ...(typeof inReplyTo === 'string' && inReplyTo !== '' ? { inReplyTo } : {}),
    fields: fieldsFromText(ACT_KINDS[kind].fields, fields) as Fields,
    author: { officialName: '', function: '', unit: '', ...textsOf(file['author']) },
  };
}

/** Fields from `name=value` words, a dot for what is inside: `officer.official=R. Dunai`, `items.1.outcome=executed`. Throws CLI_USAGE. */
export function fieldsFromWords(kind: ActKind, words: readonly string[]): Fields {
  const root: Record<string, unknown> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) throw new CliError('CLI_USAGE', `--set takes name=value, not "${word}".`);
    const path = word.slice(0, at).split('.');
    let place: Record<string, unknown> = root;
    for (const step of path.slice(0, -1)) {
      const next = Object.hasOwn(place, step) && isRecord(place[step]) ? place[step] : {};
      Object.defineProperty(place, step, { value: next, enumerable: true, configurable: true, writable: true });
      place = next as Record<string, unknown>;
    }
    const last = path.at(-1) as string;
    Object.defineProperty(place, last, {
      value: word.slice(at + 1),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return fieldsFromText(ACT_KINDS[kind].fields, listsOf(ACT_KINDS[kind].fields, root)) as Fields;
}

// "questions.1.question" makes a record with numbers for names; where the form has a list it becomes one.
function listsOf(fields: readonly Field[], values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      const field = fields.find((one) => one.id === id);
      if (!field || !isRecord(value)) return [id, value];
      if (field.type === 'group') return [id, listsOf(field.of, value)];
      if (field.type !== 'list') return [id, value];
      const entries = Object.entries(value).sort(([a], [b]) => Number(a) - Number(b));
      return [id, entries.map(([, entry]) => (isRecord(entry) ? listsOf(field.of, entry) : entry))];
    }),
  );
}

/** The treaty a draft rests on, whose paragraphs lead the citations. */
function instrumentOf(fields: Fields): Instrument | null {
  const basis = fields['legalBasis'] as Value | undefined;
  const first = Array.isArray(basis) ? (basis[0] as Fields | undefined)?.['instrument'] : basis;
  return INSTRUMENTS.find((instrument) => instrument === first) ?? null;
}

/** The words a field of a form takes, `items[0].kind` and the like; null where it takes any. */
function choicesAt(kind: ActKind, path: string): readonly string[] | null {
  let fields: readonly Field[] = ACT_KINDS[kind].fields;
  let found: Field | undefined;
  for (const step of path.replace(/\[\d+\]/g, '').split('.')) {
    found = fields.find(({ id }) => id === step);
    fields = found?.type === 'group' || found?.type === 'list' ? found.of : [];
  }
  return found?.type === 'choice' || found?.type === 'multiChoice' ? found.choices.values : null;
}

type NamedGap = Pick<Missing, 'path' | 'message' | 'citation' | 'label'> & {
  /** The words one of which is wanted. */
  readonly choices?: readonly string[] | null;
};

/** Everything that stands in the way of sending, author included, in the order of the form. `acceptedLanguages`: of each authority written to that states any. */
export function gapsOf(
  draft: ActDraft,
  now: number,
  acceptedLanguages: readonly (readonly string[])[] = [],
): readonly NamedGap[] {
  const { officialName, function: post, unit } = draft.author;
  const unsigned = [
    ['officialName', officialName, 'the name of the official who answers for it'],
    ['function', post, 'that official’s function'],
    ['unit', unit, 'that official’s unit'],
  ] as const;
  return [
    ...unsigned
      .filter(([, given]) => given.trim() === '')
      .map(([name, , need]) => ({ path: `author.${name}`, label: name, citation: '', message: `Needed: ${need}` })),
    ...checkCompleteness(draft.kind, draft.fields, instrumentOf(draft.fields), { now, acceptedLanguages }).map(
      (gap) => ({
        ...gap,
        choices: choicesAt(draft.kind, gap.path),
      }),
    ),
  ];
}

/** The act of a complete draft. Throws CONTENT_ACT. */
export const actOf = (draft: ActDraft): Act => composeAct(draft);
