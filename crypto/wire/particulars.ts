// What an authority says of its office to the others: languages, forms of transmission, channels, hours (docs/spec/roster.md, ROS-17). About an office, never a person.
import { demand } from '../primitives/errors.ts';
import type { CborKey, CborValue } from './codec.ts';
import { list, oneOf, type Read, record, text, tuple, uint } from './read.ts';

/** Ways to reach an office; numbers on the wire, never reused. `telephone`: for urgent matters; `pointOfContact`: the telephone that is answered at any hour. */
export const CHANNELS = { rogatory: 1, post: 2, telephone: 3, email: 4, pointOfContact: 5 } as const;
export type ChannelName = keyof typeof CHANNELS;

/** Forms in which an office takes requests. `oral`: urgent ones, confirmed in writing (UNTOC 18(14)); `diplomatic` and `interpol`: UNTOC 18(13). */
export const TRANSMISSION_FORMS = {
  electronic: 1,
  paperFollows: 2,
  paper: 3,
  oral: 4,
  diplomatic: 5,
  interpol: 6,
} as const;
export type TransmissionForm = keyof typeof TRANSMISSION_FORMS;

/** Open on a day of the week (1 Monday to 7 Sunday), minutes after midnight in the office's zone; `until` at most 1440. */
export type OfficeHours = { readonly day: number; readonly from: number; readonly until: number };

export type Particulars = {
  /** Primary language subtags of BCP 47, the preferred one first: 1 to 16. */
  readonly languages: readonly string[];
  /** In the order of their numbers; empty: not stated. */
  readonly forms: readonly TransmissionForm[];
  /** Each kind once, in the order of their numbers. `text` is null for `rogatory` and only there. */
  readonly channels: readonly { readonly kind: ChannelName; readonly text: string | null }[];
  /** By day and hour, apart from each other; empty: not stated. */
  readonly hours: readonly OfficeHours[];
  /** IANA name. Its form is checked, not its existence: readers have different tables. */
  readonly zone: string;
};

const DAY_MINUTES = 1440;
const TELEPHONE = /^\+[0-9][0-9 ()-]{4,37}[0-9]$/;
const EMAIL = /^[!-?A-~]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const FORM_OF_TEXT: {
  readonly [C in Exclude<ChannelName, 'rogatory'>]: { readonly max: number; readonly form: RegExp };
} = {
  post: { max: 300, form: /\S/ },
  telephone: { max: 40, form: TELEPHONE },
  email: { max: 254, form: EMAIL },
  pointOfContact: { max: 40, form: TELEPHONE },
};

const named = <N extends string>(table: { readonly [K in N]: number }): Read<N> => {
  const names = Object.keys(table) as N[];
  return (value, what) => {
    const number = oneOf(Object.values<number>(table))(value, what);
    return names.find((name) => table[name] === number) as N;
  };
};

const formed =
  (form: RegExp, max: number): Read<string> =>
  (value, what) => {
    const read = text(max, 1)(value, what);
    demand(form.test(read), 'WIRE_SHAPE', `${what}: another form`);
    return read;
  };

function ordered<T>(items: readonly T[], before: (a: T, b: T) => boolean, what: string): void {
  for (let i = 1; i < items.length; i++)
    demand(before(items[i - 1] as T, items[i] as T), 'WIRE_SHAPE', `${what}: not in order, or twice`);
}

const readChannel: Read<Particulars['channels'][number]> = (value, what) => {
  const [number, said] = tuple(value, 2, what);
  const kind = named(CHANNELS)(number, what);
  if (kind === 'rogatory') {
    demand(said === null, 'WIRE_SHAPE', `${what}: this channel has no address`);
    return { kind, text: null };
  }
  const { max, form } = FORM_OF_TEXT[kind];
  return { kind, text: formed(form, max)(said, what) };
};

const readHours: Read<OfficeHours> = (value, what) => {
  const [day, from, until] = tuple(value, 3, what);
  const read = {
    day: uint(7, 1)(day, what),
    from: uint(DAY_MINUTES - 1)(from, what),
    until: uint(DAY_MINUTES)(until, what),
  };
  demand(read.from < read.until, 'WIRE_SHAPE', `${what}: closes before it opens`);
  return read;
};

export const particularsFields = (p: Particulars): Map<CborKey, CborValue> =>
  new Map<CborKey, CborValue>([
    [1, [...p.languages]],
    [2, p.forms.map((form) => TRANSMISSION_FORMS[form])],
    [3, p.channels.map(({ kind, text: said }) => [CHANNELS[kind], said])],
    [4, p.hours.map(({ day, from, until }) => [day, from, until])],
    [5, p.zone],
  ]);

/** Reads them, strictly: a telephone is an international number, an e-mail address is ASCII, nothing stands twice. Throws WIRE_SHAPE. */
export function readParticulars(value: CborValue | undefined): Particulars {
  const f = record(value, [1, 2, 3, 4, 5], 'particulars_set');
  const languages = list(formed(/^[a-z]{2,3}$/, 3), 16)(f.get(1), 'languages');
  demand(
    languages.length > 0 && new Set(languages).size === languages.length,
    'WIRE_SHAPE',
    'languages: none, or twice',
  );
  const forms = list(named(TRANSMISSION_FORMS), 6)(f.get(2), 'forms');
  ordered(forms, (a, b) => TRANSMISSION_FORMS[a] < TRANSMISSION_FORMS[b], 'forms');
  const channels = list(readChannel, 5)(f.get(3), 'channels');
  ordered(channels, (a, b) => CHANNELS[a.kind] < CHANNELS[b.kind], 'channels');
  const hours = list(readHours, 21)(f.get(4), 'hours');
  // Spans that touch would be one span spelled twice.
  ordered(hours, (a, b) => a.day < b.day || (a.day === b.day && a.until < b.from), 'hours');
  const zone = formed(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/, 40)(f.get(5), 'zone');
  return { languages, forms, channels, hours, zone };
}
