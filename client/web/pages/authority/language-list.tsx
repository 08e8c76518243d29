// Languages an office accepts, in the order in which it prefers them: added by name, taken to the front, removed.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { languageOptions } from '../../components/form/names.ts';
import { languageNames } from '../../components/particulars.tsx';
import { ComboBox } from '../../components/select.tsx';

export function LanguageList({
  codes,
  locale,
  error,
  onChange,
}: {
  readonly codes: readonly string[];
  readonly locale: string;
  readonly error: string | undefined;
  onChange(codes: readonly string[]): void;
}) {
  const { t } = useTranslation('particulars');
  // The same list until it changes: a new one shuts the menu under whoever is choosing from it.
  const options = useMemo(() => languageOptions(locale).filter(({ key }) => !codes.includes(key)), [locale, codes]);
  const nameOf = (code: string): string => languageNames([code], locale);
  return (
    <fieldset className="particulars-part">
      <legend className="field-label">{t('languages')}</legend>
      <p className="field-hint">{t('languagesHint')}</p>
      {codes.length === 0 ? null : (
        <ol className="particulars-languages">
          {codes.map((code, at) => (
            <li key={code}>
              <bdi>{nameOf(code)}</bdi>
              <span className="row">
                {at === 0 ? null : (
                  <Button
                    look="quiet"
                    onPress={() => onChange([code, ...codes.filter((one) => one !== code)])}
                    aria-label={`${t('languageFirst')}: ${nameOf(code)}`}
                  >
                    {t('languageFirst')}
                  </Button>
                )}
                <Button
                  look="quiet"
                  onPress={() => onChange(codes.filter((one) => one !== code))}
                  aria-label={`${t('languageRemove')}: ${nameOf(code)}`}
                >
                  {t('languageRemove')}
                </Button>
              </span>
            </li>
          ))}
        </ol>
      )}
      {codes.length >= 16 ? null : (
        <ComboBox
          // Begun anew after each choice, so that the field is empty for the next.
          key={codes.join()}
          label={t('languageAdd')}
          options={options}
          value={null}
          onChange={(code) => onChange([...codes, code])}
          error={error}
        />
      )}
    </fieldset>
  );
}
