// What stands at the address of a draft that was signed: where it went, and nothing that could be written in.
import { Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { say } from '../../../casework/labels/say.ts';
import { useDeskAct } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useSigns } from '../../components/signs.ts';
import { useLabels } from '../../labels.ts';
import type { Went as Way } from '../../worker/compose.ts';
import { Addressees } from './addressees.tsx';
import { GoesAlone } from './alone.tsx';
import { Removing } from './removing.tsx';
import { Written } from './written.tsx';
import './compose.css';

const TITLES = {
  ready: 'notYetSent',
  proposed: 'proposedTitle',
  submitted: 'sentTitle',
  closed: 'proposalClosedTitle',
} as const;

export function Went({ draftId, way }: { readonly draftId: string; readonly way: Way }) {
  const { t } = useTranslation('compose');
  const { labels } = useLabels();
  const { stop } = useSigns();
  const { status, subject, caseId, act, to, own } = way;
  if (own && status !== 'ready') return <Navigate to="/sent/$subject" params={{ subject }} replace />;
  const title = say(ACT_KINDS[act.kind].title, {}, labels);
  return (
    <Page
      // Where it stands is its heading, which takes the focus when that changes.
      key={status}
      title={t(TITLES[status])}
      lead={
        <>
          {title}
          {stop}
          <Addressees to={to} />
        </>
      }
    >
      {status === 'ready' ? (
        <Notice tone="waiting" title={t('readyTitle', { title })}>
          <GoesAlone />
        </Notice>
      ) : (
        <Notice
          tone={status === 'proposed' ? 'waiting' : 'good'}
          title={t('proposalFirst')}
          actions={
            <ButtonLink
              look="primary"
              href={status === 'proposed' ? `/proposal/${subject}` : `/case/${caseId}#${subject}`}
            >
              {status === 'proposed' ? t('readyLook') : t('toCase')}
            </ButtonLink>
          }
        />
      )}
      <Written act={act} />
      {status === 'ready' ? (
        <Waiting draftId={draftId} />
      ) : status === 'submitted' ? (
        // Should it only say the same as what was sent, nothing else would ever take it away.
        <Removing draftId={draftId} />
      ) : null}
    </Page>
  );
}

/** It goes by itself; who does not want to wait, or was asked to sign in and said no, sends it with one press. Where it stands then leads on from here. */
function Waiting({ draftId }: { readonly draftId: string }) {
  const { t } = useTranslation('compose');
  const send = useDeskAct((d) => d.compose.send(draftId), ['drafts', 'connection']);
  return (
    <>
      {send.error ? <Failure error={send.error} /> : null}
      <div className="row">
        <Button look="primary" busy={send.isPending} onPress={() => send.mutate()}>
          {t('send')}
        </Button>
        <ButtonLink look="quiet" href="/">
          {t('toHome')}
        </ButtonLink>
      </div>
    </>
  );
}
