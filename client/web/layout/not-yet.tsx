// The content of a page that is part of the plan and not of this version.
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../components/button.tsx';
import { Empty } from '../components/empty.tsx';
import { Page } from '../components/page.tsx';

export function NotYet({ title }: { readonly title: string }) {
  const { t } = useTranslation('shell');
  return (
    <Page title={title}>
      <Empty title={t('notYet')} action={<ButtonLink href="/">{t('goHome')}</ButtonLink>}>
        <p>{t('notYetWhy')}</p>
      </Empty>
    </Page>
  );
}
