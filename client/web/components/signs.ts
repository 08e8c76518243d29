// The signs between words that stand in no text, as the language of the page sets them.
import { useLocale } from 'react-aria-components';

type Signs = Readonly<Record<'comma' | 'colon' | 'stop' | 'open' | 'close', string>>;

const LATIN: Signs = { comma: ', ', colon: ': ', stop: '. ', open: ' (', close: ')' };
const SIGNS: Readonly<Record<string, Signs>> = {
  ar: { ...LATIN, comma: '، ' },
  fr: { ...LATIN, colon: '\u202f: ' },
  // As wide as a letter, and so without a space.
  zh: { comma: '，', colon: '：', stop: '。', open: '（', close: '）' },
};

export function useSigns(): Signs {
  const { locale } = useLocale();
  return SIGNS[locale.slice(0, 2)] ?? LATIN;
}
