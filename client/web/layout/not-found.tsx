// What is shown at an address that no page has.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../components/button.tsx';
import { Page } from '../components/page.tsx';

export function NotFound() {
  const { t } = useTranslation('shell');
  return (
    <Page title={t('notFound')} lead={t('notFoundWhy')}>
      <div className="row">
        <ButtonLink look="primary" href="/">
          {t('goHome')}
        </ButtonLink>
      </div>
    </Page>
  );
}
