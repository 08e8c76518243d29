// Time as work feels it: how long until something is due, how long it is late; told again each half minute.
import { useEffect, useState } from 'react';
import { useLocale } from 'react-aria-components';

const TICK_MS = 30_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The time now, unix milliseconds; changes by itself. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const beat = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(beat);
  }, []);
  return now;
}

const counted = (locale: string, unit: 'day' | 'hour' | 'minute', value: number): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' }).format(value);

/** "19 days", "1 hr 52 min", "4 min", in the words of the locale; less than a minute is one. */
export function span(ms: number, locale: string): string {
  const long = Math.abs(ms);
  if (long >= 2 * DAY) return counted(locale, 'day', Math.round(long / DAY));
  const [hours, minutes] = [Math.floor(long / HOUR), Math.floor((long % HOUR) / MINUTE)];
  if (hours === 0) return counted(locale, 'minute', Math.max(1, minutes));
  const whole = counted(locale, 'hour', hours);
  return minutes === 0 ? whole : `${whole} ${counted(locale, 'minute', minutes)}`;
}

/** Words for how far `at` is from now. */
export function useSpan(): (at: number) => { readonly words: string; readonly late: boolean } {
  const { locale } = useLocale();
  const now = useNow();
  return (at) => ({ words: span(at - now, locale), late: at < now });
}
