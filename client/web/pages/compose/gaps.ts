// What stands in the way of signing a draft: what its form asks for, and the official who answers for it.
import type { TFunction } from 'i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { checkCompleteness, type Missing } from '../../../casework/completeness.ts';
import { type DraftedAct, instrumentOf } from '../../../casework/draft.ts';
import type { Labels } from '../../../casework/labels/say.ts';
import { settleFields } from '../../../casework/settle.ts';

/** `path` of one's own part of the form begins with `author.`. */
export type Gap = Pick<Missing, 'path' | 'section' | 'brief'>;

const AUTHOR = [
  ['officialName', 'authorNameMissing'],
  ['function', 'authorFunctionMissing'],
  ['unit', 'authorUnitMissing'],
] as const;

/** In the order of the form; empty when it may be signed. */
export function gapsOf(
  act: DraftedAct,
  {
    now,
    labels,
    t,
    accepted,
  }: {
    readonly now: number;
    readonly labels: Labels;
    readonly t: TFunction<'compose'>;
    /** Languages, of each authority written to that states any. */
    readonly accepted: readonly (readonly string[])[];
  },
): readonly Gap[] {
  const { kind, author } = act;
  const fields = settleFields(ACT_KINDS[kind].fields, act.fields);
  const own = AUTHOR.filter(([id]) => author[id].trim() === '').map(
    ([id, text]): Gap => ({ path: `author.${id}`, section: 'authority', brief: t(text) }),
  );
  const theirs = checkCompleteness(kind, fields, instrumentOf({ fields }), {
    now,
    labels,
    acceptedLanguages: accepted,
  });
  const first = theirs.filter(({ section }) => section === 'authority');
  return [...first, ...own, ...theirs.filter(({ section }) => section !== 'authority')];
}
