// A moment as both sides read it: UTC, and the local time of each; months by name, in the person's language.
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useSigns } from './signs.ts';
import './times.css';

const at = (locale: string, zone: string, now: number): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
    hour12: false,
  }).format(now);

// A relay's number, or a colleague's device's, may lie beyond what a date can be: a page says so and stands.
const isDate = (value: number): boolean => !Number.isNaN(new Date(value).getTime());

/** `value`: unix milliseconds. `theirZone`: IANA name of the other side's zone, where it is known. */
export function Times({ value, theirZone }: { readonly value: number; readonly theirZone?: string }) {
  const { locale } = useLocale();
  const { t } = useTranslation('shell');
  const { open, close } = useSigns();
  if (!isDate(value)) return <span>{t('timeUnreadable')}</span>;
  const ours = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // UTC has many names; what counts is whether a second line would say anything.
  const [common, local] = [at(locale, 'UTC', value), at(locale, ours, value)];
  return (
    <time dateTime={new Date(value).toISOString()} className="times">
      <span>{common}</span>
      {local === common ? null : <span className="times-local">{`${local}${open}${t('yourTime')}${close}`}</span>}
      {theirZone === undefined || theirZone === ours ? null : (
        <span className="times-local">{`${at(locale, theirZone, value)}${open}${t('theirTime')}${close}`}</span>
      )}
    </time>
  );
}

/** A day and time in one short line, UTC, for lists. */
export function ShortTime({ value }: { readonly value: number }) {
  const { locale } = useLocale();
  const { t } = useTranslation('shell');
  if (!isDate(value)) return <span>{t('timeUnreadable')}</span>;
  const written = (month: 'short' | 'long') =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month,
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'UTC',
      hour12: false,
    });
  // Portugal shortens a month to its number, which half the world would read as the day.
  const named = written('short')
    .formatToParts(value)
    .some(({ type, value: said }) => type === 'month' && /\D/.test(said));
  const words = written(named ? 'short' : 'long').format(value);
  return <time dateTime={new Date(value).toISOString()}>{words} UTC</time>;
}
