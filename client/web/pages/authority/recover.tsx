// The page "Get back in": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function RecoverPage() {
  const { t } = useTranslation('authority');
  return <NotYet title={t('recoverTitle')} />;
}
