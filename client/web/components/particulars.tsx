// What an authority says of its office, as facts: languages, forms, channels, hours; what is not stated says so.
import type { ReactNode } from 'react';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ADDRESSED, type Addressed, channelOf, type Particulars, weekOf } from '../../casework/particulars.ts';
import { type Fact, Facts } from './panel.tsx';

const MINUTE_MS = 60_000;
// A Monday at midnight, UTC: from here days and minutes of a week become words.
const MONDAY = Date.UTC(2024, 0, 1);

/** Languages by their names in the page's language, the preferred one first. */
export function languageNames(codes: readonly string[], locale: string): string {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'language', fallback: 'code' });
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(codes.map((code) => names.of(code) ?? code));
}

/** A day of the week by its name: 1 is Monday. */
export const dayName = (day: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    MONDAY + (day - 1) * 24 * 60 * MINUTE_MS,
  );

// "Monday–Friday" for three days or more in a row.
function dayNames(days: readonly number[], locale: string): string {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const said = runs.flatMap((run) =>
    run.length > 2
      ? [`${dayName(run[0] as number, locale)}–${dayName(run.at(-1) as number, locale)}`]
      : run.map((day) => dayName(day, locale)),
  );
  return new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }).format(said);
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

// The hour there, where this browser knows the zone.
function hourThere(zone: string, locale: string): string | null {
  try {
    const format = { hour: '2-digit', minute: '2-digit', hour12: false, weekday: 'long', timeZone: zone } as const;
    return new Intl.DateTimeFormat(locale, format).format(Date.now());
  } catch {
    return null;
  }
}

/** A number or an address as it is written, from left to right whatever the page's direction. */
export const Address = ({ kind, text }: { readonly kind: Addressed; readonly text: string }) =>
  kind === 'post' ? (
    <bdi>{text}</bdi>
  ) : (
    <bdi dir="ltr" className={kind === 'email' ? undefined : 'whole'}>
      {text}
    </bdi>
  );

/** Stands in a text for what is not text. */
export const PLACE = '\u{fffc}';

/** A sentence with `part` in its place: a number keeps its direction in whatever sentence it stands. */
export function Spoken({ text, part }: { readonly text: string; readonly part: ReactNode }) {
  const [before, after = ''] = text.split(PLACE);
  return (
    <>
      {before}
      {part}
      {after}
    </>
  );
}

/** `more`: facts that follow. */
export function ParticularsFacts({
  particulars,
  more = [],
}: {
  readonly particulars: Particulars;
  readonly more?: readonly Fact[];
}) {
  const { t } = useTranslation('particulars');
  const { locale } = useLocale();
  const { languages, forms, channels, hours, zone } = particulars;
  const unsaid: ReactNode = <span className="soft">{t('notStated')}</span>;
  const there = hourThere(zone, locale);
  return (
    <Facts
      facts={[
        { name: t('languages'), value: <bdi>{languageNames(languages, locale)}</bdi> },
        {
          name: t('forms'),
          value: forms.length === 0 ? unsaid : forms.map((form) => <div key={form}>{t(`form_${form}`)}</div>),
        },
        { name: t('here'), value: channels.some(({ kind }) => kind === 'rogatory') ? t('yes') : unsaid },
        ...ADDRESSED.map((kind) => {
          const text = channelOf(particulars, kind);
          return { name: t(`channel_${kind}`), value: text === null ? unsaid : <Address kind={kind} text={text} /> };
        }),
        {
          name: t('hours'),
          value:
            hours.length === 0
              ? unsaid
              : weekOf(hours).map(({ days, spans }) => (
                  <div key={days.join()}>
                    <bdi>{dayNames(days, locale)}</bdi>{' '}
                    <bdi dir="ltr">{spans.map(({ from, until }) => `${clock(from)}–${clock(until)}`).join(', ')}</bdi>
                  </div>
                )),
        },
        {
          name: t('zone'),
          value: (
            <>
              <bdi dir="ltr">{zone.replaceAll('_', ' ')}</bdi>
              {there === null ? null : <span className="soft"> · {t('thereNow', { time: there })}</span>}
            </>
          ),
        },
        ...more,
      ]}
    />
  );
}

/** The same in two lines, for a list one chooses from: languages, and the ways to reach them. */
export function ParticularsBrief({ particulars }: { readonly particulars: Particulars | null }) {
  const { t } = useTranslation('particulars');
  const { locale } = useLocale();
  if (!particulars) return <span className="soft small">{t('nothingStated')}</span>;
  const ways = particulars.channels.map(({ kind }) => t(`way_${kind}`));
  const list = new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' });
  return (
    <>
      <span className="small">{t('accepts', { languages: languageNames(particulars.languages, locale) })}</span>
      <span className="soft small">{ways.length === 0 ? t('noWays') : t('ways', { ways: list.format(ways) })}</span>
    </>
  );
}
