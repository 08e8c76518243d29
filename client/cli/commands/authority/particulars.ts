// `rogatory authority particulars ...`: what other authorities see of an office, shown and stated (docs/spec/roster.md ROS-17).
import type { Command } from 'commander';
import {
  ADDRESSED,
  type Addressed,
  channelOf,
  FORMS,
  type ParticularsFault,
  type TransmissionForm,
  type TypedHours,
  type TypedParticulars,
  typedFrom,
  typedParticulars,
  weekOf,
} from '../../../casework/particulars.ts';
import type { AuthorityEntry } from '../../../sdk/index.ts';
import { findAuthority, titleOf } from '../../counterpart.ts';
import { CliError } from '../../errors.ts';
import { columns, plain } from '../../output.ts';
import { asCurrentParty, asParty } from '../../party.ts';
import { type Run, repeated, runOf } from '../../run.ts';
import { brief, iso } from '../../times.ts';
import { reportChange } from './pending.ts';

type Particulars = AuthorityEntry['particulars'];

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const FORM_WORDS: { readonly [F in TransmissionForm]: string } = {
  electronic: 'electronically, no paper to follow',
  paperFollows: 'electronically, paper to follow',
  paper: 'on paper',
  oral: 'orally when urgent, confirmed in writing',
  diplomatic: 'through diplomatic channels',
  interpol: 'through INTERPOL when urgent',
};
const CHANNEL_WORDS: { readonly [A in Addressed]: string } = {
  post: 'Post',
  telephone: 'Telephone, urgent matters',
  email: 'E-mail of the office',
  pointOfContact: 'Telephone at any hour',
};
const FAULT_WORDS: { readonly [P in ParticularsFault['problem']]: string } = {
  missing: 'is missing',
  form: 'has another form than it should',
  overlap: 'overlaps with another line',
  'unknown-zone': 'is no time zone known here',
};
const OPTION_OF = {
  languages: '--language',
  post: '--post',
  telephone: '--telephone',
  email: '--email',
  pointOfContact: '--point-of-contact',
  hours: '--hours',
  zone: '--zone',
} as const satisfies { readonly [F in ParticularsFault['field']]: string };

const languageNames = (codes: readonly string[]): string => {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });
  return codes.map((code) => names.of(code) ?? code).join(', ');
};
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const weekWords = (one: NonNullable<Particulars>): string =>
  weekOf(one.hours)
    .map(({ days, spans }) => {
      const named = days.map((day) => DAYS[day - 1]).join(',');
      return `${named} ${spans.map(({ from, until }) => `${clock(from)}-${clock(until)}`).join(', ')}`;
    })
    .join('; ');

/** The languages in a few words, or that none are stated. */
export const languageWords = (particulars: Particulars): string =>
  particulars ? `accepts ${languageNames(particulars.languages)}` : 'languages not stated';

export const particularsJson = (one: Particulars) =>
  one && {
    languages: one.languages,
    forms: one.forms,
    channels: Object.fromEntries(one.channels.map(({ kind, text }) => [kind, text ?? true])),
    hours: one.hours.map(({ day, from, until }) => ({ day, from: clock(from), until: clock(until) })),
    zone: one.zone,
    statedAt: iso(one.statedAt),
  };

/** Lines of a table: what is stated, and what is not. */
export function particularsRows(one: Particulars): [string, string][] {
  if (!one) return [['  Its office', 'not stated']];
  return [
    ['  Languages', languageNames(one.languages)],
    ['  Takes requests', one.forms.map((form) => FORM_WORDS[form]).join('; ') || 'not stated'],
    ['  Through this system', one.channels.some(({ kind }) => kind === 'rogatory') ? 'yes' : 'not stated'],
    ...ADDRESSED.map((kind): [string, string] => [
      `  ${CHANNEL_WORDS[kind]}`,
      plain(channelOf(one, kind) ?? 'not stated'),
    ]),
    ['  Office hours', one.hours.length === 0 ? 'not stated' : weekWords(one)],
    ['  Time zone', one.zone],
    ['  Stated', brief(one.statedAt)],
  ];
}

async function show(who: string | undefined, run: Run): Promise<void> {
  await asParty(run, async ({ client }) => {
    await client.sync();
    const mine = client.whoami()?.authority;
    const all = await client.authorities.list();
    const entry = who === undefined ? all.find((one) => one.authority === mine) : findAuthority(all, who);
    if (!entry) throw new CliError('CLI_USAGE', 'Your authority is not in the directory yet: name another.');
    const unverified = entry.authority !== mine && entry.verifiedSeq === null;
    run.output.show({ authority: entry.authority, particulars: particularsJson(entry.particulars) }, () => [
      titleOf(entry),
      ...columns(particularsRows(entry.particulars)),
      ...(unverified && entry.particulars
        ? [
            'Its eight words were not compared: these are the words of whoever made it. Do not compare by these numbers.',
          ]
        : []),
    ]);
  });
}

