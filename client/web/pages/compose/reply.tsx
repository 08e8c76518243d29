// The way into a reply: its draft is begun, or found again, and opened.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS, type ActKind } from '../../../casework/act.ts';
import { useDeskAct } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Failure, isNowhere } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Progress } from '../../components/progress.tsx';
import { NotFound } from '../../layout/not-found.tsx';

const isKind = (word: string): word is ActKind => Object.hasOwn(ACT_KINDS, word) && !word.endsWith('-request');

export function ReplyPage() {
  const { caseId, kind } = useParams({ from: '/reply/$caseId/$kind' });
  return isKind(kind) ? <Beginning key={`${caseId}/${kind}`} caseId={caseId} kind={kind} /> : <NotFound />;
}

function Beginning({ caseId, kind }: { readonly caseId: string; readonly kind: ActKind }) {
  const { t } = useTranslation(['compose', 'shell']);
  const navigate = useNavigate();
  const { to } = useSearch({ from: '/reply/$caseId/$kind' });
  const begin = useDeskAct((d) => d.compose.reply({ caseId, kind, ...(to === undefined ? {} : { to }) }), ['drafts']);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    begin
      .mutateAsync()
      .then((draftId) => navigate({ to: '/draft/$draftId', params: { draftId }, replace: true }))
      .catch(() => undefined);
  });
  return (
    <Page title={t('replyTitle')}>
      {begin.error ? (
        <>
          <Failure error={begin.error} />
          <div className="row">
            {isNowhere(begin.error) ? (
              <ButtonLink href="/">{t('shell:goHome')}</ButtonLink>
            ) : (
              <ButtonLink href={`/case/${caseId}`}>{t('toCase')}</ButtonLink>
            )}
          </div>
        </>
      ) : (
        <Progress label={t('shell:loading')} value={null} />
      )}
    </Page>
  );
}
