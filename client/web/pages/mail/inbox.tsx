// Inbox: what other authorities sent, opened and checked here, newest first.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shownIn } from '../../components/mail/shown.ts';
import { Page } from '../../components/page.tsx';
import { ListOf } from './listing.tsx';
import { usePlace } from './place.ts';

export function InboxPage() {
  const { t } = useTranslation('mail');
  const navigate = useNavigate();
  const { show = 'all' } = useSearch({ from: '/inbox' });
  const place = usePlace('/inbox');
  return (
    <Page title={t('inboxTitle')} returning={place.returning}>
      <ListOf
        direction="in"
        place={place}
        shown={show}
        onShow={(next) => {
          if (next === show) return;
          place.stay();
          void navigate({ to: '/inbox', search: shownIn({ show: next }), replace: true });
        }}
      />
    </Page>
  );
}
