// What an office says of itself, from what people type to what the chain takes and back (docs/spec/roster.md ROS-17). Pure.
import {
  CHANNELS,
  type ChannelName,
  type OfficeHours,
  type Particulars,
  particularsFields,
  readParticulars,
  TRANSMISSION_FORMS,
  type TransmissionForm,
} from '../../crypto/wire/particulars.ts';
import { isKnownZone } from './calendar.ts';

export type { Particulars, TransmissionForm };

/** Every form of transmission, in the order of their numbers. */
export const FORMS = Object.keys(TRANSMISSION_FORMS) as TransmissionForm[];

/** The channels that have an address. */
export const ADDRESSED = ['post', 'telephone', 'email', 'pointOfContact'] as const satisfies readonly ChannelName[];
export type Addressed = (typeof ADDRESSED)[number];

/** Hours as people write them: the same on several days (1 Monday to 7 Sunday), "09:00" to "17:00" or "24:00". */
export type TypedHours = { readonly days: readonly number[]; readonly from: string; readonly until: string };

export type TypedParticulars = { readonly [A in Addressed]: string } & {
  readonly languages: readonly string[];
  readonly forms: readonly TransmissionForm[];
  /** Requests are taken through this system. */
  readonly here: boolean;
  readonly hours: readonly TypedHours[];
  readonly zone: string;
};

export type ParticularsField = 'languages' | Addressed | 'hours' | 'zone';
/** `hours` names the line, from 0; null elsewhere. */
export type ParticularsFault = {
  readonly field: ParticularsField;
  readonly problem: 'missing' | 'form' | 'overlap' | 'unknown-zone';
  readonly line: number | null;
};

export type ReadParticulars =
  | { readonly is: 'right'; readonly particulars: Particulars }
  | { readonly is: 'wrong'; readonly faults: readonly ParticularsFault[] };

const tidied = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Minutes after midnight of "9:05", "09:05" or "24:00"; null for anything else. */
function minutesOf(text: string): number | null {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? [];
  if (hour === undefined || minute === undefined || Number(minute) > 59) return null;
  const at = Number(hour) * 60 + Number(minute);
  return at <= 1440 ? at : null;
}

// The end of the day is "24:00".
const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function hoursOf(typed: readonly TypedHours[], fault: (problem: ParticularsFault['problem'], line: number) => void) {
  const spans: (OfficeHours & { readonly line: number })[] = [];
  for (const [line, { days, from, until }] of typed.entries()) {
    const [opens, closes] = [minutesOf(from), minutesOf(until)];
    if (days.length === 0 && from.trim() === '' && until.trim() === '') continue;
    if (days.length === 0) fault('missing', line);
    else if (opens === null || closes === null || opens >= closes) fault('form', line);
    else spans.push(...days.map((day) => ({ day, from: opens, until: closes, line })));
  }
  spans.sort((a, b) => a.day - b.day || a.from - b.from);
  for (const [i, span] of spans.entries()) {
    const before = spans[i - 1];
    if (before && before.day === span.day && before.until >= span.from) fault('overlap', span.line);
  }
  return spans.map(({ day, from, until }) => ({ day, from, until }));
}

/** What was typed as the chain takes it, or everything that is wrong with it, in the order of the form. */
export function typedParticulars(typed: TypedParticulars): ReadParticulars {
  const faults: ParticularsFault[] = [];
  const fault = (field: ParticularsField, problem: ParticularsFault['problem'], line: number | null = null): void => {
    if (!faults.some((one) => one.field === field && one.line === line)) faults.push({ field, problem, line });
  };
  const alone = { languages: ['en'], forms: [], channels: [], hours: [], zone: 'UTC' } satisfies Particulars;
  // The chain's own reader judges each part by itself, so that this can never be laxer or stricter.
  const stands = (part: Partial<Particulars>): boolean => {
    try {
      readParticulars(particularsFields({ ...alone, ...part }));
      return true;
    } catch {
      return false;
    }
  };
  const languages = [...new Set(typed.languages)];
  if (languages.length === 0) fault('languages', 'missing');
  else if (!stands({ languages })) fault('languages', 'form');
  const forms = FORMS.filter((form) => typed.forms.includes(form));
  const channels = (Object.keys(CHANNELS) as ChannelName[]).flatMap((kind): Particulars['channels'][number][] => {
    if (kind === 'rogatory') return typed.here ? [{ kind, text: null }] : [];
    const text = tidied(typed[kind]);
    if (text === '') return [];
    const channel = { kind, text: kind === 'email' ? text.replace(/@.*/, (host) => host.toLowerCase()) : text };
    if (!stands({ channels: [channel] })) fault(kind, 'form');
    return [channel];
  });
  const hours = hoursOf(typed.hours, (problem, line) => fault('hours', problem, line));
  const zone = typed.zone.trim();
  if (zone === '') fault('zone', 'missing');
  else if (!isKnownZone(zone) || !stands({ zone })) fault('zone', 'unknown-zone');
  if (faults.length > 0) return { is: 'wrong', faults };
  return { is: 'right', particulars: { languages, forms, channels, hours, zone } };
}

/** Days that have the same hours, as one line each, in the order of their first day. */
export function weekOf(hours: readonly OfficeHours[]): { days: number[]; spans: { from: number; until: number }[] }[] {
  const days = [...new Set(hours.map(({ day }) => day))];
  const lines: { days: number[]; spans: { from: number; until: number }[] }[] = [];
  for (const day of days) {
    const spans = hours.filter((one) => one.day === day).map(({ from, until }) => ({ from, until }));
    const same = lines.find((line) => JSON.stringify(line.spans) === JSON.stringify(spans));
    if (same) same.days.push(day);
    else lines.push({ days: [day], spans });
  }
  return lines;
}

/** The form as it stands filled in; null: an empty one, in `zone`. */
export function typedFrom(particulars: Particulars | null, zone: string): TypedParticulars {
  const textOf = (kind: Addressed): string => particulars?.channels.find((one) => one.kind === kind)?.text ?? '';
  return {
    languages: particulars?.languages ?? [],
    forms: particulars?.forms ?? [],
    here: particulars === null || particulars.channels.some(({ kind }) => kind === 'rogatory'),
    post: textOf('post'),
    telephone: textOf('telephone'),
    email: textOf('email'),
    pointOfContact: textOf('pointOfContact'),
    hours: weekOf(particulars?.hours ?? []).flatMap(({ days, spans }) =>
      spans.map(({ from, until }) => ({ days, from: clockOf(from), until: clockOf(until) })),
    ),
    zone: particulars?.zone ?? zone,
  };
}

/** The address of a channel, where it is stated. */
export const channelOf = (particulars: Particulars | null, kind: Addressed): string | null =>
  particulars?.channels.find((one) => one.kind === kind)?.text ?? null;
