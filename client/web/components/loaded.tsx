// A question's answer when it is there; before that a word to wait, and an error as it is told everywhere.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../fault.ts';
import { Button, ButtonLink } from './button.tsx';
import { ErrorNotice } from './notice.tsx';
import { Page } from './page.tsx';
import { Progress } from './progress.tsx';
import { useTold } from './told.tsx';

const faultOf = (error: unknown): Partial<Fault> =>
  ((typeof error === 'object' ? error : null) as Partial<Fault> | null) ?? {};

/** Asking once more brings nothing else: there is nothing of this name. */
export const isNowhere = (error: unknown): boolean => faultOf(error).code === 'CLIENT_NOT_FOUND';

/** An error as the desk gives it, or any other, with the one thing that can be done about it. */
export function Failure({ error, onRetry }: { readonly error: unknown; onRetry?(): void }) {
  const { t } = useTranslation('shell');
  const fault = faultOf(error);
  const text = useTold(fault);
  return (
    <ErrorNotice
      text={text ?? { what: t('unforeseen'), safe: t('unforeseenSafe'), action: t('unforeseenAction') }}
      code={t('code', { code: fault.code ?? 'UNFORESEEN' })}
      {...(onRetry
        ? {
            actions: isNowhere(error) ? (
              <ButtonLink href="/">{t('goHome')}</ButtonLink>
            ) : (
              <Button onPress={onRetry}>{t('tryAgain')}</Button>
            ),
          }
        : {})}
    />
  );
}

/** `whole`: nothing of a page stands around it, so that a failure is a page with a heading of its own. */
export function Loaded<T>({
  query,
  whole = false,
  children,
}: {
  readonly query: { readonly data: T | undefined; readonly error: unknown; refetch(): unknown };
  readonly whole?: boolean;
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
  if (query.error) {
    const failure = <Failure error={query.error} onRetry={() => void query.refetch()} />;
    return whole ? (
      <Page title={t('somethingFailed')} failed>
        {failure}
      </Page>
    ) : (
      failure
    );
  }
  return <Progress label={t('loading')} value={null} />;
}
