// The page "Needs you today": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function HomePage() {
  const { t } = useTranslation('seat');
  return <NotYet title={t('homeTitle')} />;
}
