// How many recovery sheets there are and how many of them bring the authority back: the question before they are made (docs/spec/roster.md, recovery_set).
import { useTranslation } from 'react-i18next';
import { RadioGroup } from '../../components/choice.tsx';

export const KEPT = { '2 3': { needed: 2, custodians: 3 }, '3 5': { needed: 3, custodians: 5 } } as const;
export type Kept = keyof typeof KEPT;

export function KeptChoice({ value, onChange }: { readonly value: Kept; onChange(kept: Kept): void }) {
  const { t } = useTranslation('authority');
  return (
    <RadioGroup<Kept>
      label={t('sheetsKept')}
      value={value}
      onChange={onChange}
      choices={(Object.keys(KEPT) as Kept[]).map((key) => ({
        key,
        label: t('sheetsOf', { needed: KEPT[key].needed, all: KEPT[key].custodians }),
      }))}
    />
  );
}
