// One answer of a form, drawn by its type; what it holds is what an act holds (client/casework/form.ts).
import { useMemo } from 'react';
import { type FieldValues, useController } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../../casework/form.ts';
import { cite } from '../../../casework/instrument.ts';
import { choiceText, fieldTexts } from '../../../casework/labels/say.ts';
import { Checkbox, CheckboxGroup, RadioGroup } from '../choice.tsx';
import { DateField } from '../date-field.tsx';
import { ComboBox, type Option, Select } from '../select.tsx';
import { TextArea, TextField } from '../text-field.tsx';
import { type Instant, InstantField } from './instant-field.tsx';
import { languageOptions, stateOptions } from './names.ts';
import { useSpeech } from './speech.tsx';
import { type Sum, SumField } from './sum-field.tsx';

export type Leaf = Exclude<Field, { type: 'group' | 'list' }>;

/** More choices than this are found in a list, not read one below the other. */
const FEW = 6;

/** What the form and treaty say about a field: its label, hint, example and paragraph, and whether it may be left out. */
export function useWords(field: Field, error?: string) {
  const { labels, instrument } = useSpeech();
  const { t } = useTranslation('compose');
  const { label, hint, example } = fieldTexts(field, labels);
  const cited = cite(field.articles, instrument, labels);
  const shown = [hint, example === null ? null : t('example', { example })].filter((one) => one !== null).join(' ');
  return {
    label,
    optional: field.required === undefined && field.essential === undefined,
    error,
    ...(shown === '' && cited === ''
      ? {}
      : {
          hint: (
            <>
              {shown} {cited === '' ? null : <span className="form-cited">{cited}</span>}
            </>
          ),
        }),
  };
}

/** Said when a text comes near its end: what is too long is kept and told, never cut. */
function Room({ left, max }: { readonly left: number; readonly max: number }) {
  const { t } = useTranslation('compose');
  if (left > max * 0.2) return null;
  return (
    <p className={left < 0 ? 'field-error' : 'field-hint'} role="status">
      {left < 0 ? t('charactersOver', { count: -left }) : t('charactersLeft', { count: left })}
    </p>
  );
}

/** `path`: as react-hook-form names places, `items.0.account`. */
export function Answer({ field, path }: { readonly field: Leaf; readonly path: string }) {
  const { t } = useTranslation('compose');
  const { labels, locale, practice, items, statements, files, others } = useSpeech();
  const { field: bound, fieldState } = useController<FieldValues, string>({ name: path });
  const words = useWords(field, fieldState.error?.message);
  const value: unknown = bound.value;
  // Never undefined: react-hook-form would bring back what stood there first.
  const change = (next: unknown): void => bound.onChange(next ?? null);
  const held = useMemo((): readonly Option[] => {
    if (field.type === 'country') return stateOptions(locale, practice);
    if (field.type === 'language') return languageOptions(locale);
    if (field.type === 'choice' || field.type === 'multiChoice')
      return field.choices.values
        .filter((key) => others === null || others.field !== path || !others.values.includes(key))
        .map((key) => ({ key, label: choiceText(field.choices.set, key, labels) }));
    return [];
  }, [field, labels, locale, practice, others, path]);
  const text = typeof value === 'string' ? value : '';
  const common = { ...words, name: path };

  switch (field.type) {
    case 'text':
      if (field.id === 'file' && files.length > 0)
        return (
          <Select
            {...common}
            options={[...new Set([...files, ...(text === '' ? [] : [text])])].map((key) => ({ key, label: key }))}
            value={text === '' ? null : text}
            onChange={change}
          />
        );
      return (
        <div className="form-long">
          <TextField {...common} value={text} onChange={change} onBlur={bound.onBlur} />
          <Room left={field.max - text.length} max={field.max} />
        </div>
      );
    case 'longText':
      return (
        <div className="form-long">
          <TextArea {...common} value={text} onChange={change} onBlur={bound.onBlur} />
          <Room left={field.max - text.length} max={field.max} />
        </div>
      );
    case 'statement':
      return <Select {...common} options={statements} value={text === '' ? null : text} onChange={change} />;
    case 'date':
      return <DateField {...common} value={text === '' ? null : text} onChange={change} onBlur={bound.onBlur} />;
    case 'dateTime':
      return <InstantField {...words} value={(value as Instant | undefined) ?? null} onChange={change} />;
    case 'money':
      return <SumField {...words} value={(value as Sum | undefined) ?? null} onChange={change} />;
    case 'integer':
      return (
        <TextField
          {...common}
          inputMode="numeric"
          value={value === undefined || value === null ? '' : String(value)}
          onChange={(typed) => change(/^\d{1,9}$/.test(typed.trim()) ? Number(typed) : typed)}
        />
      );
    case 'numbers':
      return (
        <CheckboxGroup
          {...common}
          choices={items.map(({ number, label }) => ({ key: String(number), label }))}
          value={((value as readonly number[] | undefined) ?? []).map(String)}
          onChange={(keys) => change(keys.map(Number).sort((a, b) => a - b))}
        />
      );
    case 'country':
    case 'language':
      return <ComboBox {...common} options={held} value={text === '' ? null : text} onChange={change} />;
    case 'choice':
      return held.length <= FEW ? (
        <RadioGroup {...common} choices={held} value={text === '' ? null : text} onChange={change} />
      ) : (
        <Select {...common} options={held} value={text === '' ? null : text} onChange={change} />
      );
    case 'multiChoice':
      return (
        <CheckboxGroup
          {...common}
          choices={held}
          value={(value as readonly string[] | undefined) ?? []}
          onChange={change}
        />
      );
    case 'boolean':
      // A box left empty says nothing; where an answer is asked for, "no" is one.
      if ((field.required === undefined && field.essential === undefined) || field.mustBe === true)
        return (
          <div className="field">
            <Checkbox
              label={words.label}
              detail={words.hint}
              value={value === true}
              onChange={(on) => change(on || null)}
            />
            {words.error ? <p className="field-error">{words.error}</p> : null}
          </div>
        );
      return (
        <RadioGroup
          {...common}
          choices={[
            { key: 'yes', label: t('yes') },
            { key: 'no', label: t('no') },
          ]}
          value={typeof value !== 'boolean' ? null : value ? 'yes' : 'no'}
          onChange={(key) => change(key === 'yes')}
        />
      );
  }
}
