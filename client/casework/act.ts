// The act: body field 1 of a transmission, its kinds, its strict reading, and the class it needs (protocol.md section 4).
import { demand, ProtocolError } from '../../crypto/primitives/errors.ts';
import { ACKNOWLEDGE } from './acts/acknowledge.ts';
import { ASK } from './acts/ask.ts';
import { CLOSE } from './acts/close.ts';
import { CONDITIONS } from './acts/conditions.ts';
import { CONSULTATION } from './acts/consultation.ts';
import { MLA_REQUEST } from './acts/mla-request.ts';
import { POSTPONE } from './acts/postpone.ts';
import { PRESERVATION_REPLY } from './acts/preservation-reply.ts';
import { PRESERVATION_REQUEST } from './acts/preservation-request.ts';
import { PROGRESS } from './acts/progress.ts';
import { REFUSE } from './acts/refuse.ts';
import { RESULT } from './acts/result.ts';
import { RETURN } from './acts/return.ts';
import { SUPPLY } from './acts/supply.ts';
import { WITHDRAW } from './acts/withdraw.ts';
import { type ActClass, type Fields, type Form, isRecord, own, type Side } from './form.ts';
import { type Problem, readFields, readText, tidy } from './value.ts';

export const ACT_KINDS = {
  'mla-request': MLA_REQUEST,
  'preservation-request': PRESERVATION_REQUEST,
  'preservation-reply': PRESERVATION_REPLY,
  acknowledge: ACKNOWLEDGE,
  return: RETURN,
  ask: ASK,
  supply: SUPPLY,
  progress: PROGRESS,
  conditions: CONDITIONS,
  postpone: POSTPONE,
  refuse: REFUSE,
  result: RESULT,
  withdraw: WITHDRAW,
  close: CLOSE,
  consultation: CONSULTATION,
} as const satisfies Readonly<Record<string, Form>>;

export type ActKind = keyof typeof ACT_KINDS;

/** The official who answers for the act, in their own words; who signed it is known from the statement. */
export type Author = { readonly officialName: string; readonly function: string; readonly unit: string };
/** The case in the numbers of both sides, seen from the author. */
export type CaseRefs = { readonly ours?: string; readonly theirs?: string };

export type Act = {
  readonly kind: ActKind;
  readonly version: 1;
  readonly caseRefs: CaseRefs;
  /** statement hash (64 hex digits) of the transmission this one answers */
  readonly inReplyTo?: string;
  readonly fields: Fields;
  readonly author: Author;
};

/** An act that has the size of a book is no act: documents travel as attachments. Characters (UTF-16 units) and single values. */
export const ACT_LIMITS = { characters: 400_000, values: 20_000 } as const;

/** The form of a kind; `null` for a kind this version does not know. */
function formOf(kind: string): Form | null {
  return Object.hasOwn(ACT_KINDS, kind) ? ACT_KINDS[kind as ActKind] : null;
}

const refuse = (path: string, problem: string): never => {
  throw new ProtocolError('CONTENT_ACT', path === '' ? problem : `${path}: ${problem}`);
};

/**
 * Reads the act out of an opened body. `value` is hostile: it is walked once for size, then rebuilt from the form, so that nothing the
 * form does not know survives. Optional and treaty-required fields may be absent (`checkCompleteness` names those); fields without
 * which the act has no meaning may not. Throws CONTENT_ACT.
 */
