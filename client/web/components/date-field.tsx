// A day, typed in the order and calendar of the person's language; its value is the day as ISO 8601 writes it.
import { parseDate } from '@internationalized/date';
import { DateField as AriaDateField, DateInput, DateSegment } from 'react-aria-components';
import { FieldHead, type FieldWords } from './field.tsx';

/** `value`: "2026-11-22", or null while it is not a whole date. */
export function DateField({
  label,
  hint,
  error,
  optional,
  value,
  onChange,
  onBlur,
  name,
}: FieldWords & {
  readonly value: string | null;
  onChange(value: string | null): void;
  onBlur?(): void;
  readonly name?: string;
}) {
  return (
    <AriaDateField
      value={value === null || value === '' ? null : parseDate(value)}
      onChange={(date) => onChange(date === null ? null : date.toString())}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="field"
      {...(onBlur ? { onBlur } : {})}
      {...(name === undefined ? {} : { name })}
    >
      <FieldHead {...{ label, hint, error }} {...(optional ? { optional } : {})} />
      <DateInput className="field-input field-segments">
        {(segment) => <DateSegment segment={segment} className="field-segment" />}
      </DateInput>
    </AriaDateField>
  );
}
