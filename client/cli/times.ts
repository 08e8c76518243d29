// Moments as the command line shows them: UTC first with the month by name, then ISO or the reader's own zone (look.md; product.md "The screens").
import { longDate, longInstant } from '../casework/calendar.ts';

const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LAST = 8_640_000_000_000_000;

/** ISO 8601 in UTC, as JSON has it. A time beyond the calendar, which only a liar writes, is shown as the number it is. */
export const iso = (at: number): string => (Math.abs(at) <= LAST ? new Date(at).toISOString() : `${at} ms`);

/** "12 September 2026, 10:02 UTC (2026-09-12T10:02:09.000Z)". */
export const moment = (at: number): string => (Math.abs(at) <= LAST ? `${longInstant(at)} (${iso(at)})` : iso(at));

/** "12 Sep 2026 10:02 UTC", for lists. */
export function brief(at: number): string {
  if (Math.abs(at) > LAST) return iso(at);
  const date = new Date(at);
  const time = date.toISOString().slice(11, 16);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} UTC`;
}

/** "12 Sep 2026 10:02:09 UTC", for what happened one after the other. */
export function instant(at: number): string {
  if (Math.abs(at) > LAST) return iso(at);
  return brief(at).replace(' UTC', `:${new Date(at).toISOString().slice(17, 19)} UTC`);
}

/** "in 3 days", "2 hours ago", to the nearest smaller unit. */
export function distance(at: number, now: number): string {
  const span = Math.abs(at - now);
  const [count, unit] =
    span >= DAY ? [span / DAY, 'day'] : span >= HOUR ? [span / HOUR, 'hour'] : [span / MINUTE, 'minute'];
  const whole = Math.floor(count as number);
  const words = `${whole} ${unit}${whole === 1 ? '' : 's'}`;
  return at >= now ? `in ${words}` : `${words} ago`;
}

/** A deadline: the day where one was written, else UTC and the zone of the one who reads it; and how far away. `at` of a day: when it is over everywhere. */
export function due(at: number, now: number, zone: string, day: string | null = null): string {
  const moment = longInstant(at, zone);
  return `${day === null ? moment : `${longDate(day)} (over everywhere: ${moment})`}, ${distance(at, now)}`;
}
