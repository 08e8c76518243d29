// What is due and when: how far away in words, the day as it was written, then the moment itself, in UTC and on both sides.
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Due } from '../../worker/mail/rows.ts';
import { type Tone, ToneIcon } from '../status-word.tsx';
import { ShortTime, Times } from '../times.tsx';
import { useNow, useSpan } from './clock.tsx';
import './mail.css';

const A_DAY = 24 * 60 * 60_000;

/** Three steps towards a deadline: days away, hours away, past. */
export const stepOf = (at: number, now: number): 'days' | 'hours' | 'late' =>
  at < now ? 'late' : at - now < A_DAY ? 'hours' : 'days';

const YOURS = { days: 'calm', hours: 'waiting', late: 'urgent' } as const satisfies Record<string, Tone>;
const THEIRS = { days: 'open', hours: 'open', late: 'bad' } as const satisfies Record<string, Tone>;

/** Of what one has to meet oneself, how pressing it is. */
export const useStep = (): ((due: Due) => { readonly step: ReturnType<typeof stepOf>; readonly tone: Tone }) => {
  const now = useNow();
  return ({ at, owner }) => {
    const step = stepOf(at, now);
    return { step, tone: (owner === 'you' ? YOURS : THEIRS)[step] };
  };
};

/** A day of the calendar, `YYYY-MM-DD`, as it was written: in no time zone. */
export function Day({ day }: { readonly day: string }) {
  const { locale } = useLocale();
  const words = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return <time dateTime={day}>{words.format(Date.parse(`${day}T00:00:00Z`))}</time>;
}

/** The day that was written, and when exactly it is over; else the moment alone. */
export function DueMoment({ due, theirZone }: { readonly due: Due; readonly theirZone: string | null }) {
  const { t } = useTranslation('mail');
  const moment = <Times value={due.at} {...(theirZone === null ? {} : { theirZone })} />;
  if (due.day === null) return moment;
  return (
    <span className="due-day">
      <Day day={due.day} />
      <span className="soft small">
        {t('dayOver')} {moment}
      </span>
    </span>
  );
}

/** `moment`: also when exactly, in a short line. */
export function DueWord({ due, moment = true }: { readonly due: Due; readonly moment?: boolean }) {
  const { t } = useTranslation('mail');
  const spanOf = useSpan();
  const { words, late } = spanOf(due.at);
  const { tone } = useStep()(due);
  const what = due.what ?? t('takeWanted');
  return (
    <span className={`due tone-${tone}`}>
      <span className="due-words">
        <ToneIcon tone={tone} size={16} />
        <span>{t(late ? 'dueLate' : 'dueIn', { what, span: words })}</span>
      </span>
      {moment ? (
        <span className="due-moment">{due.day === null ? <ShortTime value={due.at} /> : <Day day={due.day} />}</span>
      ) : null}
    </span>
  );
}
