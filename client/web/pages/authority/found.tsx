// The page "Found an authority": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function FoundPage() {
  const { t } = useTranslation('authority');
  return <NotYet title={t('foundTitle')} />;
}
