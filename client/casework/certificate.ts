// The certificate of a transmission: what a verified bundle proves, as text that a person reads and files (product.md "certificate"); pdf/certificate.ts draws the same.
import type { BundleVerdict, ProvenFacts } from '../../crypto/protocol/bundle.ts';
import type { EventFact, PartyFact } from '../../crypto/protocol/bundle-facts.ts';
import type { AuthorityId } from '../../crypto/wire/ids.ts';
import { isInstant, longInstant } from './calendar.ts';
import { choiceText, type Labels, say } from './labels/say.ts';

/** What the page says beside the facts. */
export type CertificateFrame = {
  /** The bundle's file name, as the command to check it again is printed. */
  readonly file: string;
  readonly labels?: Labels;
};

/**
 * The certificate as lines of plain text, or `null` when the bundle failed a check: of what is not proven nothing is certified. Names in it
 * are the parties' own words, stripped of whatever could add a line or turn the writing.
 */
export function certificate(verdict: BundleVerdict, { file, labels }: CertificateFrame): string[] | null {
  const { facts } = verdict;
  if (facts === null || facts.sentAt === null) return null;
  const page: Page = {
    labels,
    facts,
    names: namesIn(facts),
  };
  return [
    ...(facts.sender.practice ? [say('certificate.practice', {}, labels), ''] : []),
    say('certificate.title', {}, labels).toUpperCase(),
    '',
    ...statement(page),
    '',
    ...identity(page),
    '',
    say('certificate.parties', {}, labels),
    ...party(page, facts.sender, 'certificate.from'),
    ...facts.recipients.flatMap((recipient) => party(page, recipient, 'certificate.to')),
    '',
    say('certificate.events', {}, labels),
    ...facts.events.map((event) => `  ${eventLine(page, event)}`),
    `  ${say('certificate.clock', { at: instant(facts.sealedAt, labels), witnessed: say(facts.witnessed ? 'certificate.witnessed' : 'certificate.unwitnessed', {}, labels) }, labels)}`,
    '',
    say('certificate.verdict', {}, labels),
    ...checked(verdict, labels),
    '',
    say('certificate.again', {}, labels),
    `  rogatory verify ${plain(file)} --trust CARD`,
  ];
}

type Page = {
  readonly labels: Labels | undefined;
  readonly facts: ProvenFacts;
  readonly names: ReadonlyMap<AuthorityId, string>;
};

// Controls, line ends and marks that turn the direction of writing: a name must not be able to write the page.
const plain = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').trim();
const named = ({ name, jurisdiction }: PartyFact): string => `${plain(name)} (${jurisdiction})`;
const namesIn = ({ sender, recipients }: ProvenFacts): ReadonlyMap<AuthorityId, string> =>
  new Map([sender, ...recipients].map((p) => [p.authority, named(p)]));
// A hostile relay's clock may name a time beyond the calendar: it is shown as the number it is.
const instant = (at: number, labels?: Labels): string => (isInstant(at) ? longInstant(at, 'UTC', labels) : `${at} ms`);

/** What is certified, sentence by sentence; the last says what is not. `facts.sentAt` is not null: nothing is certified of what was never entered. */
export function statement({ facts, labels }: Pick<Page, 'facts' | 'labels'>): string[] {
  const names = namesIn(facts);
  const from = named(facts.sender);
  const to = facts.recipients.map(named).join(say('letter.list', {}, labels));
  const done = (events: readonly EventFact[], key: 'handedOver' | 'opened' | 'taken') =>
    events.map(({ counterpart, at }) =>
      say(`certificate.${key}`, { who: names.get(counterpart as AuthorityId) ?? '', at: instant(at, labels) }, labels),
    );
  return [
    say('certificate.sent', { from, to, at: instant(facts.sentAt as number, labels) }, labels),
    ...done(facts.handedOver, 'handedOver'),
    ...done(facts.opened, 'opened'),
    ...done(facts.taken, 'taken'),
    say('certificate.scope', {}, labels),
  ];
}

function identity({ facts, labels }: Page): string[] {
  const rows: [string, string][] = [
    [say('certificate.subject', {}, labels), facts.subject],
    [say('certificate.words', {}, labels), facts.words],
    [say('certificate.class', {}, labels), choiceText('certificate.class', String(facts.class), labels)],
    [say('certificate.made', {}, labels), instant(facts.createdAt, labels)],
    [
      say('certificate.signatures', {}, labels),
      say('certificate.signatures.value', { count: facts.signedBy.length }, labels),
    ],
    [say('certificate.attachments', {}, labels), String(facts.attachments.length)],
  ];
  const lead = (label: string) => say('letter.lead', { label }, labels);
  const column = Math.max(...rows.map(([label]) => lead(label).length)) + 1;
  return rows.map(([label, value]) => `${lead(label).padEnd(column)}${value}`);
}

function party({ facts, labels }: Page, fact: PartyFact, key: 'certificate.from' | 'certificate.to'): string[] {
  const endorsed = facts.endorsements.find(({ authority }) => authority === fact.authority);
  const designation = endorsed
    ? say('certificate.designation', { on: endorsed.notifiedOn }, labels)
    : say('certificate.undesignated', {}, labels);
  const indented = [fact.authority, fact.words, designation].map((line) => `    ${line}`);
  return [`  ${say('letter.lead', { label: say(key, {}, labels) }, labels)} ${named(fact)}`, ...indented];
}

const eventLine = ({ labels, names }: Page, { at, event, index, register }: EventFact): string =>
  say(
    'certificate.event',
    {
      at: instant(at, labels),
      event: choiceText('certificate.event', event, labels),
      index,
      register: names.get(register) ?? register,
    },
    labels,
  );

/** In one sentence, what the checks of a bundle amount to in which none failed. */
export function anchorLine({ outcome, checks }: BundleVerdict, labels: Labels | undefined): string {
  const count = (one: string): number => checks.filter((check) => check.outcome === one).length;
  return outcome === 'verified'
    ? say('certificate.verdict.verified', { passed: count('passed'), absent: count('absent') }, labels)
    : say('certificate.verdict.consistent', {}, labels);
}

function checked(verdict: BundleVerdict, labels: Labels | undefined): string[] {
  const { outcome, anchors } = verdict;
  const compare =
    outcome === 'verified'
      ? []
      : (anchors?.fingerprints ?? []).map(([label, value]) => `  ${say('letter.lead', { label }, labels)} ${value}`);
  return [`  ${anchorLine(verdict, labels)}`, ...compare];
}
