// Sent: what one's own authority sent, where each stands, and who says so.
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { ListOf } from './listing.tsx';

export function SentPage() {
  const { t } = useTranslation('mail');
  return (
    <Page title={t('sentTitle')}>
      <ListOf direction="out" />
    </Page>
  );
}
