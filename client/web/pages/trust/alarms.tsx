// The page "Alarms": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function AlarmsPage() {
  const { t } = useTranslation('trust');
  return <NotYet title={t('alarmsTitle')} />;
}
