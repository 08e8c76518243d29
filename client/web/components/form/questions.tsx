// The fields of a form, or of a group or entry in it, in their order; a field shows only while what is chosen beside it asks for it.

import { useState } from 'react';
import { type FieldValues, useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { applies, type Field } from '../../../casework/form.ts';
import { cite } from '../../../casework/instrument.ts';
import { tidy } from '../../../casework/value.ts';
import { Answer, useWords } from './answer.tsx';
import { Entries } from './entries.tsx';
import { Fold } from './fold.tsx';
import { heldIn } from './held.ts';
import './form.css';

const at = (values: unknown, path: string): unknown =>
  path === ''
    ? values
    : path.split('.').reduce<unknown>((held, step) => (held as Record<string, unknown> | undefined)?.[step], values);

type Asked = {
  readonly fields: readonly Field[];
  /** Of the group or entry these fields belong to; empty for the whole form. */
  readonly path?: string;
};

export function Questions({ fields, path = '' }: Asked) {
  const { getValues, control } = useFormContext<FieldValues>();
  const conditional = fields.some(({ when }) => when !== undefined);
  // Watched only where an answer can change what is asked.
  const watched = useWatch<FieldValues>({ control, disabled: !conditional });
  // As the act will have it: what was left blank asks for nothing.
  const scope = conditional ? tidy(heldIn(at(watched ?? getValues(), path))) : {};
  return (
    <div className="form-fields">
      {fields.map((field) => {
        if (field.when !== undefined && !applies(field.when, scope)) return null;
        const place = path === '' ? field.id : `${path}.${field.id}`;
        if (field.type === 'list')
          return (
            <Entries key={field.id} field={field} path={place}>
              {(inner, entry) => <Questions fields={inner} path={entry} />}
            </Entries>
          );
        if (field.type === 'group') return <Group key={field.id} field={field} path={place} />;
        return (
          <div key={field.id} data-place={place}>
            <Answer field={field} path={place} />
          </div>
        );
      })}
    </div>
  );
}

/** Whether a field is in sight from the first: not when it may be left out, whatever is answered beside it. */
export const isAsked = ({ required, essential, when }: Field): boolean =>
  required !== undefined || essential !== undefined || when !== undefined;

/** As many fields that may be left out are folded away, so that those that may not are seen. */
const MANY = 4;

// The paragraph stands at the group: repeated at each of its fields it would hide the question.
function withoutCitation(field: Field, group: Field): Field {
  if (cite(field.articles, null) !== cite(group.articles, null)) return field;
  const { articles: _, ...bare } = field;
  return bare;
}

function Group({ field, path }: { readonly field: Extract<Field, { type: 'group' }>; readonly path: string }) {
  const { t } = useTranslation(['compose', 'shell']);
  const { getFieldState, formState, getValues } = useFormContext<FieldValues>();
  const [given] = useState(() => {
    const held = tidy(heldIn(getValues(path)));
    return field.of.some(({ id, required }) => required === undefined && held[id] !== undefined);
  });
  const isWrong = (place: string): boolean => getFieldState(place, formState).error !== undefined;
  const words = useWords(field, getFieldState(path, formState).error?.message);
  const [begun] = useState(() => Object.keys(tidy(heldIn(getValues(path)))).length > 0);
  const own = field.of.map((one) => withoutCitation(one, field));
  const [asked, rest] = [own.filter(isAsked), own.filter((one) => !isAsked(one))];
  const folds = rest.length >= MANY;
  const inner = (
    <>
      {'hint' in words ? <p className="field-hint">{words.hint}</p> : null}
      {words.error ? <p className="field-error">{words.error}</p> : null}
      <Questions fields={folds ? asked : own} path={path} />
      {folds ? (
        <Fold
          title={t('more', { name: words.label })}
          begun={given}
          failed={rest.some(({ id }) => isWrong(`${path}.${id}`))}
        >
          <Questions fields={rest} path={path} />
        </Fold>
      ) : null}
    </>
  );
  // What may be left out whole does not stand in the way of what may not.
  if (words.optional)
    return (
      <Fold
        title={
          <>
            {words.label} <span className="field-optional">{t('shell:optional')}</span>
          </>
        }
        place={path}
        begun={begun}
        failed={isWrong(path)}
      >
        <div className="form-group">{inner}</div>
      </Fold>
    );
  return (
    <fieldset className="form-group" data-place={path}>
      <legend>{words.label}</legend>
      {inner}
    </fieldset>
  );
}
