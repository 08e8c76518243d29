// A few ways to look at one list, of which one is chosen.
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import './filter.css';

export function Filter<K extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  readonly label: string;
  readonly choices: readonly { readonly key: K; readonly label: string }[];
  readonly value: K;
  onChange(value: K): void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [key] = [...keys];
        if (key !== undefined) onChange(key as K);
      }}
      className="filter"
    >
      {choices.map(({ key, label: words }) => (
        <ToggleButton key={key} id={key} className="filter-choice">
          {words}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
