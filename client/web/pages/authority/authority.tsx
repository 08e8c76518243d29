// The page "Our authority": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function AuthorityPage() {
  const { t } = useTranslation('authority');
  return <NotYet title={t('title')} />;
}
