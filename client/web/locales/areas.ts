// The areas of texts: one file in each language for each of them, loaded when a page of the area is (docs/architecture.md, "The web application").
import type authority from './en/authority.ts';
import type compose from './en/compose.ts';
import type mail from './en/mail.ts';
import type particulars from './en/particulars.ts';
import type practice from './en/practice.ts';
import type proof from './en/proof.ts';
import type seat from './en/seat.ts';
import type shell from './en/shell.ts';
import type trust from './en/trust.ts';
import type { Language } from './languages.ts';

/** English is the measure: what is asked for elsewhere is checked against these types. */
export type Areas = {
  authority: typeof authority;
  compose: typeof compose;
  mail: typeof mail;
  particulars: typeof particulars;
  practice: typeof practice;
  proof: typeof proof;
  seat: typeof seat;
  shell: typeof shell;
  trust: typeof trust;
};
export type Area = keyof Areas;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: Areas;
    enableSelector: false;
  }
}

/** The texts of an area in a language. */
export async function textsOf(language: Language, area: Area): Promise<Readonly<Record<string, string>>> {
  const loaded = (await import(`./${language}/${area}.ts`)) as { default: Readonly<Record<string, string>> };
  return loaded.default;
}
