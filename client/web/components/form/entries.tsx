// A list of a form: each entry with its fields and its place, which can be changed; entries that carry a number get the next one.
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useId } from 'react';
import { type FieldValues, useFieldArray, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Field, Fields } from '../../../casework/form.ts';
import { say } from '../../../casework/labels/say.ts';
import { Button, IconButton } from '../button.tsx';
import { useWords } from './answer.tsx';
import { Questions } from './questions.tsx';
import { useSpeech } from './speech.tsx';

export function Entries({ field, path }: { readonly field: Extract<Field, { type: 'list' }>; readonly path: string }) {
  const { t } = useTranslation('compose');
  const { labels } = useSpeech();
  const { getFieldState, formState, getValues } = useFormContext<FieldValues>();
  const { fields: entries, append, remove, move } = useFieldArray<FieldValues, string>({ name: path });
  const error = getFieldState(path, formState).error;
  const words = useWords(field, error?.message ?? error?.root?.message);
  const title = useId();
  const numbered = field.distinct === 'number';
  const inner = numbered ? field.of.filter(({ id }) => id !== 'number') : field.of;

  function add(): void {
    const taken = ((getValues(path) ?? []) as readonly Fields[]).map(({ number }) => Number(number) || 0);
    append(numbered ? { number: Math.max(0, ...taken) + 1 } : {}, { shouldFocus: false });
  }

  return (
    <fieldset className="form-list" data-place={path} aria-labelledby={title}>
      <div className="form-list-head">
        <h3 id={title}>
          {words.label} {words.optional ? <span className="field-optional">{t('optionalList')}</span> : null}
        </h3>
        {'hint' in words ? <p className="field-hint">{words.hint}</p> : null}
        {words.error ? <p className="field-error">{words.error}</p> : null}
      </div>
      {entries.map(({ id }, i) => {
        const mark = numbered ? Number(getValues(`${path}.${i}.number`) ?? i + 1) : i + 1;
        const name = say('check.entry', { list: words.label, number: mark }, labels);
        return (
          <section key={id} className="form-entry" aria-label={name}>
            <header className="form-entry-head">
              <h4>{name}</h4>
              <div className="row">
                <IconButton
                  label={t('moveUp', { name })}
                  icon={<IconArrowUp aria-hidden="true" />}
                  isDisabled={i === 0}
                  onPress={() => move(i, i - 1)}
                />
                <IconButton
                  label={t('moveDown', { name })}
                  icon={<IconArrowDown aria-hidden="true" />}
                  isDisabled={i === entries.length - 1}
                  onPress={() => move(i, i + 1)}
                />
                <IconButton
                  label={t('removeEntry', { name })}
                  icon={<IconTrash aria-hidden="true" />}
                  onPress={() => remove(i)}
                />
              </div>
            </header>
            <Questions fields={inner} path={`${path}.${i}`} />
          </section>
        );
      })}
      {entries.length < field.max ? (
        <div>
          <Button icon={<IconPlus aria-hidden="true" />} onPress={add}>
            {t('addEntry', { list: words.label })}
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
