// One transmission as the register has it: its number, every entry about it, and its evidence, verified now and saved for others.
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { shortNumber } from '../../../casework/number.ts';
import { useDesk } from '../../bridge.ts';
import { ButtonLink } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { TONES } from '../../components/mail/case-timeline.tsx';
import { ByWord, StandingWord } from '../../components/mail/standing.tsx';
import { Page } from '../../components/page.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { useSigns } from '../../components/signs.ts';
import { Timeline } from '../../components/timeline.tsx';
import { Times } from '../../components/times.tsx';
import { useLanguage } from '../../i18n.ts';
import type { RegisterRecord } from '../../worker/register.ts';
import { OwnEvidence } from './own-evidence.tsx';
import { WithWhom } from './register.tsx';

export function RecordPage() {
  const { subject } = useParams({ from: '/register/$subject' });
  const language = useLanguage();
  const query = useDesk('mail', ['record', subject, language], (d) => d.register.record(subject, language));
  return (
    <Loaded query={query} whole>
      {(record) => <Known record={record} />}
    </Loaded>
  );
}

function Known({ record }: { readonly record: RegisterRecord }) {
  const { t } = useTranslation(['proof', 'mail']);
  const { comma } = useSigns();
  const { subject, status, direction, entries } = record;
  return (
    <Page
      title={t('recordTitle', { number: shortNumber(subject) })}
      lead={<WithWhom {...record} />}
      actions={<ButtonLink href="/register">{t('recordBack')}</ButtonLink>}
    >
      <Facts
        facts={[
          {
            name: t('recordStands'),
            value: <StandingWord status={status} direction={direction} standing="register" books />,
          },
          {
            name: t('recordNumber'),
            value: <CopyText text={subject} label={t('recordNumber')} shown={shortNumber(subject)} />,
          },
        ]}
      />
      <Panel title={t('recordEntries')}>
        <Timeline
          label={t('recordEntries')}
          moments={entries.map(({ index, event, at, who, own, standing }) => ({
            key: String(index),
            time: <Times value={at} />,
            words: t(`mail:ev_${event}`, { who: who?.name ?? t('mail:ourAuthority') }),
            tone: TONES[standing],
            detail: (
              <>
                <ByWord standing={standing} own={own} />
                {comma}
                {t('mail:entry', { index })}
              </>
            ),
          }))}
        />
      </Panel>
      <OwnEvidence subject={subject} closed />
    </Page>
  );
}
