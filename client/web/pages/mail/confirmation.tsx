// After sending: what is proven, under which number, what happens next and by when; or that a second signatory is asked.
import { Navigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { say } from '../../../casework/labels/say.ts';
import { shortNumber } from '../../../casework/number.ts';
import { useDesk } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Listed, useListed } from '../../components/listed.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { Times } from '../../components/times.tsx';
import { useLabels } from '../../labels.ts';
import type { SentView } from '../../worker/compose.ts';
import { OwnEvidence } from '../proof/own-evidence.tsx';
import '../compose/compose.css';

export function ConfirmationPage() {
  const { t } = useTranslation('compose');
  const { subject } = useParams({ from: '/sent/$subject' });
  const query = useDesk('mail', ['confirmation', subject], (d) => d.compose.sent(subject));
  return (
    <Loaded query={query} whole>
      {(sent) =>
        // It came to nothing: its own page says so, and what can be done about it.
        sent.status === 'closed' ? (
          <Navigate to="/proposal/$subject" params={{ subject }} replace />
        ) : (
          <Page key={sent.status} title={sent.status === 'submitted' ? t('sentTitle') : t('proposedTitle')}>
            <Confirmed sent={sent} subject={subject} />
          </Page>
        )
      }
    </Loaded>
  );
}

function Confirmed({ sent, subject }: { readonly sent: SentView; readonly subject: string }) {
  const { t } = useTranslation('compose');
  const { labels } = useLabels();
  const { status, kind, to, caseId, submittedAt, ours, answerBy, acknowledgeBy } = sent;
  const names = useListed()(to);
  return (
    <>
      {status === 'submitted' ? (
        <Notice tone="good" title={t('receipt', { names })}>
          <p>{t('receiptWhy')}</p>
        </Notice>
      ) : (
        <Notice tone="waiting" title={t('proposed')}>
          <p>{t('proposedWhy')}</p>
        </Notice>
      )}
      <Panel title={say(ACT_KINDS[kind].title, {}, labels)}>
        <Facts
          facts={[
            { name: t('to'), value: <Listed names={to.map((name) => ({ key: name, name }))} /> },
            ...(submittedAt === null ? [] : [{ name: t('enteredAt'), value: <Times value={submittedAt} /> }]),
            ...(ours === null ? [] : [{ name: t('ourReference'), value: <bdi>{ours}</bdi> }]),
            { name: t('number'), value: <CopyText text={subject} label={t('number')} shown={shortNumber(subject)} /> },
          ]}
        />
      </Panel>
      {status === 'submitted' ? (
        <Panel title={t('nextTitle')}>
          <ul>
            <li>{t('nextOpened')}</li>
            {answerBy !== null ? (
              <li>
                {t('nextAnswerBy')} <Times value={answerBy} />
              </li>
            ) : acknowledgeBy !== null ? (
              <li>
                {t('nextAcknowledged')} <Times value={acknowledgeBy} />
              </li>
            ) : null}
            <li>{t('nextHome')}</li>
          </ul>
        </Panel>
      ) : null}
      <div className="row compose-next">
        {status === 'submitted' ? (
          <ButtonLink look="primary" href={`/case/${caseId}`}>
            {t('toCase')}
          </ButtonLink>
        ) : (
          <ButtonLink look="primary" href={`/proposal/${subject}`}>
            {t('readyLook')}
          </ButtonLink>
        )}
        <Button onPress={() => window.print()}>{t('print')}</Button>
        <ButtonLink look="quiet" href="/">
          {t('toHome')}
        </ButtonLink>
      </div>
      {status === 'submitted' ? <OwnEvidence subject={subject} /> : null}
    </>
  );
}
