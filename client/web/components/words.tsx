// The eight words by which two people make sure that they mean the same authority: numbered, to be read aloud.
import { useTranslation } from 'react-i18next';
import './words.css';

export function Words({ words }: { readonly words: readonly string[] }) {
  const { t } = useTranslation('shell');
  return (
    <ol className="words" aria-label={t('eightWords')} dir="ltr" lang="en">
      {words.map((word, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same word may stand twice, and its place is what it is
        <li key={index}>{word}</li>
      ))}
    </ol>
  );
}
