// The page "Draft": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function DraftPage() {
  const { t } = useTranslation('compose');
  return <NotYet title={t('draftTitle')} />;
}
