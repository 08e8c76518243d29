// The signs between words that stand in no text, as the language of the page sets them.
import { useLocale } from 'react-aria-components';

type Signs = { readonly comma: string; readonly stop: string; readonly open: string; readonly close: string };

const LATIN: Signs = { comma: ', ', stop: '. ', open: ' (', close: ')' };
const SIGNS: Readonly<Record<string, Signs>> = {
  ar: { ...LATIN, comma: '، ' },
  // As wide as a letter, and so without a space.
  zh: { comma: '，', stop: '。', open: '（', close: '）' },
};

export function useSigns(): Signs {
  const { locale } = useLocale();
  return SIGNS[locale.slice(0, 2)] ?? LATIN;
}
