// Dates and instants as acts write them, and as people read them (look.md: UTC first, then the author's zone; months by name).
import { type Labels, say, sayIfKnown } from './labels/say.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

// Years 1 to 9999 would print oddly at the edges; no act speaks of a day outside these.
const EARLIEST = Date.UTC(1800, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** The start (00:00 UTC) of a `YYYY-MM-DD` day in unix milliseconds; `null` when it is no day of the calendar. */
export function dayStart(date: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) return null;
  const at = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return isInstant(at) && dateOf(at) === date ? at : null;
}

/** The last millisecond of a day, wherever on Earth it ends last: a deadline "on 3 March" has not passed before. `null` as `dayStart`. */
export function dayEnd(date: string): number | null {
  const start = dayStart(date);
  return start === null ? null : start + DAY + 12 * HOUR - 1;
}

/** The UTC day of an instant, `YYYY-MM-DD`. */
export function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Whether `at` is an integer number of milliseconds within the years acts may speak of. */
export function isInstant(at: unknown): at is number {
  return Number.isSafeInteger(at) && (at as number) >= EARLIEST && (at as number) < LATEST;
}

/** Whether this platform knows the IANA zone. The other side's tables may be newer: only authors are held to it. */
export function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** "3 March 2027". `date` is a valid `YYYY-MM-DD`. */
export function longDate(date: string, labels?: Labels): string {
  const month = sayIfKnown(`month.${Number(date.slice(5, 7))}`, labels) ?? date.slice(5, 7);
  const day = Number(date.slice(8, 10));
  const number = day === 1 ? say('date.first', {}, labels) : day;
  return say('date.long', { day: number, month, year: date.slice(0, 4) }, labels);
}

/** "3 March 2027, 10:02 UTC (11:02 Europe/Vienna)"; another day in the zone is written out; an unknown zone shows UTC alone. */
export function longInstant(at: number, zone = 'UTC', labels?: Labels): string {
  const dated = (instant: number, name: string) =>
    say('date.at', { day: longDate(dateOf(instant), labels), time: clock(instant), zone: name }, labels);
  const utc = dated(at, 'UTC');
  if (zone === 'UTC' || !isKnownZone(zone)) return utc;
  const there = at + offset(at, zone);
  return `${utc} (${dateOf(there) === dateOf(at) ? `${clock(there)} ${zone}` : dated(there, zone)})`;
}

const clock = (at: number) => new Date(at).toISOString().slice(11, 16);

// How far the zone's wall clock is ahead of UTC at this instant, in milliseconds.
function offset(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const wall = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute'], part['second']);
  return wall - Math.floor(at / 1000) * 1000;
}
