// The page "Use an invitation": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function EnrolPage() {
  const { t } = useTranslation('seat');
  return <NotYet title={t('enrolTitle')} />;
}
