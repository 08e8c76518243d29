// The page "Sent": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function ConfirmationPage() {
  const { t } = useTranslation('mail');
  return <NotYet title={t('sentOneTitle')} />;
}
