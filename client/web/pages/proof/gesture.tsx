// The page "Sign for the command line": its place in the app until it is built.
import { useTranslation } from 'react-i18next';
import { NotYet } from '../../layout/not-yet.tsx';

export function GesturePage() {
  const { t } = useTranslation('proof');
  return <NotYet title={t('signTitle')} />;
}
