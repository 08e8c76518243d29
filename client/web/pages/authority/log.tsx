// What was done for one's own authority, the newest first: its roster, link by link, in plain words.
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../bridge.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Timeline } from '../../components/timeline.tsx';
import { Times } from '../../components/times.tsx';
import { useDeeds } from './naming.ts';

export function Log() {
  const { t } = useTranslation('authority');
  const { said, names } = useDeeds();
  const log = useDesk('authority', ['log'], (d) => d.authority.log());
  return (
    <div className="authority-part">
      <p>{t('logLead')}</p>
      <Loaded query={log}>
        {(entries) =>
          entries.length === 0 ? (
            <p className="soft">{t('logEmpty')}</p>
          ) : (
            <Timeline
              label={t('log')}
              moments={entries.map((entry) => ({
                key: String(entry.seq),
                time: <Times value={entry.at} />,
                words: <bdi>{said(entry, entry.peerName)}</bdi>,
                detail: (
                  <span className="soft small">
                    {t('logBy', { names: names(entry.by) })} · {t('logNumber', { number: entry.seq })}
                  </span>
                ),
              }))}
            />
          )
        }
      </Loaded>
    </div>
  );
}
