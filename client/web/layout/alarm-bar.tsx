// What stands above every page while an alarm is open: that sending is stopped, and where one sees why.
import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../bridge.ts';
import { ButtonLink } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';

export function AlarmBar() {
  const { t } = useTranslation('trust');
  const { data = [] } = useDesk('alarms', ['list'], (d) => d.trust.alarms());
  const here = useLocation({ select: ({ pathname }) => pathname });
  const open = data.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  if (open.length === 0) return null;
  return (
    <Notice
      announced
      tone="bad"
      title={t('barTitle', { count: open.length })}
      actions={here === '/alarms' ? undefined : <ButtonLink href="/alarms">{t('openAlarms')}</ButtonLink>}
    />
  );
}
