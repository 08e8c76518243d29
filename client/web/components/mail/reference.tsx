// The numbers of a case on both sides, each said whose it is.
import { useTranslation } from 'react-i18next';

export function References({ ours, theirs }: { readonly ours: string | null; readonly theirs: string | null }) {
  const { t } = useTranslation('mail');
  return (
    <span className="references">
      {ours === null ? null : <bdi>{t('ours', { ref: ours })}</bdi>}
      {theirs === null ? null : <bdi>{t('theirs', { ref: theirs })}</bdi>}
    </span>
  );
}