/** "mon-fri 09:00-12:00", "mon,wed 13:00-17:00". Throws CLI_USAGE. */
function hoursFrom(text: string): TypedHours {
  const [, named = '', from, until] = /^([a-z,-]+)\s+([\d:]+)\s*-\s*([\d:]+)$/i.exec(text.trim()) ?? [];
  const dayOf = (name: string): number => DAYS.indexOf(name as (typeof DAYS)[number]) + 1;
  const days = named
    .toLowerCase()
    .split(',')
    .flatMap((part) => {
      const [first = '', last = first] = part.split('-');
      const [start, end] = [dayOf(first), dayOf(last)];
      return start > 0 && end >= start ? Array.from({ length: end - start + 1 }, (_, i) => start + i) : [0];
    });
  if (from === undefined || until === undefined || days.includes(0))
    throw new CliError('CLI_USAGE', `--hours takes days and times, like "mon-fri 09:00-12:00", not "${plain(text)}".`);
  return { days, from, until };
}

type SetOptions = { readonly [A in Addressed]?: string } & {
  readonly language?: string[];
  readonly form?: string[];
  readonly here?: boolean;
  readonly hours?: string[];
  readonly zone?: string;
  readonly output?: string;
};

/** What stands, with what was given in its place. Throws CLI_USAGE. */
function typedWith(before: TypedParticulars, given: SetOptions): TypedParticulars {
  const unknown = (given.form ?? []).find((form) => form !== '' && !FORMS.includes(form as TransmissionForm));
  if (unknown !== undefined)
    throw new CliError('CLI_USAGE', `"${plain(unknown)}" is no form. There are: ${FORMS.join(', ')}.`);
  const filled = (list: readonly string[] | undefined): string[] | undefined => list?.filter((one) => one !== '');
  return {
    ...before,
    ...Object.fromEntries(ADDRESSED.flatMap((kind) => (given[kind] === undefined ? [] : [[kind, given[kind]]]))),
    languages: filled(given.language) ?? before.languages,
    forms: (filled(given.form) as TransmissionForm[] | undefined) ?? before.forms,
    here: given.here ?? before.here,
    hours: filled(given.hours)?.map(hoursFrom) ?? before.hours,
    zone: given.zone ?? before.zone,
  };
}

async function set(given: SetOptions, run: Run): Promise<void> {
  await asCurrentParty(run, async ({ client }) => {
    const stands = (await client.roster()).particulars?.value ?? null;
    const read = typedParticulars(typedWith(typedFrom(stands, run.zone), given));
    if (read.is === 'wrong') {
      const named = read.faults.map(({ field, problem, line }) => ({
        option: `${OPTION_OF[field]}${line === null ? '' : ` (number ${line + 1})`}`,
        problem,
      }));
      const words = named.map(({ option, problem }) => `${option} ${FAULT_WORDS[problem]}`).join('; ');
      throw new CliError('CLI_USAGE', `Not stated: ${words}. See "rogatory authority particulars set --help".`);
    }
    const changed = await client.devices.setParticulars(read.particulars);
    await reportChange(changed, 'Stated: every other authority sees it with its next look at the directory.', {
      run,
      file: given.output,
    });
  });
}

export function particularsCommands(group: Command): void {
  const own = group
    .command('particulars')
    .description('languages, channels and hours of an office, as other authorities see them: show, set');
  own
    .command('show')
    .description('what an authority says of its office')
    .argument('[authority]', 'name, State, first characters of the number, or first three words; without it, your own')
    .action((who: string | undefined, _options: unknown, command: Command) => show(who, runOf(command)));
  own
    .command('set')
    .description('state it; what is not given stays as it is, "" takes it away. Of the office, never of a person')
    .option('--language <code>', 'a language you accept (en, fr, ar ...), the preferred one first; repeat it', repeated)
    .option('--form <form>', `how you take requests: ${FORMS.join(', ')}; repeat it`, repeated)
    .option('--here', 'requests are taken through this system')
    .option('--no-here', 'they are not')
    .option('--post <address>', 'postal address, one line')
    .option('--telephone <number>', 'for urgent matters, from + and the code of the country on')
    .option('--email <address>', 'of the office')
    .option('--point-of-contact <number>', 'telephone that is answered at any hour')
    .option('--hours <days and times>', 'like "mon-fri 09:00-12:00"; repeat it', repeated)
    .option('--zone <name>', 'time zone of the office, like Europe/Vienna')
    .option('-o, --output <file>', 'where to write the decision if another administrator has to sign')
    .action((options: SetOptions, command: Command) => set(options, runOf(command)));
}
