// Things that wait for this official, each with its one next step (look.md "Needs you today").
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconHelp from '@tabler/icons-react/dist/esm/icons/IconHelp.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import IconWriting from '@tabler/icons-react/dist/esm/icons/IconWriting.mjs';
import { useTranslation } from 'react-i18next';
import type { Need, TodayRow } from '../../worker/mail/today-row.ts';
import { Button, ButtonLink } from '../button.tsx';
import type { Tone } from '../status-word.tsx';
import { useSpan } from './clock.tsx';
import { DueMoment, DueWord, useStep } from './due.tsx';
import { PartyNames } from './party.tsx';
import { References } from './reference.tsx';
import './mail.css';
import './today-list.css';

const LOOKS = {
  alarm: [IconAlertTriangle, 'urgent', 'go_look'],
  urgent: [IconAlertTriangle, 'urgent', 'go_open'],
  unsent: [IconWriting, 'waiting', 'go_look'],
  returned: [IconWriting, 'waiting', 'go_look'],
  question: [IconHelp, 'waiting', 'go_answer'],
  conditions: [IconHelp, 'waiting', 'go_answer'],
  take: [IconMail, 'calm', 'go_open'],
  signature: [IconWriting, 'waiting', 'go_review'],
  decision: [IconWriting, 'waiting', 'go_review'],
  result: [IconMail, 'good', 'go_read'],
  work: [IconClock, 'waiting', 'go_open'],
  draft: [IconWriting, 'calm', 'go_sign'],
  conflict: [IconWriting, 'waiting', 'go_decide'],
  silent: [IconClock, 'open', 'do_askProgress'],
  read: [IconMail, 'calm', 'go_read'],
  trouble: [IconAlertTriangle, 'bad', 'go_again'],
} as const satisfies Record<Need, readonly [unknown, Tone, string]>;

const NEEDS = { days: 'need_work', hours: 'need_workHours', late: 'need_workLate' } as const;

function hrefOf({ need, caseId, subject, reply, id }: TodayRow): string {
  if (caseId !== null && reply !== null && need !== 'result') return `/reply/${caseId}/${reply}?to=${subject}`;
  if (caseId !== null) return `/case/${caseId}#${subject}`;
  if (need === 'signature' || need === 'returned') return `/proposal/${subject}`;
  if (need === 'decision') return '/authority?view=approvals';
  if (need === 'alarm') return '/alarms';
  if (need === 'conflict') return `/draft/${id}`;
  return id === null ? '/sent' : `/draft/${id}/sign`;
}

function When({ row }: { readonly row: TodayRow }) {
  const { t } = useTranslation('mail');
  const spanOf = useSpan();
  const { words: since } = spanOf(row.since);
  if (row.need === 'silent') return <span className="soft small">{t('lastHeard', { span: since })}</span>;
  if (row.due)
    return (
      <span className="today-when">
        <DueWord due={row.due} moment={false} />
        <DueMoment due={row.due} theirZone={row.theirZone} />
      </span>
    );
  return <span className="soft small">{t('waitsSince', { span: since })}</span>;
}

export function TodayList({ rows, onRetry }: { readonly rows: readonly TodayRow[]; onRetry(): void }) {
  const { t } = useTranslation('mail');
  const stepOf = useStep();
  return (
    <ul className="today" aria-label={t('todayList')}>
      {rows.map((row) => {
        const [Icon, look, go] = LOOKS[row.need];
        const pressing = row.need === 'work' && row.due ? stepOf(row.due) : null;
        const tone = pressing?.tone ?? look;
        const need = t(pressing ? NEEDS[pressing.step] : `need_${row.need}`);
        const title = row.need === 'decision' ? t('decisionTitle') : row.title;
        return (
          <li key={row.key} className={row.need === 'urgent' || row.need === 'alarm' ? 'today-urgent' : undefined}>
            <Icon size={24} aria-hidden="true" className={`tone-${tone}`} />
            <div className="today-words">
              <span className={`today-need tone-${tone}`}>{need}</span>
              <span className="today-title">{title}</span>
              <span className="today-about">
                <PartyNames parties={row.others} />
                <References ours={row.ours} theirs={row.theirs} />
                {row.count > 1 ? <span>{t('howMany', { count: row.count })}</span> : null}
                {row.advice === null ? null : <span>{row.advice}</span>}
              </span>
              <When row={row} />
            </div>
            {row.need === 'trouble' ? (
              <Button onPress={onRetry} aria-label={`${t(go)}: ${row.title}`}>
                {t(go)}
              </Button>
            ) : (
              <ButtonLink
                look={tone === 'urgent' ? 'primary' : 'plain'}
                href={hrefOf(row)}
                aria-label={`${t(go)}: ${need}, ${title}`}
              >
                {t(go)}
              </ButtonLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}
