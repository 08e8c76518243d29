// What is shown while a page is on its way.
import { useTranslation } from 'react-i18next';
import { Progress } from '../components/progress.tsx';

export function Waiting() {
  const { t } = useTranslation('shell');
  return <Progress label={t('loading')} value={null} />;
}
