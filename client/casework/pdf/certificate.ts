// The certificate as a PDF: the statement, what happened and who says so, the documents, and how to check all of it (product.md "certificate"; docs/spec/bundle.md).
import type { ReactNode } from 'react';
import type { BundleVerdict, ProvenFacts } from '../../../crypto/protocol/bundle.ts';
import type { EventFact, PartyFact } from '../../../crypto/protocol/bundle-facts.ts';
import type { AuthorityId } from '../../../crypto/wire/ids.ts';
import { isInstant, longInstant } from '../calendar.ts';
import { anchorLine, statement } from '../certificate.ts';
import { choiceText, type LabelKey, say } from '../labels/say.ts';
import { inFours, shortNumber } from '../number.ts';
import { grouped } from './fonts.ts';
import { onSheet, type PdfFrame, printed, type Sheet, WAX } from './sheet.ts';

/** A file of the transmission as its reader knows it from the opened content. */
export type CertifiedDocument = {
  readonly uploadId: string;
  readonly name: string;
  /** bytes of the file itself */
  readonly size: number;
  /** SHA-256 of the sealed file, 64 hex digits, as the signed statement has it */
  readonly digest: string;
};

export type CertificatePdfFrame = PdfFrame & {
  /** The bundle's file name, as the command to check it again is printed. */
  readonly file: string;
  /** What the maker can read; others see numbers of files and sealed sizes. Those the evidence does not know are left out. */
  readonly documents?: readonly CertifiedDocument[];
  /** Whether the opened content asks to be kept confidential; absent when it was not read. */
  readonly confidential?: boolean;
};

type Page = CertificatePdfFrame & {
  readonly sheet: Sheet;
  readonly facts: ProvenFacts;
  readonly verdict: BundleVerdict;
};

/** The bytes of the PDF, or `null` when the bundle failed a check: of what is not proven nothing is certified. */
export async function certificatePdf(verdict: BundleVerdict, frame: CertificatePdfFrame): Promise<Uint8Array | null> {
  const { facts } = verdict;
  if (facts === null || facts.sentAt === null) return null;
  return onSheet(frame, (sheet) => drawn({ ...frame, sheet, facts, verdict }));
}

function drawn(page: Page): Promise<Uint8Array> {
  const { sheet, facts, labels } = page;
  const body = [
    sheet.stack(cover(page), { gap: 12 }),
    sheet.stack(timeline(page), { fresh: true }),
    sheet.stack(documents(page), { fresh: true }),
    sheet.stack(again(page), { fresh: true }),
  ];
  return printed(
    sheet,
    {
      title: say('certificate.title', {}, labels),
      reference: shortNumber(facts.subject),
      practice: facts.sender.practice ? say('certificate.practice', {}, labels) : null,
    },
    page,
    body,
  );
}

const named = ({ name, jurisdiction }: PartyFact): string => `${name} (${jurisdiction})`;
// A hostile relay's clock may name a time beyond the calendar: it is shown as the number it is.
const seconds = (at: number): string =>
  isInstant(at) ? new Date(at).toISOString().slice(0, 19).replace('T', ' ') : `${at} ms`;
const instant = (at: number, { labels }: Page): string => (isInstant(at) ? longInstant(at, 'UTC', labels) : `${at} ms`);
const parties = ({ sender, recipients }: ProvenFacts): ReadonlyMap<AuthorityId, PartyFact> =>
  new Map([sender, ...recipients].map((party) => [party.authority, party]));

function cover(page: Page): ReactNode[] {
  const { sheet, facts, labels, confidential } = page;
  const { words, text } = sheet;
  const label = (key: LabelKey): string => say(key, {}, labels);
  const said = statement({ facts, labels });
  const handling = [
    choiceText('certificate.class', String(facts.class), labels),
    ...(confidential === true ? [`${say('letter.confidential', {}, labels)} (${words.handlingFrom})`] : []),
  ];
  return [
    text(label('certificate.title'), { size: 22, strong: true }),
    sheet.stack(
      said.slice(0, -1).map((line) => text(line, { size: 11.5 })),
      { gap: 4 },
    ),
    sheet.aside([text(words.notContent, { size: 11, strong: true }), text(said.at(-1) ?? '', { size: 9.5 })]),
    sheet.heading(words.identity),
    sheet.facts([
      [label('certificate.subject'), text(inFours(facts.subject), { mono: true })],
      [label('certificate.words'), facts.words],
      [words.message, text(inFours(facts.messageId), { mono: true })],
      [words.case, text(inFours(facts.caseId), { mono: true })],
      [words.handling, handling.join(' · ')],
      [label('certificate.made'), instant(facts.createdAt, page)],
      [
        label('certificate.signatures'),
        facts.signedBy.length === 0 ? words.signedDevice : words.signedOfficials(facts.signedBy.length),
      ],
      [label('certificate.attachments'), String(facts.attachments.length)],
    ]),
    sheet.heading(label('certificate.parties')),
    party(page, facts.sender, label('certificate.from')),
    ...facts.recipients.map((one) => party(page, one, label('certificate.to'))),
  ];
}

