// What waits for a second pair of eyes: transmissions for a second signatory, decisions for another administrator, each in plain words with who signed so far.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { ParticularsFacts } from '../../components/particulars.tsx';
import { ShortTime } from '../../components/times.tsx';
import { useLanguage } from '../../i18n.ts';
import type { DecisionView, Outcome, ProposalRow } from '../../worker/authority.ts';
import { useDeeds } from './naming.ts';
import { OutcomeNotice } from './outcome.tsx';

/** What is agreed to, word by word: others will call these numbers. */
function Proposed({ particulars }: { readonly particulars: NonNullable<DecisionView['particulars']> }) {
  const { t } = useTranslation('particulars');
  return (
    <>
      <ParticularsFacts particulars={particulars} />
      <p>{t('approveWhy')}</p>
    </>
  );
}

function Decision({
  decision,
  admin,
  onOutcome,
}: {
  readonly decision: DecisionView;
  readonly admin: boolean;
  onOutcome(outcome: Outcome): void;
}) {
  const { t } = useTranslation('authority');
  const { said, names } = useDeeds();
  const { data: rows = [] } = useDesk('directory', ['list'], (d) => d.trust.directory());
  const sign = useDeskAct((d) => d.authority.sign(decision.id), ['authority']);
  const withdraw = useDeskAct((d) => d.authority.withdraw(decision.id), ['authority']);
  const { mine, overtaken, signed, needed } = decision;
  const peer = rows.find(({ authority }) => authority === decision.peer)?.name ?? null;
  // Awaited here: an entered decision is gone from the page.
  async function agree(): Promise<void> {
    onOutcome(await sign.mutateAsync());
  }
  return (
    <Panel title={<bdi>{said(decision, peer)}</bdi>}>
      <p className="soft">
        {t('signedBy', { names: names(signed) })} · {t('signedSoFar', { done: signed.length, needed })} ·{' '}
        <ShortTime value={decision.at} />
      </p>
      {decision.particulars ? <Proposed particulars={decision.particulars} /> : null}
      {overtaken ? (
        <Notice tone="waiting">{t('overtaken')}</Notice>
      ) : mine ? (
        <p>{t('ownSigned')}</p>
      ) : (
        <p>{t('agreeHint')}</p>
      )}
      {sign.error || withdraw.error ? <Failure error={sign.error ?? withdraw.error} /> : null}
      {admin ? (
        <div className="row">
          {mine || overtaken ? null : (
            <Button look="primary" busy={sign.isPending} onPress={() => void agree().catch(() => undefined)}>
              {t('agree')}
            </Button>
          )}
          <Button look="quiet" busy={withdraw.isPending} onPress={() => withdraw.mutate()}>
            {t('withdraw')}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

/** A transmission is read whole before it is signed: this leads there. */
function Proposal({ proposal }: { readonly proposal: ProposalRow }) {
  const { t } = useTranslation('authority');
  const { names } = useDeeds();
  const { subject, title, to, since, signed, myTurn } = proposal;
  return (
    <Panel
      title={
        <>
          {title} {t('proposalTo')} <bdi>{to.join(', ')}</bdi>
        </>
      }
    >
      <p className="soft">
        {t('signedBy', { names: names(signed) })} · <ShortTime value={since} />
      </p>
      <p>{myTurn ? t('proposalYours') : t('proposalOthers')}</p>
      <div className="row">
        <ButtonLink
          look={myTurn ? 'primary' : 'plain'}
          href={`/proposal/${subject}`}
          aria-label={`${t('proposalRead')}: ${title}`}
        >
          {t('proposalRead')}
        </ButtonLink>
      </div>
    </Panel>
  );
}

/** What waits, and how much of it for this official: the same answer that home's list is made of. */
export function useApprovals() {
  const language = useLanguage();
  return useDesk('authority', ['approvals', language], (d) => d.authority.approvals(language));
}

export function Approvals({ admin, threshold }: { readonly admin: boolean; readonly threshold: number }) {
  const { t } = useTranslation('authority');
  const waiting = useApprovals();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  return (
    <div className="authority-part">
      {outcome ? <OutcomeNotice outcome={outcome} onWaiting={() => setOutcome(null)} /> : null}
      <Loaded query={waiting}>
        {({ proposals, decisions }) =>
          proposals.length + decisions.length === 0 ? (
            <Empty title={t('nothingWaits')}>
              <p>{t('nothingWaitsWhy')}</p>
            </Empty>
          ) : (
            <>
              {proposals.map((proposal) => (
                <Proposal key={proposal.subject} proposal={proposal} />
              ))}
              {decisions.length > 0 ? <p>{t('approvalsLead', { count: threshold })}</p> : null}
              {decisions.map((decision) => (
                <Decision key={decision.id} decision={decision} admin={admin} onOutcome={setOutcome} />
              ))}
            </>
          )
        }
      </Loaded>
    </div>
  );
}
