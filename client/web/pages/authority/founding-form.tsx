// What an authority is founded with: its State, its names in the languages of the app, and who founds it.
import { type ComponentProps, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { stateOptions } from '../../components/form/names.ts';
import { ComboBox } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { isLanguage, LANGUAGES, type Language } from '../../locales/languages.ts';
import type { FoundingForm as Form } from '../../worker/seat.ts';

/** Codes that ISO 3166 leaves free and the practice world has not taken. */
const FREE = ['QO', 'QP', 'QR', 'QS', 'QT'];
const ALL = Object.keys(LANGUAGES) as Language[];

export function FoundingForm({ practice, onForm }: { readonly practice: boolean; onForm(form: Form): void }) {
  const { t, i18n } = useTranslation(['authority', 'shell']);
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  const [chosen, setCountry] = useState<string | null>(null);
  const country = chosen ?? (practice ? (FREE[0] as string) : null);
  const [territory, setTerritory] = useState('');
  const [names, setNames] = useState<Partial<Record<Language, string>>>({});
  const [name, setName] = useState('');
  const [signers, setSigners] = useState<'1' | '2'>('1');
  const [attempt, setAttempt] = useState(0);
  const fields = {
    country: useRef<HTMLInputElement>(null),
    names: useRef<HTMLInputElement>(null),
    name: useRef<HTMLInputElement>(null),
  };
  const given = ALL.flatMap((one) => (names[one]?.trim() ? [[one, names[one].trim()] as const] : []));
  const missing = {
    country: country === null ? t('foundStateMissing') : undefined,
    names: given.length === 0 ? t('foundNameMissing') : undefined,
    name: name.trim() === '' ? t('foundAdminMissing') : undefined,
  };
  const shown = attempt > 0 ? missing : null;
  const errors = (['country', 'names', 'name'] as const).flatMap((field) => {
    const message = attempt > 0 ? missing[field] : undefined;
    return message ? [{ field, message, focus: () => fields[field].current?.focus() }] : [];
  });
  const states = practice
    ? FREE.map((code) => ({ key: code, label: t('inventedState', { code }) }))
    : stateOptions(LANGUAGES[language].locale, false);
  const languages = new Intl.DisplayNames([LANGUAGES[language].locale], { type: 'language' });

  const nameIn = (one: Language, more: Partial<ComponentProps<typeof TextField>>) => (
    <TextField
      key={one}
      label={t('foundName', { language: languages.of(one) ?? one })}
      value={names[one] ?? ''}
      onChange={(value) => setNames((before) => ({ ...before, [one]: value }))}
      {...more}
    />
  );

  function send(): void {
    setAttempt((before) => before + 1);
    if (country === null || given.length === 0 || name.trim() === '') return;
    onForm({
      country,
      territory: territory.trim() || null,
      names: given,
      name: name.trim(),
      formalSigners: signers === '2' ? 2 : 1,
    });
  }

  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      <ComboBox
        label={t('foundState')}
        options={states}
        value={country}
        onChange={setCountry}
        error={shown?.country}
        inputRef={fields.country}
      />
      <TextField label={t('foundTerritory')} optional value={territory} onChange={setTerritory} />
      {nameIn(language, { hint: t('foundNameHint'), inputRef: fields.names, error: shown?.names })}
      <details className="form-fold">
        <summary>
          {t('foundNameOthers')} <span className="field-optional">{t('shell:optional')}</span>
        </summary>
        <div className="form-group">
          {ALL.filter((one) => one !== language).map((one) => nameIn(one, { optional: true }))}
        </div>
      </details>
      <TextField
        label={t('foundAdmin')}
        hint={t('foundAdminHint')}
        value={name}
        onChange={setName}
        error={shown?.name}
        inputRef={fields.name}
        autoComplete="name"
      />
      <RadioGroup<'1' | '2'>
        label={t('rulesSigners')}
        value={signers}
        onChange={setSigners}
        choices={[
          { key: '1', label: t('rulesSigners1'), detail: t('rulesSigners1Why') },
          { key: '2', label: t('rulesSigners2'), detail: t('rulesSigners2Why') },
        ]}
      />
      <Button type="submit" look="primary">
        {t('foundGo')}
      </Button>
    </form>
  );
}
