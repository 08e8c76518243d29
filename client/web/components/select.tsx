// One of a few (Select), or one of many found by typing (ComboBox).
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import type { Ref } from 'react';
import {
  ComboBox as AriaComboBox,
  Select as AriaSelect,
  Button,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import { FieldHead, type FieldWords } from './field.tsx';
import './select.css';

export type Option<K extends string = string> = { readonly key: K; readonly label: string; readonly detail?: string };

type Own<K extends string> = FieldWords & {
  readonly options: readonly Option<K>[];
  readonly value: K | null;
  onChange(value: K): void;
  onBlur?(): void;
  readonly name?: string;
  readonly isDisabled?: boolean;
};

function Options<K extends string>({ options }: { readonly options: readonly Option<K>[] }) {
  return (
    <Popover className="field-popover">
      <ListBox className="field-list">
        {options.map(({ key, label, detail }) => (
          <ListBoxItem key={key} id={key} textValue={label} className="field-option">
            <bdi>{label}</bdi>
            {detail === undefined ? null : (
              <div className="soft small">
                <bdi>{detail}</bdi>
              </div>
            )}
          </ListBoxItem>
        ))}
      </ListBox>
    </Popover>
  );
}

/** One of a few. */
export function Select<K extends string>({
  label,
  hint,
  error,
  optional,
  options,
  value,
  onChange,
  inputRef,
  ...rest
}: Own<K> & { readonly placeholder?: string; readonly inputRef?: Ref<HTMLButtonElement> }) {
  return (
    <AriaSelect
      {...rest}
      value={value}
      onChange={(key) => onChange(key as K)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="field"
    >
      <FieldHead {...{ label, hint, error }} {...(optional ? { optional } : {})} />
      <Button {...(inputRef ? { ref: inputRef } : {})} className="field-input select-trigger">
        <SelectValue className="select-value" />
        <IconChevronDown size={20} aria-hidden="true" />
      </Button>
      <Options options={options} />
    </AriaSelect>
  );
}

/** One of many: typing narrows the list. */
export function ComboBox<K extends string>({
  label,
  hint,
  error,
  optional,
  options,
  value,
  onChange,
  inputRef,
  ...rest
}: Own<K> & { readonly inputRef?: Ref<HTMLInputElement> }) {
  return (
    <AriaComboBox
      {...rest}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(key as K);
      }}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      menuTrigger="focus"
      className="field"
    >
      <FieldHead {...{ label, hint, error }} {...(optional ? { optional } : {})} />
      <div className="field-box">
        <Input {...(inputRef ? { ref: inputRef } : {})} className="field-input select-input" dir="auto" />
        <Button className="select-open">
          <IconChevronDown size={20} aria-hidden="true" />
        </Button>
      </div>
      <Options options={options} />
    </AriaComboBox>
  );
}
