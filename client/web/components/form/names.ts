// States and languages by their names in the person's language, for fields that hold their codes (ISO 3166, ISO 639).
import type { Option } from '../select.tsx';

// The codes of UN members and observers, and of EU and UN themselves; names come from the browser.
const STATES =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW EU UN'.split(
    ' ',
  );
const LANGUAGES =
  'ar zh en fr ru es pt am az be bg bn bs ca cs cy da de dv dz el et fa fi fo ga gl gu ha he hi hr ht hu hy id ig is it ja ka kk km ko ku ky lb lo lt lv mg mk mn ms mt my nb ne nl nn pa pl ps rn ro rw sg si sk sl sm so sq sr sv sw ta te tg th ti tk tl tn to tr tt uk ur uz vi wo xh yo zu'.split(
    ' ',
  );

function named(codes: readonly string[], type: 'region' | 'language', locale: string): Option[] {
  const names = new Intl.DisplayNames([locale, 'en'], { type, fallback: 'code' });
  const order = new Intl.Collator(locale);
  return codes.map((key) => ({ key, label: names.of(key) ?? key })).sort((a, b) => order.compare(a.label, b.label));
}

/** The States of practice: ISO 3166 leaves QM to QZ to whoever needs codes of their own. */
const INVENTED: Readonly<Record<string, string>> = { QM: 'Norvania', QN: 'Talassa', QZ: 'Practice secretariat' };

/** A State by its code, also an invented one. */
export const stateName = (code: string, locale: string): string =>
  INVENTED[code] ?? new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'code' }).of(code) ?? code;

/** All States by code, as letters want them. */
export const stateNames = (locale: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...Object.keys(INVENTED), ...STATES].map((code) => [code, stateName(code, locale)]));

/** `practice`: invented States can be chosen, and stand first. */
export const stateOptions = (locale: string, practice: boolean): readonly Option[] => [
  ...(practice ? Object.entries(INVENTED).map(([key, label]) => ({ key, label })) : []),
  ...named(STATES, 'region', locale),
];
export const languageOptions = (locale: string): readonly Option[] => named(LANGUAGES, 'language', locale);

/** Every time zone this browser knows, by its IANA name. */
export const zoneOptions = (): readonly Option[] =>
  ['UTC', ...Intl.supportedValuesOf('timeZone')].map((key) => ({ key, label: key.replaceAll('_', ' ') }));
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Currencies by code and name. */
export const currencyOptions = (locale: string): readonly Option[] => {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'currency', fallback: 'code' });
  return Intl.supportedValuesOf('currency').map((key) => ({ key, label: `${key} ${names.of(key) ?? ''}` }));
};