function party({ sheet, facts, labels }: Page, one: PartyFact, role: string): ReactNode {
  const { words, text } = sheet;
  const endorsed = facts.endorsements.find(({ authority }) => authority === one.authority);
  const designation = endorsed
    ? say('certificate.designation', { on: endorsed.notifiedOn }, labels)
    : say('certificate.undesignated', {}, labels);
  return sheet.facts([
    [role, text(named(one), { strong: true })],
    [words.authority, text(inFours(one.authority), { mono: true, size: 9 })],
    [words.eightWords, one.words],
    ['', text(designation, { size: 9 })],
  ]);
}

/** One thing that happened, with every register it was entered in. */
type Happening = EventFact & { readonly entries: readonly EventFact[] };

function happenings(events: readonly EventFact[]): readonly Happening[] {
  const by = new Map<string, EventFact[]>();
  for (const event of events) {
    const key = [event.event, event.at, event.counterpart, event.reason].join(' ');
    by.set(key, [...(by.get(key) ?? []), event]);
  }
  return [...by.values()].map((entries) => ({ ...(entries[0] as EventFact), entries }));
}

// REG-6: these carry an acknowledger's signed statement, which BND-14 checked; the submission carries the sender's (BND-10). All else is the relay's word.
const BY_DEVICE = [
  'ContentHandover',
  'ContentAccessTracking',
  'ConsignmentAcceptance',
  'ConsignmentRejection',
  'Relayed',
];

function timeline(page: Page): ReactNode[] {
  const { sheet, facts, labels } = page;
  const { words, text } = sheet;
  const known = parties(facts);
  const name = (authority: AuthorityId): string => {
    const one = known.get(authority);
    return one ? named(one) : inFours(authority);
  };
  const signer = ({ event, counterpart }: EventFact): string => {
    if (event === 'SubmissionAcceptance') return words.byDevice(name(facts.sender.authority));
    return BY_DEVICE.includes(event) && counterpart !== null ? words.byDevice(name(counterpart)) : words.byRelay;
  };
  const rows = happenings(facts.events).map((one) => [
    text(seconds(one.at), { size: 9, mono: true }),
    text(choiceText('certificate.event', one.event, labels), { size: 9, strong: true }),
    text(signer(one), { size: 9 }),
    sheet.stack(
      one.entries.map(({ index, register }) => text(words.entryOf(index, name(register)), { size: 9 })),
      { gap: 0 },
    ),
  ]);
  const sealed = say(facts.witnessed ? 'certificate.witnessed' : 'certificate.unwitnessed', {}, labels);
  return [
    sheet.heading(words.timeline),
    sheet.table([24, 24, 28, 34], [words.time, words.event, words.signedBy, words.entry], rows),
    text(say('certificate.clock', { at: instant(facts.sealedAt, page), witnessed: sealed }, labels), { size: 9 }),
  ];
}

function documents({ sheet, facts, documents: named = [] }: Page): ReactNode[] {
  const { words, text } = sheet;
  if (facts.attachments.length === 0) return [sheet.heading(words.documents), text(words.noDocuments)];
  const rows = facts.attachments.map(({ uploadId, length }) => {
    const one = named.find((document) => document.uploadId === uploadId);
    const digest = one ? inFours(one.digest) : inFours(uploadId);
    return [
      text(one ? one.name : words.unnamed, { size: 9, strong: one !== undefined }),
      text(one ? words.bytes(grouped(one.size)) : words.sealedBytes(grouped(length)), { size: 9 }),
      text(digest, { size: 9, mono: true }),
    ];
  });
  return [
    sheet.heading(words.documents),
    sheet.table([30, 18, 46], [words.name, words.size, words.digest], rows),
    text(words.namesFrom, { size: 9 }),
  ];
}

function again({ sheet, verdict, file, labels }: Page): ReactNode[] {
  const { words, text } = sheet;
  const good = verdict.outcome === 'verified';
  const rows = verdict.checks.map(({ id, outcome }) => [
    text(id, { size: 8.5, mono: true }),
    text(words.what[id], { size: 8.5 }),
    text(words.outcome[outcome], { size: 8.5, strong: true }),
  ]);
  return [
    sheet.heading(words.verify),
    text(words.verifyBundle),
    text(`rogatory verify ${file} --trust CARD`, { mono: true }),
    text(words.verifyCard),
    text(words.verifyOriginal),
    text(`rogatory verify ${file} --trust CARD --original FILE`, { mono: true }),
    sheet.heading(words.checks),
    sheet.aside([text(anchorLine(verdict, labels), { strong: true })], good ? undefined : WAX),
    ...(good ? [] : (verdict.anchors?.fingerprints ?? []).map((of) => fingerprint(sheet, of))),
    sheet.table([10, 66, 18], [words.check, '', words.result], rows),
    ...sheet.note(),
  ];
}

// A post-quantum key has two thousand characters; nobody compares it by eye.
const fingerprint = (sheet: Sheet, [label, value]: readonly [string, string]): ReactNode =>
  sheet.facts([[label, sheet.text(value.length > 200 ? `${value.slice(0, 64)}…` : value, { size: 8, mono: true })]]);
