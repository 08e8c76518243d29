// The seal of one's own authority and its recovery: since when, renewed, and a recovery that somebody announced.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { Times } from '../../components/times.tsx';
import { Words } from '../../components/words.tsx';
import type { Outcome, OwnAuthority } from '../../worker/authority.ts';
import { MakeSheets, type NewSheets, ShownSheets } from './new-sheets.tsx';
import { Decide, OutcomeNotice } from './outcome.tsx';

const HOUR = 3_600_000;

function Announced({
  announced,
  admin,
  onOutcome,
}: {
  readonly announced: NonNullable<OwnAuthority['announced']>;
  readonly admin: boolean;
  onOutcome(outcome: Outcome): void;
}) {
  const { t } = useTranslation(['authority', 'shell']);
  return (
    <Notice
      tone="urgent"
      title={t('announcedTitle')}
      actions={
        admin ? (
          <Decide
            danger
            label={t('veto')}
            title={t('vetoTitle')}
            keep={t('shell:cancel')}
            act={(desk) => desk.authority.veto()}
            onDone={onOutcome}
          >
            <p>{t('vetoWhy')}</p>
          </Decide>
        ) : undefined
      }
    >
      <p>{announced.mine ? t('announcedMine') : t('announcedWhy')}</p>
      <Facts facts={[{ name: t('announcedDue'), value: <Times value={announced.dueAt} /> }]} />
    </Notice>
  );
}

export function Seal({
  own,
  admin,
  onWaiting,
}: {
  readonly own: OwnAuthority;
  readonly admin: boolean;
  onWaiting(): void;
}) {
  const { t } = useTranslation(['authority', 'shell']);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [made, setMade] = useState<NewSheets | null>(null);
  const { seal, recovery, announced } = own;
  if (made)
    return (
      <ShownSheets
        made={made}
        onProven={() => {
          setOutcome(made.outcome);
          setMade(null);
        }}
      />
    );
  return (
    <div className="authority-part">
      {outcome ? <OutcomeNotice outcome={outcome} onWaiting={onWaiting} /> : null}
      {announced ? <Announced announced={announced} admin={admin} onOutcome={setOutcome} /> : null}
      <Panel title={t('sealTitle')}>
        <p>{t('sealWhy')}</p>
        {seal ? (
          <Facts
            facts={[
              { name: t('sealSince'), value: <Times value={seal.since} /> },
              { name: t('sealUntil'), value: <Times value={seal.until} /> },
            ]}
          />
        ) : (
          <p>{t('sealNone')}</p>
        )}
        {admin && seal ? (
          <div className="row">
            <Decide
              label={t('renew')}
              title={t('renewTitle')}
              keep={t('shell:cancel')}
              act={(desk) => desk.authority.renewSeal()}
              onDone={setOutcome}
            >
              <p>{t('renewWhy')}</p>
            </Decide>
          </div>
        ) : null}
      </Panel>
      <Panel title={t('recoveryPanel')}>
        {recovery ? (
          <>
            <p>{t('recoveryWhy', { needed: recovery.needed, custodians: recovery.custodians })}</p>
            <Facts
              facts={[
                {
                  name: t('recoveryDelay'),
                  value:
                    recovery.delayMs === 0
                      ? t('delayNone')
                      : t('delayHours', { count: Math.round(recovery.delayMs / HOUR) }),
                },
              ]}
            />
            {admin ? <MakeSheets onMade={setMade} /> : null}
          </>
        ) : (
          <p>{t('recoveryNone')}</p>
        )}
      </Panel>
      <Panel title={t('shell:eightWords')}>
        <Words words={own.words.words} />
      </Panel>
    </div>
  );
}
