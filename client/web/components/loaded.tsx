// A question's answer when it is there; before that a word to wait, and an error as it is told everywhere.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { ErrorNotice } from './notice.tsx';
import { Progress } from './progress.tsx';

type Told = {
  readonly code?: string | null;
  readonly text?: { readonly what: string; readonly safe: string; readonly action: string };
};

/** An error as the desk gives it, or any other, with what can be done about it. */
export function Failure({ error, onRetry }: { readonly error: unknown; onRetry?(): void }) {
  const { t } = useTranslation('shell');
  const { code, text } = ((typeof error === 'object' ? error : null) as Told) ?? {};
  const known = code && text ? text : null;
  return (
    <ErrorNotice
      text={known ?? { what: t('unforeseen'), safe: t('unforeseenSafe'), action: t('unforeseenAction') }}
      code={t('code', { code: code ?? 'UNFORESEEN' })}
      {...(onRetry ? { actions: <Button onPress={onRetry}>{t('tryAgain')}</Button> } : {})}
    />
  );
}

export function Loaded<T>({
  query,
  children,
}: {
  readonly query: { readonly data: T | undefined; readonly error: unknown; refetch(): unknown };
  children(data: T): ReactNode;
}) {
  const { t } = useTranslation('shell');
  // What was answered before stays while a later answer fails: the page says both.
  if (query.data !== undefined)
    return (
      <>
        {query.error ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : null}
        {children(query.data)}
      </>
    );
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <Progress label={t('loading')} value={null} />;
}
