// What a draft holds, from nothing filled in to ready to be signed: read with care, because a colleague's program wrote it (docs/spec/drafts.md; house.md "casework").
import { ACT_KINDS, type Act, type ActKind, type Author, type CaseRefs, classesOf } from './act.ts';
import { dayStart, isInstant, isKnownZone } from './calendar.ts';
import { type ActClass, type Field, type Fields, type Form, isRecord, own, type Value } from './form.ts';
import { INSTRUMENTS, type Instrument } from './instrument.ts';

/** A file that will be attached: its bytes lie in the vault of whoever added it. */
export type DraftFile = {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** SHA-256, lowercase hex. */
  readonly digest: string;
};

export type DraftedAct = {
  readonly kind: ActKind;
  /** Ids of the authorities it goes to. */
  readonly to: readonly string[];
  readonly class: ActClass;
  /** Urgent only: minutes from sending until an answer is needed. */
  readonly answerWithin: number;
  readonly caseId: string | null;
  readonly inReplyTo: string | null;
  readonly caseRefs: CaseRefs;
  readonly author: Author;
  readonly fields: Fields;
  readonly files: readonly DraftFile[];
};

/** Minutes: the least and the most an urgent act may give for an answer, and what it gives if nobody chose. */
export const ANSWER_WITHIN = { least: 30, most: 72 * 60, usual: 8 * 60 } as const;
const MAX_TO = 16;
const MAX_FILES = 100;
const MAX_TEXT = 120_000;

const text = (value: unknown, max = 300): string => (typeof value === 'string' ? value.slice(0, max) : '');
const hex = (value: unknown, length: number): string | null =>
  typeof value === 'string' && value.length === length && /^[0-9a-f]+$/.test(value) ? value : null;
const record = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
const list = (value: unknown, max: number): readonly unknown[] => (Array.isArray(value) ? value.slice(0, max) : []);

/** A draft of this kind with nothing in it. */
export const emptyDraft = (kind: ActKind, to: readonly string[]): DraftedAct => ({
  kind,
  to,
  class: ACT_KINDS[kind].classes[0],
  answerWithin: ANSWER_WITHIN.usual,
  caseId: null,
  inReplyTo: null,
  caseRefs: {},
  author: { officialName: '', function: '', unit: '' },
  fields: {},
  files: [],
});

/** Reads a draft's content; what does not fit its form is left out. `null` for a kind this version does not know. */
export function readDraft(content: unknown): DraftedAct | null {
  const from = record(content);
  const kind = own(from, 'kind');
  if (typeof kind !== 'string' || !Object.hasOwn(ACT_KINDS, kind)) return null;
  const form: Form = ACT_KINDS[kind as ActKind];
  const fields = fitFields(form.fields, own(from, 'fields'));
  const classes = classesOf({ kind: kind as ActKind, fields });
  const wanted = own(from, 'class');
  const minutes = own(from, 'answerWithin');
  const refs = record(own(from, 'caseRefs'));
  const author = record(own(from, 'author'));
  const [ours, theirs] = [text(own(refs, 'ours'), 200), text(own(refs, 'theirs'), 200)];
  return {
    kind: kind as ActKind,
    to: list(own(from, 'to'), MAX_TO).flatMap((one) => hex(one, 64) ?? []),
    class: classes.find((one) => one === wanted) ?? classes[0] ?? form.classes[0],
    answerWithin:
      typeof minutes === 'number' && minutes >= ANSWER_WITHIN.least && minutes <= ANSWER_WITHIN.most
        ? Math.round(minutes)
        : ANSWER_WITHIN.usual,
    caseId: hex(own(from, 'caseId'), 32),
    inReplyTo: hex(own(from, 'inReplyTo'), 64),
    caseRefs: { ...(ours === '' ? {} : { ours }), ...(theirs === '' ? {} : { theirs }) },
    author: {
      officialName: text(own(author, 'officialName')),
      function: text(own(author, 'function')),
      unit: text(own(author, 'unit')),
    },
    fields,
    files: list(own(from, 'files'), MAX_FILES).flatMap((one) => fileOf(one) ?? []),
  };
}

function fileOf(value: unknown): DraftFile | null {
  const from = record(value);
  const [id, digest, size] = [hex(own(from, 'id'), 16), hex(own(from, 'digest'), 64), own(from, 'size')];
  const name = text(own(from, 'name'), 255);
  if (id === null || digest === null || name === '' || !Number.isSafeInteger(size) || (size as number) < 0) return null;
  return { id, digest, name, mediaType: text(own(from, 'mediaType'), 127), size: size as number };
}

/** The values a form can show, unfinished ones among them; what has another shape than its field is left out. */
function fitFields(fields: readonly Field[], raw: unknown): Fields {
  const from = record(raw);
  const kept = fields.flatMap((field) => {
    const value = own(from, field.id);
    const fitting = value === undefined ? undefined : fitValue(field, value);
    return fitting === undefined ? [] : [[field.id, fitting] as const];
  });
  return Object.fromEntries(kept);
}

function fitValue(field: Field, value: unknown): Value | undefined {
  switch (field.type) {
    case 'group':
      return fitFields(field.of, value);
    case 'list':
      return list(value, field.max).map((entry) => fitFields(field.of, entry));
    case 'numbers':
      return list(value, field.max).filter((one): one is number => Number.isSafeInteger(one));
    case 'multiChoice':
      return list(value, field.choices.values.length).filter((one): one is string => typeof one === 'string');
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
      return Number.isSafeInteger(value) ? (value as number) : typeof value === 'string' ? text(value, 20) : undefined;
    case 'date':
      return typeof value === 'string' && dayStart(value) !== null ? value : undefined;
    case 'dateTime': {
      const { at, zone } = record(value);
      return isInstant(at) && typeof zone === 'string' && isKnownZone(zone) ? { at, zone } : undefined;
    }
    case 'money': {
      const { amount, currency } = record(value);
      return { amount: text(amount, 40), currency: text(currency, 3) };
    }
    default:
      return typeof value === 'string' ? text(value, MAX_TEXT) : undefined;
  }
}

/** The treaty whose paragraphs lead the citations of a draft; null while none is chosen. */
export function instrumentOf({ fields }: Pick<Act, 'fields'>): Instrument | null {
  const basis = own(fields, 'legalBasis');
  const first = Array.isArray(basis) ? record(basis[0])['instrument'] : basis;
  return INSTRUMENTS.find((one) => one === first) ?? null;
}
