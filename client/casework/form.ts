// The language forms are written in: plain data, so that one renderer draws every form (house.md "casework"; domain: act, authority, official).
import type { Articles } from './instrument.ts';
import type { LabelKey } from './labels/say.ts';

/** The steps of the task list, in order. */
export const SECTIONS = [
  'authority',
  'legal-basis',
  'persons',
  'facts',
  'assistance',
  'procedure',
  'documents',
  'check',
] as const;
export type Section = (typeof SECTIONS)[number];

/** What a field may hold. Integers only; no null. Dates and times as `Field` says. */
export type Value = string | number | boolean | readonly Value[] | Fields;
export type Fields = { readonly [id: string]: Value };

/** A question about the neighbours of a field (the same form, or the same entry of a list). Data, so that every client answers alike. */
export type Condition =
  | { readonly field: string; readonly in: readonly (string | boolean)[] }
  | { readonly given: string }
  | { readonly not: Condition }
  | { readonly any: readonly Condition[] }
  /** the list is given, and its entries (all, or at least one) meet `where` */
  | { readonly every: string; readonly where: Condition }
  | { readonly some: string; readonly where: Condition };

/** A closed set of values; the words of each are the label `<set>.<value>`. */
export type Choices = {
  readonly set: string;
  readonly values: readonly string[];
  readonly articles?: Readonly<Record<string, Articles>>;
};

type About = {
  readonly id: string;
  readonly label: LabelKey;
  /** the treaty or good practice asks for it: named by `checkCompleteness`, never a reason to refuse what was received */
  readonly required?: true | Condition;
  /** without it the act cannot be understood: `decodeAct` refuses */
  readonly essential?: true | Condition;
  /** the field belongs here only when this holds; elsewhere its presence is refused, so that nothing travels unseen */
  readonly when?: Condition;
  readonly articles?: Articles;
};

/** Rules about time that only the author's side checks. `notBefore` names a neighbour of the same type. */
type TimeRules = { readonly future?: true; readonly past?: true; readonly notBefore?: string };

export type Field = About &
  (
    | { readonly type: 'text' | 'longText'; readonly max: number }
    /** `YYYY-MM-DD` */
    | ({ readonly type: 'date' } & TimeRules)
    /** `{ at: unix milliseconds, zone: IANA name }`: an instant, and the zone its author thought in */
    | ({ readonly type: 'dateTime' } & TimeRules)
    | { readonly type: 'integer'; readonly min: number; readonly max: number }
    /** different positive integers: numbers of items */
    | { readonly type: 'numbers'; readonly max: number }
    | { readonly type: 'choice'; readonly choices: Choices }
    | { readonly type: 'multiChoice'; readonly choices: Choices }
    /** `{ amount: decimal text, currency: ISO 4217 }` */
    | { readonly type: 'money' }
    /** ISO 3166 alpha-2, or EU, UN, or QM to QZ in practice */
    | { readonly type: 'country' }
    /** ISO 639 code, two or three letters */
    | { readonly type: 'language'; readonly accepted?: true }
    | { readonly type: 'boolean'; readonly mustBe?: true }
    /** the 64 hex digits that name a statement */
    | { readonly type: 'statement' }
    | { readonly type: 'group'; readonly of: readonly Field[] }
    | { readonly type: 'list'; readonly max: number; readonly of: readonly Field[]; readonly distinct?: string }
  );

export type FormField = Field & { readonly section: Section };

/** 0 ordinary, 1 formal, 2 urgent (protocol.md section 4). */
export type ActClass = 0 | 1 | 2;
/** The side of a case. Only `lifecycle` decides which authority is on which. */
export type Side = 'requesting' | 'requested';

/** One kind of act: who may send it, in which classes, and its fields in the order of the task list. */
export type Form = {
  readonly id: string;
  readonly title: LabelKey;
  readonly by: Side | 'either';
  /** classes an author may choose from; the smallest is the floor unless `floor` says otherwise */
  readonly classes: readonly [ActClass, ...ActClass[]];
  /** a floor that depends on the value of one choice */
  readonly floor?: { readonly field: string; readonly of: Readonly<Record<string, ActClass>> };
  /** which side may send it with which value of one choice, where that is not `by` for all */
  readonly sides?: { readonly field: string; readonly of: Readonly<Record<string, Side>> };
  readonly fields: readonly FormField[];
};

/** True for a plain key-value record, the only object an act may hold. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The field's own value, never an inherited one. */
export function own(scope: Readonly<Record<string, unknown>>, id: string): unknown {
  return Object.hasOwn(scope, id) ? scope[id] : undefined;
}

/** Whether `condition` holds among the neighbours in `scope`. Total: any junk in `scope` just does not match. */
function holds(condition: Condition, scope: Readonly<Record<string, unknown>>): boolean {
  if ('in' in condition) return condition.in.includes(own(scope, condition.field) as string | boolean);
  if ('given' in condition) return own(scope, condition.given) !== undefined;
  if ('not' in condition) return !holds(condition.not, scope);
  if ('any' in condition) return condition.any.some((one) => holds(one, scope));
  const entries = own(scope, 'every' in condition ? condition.every : condition.some);
  if (!Array.isArray(entries) || entries.length === 0) return false;
  const meets = (entry: unknown) => isRecord(entry) && holds(condition.where, entry);
  return 'every' in condition ? entries.every(meets) : entries.some(meets);
}

/** Whether a rule written as `true`, a condition, or nothing applies in `scope`. */
export function applies(rule: true | Condition | undefined, scope: Readonly<Record<string, unknown>>): boolean {
  return rule !== undefined && (rule === true || holds(rule, scope));
}
