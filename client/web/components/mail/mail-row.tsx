// A transmission in a list: with whom, what it is, both numbers, where it stands, what is due.
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import IconMailOpened from '@tabler/icons-react/dist/esm/icons/IconMailOpened.mjs';
import IconMessage from '@tabler/icons-react/dist/esm/icons/IconMessage.mjs';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import { useTranslation } from 'react-i18next';
import type { MailRow } from '../../worker/mail/rows.ts';
import { ListRow } from '../list.tsx';
import { StatusWord } from '../status-word.tsx';
import { ShortTime } from '../times.tsx';
import { DueWord } from './due.tsx';
import { PartyNames } from './party.tsx';
import { References } from './reference.tsx';
import { StandingWord } from './standing.tsx';

const iconOf = ({ urgent, informal, direction, unread }: MailRow) =>
  urgent
    ? IconAlertTriangle
    : informal
      ? IconMessage
      : direction === 'out'
        ? IconSend
        : unread
          ? IconMail
          : IconMailOpened;

export function MailLine({ row }: { readonly row: MailRow }) {
  const { t } = useTranslation('mail');
  const Icon = iconOf(row);
  return (
    <ListRow
      href={row.sent ? `/case/${row.caseId}#${row.subject}` : `/proposal/${row.subject}`}
      unread={row.unread}
      icon={<Icon size={22} aria-hidden="true" className={row.urgent ? 'tone-urgent' : 'pointing'} />}
      title={
        <>
          {row.unread ? <span className="unseen">{t('unread')}. </span> : null}
          <PartyNames parties={row.others} />
        </>
      }
      detail={
        <span className="mail-detail">
          {row.urgent ? <StatusWord tone="urgent">{t('urgent')}</StatusWord> : null}
          {row.informal ? <StatusWord tone="open">{t('informal')}</StatusWord> : null}
          <span>{row.title}</span>
          <References ours={row.ours} theirs={row.theirs} />
          {row.files === 0 ? null : (
            <span className="mail-clip">
              <IconPaperclip size={16} aria-hidden="true" />
              {t('filesCount', { count: row.files })}
            </span>
          )}
          {row.due ? <DueWord due={row.due} /> : null}
        </span>
      }
      status={<StandingWord {...row} by />}
      time={<ShortTime value={row.at} />}
    />
  );
}
