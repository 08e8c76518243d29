// The page in the place of one that broke: what happened, whether the work is safe, what to do, and the code.
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Failure } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';

export function FailurePage({ error, reset }: { readonly error: unknown; reset(): void }) {
  const { t } = useTranslation('shell');
  const router = useRouter();
  return (
    <Page title={t('somethingFailed')} failed>
      <Failure
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </Page>
  );
}
