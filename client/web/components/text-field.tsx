// A line of text, or several.
import type { InputHTMLAttributes, Ref } from 'react';
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  Input,
  type TextFieldProps,
} from 'react-aria-components';
import { FieldHead, type FieldWords } from './field.tsx';

type Own = Omit<TextFieldProps, 'children' | 'className' | 'style' | 'isInvalid'> & FieldWords;

/** One line. `mono`: a code or a reference, read character by character. */
export function TextField({
  label,
  hint,
  error,
  optional,
  mono = false,
  inputRef,
  inputMode,
  ...rest
}: Own & {
  readonly mono?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
}) {
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} validationBehavior="aria" className="field">
      <FieldHead {...{ label, hint, error }} {...(optional ? { optional } : {})} />
      <Input
        {...(inputRef ? { ref: inputRef } : {})}
        {...(inputMode ? { inputMode } : {})}
        className={mono ? 'field-input mono' : 'field-input'}
        dir="auto"
      />
    </AriaTextField>
  );
}

/** Several lines. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  rows = 6,
  inputRef,
  ...rest
}: Own & { readonly rows?: number; readonly inputRef?: Ref<HTMLTextAreaElement> }) {
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} validationBehavior="aria" className="field">
      <FieldHead {...{ label, hint, error }} {...(optional ? { optional } : {})} />
      <AriaTextArea {...(inputRef ? { ref: inputRef } : {})} rows={rows} className="field-input" dir="auto" />
    </AriaTextField>
  );
}
