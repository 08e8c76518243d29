// An invitation's code: shown once, in groups, to be told by telephone or printed.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Invited } from './invite.tsx';

export function Code({ invited, onDone }: { readonly invited: Invited; onDone(): void }) {
  const { t } = useTranslation('authority');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { code, name, service, outcome } = invited;
  return (
    <section className="authority-part authority-code" aria-label={t('codeTitle', { name })}>
      <h2 ref={heading} tabIndex={-1}>
        {t('codeTitle', { name })}
      </h2>
      <p>{t('codeWhy')}</p>
      <p className="authority-code-text" dir="ltr">
        {code}
      </p>
      {service ? (
        <>
          <p>{t('codeService')}</p>
          <CopyText label={t('codeService')} text="npx rogatory authority accept --service --profile program" />
        </>
      ) : (
        <p>{t('codeUse')}</p>
      )}
      {outcome.is === 'waiting' ? <Notice tone="waiting">{t('codeWaiting')}</Notice> : null}
      <div className="row no-print">
        <Button look="primary" onPress={onDone}>
          {t('codeDone')}
        </Button>
        <Button onPress={() => window.print()}>{t('print')}</Button>
      </div>
    </section>
  );
}
