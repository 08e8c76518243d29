// Alarms: what the relay was caught at, the file that proves it, and an administrator's word that sending goes on.
import { useTranslation } from 'react-i18next';
import { shortNumber } from '../../../casework/number.ts';
import { useDesk, useDeskAct, useSeat } from '../../bridge.ts';
import { AskFirst } from '../../components/ask-first.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { StatusWord } from '../../components/status-word.tsx';
import { Times } from '../../components/times.tsx';
import type { AlarmView } from '../../worker/trust.ts';
import { saveAlarm } from './changed.tsx';

/** What the file says, with the authority by its name and every other number as people tell it. */
const named = ({ detail, about }: AlarmView): string =>
  detail.replace(/[0-9a-f]{64}/g, (id) => (id === about?.authority ? `\u2068${about.name}\u2069` : shortNumber(id)));

function Alarm({ alarm, admin }: { readonly alarm: AlarmView; readonly admin: boolean }) {
  const { t } = useTranslation(['trust', 'shell']);
  const acknowledge = useDeskAct((d) => d.trust.acknowledge(alarm.id), ['alarms', 'directory']);
  const open = alarm.acknowledgedAt === null;
  return (
    <Panel
      title={t(`kind_${alarm.kind}`)}
      actions={<StatusWord tone={open ? 'bad' : 'calm'}>{open ? t('openAlarm') : t('acknowledged')}</StatusWord>}
    >
      <p>{t(`proves_${alarm.kind}`)}</p>
      <Facts
        facts={[
          { name: t('when'), value: <Times value={alarm.at} /> },
          ...(alarm.about
            ? [
                {
                  name: t('about'),
                  value: (
                    <a href={`/directory/${alarm.about.authority}`}>
                      <bdi>{alarm.about.name}</bdi>
                    </a>
                  ),
                },
              ]
            : []),
          { name: t('detail'), value: <bdi lang="en">{named(alarm)}</bdi> },
          { name: t('code'), value: <code dir="ltr">{alarm.code}</code> },
          ...(alarm.acknowledgedAt === null
            ? []
            : [{ name: t('acknowledged'), value: <Times value={alarm.acknowledgedAt} /> }]),
        ]}
      />
      <div className="row">
        <Button look={open ? 'primary' : 'plain'} onPress={() => void saveAlarm(alarm.id)}>
          {t('downloadAlarm')}
        </Button>
        {open && admin ? (
          <AskFirst
            danger
            label={t('acknowledge')}
            title={t('acknowledgeTitle')}
            keep={t('shell:cancel')}
            act={() => acknowledge.mutateAsync()}
          >
            <p>{t('acknowledgeWhy')}</p>
          </AskFirst>
        ) : null}
        {open && !admin ? <span className="soft">{t('acknowledgeNeedsAdmin')}</span> : null}
      </div>
    </Panel>
  );
}

export function AlarmsPage() {
  const { t } = useTranslation('trust');
  const { data } = useSeat();
  const admin = data?.seat?.roles.includes('admin') ?? false;
  const alarms = useDesk('alarms', ['list'], (d) => d.trust.alarms());
  return (
    <Page title={t('alarmsTitle')} lead={t('alarmsLead')}>
      <Loaded query={alarms}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('noAlarms')} action={<ButtonLink href="/directory">{t('directoryTitle')}</ButtonLink>}>
              <p>{t('noAlarmsWhy')}</p>
            </Empty>
          ) : (
            all.map((alarm) => <Alarm key={alarm.id} alarm={alarm} admin={admin} />)
          )
        }
      </Loaded>
    </Page>
  );
}
