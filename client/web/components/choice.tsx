// Tick boxes and either-or: a single box, a group of boxes, a group of which one is chosen.
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  RadioGroup as AriaRadioGroup,
  Radio,
} from 'react-aria-components';
import { FieldHead, type FieldWords } from './field.tsx';

export type Choice<K extends string = string> = {
  readonly key: K;
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  readonly isDisabled?: boolean;
};

const Words = ({ label, detail }: Pick<Choice, 'label' | 'detail'>) => (
  <span>
    {label}
    {detail === undefined ? null : <span className="field-hint choice-detail">{detail}</span>}
  </span>
);

/** One box. */
export function Checkbox({
  label,
  detail,
  value,
  onChange,
  isDisabled = false,
}: {
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  readonly value: boolean;
  onChange(value: boolean): void;
  readonly isDisabled?: boolean;
}) {
  return (
    <AriaCheckbox isSelected={value} onChange={onChange} isDisabled={isDisabled} className="field-choice">
      <span className="field-mark">
        <IconCheck stroke={3} aria-hidden="true" />
      </span>
      <Words {...{ label, detail }} />
    </AriaCheckbox>
  );
}

type Many<K extends string> = FieldWords & { readonly choices: readonly Choice<K>[]; readonly name?: string };

/** Any number of them. */
export function CheckboxGroup<K extends string>({
  label,
  hint,
  error,
  optional,
  choices,
  value,
  onChange,
  name,
}: Many<K> & { readonly value: readonly K[]; onChange(value: K[]): void }) {
  return (
    <AriaCheckboxGroup
      value={[...value]}
      onChange={(keys) => onChange(keys as K[])}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="field"
      {...(name === undefined ? {} : { name })}
    >
      <FieldHead {...{ label, hint, error }} {...(optional ? { optional } : {})} />
      {choices.map(({ key, label: words, detail, isDisabled = false }) => (
        <AriaCheckbox key={key} value={key} isDisabled={isDisabled} className="field-choice">
          <span className="field-mark">
            <IconCheck stroke={3} aria-hidden="true" />
          </span>
          <Words label={words} detail={detail} />
        </AriaCheckbox>
      ))}
    </AriaCheckboxGroup>
  );
}

/** One of them. */
export function RadioGroup<K extends string>({
  label,
  hint,
  error,
  optional,
  choices,
  value,
  onChange,
  name,
}: Many<K> & { readonly value: K | null; onChange(value: K): void }) {
  return (
    <AriaRadioGroup
      value={value}
      onChange={(key) => onChange(key as K)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="field"
      {...(name === undefined ? {} : { name })}
    >
      <FieldHead {...{ label, hint, error }} {...(optional ? { optional } : {})} />
      {choices.map(({ key, label: words, detail, isDisabled = false }) => (
        <Radio key={key} value={key} isDisabled={isDisabled} className="field-choice">
          <span className="field-mark field-mark-round" />
          <Words label={words} detail={detail} />
        </Radio>
      ))}
    </AriaRadioGroup>
  );
}
