// The practice world: two invented States and a registrar, who sits where, and under which profile (product.md: no real State in demos).
import { type Particulars, ROLES, type Role } from '../../../crypto/index.ts';
import type { FoundingInput } from '../../sdk/index.ts';

export type PracticeAuthority = {
  readonly kind: 'authority' | 'registrar';
  readonly jurisdiction: string;
  readonly name: string;
  /** Profile and name of the two administrators. */
  readonly first: { readonly profile: string; readonly name: string };
  readonly second: { readonly profile: string; readonly name: string };
};

export const WORLD = {
  registrar: {
    kind: 'registrar',
    jurisdiction: 'QZ',
    name: 'Secretariat of the practice treaties',
    first: { profile: 'registrar', name: 'Ottilie Brandt' },
    second: { profile: 'registrar-2', name: 'Simeon Vale' },
  },
  norvania: {
    kind: 'authority',
    jurisdiction: 'QM',
    name: 'Office of International Legal Assistance, Ministry of Justice of Norvania',
    first: { profile: 'norvania', name: 'Aurelia Lindt' },
    // Kept open while practice runs, so that new officials get what they need to read without waiting for a colleague.
    second: { profile: 'norvania-2', name: 'Ilja Marek' },
  },
  talassa: {
    kind: 'authority',
    jurisdiction: 'QN',
    name: 'Central Authority for Judicial Cooperation of Talassa',
    first: { profile: 'talassa', name: 'Matteo Sorin' },
    // The simulated counterpart sits here.
    second: { profile: 'talassa-2', name: 'Renata Dunai' },
  },
} as const satisfies Readonly<Record<string, PracticeAuthority>>;

/** The invented States, by code. */
export const STATES: Readonly<Record<string, string>> = { QM: 'Norvania', QN: 'Talassa' };
export type WorldName = keyof typeof WORLD;

/** What the first administrator founds it with. */
export function foundingOf(which: WorldName, webOrigin: string): FoundingInput {
  const { kind, jurisdiction, name, first } = WORLD[which];
  return {
    kind,
    jurisdiction,
    names: [['en', name]],
    adminName: first.name,
    rpIds: ['localhost'],
    origins: [webOrigin],
  };
}

const hours = (days: readonly number[], from: number, until: number) => days.map((day) => ({ day, from, until }));
const WORKDAYS = [1, 2, 3, 4, 5];

/** What the offices say of themselves. Numbers of a country code that nobody has. */
export const OFFICES: Readonly<Partial<Record<WorldName, Particulars>>> = {
  norvania: {
    languages: ['en', 'fr'],
    forms: ['electronic', 'oral'],
    channels: [
      { kind: 'rogatory', text: null },
      { kind: 'post', text: 'Ministry of Justice, 4 Lantern Square, Norhaven, Norvania' },
      { kind: 'telephone', text: '+999 21 555 0110' },
      { kind: 'email', text: 'mla@justice.norvania.example' },
      { kind: 'pointOfContact', text: '+999 21 555 0199' },
    ],
    hours: hours(WORKDAYS, 8 * 60 + 30, 16 * 60 + 30),
    zone: 'Europe/Oslo',
  },
  talassa: {
    languages: ['en', 'fr', 'ar'],
    forms: ['electronic', 'oral', 'diplomatic'],
    channels: [
      { kind: 'rogatory', text: null },
      { kind: 'post', text: 'Palace of Justice, 1 Harbour Row, Port Talassa' },
      { kind: 'telephone', text: '+999 11 555 0142' },
      { kind: 'email', text: 'cooperation@justice.talassa.example' },
      { kind: 'pointOfContact', text: '+999 11 555 0199' },
    ],
    hours: WORKDAYS.flatMap((day) => [...hours([day], 9 * 60, 12 * 60), ...hours([day], 13 * 60, 17 * 60)]),
    zone: 'Europe/Athens',
  },
};

/** What every administrator of practice may do. */
export const ADMINISTRATOR: readonly Role[] = [ROLES.admin, ROLES.signatory, ROLES.officer];

/** Places kept free at Norvania for whoever tries it, with the profile that the printed command makes. */
export const SEATS = [
  {
    seat: 'official',
    label: 'be an official',
    profile: 'me',
    name: 'Practice official',
    roles: [ROLES.signatory, ROLES.officer],
  },
  { seat: 'duty', label: 'the 24/7 officer', profile: 'duty', name: 'Practice duty officer', roles: [ROLES.duty] },
  {
    seat: 'administrator',
    label: 'an administrator',
    profile: 'admin',
    name: 'Practice administrator',
    roles: ADMINISTRATOR,
  },
  { seat: 'auditor', label: 'the auditor', profile: 'auditor', name: 'Practice auditor', roles: [ROLES.auditor] },
] as const satisfies readonly {
  readonly seat: string;
  readonly label: string;
  readonly profile: string;
  readonly name: string;
  readonly roles: readonly Role[];
}[];
export type SeatName = (typeof SEATS)[number]['seat'];
