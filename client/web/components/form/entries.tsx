// A list of a form: each entry with its fields and its place, which can be changed; entries that carry a number get the next one.
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { type ReactNode, useEffect, useId } from 'react';
import { type FieldValues, useFieldArray, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Field, Fields } from '../../../casework/form.ts';
import { say } from '../../../casework/labels/say.ts';
import { Button, IconButton } from '../button.tsx';
import { useWords } from './answer.tsx';
import { useSpeech } from './speech.tsx';

/** `children` draws the fields of one entry. */
export function Entries({
  field,
  path,
  children,
}: {
  readonly field: Extract<Field, { type: 'list' }>;
  readonly path: string;
  children(fields: readonly Field[], path: string): ReactNode;
}) {
  const { t } = useTranslation(['compose', 'shell']);
  const { labels, items, title: heading } = useSpeech();
  const { getFieldState, formState, getValues } = useFormContext<FieldValues>();
  const { fields: entries, append, remove, move } = useFieldArray<FieldValues, string>({ name: path });
  const error = getFieldState(path, formState).error;
  const words = useWords(field, error?.message ?? error?.root?.message);
  const title = useId();
  // A list inside an entry of another stands below it.
  const inside = /\.\d+\./.test(`${path}.`);
  // What the page is called already is said once: its entries stand right below it.
  const said = !inside && words.label === heading;
  const [Title, Name] = inside ? (['h4', 'h5'] as const) : said ? (['span', 'h2'] as const) : (['h2', 'h3'] as const);
  const numbered = field.distinct === 'number';
  // What a reply says of an item of the case is headed by what the item is, and speaks of no item that nobody asked for; questions have numbers of their own.
  const asked = field.label === 'result.items' ? items : [];
  const inner = numbered ? field.of.filter(({ id }) => id !== 'number') : field.of;

  const wanted = field.required === true || field.essential === true;

  function add(): void {
    const taken = ((getValues(path) ?? []) as readonly Fields[]).map(({ number }) => Number(number) || 0);
    const numbers = asked.length > 0 ? asked.map(({ number }) => number) : taken.map((_, i) => i + 1);
    // The lowest that is free: an entry removed by mistake gets its number back.
    const free = [...numbers, taken.length + 1].find((one) => !taken.includes(one));
    append(numbered ? { number: free } : {}, { shouldFocus: false });
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list is first shown: what is always asked for begins with an entry
  useEffect(() => {
    if (wanted && ((getValues(path) ?? []) as readonly Fields[]).length === 0) add();
  }, []);

  return (
    <fieldset className="form-list" data-place={path} aria-labelledby={title}>
      <div className="form-list-head">
        <Title id={title} className={said ? 'unseen' : 'form-list-title'}>
          {words.label} {words.optional ? <span className="field-optional">{t('shell:optional')}</span> : null}
        </Title>
        {'hint' in words ? <p className="field-hint">{words.hint}</p> : null}
        {words.error ? <p className="field-error">{words.error}</p> : null}
      </div>
      {entries.map(({ id }, i) => {
        const mark = numbered ? Number(getValues(`${path}.${i}.number`) ?? i + 1) : i + 1;
        const named = asked.find(({ number }) => number === mark)?.label;
        const name = named ?? say('check.entry', { list: words.label, number: mark }, labels);
        return (
          <section key={id} className="form-entry" aria-label={name}>
            <header className="form-entry-head">
              <Name className="form-entry-name">{name}</Name>
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
            {children(inner, `${path}.${i}`)}
          </section>
        );
      })}
      {entries.length < (asked.length > 0 ? asked.length : field.max) ? (
        <div>
          <Button icon={<IconPlus aria-hidden="true" />} onPress={add}>
            {t('addEntry', { list: words.label })}
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
