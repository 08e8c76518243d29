// Sent: what one's own authority sent, where each stands, and who says so.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shownIn } from '../../components/mail/shown.ts';
import { Page } from '../../components/page.tsx';
import { ListOf } from './listing.tsx';
import { usePlace } from './place.ts';

export function SentPage() {
  const { t } = useTranslation('mail');
  const navigate = useNavigate();
  const { show = 'all' } = useSearch({ from: '/sent' });
  const place = usePlace('/sent');
  return (
    <Page title={t('sentTitle')} returning={place.returning}>
      <ListOf
        direction="out"
        place={place}
        shown={show}
        onShow={(next) => {
          if (next === show) return;
          place.stay();
          void navigate({ to: '/sent', search: shownIn({ show: next }), replace: true });
        }}
      />
    </Page>
  );
}
