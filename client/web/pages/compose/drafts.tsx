// The page "Drafts": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function DraftsPage() {
  const { t } = useTranslation('compose');
  return <NotYet title={t('draftsTitle')} />;
}
