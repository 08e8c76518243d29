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

function Proposal({ view, subject }: { readonly view: ProposalView; readonly subject: string }) {
  const { t } = useTranslation(['compose', 'shell']);
  const { labels } = useLabels();
  const size = useSize();
  const { stop } = useSigns();
  const [listed, beside] = [useListed(), useBeside()];
  const { act, to, files, signedBy, signedByMe, open, signing, createdAt } = view;
  const sign = useDeskAct((d) => d.compose.cosign(subject), ['mail', 'drafts']);
  // Where nothing is left to sign here, the way leads on to what is.
  const home = (
    <ButtonLink look="primary" href="/">
      {t('shell:goHome')}
    </ButtonLink>
  );
  const names = listed(signedBy.map((name) => name ?? t('aColleague')));
  return (
    <Page
      title={t('proposalTitle')}
      lead={
        <>
          {say(ACT_KINDS[act.kind].title, {}, labels)}
          {stop}
          <Addressees to={to} />
        </>
      }
    >
      <Panel title={t('proposalFirst')}>
        <Facts
          facts={[
            { name: t('proposalSignedBy'), value: <bdi>{names}</bdi> },
            { name: t('proposalWritten'), value: <Times value={createdAt} /> },
            { name: t('authorTitle'), value: <bdi>{beside(Object.values(act.author))}</bdi> },
            ...(act.caseRefs.ours ? [{ name: t('ourReference'), value: <bdi>{act.caseRefs.ours}</bdi> }] : []),
            ...files.map((file) => ({ name: t('file'), value: <bdi>{beside([file.name, size(file.size)])}</bdi> })),
          ]}
        />
      </Panel>
      <Written act={act} />
      {sign.isSuccess ? (
        <Notice tone="good" announced title={t('proposalSent')} actions={home}>
          <p>{t('receiptWhy')}</p>
        </Notice>
      ) : !open ? (
        <Notice title={t('proposalOver')} actions={home} />
      ) : signedByMe ? (
        <Notice tone="waiting" title={t('proposalMine')} actions={home}>
          <p>{t('proposalMineWhy')}</p>
        </Notice>
      ) : !signing.maySign ? (
        <Notice tone="waiting" title={t('mayNotSign')} actions={home} />
      ) : signing.stopped.length > 0 ? (
        <Barred stopped={signing.stopped} />
      ) : (
        <>
          <BeforeSigning files={files} level={view.class} signing={signing} />
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
          </div>
        </>
      )}
    </Page>
  );
}
