// The page "Inbox": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function InboxPage() {
  const { t } = useTranslation('mail');
  return <NotYet title={t('inboxTitle')} />;
}
