// Office hours, line by line: the days, and from when until when on all of them; a break at noon is a second line of the same days.
import { useTranslation } from 'react-i18next';
import type { TypedHours } from '../../../casework/particulars.ts';
import { Button } from '../../components/button.tsx';
import { CheckboxGroup } from '../../components/choice.tsx';
import { dayName } from '../../components/particulars.tsx';
import { TextField } from '../../components/text-field.tsx';

const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;
const LINES = 6;
const WORKDAYS = [1, 2, 3, 4, 5];

export function HoursLines({
  lines,
  locale,
  faultOf,
  onChange,
}: {
  readonly lines: readonly TypedHours[];
  readonly locale: string;
  faultOf(line: number): string | undefined;
  onChange(lines: readonly TypedHours[]): void;
}) {
  const { t } = useTranslation('particulars');
  const put = (line: number, change: Partial<TypedHours>): void =>
    onChange(lines.map((one, at) => (at === line ? { ...one, ...change } : one)));
  return (
    <>
      {lines.map((one, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <fieldset key={line} className="particulars-part" data-part={`hours${line}`}>
          <legend className="field-label">{t('hoursLine', { number: line + 1 })}</legend>
          <div className="particulars-days">
            <CheckboxGroup
              label={t('days')}
              value={one.days.map(String)}
              onChange={(days) => put(line, { days: days.map(Number).sort((a, b) => a - b) })}
              choices={DAYS.map((key) => ({ key, label: dayName(Number(key), locale) }))}
              error={faultOf(line)}
            />
          </div>
          <div className="particulars-clock">
            <TextField
              label={t('from')}
              hint={t('clockHint', { from: '09:00', end: '24:00' })}
              value={one.from}
              onChange={(from) => put(line, { from })}
            />
            <TextField label={t('until')} value={one.until} onChange={(until) => put(line, { until })} />
          </div>
          <div className="row">
            <Button look="quiet" onPress={() => onChange(lines.filter((_, at) => at !== line))}>
              {t('hoursRemove', { number: line + 1 })}
            </Button>
          </div>
        </fieldset>
      ))}
      {lines.length >= LINES ? null : (
        <div className="row">
          <Button
            onPress={() => onChange([...lines, { days: lines.length === 0 ? WORKDAYS : [], from: '', until: '' }])}
          >
            {t('hoursAdd')}
          </Button>
        </div>
      )}
    </>
  );
}
