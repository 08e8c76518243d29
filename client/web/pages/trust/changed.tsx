// The red page: something about an authority contradicts itself, nothing is sent, and what a person does now.
import { useTranslation } from 'react-i18next';
import { desk } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { saveFile } from '../../save-file.ts';
import type { AuthorityView } from '../../worker/trust.ts';

/** The signed file of an alarm, under a name that says which. */
export const saveAlarm = async (id: string): Promise<void> =>
  saveFile(await desk.trust.alarmFile(id), `alarm-${id.slice(0, 12)}.rogatory-alarm`);

export function Changed({ view, name }: { readonly view: AuthorityView; readonly name: string }) {
  const { t } = useTranslation('trust');
  return (
    <>
      <div role="alert">
        <Notice tone="bad" title={t('changedTitle', { name })}>
          <p>{view.state === 'broken' ? t('changedBroken') : t('changedAlarm')}</p>
          <p>
            <strong>{t('changedStopped')}</strong>
          </p>
          {view.code === null ? null : <p className="soft small">{t('changedCode', { code: view.code })}</p>}
        </Notice>
      </div>
      <Panel title={t('changedDo')}>
        <ol className="stack">
          <li>{t('changedCall')}</li>
          <li>{t('changedAsk')}</li>
          <li>{t('changedGive')}</li>
        </ol>
        <div className="row">
          {view.alarms.map((id) => (
            <Button key={id} look="primary" onPress={() => void saveAlarm(id)}>
              {t('downloadAlarm')}
            </Button>
          ))}
          <ButtonLink href="/alarms">{t('openAlarms')}</ButtonLink>
        </div>
      </Panel>
    </>
  );
}
