// One's own authority: officials, what waits for a signature, its seal and recovery, its rules, and what was done.
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useSeat } from '../../bridge.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { Approvals, useApprovals } from './approvals.tsx';
import { Log } from './log.tsx';
import { Members } from './members.tsx';
import { OwnParticulars } from './particulars.tsx';
import { Rules } from './rules.tsx';
import { Seal } from './seal.tsx';

export function AuthorityPage() {
  const { t } = useTranslation(['authority', 'particulars']);
  const { data: seat } = useSeat();
  const admin = seat?.seat?.roles.includes('admin') ?? false;
  const own = useDesk('authority', ['overview'], (d) => d.authority.overview());
  const waiting = useApprovals();
  const { view: asked } = useSearch({ from: '/authority' });
  const [view, setView] = useState(asked ?? 'officials');
  const toApprovals = (): void => setView('approvals');
  return (
    <Page title={t('title')} lead={own.data ? t('lead', { name: own.data.name }) : undefined}>
      {admin ? null : <Notice>{t('adminOnly')}</Notice>}
      <Loaded query={own}>
        {(overview) => (
          <Tabs
            label={t('title')}
            selected={view}
            onSelect={setView}
            views={[
              {
                key: 'officials',
                label: t('officials'),
                content: <Members admin={admin} onWaiting={toApprovals} />,
              },
              {
                key: 'approvals',
                label: t('approvals'),
                count: waiting.data?.count ?? 0,
                content: <Approvals admin={admin} threshold={overview.threshold} />,
              },
              {
                key: 'seal',
                label: t('sealTab'),
                content: <Seal own={overview} admin={admin} onWaiting={toApprovals} />,
              },
              {
                key: 'rules',
                label: t('rules'),
                content: <Rules own={overview} admin={admin} onWaiting={toApprovals} />,
              },
              {
                key: 'particulars',
                label: t('particulars:ownTab'),
                content: <OwnParticulars admin={admin} onWaiting={toApprovals} />,
              },
              { key: 'log', label: t('log'), content: <Log /> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
