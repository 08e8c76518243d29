// What waits for a second administrator: each decision in plain words, who signed so far, and the signature.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { ShortTime } from '../../components/times.tsx';
import type { DecisionView, Outcome } from '../../worker/authority.ts';
import { useDeeds } from './naming.ts';
import { OutcomeNotice } from './outcome.tsx';

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

export function Approvals({ admin, threshold }: { readonly admin: boolean; readonly threshold: number }) {
  const { t } = useTranslation('authority');
  const waiting = useDesk('authority', ['decisions'], (d) => d.authority.decisions());
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  return (
    <div className="authority-part">
      {outcome ? <OutcomeNotice outcome={outcome} onWaiting={() => setOutcome(null)} /> : null}
      <Loaded query={waiting}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('nothingWaits')}>
              <p>{t('nothingWaitsWhy')}</p>
            </Empty>
          ) : (
            <>
              <p>{t('approvalsLead', { count: threshold })}</p>
              {all.map((decision) => (
                <Decision key={decision.id} decision={decision} admin={admin} onOutcome={setOutcome} />
              ))}
            </>
          )
        }
      </Loaded>
    </div>
  );
}