export function decodeAct(value: unknown): Act {
  measure(value);
  const act = keysOf(value, ['kind', 'version', 'caseRefs', 'fields', 'author'], ['inReplyTo'], '');
  const form = typeof act['kind'] === 'string' ? formOf(act['kind']) : null;
  if (form === null) return refuse('kind', 'not a kind of act this version knows');
  if (act['version'] !== 1) return refuse('version', 'not a version this program knows');
  const refs = keysOf(act['caseRefs'], [], ['ours', 'theirs'], 'caseRefs');
  const author = keysOf(act['author'], ['officialName', 'function', 'unit'], [], 'author');
  const text = (from: Readonly<Record<string, unknown>>, id: string, path: string): string =>
    readText(from[id], 200, false, (problem) => refuse(`${path}.${id}`, problem)) as string;
  const reply = act['inReplyTo'];
  if (reply !== undefined && !(typeof reply === 'string' && /^[0-9a-f]{64}$/.test(reply)))
    return refuse('inReplyTo', 'not a statement hash');
  return {
    kind: form.id as ActKind,
    version: 1,
    caseRefs: {
      ...(refs['ours'] === undefined ? {} : { ours: text(refs, 'ours', 'caseRefs') }),
      ...(refs['theirs'] === undefined ? {} : { theirs: text(refs, 'theirs', 'caseRefs') }),
    },
    ...(reply === undefined ? {} : { inReplyTo: reply }),
    fields: readFields(form.fields, act['fields'], 'essential', (problem: Problem, path) =>
      refuse(path || 'fields', problem),
    ),
    author: {
      officialName: text(author, 'officialName', 'author'),
      function: text(author, 'function', 'author'),
      unit: text(author, 'unit', 'author'),
    },
  };
}

/** An act of one's own from a filled-in form: drops what was left blank, then reads it as the other side will. Throws CONTENT_ACT. */
export function composeAct(draft: Omit<Act, 'version'>): Act {
  return decodeAct({ ...draft, version: 1, fields: tidy(draft.fields) });
}

/** Whether an act is this side's to send. */
export function mayBeBy(act: Pick<Act, 'kind' | 'fields'>, side: Side): boolean {
  const { by, sides }: Form = ACT_KINDS[act.kind];
  if (by !== 'either') return by === side;
  const choice = sides === undefined ? undefined : own(act.fields, sides.field);
  const owner =
    typeof choice === 'string' && sides !== undefined && Object.hasOwn(sides.of, choice) ? sides.of[choice] : undefined;
  return owner === undefined || owner === side;
}

/** The lowest class an act may travel in. */
export function floorOf(act: Pick<Act, 'kind' | 'fields'>): ActClass {
  const { classes, floor }: Form = ACT_KINDS[act.kind];
  const choice = floor === undefined ? undefined : own(act.fields, floor.field);
  const raised =
    typeof choice === 'string' && floor !== undefined && Object.hasOwn(floor.of, choice) ? floor.of[choice] : undefined;
  return raised ?? classes[0];
}

/** The classes an author may choose from for this act, lowest first. */
export function classesOf(act: Pick<Act, 'kind' | 'fields'>): readonly ActClass[] {
  return ACT_KINDS[act.kind].classes.filter((one) => one >= floorOf(act));
}

/** Refuses an act that needs more than its envelope had: a formal act without the gesture of a formal envelope. Throws CONTENT_CLASS. */
export function checkClass(act: Act, envelopeClass: ActClass): void {
  const floor = floorOf(act);
  demand(
    floor <= envelopeClass,
    'CONTENT_CLASS',
    `${act.kind} needs class ${floor}, its envelope has ${envelopeClass}`,
  );
}

function keysOf(
  value: unknown,
  needed: readonly string[],
  optional: readonly string[],
  path: string,
): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return refuse(path, 'not a group of named values');
  for (const key of Object.keys(value)) {
    if (!needed.includes(key) && !optional.includes(key)) refuse(path, 'has a name that does not belong here');
  }
  for (const key of needed) if (!Object.hasOwn(value, key)) refuse(path, `lacks ${key}`);
  // Copied without a prototype: a lookup of an absent name must not reach one.
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

// Bounds the work before any of it is done. An explicit stack: a bomb as deep as it is long must not meet recursion.
function measure(root: unknown): void {
  const stack: unknown[] = [root];
  let characters = 0;
  let values = 0;
  while (stack.length > 0) {
    const value = stack.pop();
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (values > ACT_LIMITS.values || characters > ACT_LIMITS.characters) refuse('', 'larger than an act may be');
    if (Array.isArray(value)) {
      if (value.length > ACT_LIMITS.values) refuse('', 'larger than an act may be');
      for (const one of value) stack.push(one);
    } else if (isRecord(value)) {
      for (const [key, one] of Object.entries(value)) {
        characters += key.length;
        stack.push(one);
      }
    }
  }
}
