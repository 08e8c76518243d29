// The page "Sign in": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function SignInPage() {
  const { t } = useTranslation('seat');
  return <NotYet title={t('signInTitle')} />;
}
