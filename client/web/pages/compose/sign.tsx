// The page "Sign and send": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function SignPage() {
  const { t } = useTranslation('compose');
  return <NotYet title={t('signTitle')} />;
}
