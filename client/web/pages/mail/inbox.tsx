// Inbox: what other authorities sent, opened and checked here, newest first.
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { ListOf } from './listing.tsx';

export function InboxPage() {
  const { t } = useTranslation('mail');
  return (
    <Page title={t('inboxTitle')}>
      <ListOf direction="in" />
    </Page>
  );
}
