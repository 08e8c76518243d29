// Several names as the language lists them: its own "and", its own comma.
import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { useLocale } from 'react-aria-components';
import { useSigns } from './signs.ts';

const joining = (locale: string): Intl.ListFormat => new Intl.ListFormat(locale, { type: 'conjunction' });

/** "Norvania and Talassa", in one text. */
export function useListed(): (names: readonly string[]) => string {
  const { locale } = useLocale();
  return (names) => joining(locale).format(names);
}

/** No list, Intl would put an "and" before the last: what stands side by side about one person or thing, without what is blank: "A. Lindt, head of unit". */
export function useBeside(): (parts: readonly string[]) => string {
  const { comma } = useSigns();
  return (parts) => parts.filter((part) => part !== '').join(comma);
}

/** As `useListed`, each name with its own direction of writing and whatever marks it. */
export function Listed({ names }: { readonly names: readonly { readonly key: string; readonly name: ReactNode }[] }) {
  const { locale } = useLocale();
  const places = joining(locale).formatToParts(names.map((_, i) => String(i)));
  return places.map(({ type, value }, i) =>
    type === 'element' ? (
      <bdi key={names[Number(value)]?.key}>{names[Number(value)]?.name}</bdi>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: what stands between two names has no other name
      <Fragment key={`between ${i}`}>{value}</Fragment>
    ),
  );
}
