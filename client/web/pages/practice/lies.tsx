// The page "A lying relay": each lie told by a relay of its own, what the client noticed, and that nothing was lost (docs/threat-model.md).
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct, useSeat } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Progress } from '../../components/progress.tsx';
import { saveFile } from '../../save-file.ts';
import type { LieName, LieView } from '../../worker/practice.ts';
import { AlarmReport } from '../proof/alarm-report.tsx';

const LIES = ['swap-key', 'drop', 'fork', 'backdate', 'replay'] as const satisfies readonly LieName[];

/** What came of it, in the order in which it happened. */
function Met({ lie, met }: { readonly lie: LieName; readonly met: LieView }) {
  const { t } = useTranslation('practice');
  const { caught, alarms, after, metBy } = met;
  return (
    <>
      <h3>{t('caughtHead')}</h3>
      <p>{t(metBy === 'sender' ? 'metBySender' : 'metByRecipient')}</p>
      {caught ? <Failure error={caught} /> : <Notice tone="bad" title={t('unnoticed')} />}
      <h3>{t('keptHead')}</h3>
      {alarms.length === 0 ? <p>{t('noAlarm')}</p> : null}
      {alarms.slice(-1).map(({ view, file }) => (
        <div key={view.at} className="stack">
          <AlarmReport alarm={view} />
          <Button onPress={() => saveFile(file, `alarm-${lie}.cose`)}>{t('alarmSave')}</Button>
        </div>
      ))}
      <h3>{t('afterHead')}</h3>
      <Notice
        tone={after.amiss === 0 ? 'good' : 'waiting'}
        title={after.amiss === 0 ? t('afterAll') : t('afterAmiss', { amiss: after.amiss })}
      >
        {alarms.length > 0 ? <p>{t('afterAlarm')}</p> : null}
        {after.held > 0 ? <p>{t('afterHeld', { held: after.held })}</p> : null}
      </Notice>
    </>
  );
}

export function LiesPage() {
  const { t } = useTranslation('practice');
  const { data: state } = useSeat();
  const [met, setMet] = useState<{ readonly [L in LieName]?: LieView }>({});
  const [asked, setAsked] = useState<LieName | null>(null);
  const tell = useDeskAct<LieName, LieView>((desk, lie) => desk.practice.lie(lie));

  function press(lie: LieName): void {
    setAsked(lie);
    setMet(({ [lie]: _, ...others }) => others);
    tell.mutate(lie, { onSuccess: (view) => setMet((known) => ({ ...known, [lie]: view })) });
  }

  return (
    <Page title={t('liesTitle')} lead={t('liesLead')}>
      {state && !state.practice ? <Notice title={t('onlyPractice')} /> : null}
      {LIES.map((lie) => {
        const busy = tell.isPending && asked === lie;
        return (
          <Panel key={lie} title={t(`lie_${lie}`)}>
            <p>{t(`told_${lie}`)}</p>
            <div className="row">
              <Button
                busy={busy}
                isDisabled={!state?.practice || (tell.isPending && !busy)}
                aria-label={`${t('tell')}: ${t(`lie_${lie}`)}`}
                onPress={() => press(lie)}
              >
                {t('tell')}
              </Button>
            </div>
            <div aria-live="polite">{busy ? <Progress label={t('telling')} value={null} /> : null}</div>
            {tell.error && asked === lie ? <Failure error={tell.error} /> : null}
            {met[lie] ? <Met lie={lie} met={met[lie]} /> : null}
          </Panel>
        );
      })}
    </Page>
  );
}
