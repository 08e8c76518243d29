// An instant as its author thinks of it: a day, a time, and the zone they hold in. Its value is unix milliseconds and the zone's IANA name.
import { type CalendarDateTime, fromAbsolute, toCalendarDateTime, toZoned } from '@internationalized/date';
import { useMemo, useState } from 'react';
import { DateField, DateInput, DateSegment } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { FieldHead, type FieldWords } from '../field.tsx';
import { ComboBox } from '../select.tsx';
import { ownZone, zoneOptions } from './names.ts';

export type Instant = { readonly at: number; readonly zone: string };

export function InstantField({
  value,
  onChange,
  ...words
}: FieldWords & { readonly value: Instant | null; onChange(value: Instant | null): void }) {
  const { t } = useTranslation('compose');
  const zones = useMemo(() => zoneOptions(), []);
  const [zone, setZone] = useState(value?.zone ?? ownZone());
  const [wall, setWall] = useState<CalendarDateTime | null>(
    value ? toCalendarDateTime(fromAbsolute(value.at, value.zone)) : null,
  );
  const tell = (nextWall: CalendarDateTime | null, nextZone: string): void => {
    setWall(nextWall);
    setZone(nextZone);
    onChange(nextWall === null ? null : { at: toZoned(nextWall, nextZone).toDate().getTime(), zone: nextZone });
  };
  return (
    <div className="form-instant">
      <DateField
        granularity="minute"
        hourCycle={24}
        value={wall}
        onChange={(next) => tell(next, zone)}
        isInvalid={Boolean(words.error)}
        validationBehavior="aria"
        className="field"
      >
        <FieldHead {...words} />
        <DateInput className="field-input field-segments">
          {(segment) => <DateSegment segment={segment} className="field-segment" />}
        </DateInput>
      </DateField>
      <ComboBox label={t('zone')} options={zones} value={zone} onChange={(next) => tell(wall, next)} />
    </div>
  );
}
