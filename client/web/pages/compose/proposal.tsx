// The second signatory: the whole act as it was signed first, who will read it, and one passkey that lets it go.
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { say } from '../../../casework/labels/say.ts';
import { useDesk, useDeskAct } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { useBeside, useListed } from '../../components/listed.tsx';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { useSigns } from '../../components/signs.ts';
import { Times } from '../../components/times.tsx';
import { useLabels } from '../../labels.ts';
import type { ProposalView } from '../../worker/compose.ts';
import { Addressees } from './addressees.tsx';
import { useSize } from './attachments.tsx';
import { Barred } from './barred.tsx';
import { BeforeSigning } from './before-signing.tsx';
import { Taken, TakingBack, useTaking } from './taking-back.tsx';
import { Written } from './written.tsx';
import './compose.css';

export function ProposalPage() {
  const { subject } = useParams({ from: '/proposal/$subject' });
  const query = useDesk('mail', ['proposal', subject], (d) => d.compose.proposal(subject));
  return (
    <Loaded query={query} whole>
      {(view) => <Proposal view={view} subject={subject} />}
    </Loaded>
  );
}

type Shown = { readonly view: ProposalView; readonly subject: string };

const TITLES = {
  open: 'proposalTitle',
  sent: 'sentTitle',
  withdrawn: 'proposalClosedTitle',
  lapsed: 'proposalClosedTitle',
} as const;

function Proposal({ view, subject }: Shown) {
  const { t } = useTranslation('compose');
  const { labels } = useLabels();
  const size = useSize();
  const { stop } = useSigns();
  const [listed, beside] = [useListed(), useBeside()];
  const { act, to, files, signedBy, signedByMe, state, createdAt, lapsesAt } = view;
  const names = listed(signedBy.map((name) => name ?? t('aColleague')));
  return (
    <Page
      // Where it stands is its heading, which takes the focus when that changes.
      key={state}
      title={t(state === 'open' && signedByMe ? 'proposedTitle' : TITLES[state])}
      lead={
        <>
          {say(ACT_KINDS[act.kind].title, {}, labels)}
          {stop}
          <Addressees to={to} />
        </>
      }
    >
      {state === 'open' && signedByMe ? (
        <Notice tone="waiting" title={t('proposed')}>
          <p>{t('proposalMineWhy')}</p>
        </Notice>
      ) : null}
      {state === 'sent' ? <Sent view={view} subject={subject} /> : null}
      {state === 'withdrawn' || state === 'lapsed' ? <Closed view={view} subject={subject} /> : null}
      <Panel title={t(signedByMe ? 'proposalFirstMine' : 'proposalFirst')}>
        <Facts
          facts={[
            { name: t(signedBy.length > 1 ? 'proposalSigned' : 'proposalSignedBy'), value: <bdi>{names}</bdi> },
            { name: t('proposalWritten'), value: <Times value={createdAt} /> },
            ...(state === 'open' && lapsesAt !== null
              ? [{ name: t('proposalLapses'), value: <Times value={lapsesAt} /> }]
              : []),
            { name: t('authorTitle'), value: <bdi>{beside(Object.values(act.author))}</bdi> },
            ...(act.caseRefs.ours ? [{ name: t('ourReference'), value: <bdi>{act.caseRefs.ours}</bdi> }] : []),
            ...files.map((file) => ({ name: t('file'), value: <bdi>{beside([file.name, size(file.size)])}</bdi> })),
          ]}
        />
      </Panel>
      <Written act={act} />
      {state === 'open' ? <Deciding view={view} subject={subject} /> : null}
    </Page>
  );
}

/** It was signed by a second: by whoever reads this, or by a colleague. */
function Sent({ view: { caseId }, subject }: Shown) {
  const { t } = useTranslation('compose');
  return (
    <Notice
      tone="good"
      title={t('proposalSent')}
      actions={
        <ButtonLink look="primary" href={`/case/${caseId}#${subject}`}>
          {t('toCase')}
        </ButtonLink>
      }
    >
      <p>{t('receiptWhy')}</p>
    </Notice>
  );
}

/** It came to nothing: why, and the way on to a draft of it. */
function Closed({ view: { state, draft, other, told, files }, subject }: Shown) {
  const { t } = useTranslation('compose');
  const taking = useTaking(subject);
  const letGo = useDeskAct((d) => d.compose.letGo(subject), ['mail']);
  return (
    <Notice
      tone="waiting"
      title={t(state === 'lapsed' ? 'proposalLapsed' : 'proposalTakenBack')}
      actions={
        <>
          {draft === null || files.length > 0 ? (
            // With its files: a draft names them, and a colleague's device may have what this one has not.
            <Button look="primary" busy={taking.act.isPending} onPress={() => taking.take(true)}>
              {t(draft === null ? 'takeUp' : 'proposalDraft')}
            </Button>
          ) : (
            <ButtonLink look="primary" href={`/draft/${draft}`}>
              {t('proposalDraft')}
            </ButtonLink>
          )}
          {draft === null && other !== null ? (
            <ButtonLink look="quiet" href={`/draft/${other}`}>
              {t('proposalDraft')}
            </ButtonLink>
          ) : null}
          {told ? (
            <Button look="quiet" busy={letGo.isPending} onPress={() => letGo.mutate()}>
              {t('proposalLetGo')}
            </Button>
          ) : null}
        </>
      }
    >
      <p>{t('proposalClosedWhy')}</p>
      <Taken of={taking} />
      {letGo.error ? <Failure error={letGo.error} /> : null}
    </Notice>
  );
}

/** It waits: what this official may do about it. */
function Deciding({ view: { files, signedByMe, signing, class: level }, subject }: Shown) {
  const { t } = useTranslation(['compose', 'shell']);
  const sign = useDeskAct((d) => d.compose.cosign(subject), ['mail', 'drafts']);
  // Whoever may neither sign nor did has no say in it.
  const takingBack = signedByMe || signing.maySign ? <TakingBack subject={subject} /> : null;
  const may = !signedByMe && signing.maySign && signing.stopped.length === 0;
  if (!may)
    return (
      <>
        {signedByMe ? null : signing.maySign ? (
          <Barred stopped={signing.stopped} />
        ) : (
          <Notice tone="waiting" title={t('mayNotSign')} />
        )}
        <div className="row">
          <ButtonLink look="primary" href="/">
            {t('shell:goHome')}
          </ButtonLink>
          {takingBack}
        </div>
      </>
    );
  return (
    <>
      <BeforeSigning files={files} level={level} signing={signing} />
      {sign.error ? <Failure error={sign.error} /> : null}
      {sign.isPending ? (
        <Notice announced title={t('notYetSent')}>
          <p>{t('notYetSentWhy')}</p>
        </Notice>
      ) : null}
      <div className="row">
        <Button look="primary" busy={sign.isPending} onPress={() => void sign.mutateAsync().catch(() => undefined)}>
          {t('signSend')}
        </Button>
        <ButtonLink look="quiet" href="/">
          {t('notNow')}
        </ButtonLink>
        {sign.isPending ? null : takingBack}
      </div>
    </>
  );
}
