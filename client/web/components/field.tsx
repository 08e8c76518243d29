// What stands around every field: label, "optional", hint, and what is wrong with it.
import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import type { ControllerFieldState, ControllerRenderProps, FieldPath, FieldValues } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import './field.css';

export type FieldWords = {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong, as the person should read it; without it the field is in order. */
  readonly error?: string | undefined;
  readonly optional?: boolean;
};

export function FieldHead({ label, hint, error, optional = false }: FieldWords) {
  const { t } = useTranslation('shell');
  return (
    <>
      <Label className="field-label">
        {label} {optional ? <span className="field-optional">{t('optional')}</span> : null}
      </Label>
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      {error ? <FieldError className="field-error">{error}</FieldError> : null}
    </>
  );
}

/** Joins a field of ours to react-hook-form: `<Controller render={({ field, fieldState }) => <TextField {...bound(field, fieldState)} label=... />} />`. */
export function bound<F extends FieldValues, N extends FieldPath<F>>(
  field: ControllerRenderProps<F, N>,
  state: ControllerFieldState,
) {
  const { disabled: _, ref, ...rest } = field;
  return { ...rest, inputRef: ref, error: state.error?.message };
}
