// The page "Compare the eight words": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function CeremonyPage() {
  const { t } = useTranslation('trust');
  return <NotYet title={t('ceremonyTitle')} />;
}
