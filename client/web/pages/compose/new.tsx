// The page "New request": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function NewPage() {
  const { t } = useTranslation('compose');
  return <NotYet title={t('newTitle')} />;
}
