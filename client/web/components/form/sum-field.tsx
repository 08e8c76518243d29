// An amount of money: a decimal number with a point, and the currency by its code.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldWords } from '../field.tsx';
import { ComboBox } from '../select.tsx';
import { TextField } from '../text-field.tsx';
import { currencyOptions } from './names.ts';
import { useSpeech } from './speech.tsx';

export type Sum = { readonly amount: string; readonly currency: string };

/** What people write for a number, as acts write it: no groups, a point before the decimals. */
const plainAmount = (text: string): string => text.replace(/[\s\u00a0\u202f']/g, '').replace(/,(?=\d{1,3}$)/, '.');

export function SumField({
  value,
  onChange,
  ...words
}: FieldWords & { readonly value: Sum | null; onChange(value: Sum | null): void }) {
  const { t } = useTranslation('compose');
  const { locale } = useSpeech();
  const currencies = useMemo(() => currencyOptions(locale), [locale]);
  const [typed, setTyped] = useState({ amount: value?.amount ?? '', currency: value?.currency ?? '' });
  const tell = (next: Sum): void => {
    setTyped(next);
    const amount = plainAmount(next.amount);
    onChange(amount === '' && next.currency === '' ? null : { amount, currency: next.currency });
  };
  return (
    <div className="form-pair">
      <TextField {...words} value={typed.amount} onChange={(amount) => tell({ ...typed, amount })} />
      <ComboBox
        label={t('currency')}
        options={currencies}
        value={typed.currency === '' ? null : typed.currency}
        onChange={(currency) => tell({ ...typed, currency })}
      />
    </div>
  );
}
