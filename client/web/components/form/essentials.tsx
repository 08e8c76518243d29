// A whole form whose author may want to say no more than they must: what may be left out stands folded below the rest, with its names.
import { useState } from 'react';
import { type FieldValues, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../../casework/form.ts';
import { fieldTexts } from '../../../casework/labels/say.ts';
import { tidy } from '../../../casework/value.ts';
import { useListed } from '../listed.tsx';
import { Fold } from './fold.tsx';
import { heldIn } from './held.ts';
import { isAsked, Questions } from './questions.tsx';
import { useSpeech } from './speech.tsx';

/** The names of neighbours that a field is not needed beside: where one of them is given, it is the answer. */
const insteadOf = ({ required }: Field): readonly string[] =>
  typeof required === 'object' && 'not' in required && 'given' in required.not ? [required.not.given] : [];

export function Essentials({ fields, name }: { readonly fields: readonly Field[]; readonly name: string }) {
  const { t } = useTranslation('compose');
  const { labels } = useSpeech();
  const listed = useListed();
  const { getFieldState, formState, getValues } = useFormContext<FieldValues>();
  // As the draft was opened: what is asked for does not move while somebody answers.
  const [held] = useState(() => tidy(heldIn(getValues())));
  const instead = fields.flatMap((field) => (held[field.id] === undefined ? insteadOf(field) : []));
  const stays = (field: Field): boolean => isAsked(field) || field.type === 'group' || instead.includes(field.id);
  const [asked, rest] = [fields.filter(stays), fields.filter((field) => !stays(field))];
  if (rest.length === 0) return <Questions fields={fields} />;
  return (
    <>
      <Questions fields={asked} />
      <Fold
        title={
          <>
            {t('more', { name })}{' '}
            <span className="field-optional">{listed(rest.map((field) => fieldTexts(field, labels).label))}</span>
          </>
        }
        begun={rest.some(({ id }) => held[id] !== undefined)}
        failed={rest.some(({ id }) => getFieldState(id, formState).error !== undefined)}
      >
        <Questions fields={rest} />
      </Fold>
    </>
  );
}
