// The page "A lying relay": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function LiesPage() {
  const { t } = useTranslation('practice');
  return <NotYet title={t('liesTitle')} />;
}
