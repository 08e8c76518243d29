// The page "What the relay holds": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function RelayPage() {
  const { t } = useTranslation('practice');
  return <NotYet title={t('relayTitle')} />;
}
