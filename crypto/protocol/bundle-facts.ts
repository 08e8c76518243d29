// What a bundle says: facts as its parts state them, and the page that restates them (protocol.md section 8). Believed only once every check held.
import { equal, utf8 } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { decodeEnvelope, type EnvelopeClass, MAX_STATEMENT_BYTES } from '../wire/envelope.ts';
import { decodeGestures } from '../wire/gesture.ts';
import type { AuthorityId, CaseId, Digest, Kid, MessageId } from '../wire/ids.ts';
import { decodeRegisterLeaf, EVENTS, type EventName, eventName, type ReasonCode } from '../wire/leaf.ts';
import { parseStatement } from '../wire/statement.ts';
import type { BundleParts } from './bundle-layout.ts';
import { parseLink } from './chain.ts';
import { eightWords, statementWords } from './words.ts';

export type PartyFact = {
  readonly authority: AuthorityId;
  readonly name: string;
  readonly jurisdiction: string;
  readonly practice: boolean;
  /** The eight words by which people compare it. */
  readonly words: string;
};

/** One entry of a register about the transmission. `at`: the relay's clock, unix ms. */
export type EventFact = {
  readonly event: EventName;
  readonly at: number;
  readonly register: AuthorityId;
  readonly index: number;
  /** Who did it: the sender of a transmission, the acknowledger of an acknowledgement; null in the sender's own entries. */
  readonly counterpart: AuthorityId | null;
  readonly reason: ReasonCode;
};

export type BundleFacts = {
  readonly subject: Digest;
  readonly words: string;
  readonly messageId: MessageId;
  readonly caseId: CaseId;
  readonly class: EnvelopeClass;
  readonly sender: PartyFact;
  /** Without the sender's own authority. */
  readonly recipients: readonly PartyFact[];
  readonly device: Kid;
  readonly gestures: number;
  /** The sender's clock, unix ms. */
  readonly createdAt: number;
  /** The relay's clock when it entered the transmission in all registers, unix ms; null when no such entry is included. */
  readonly sentAt: number | null;
  readonly handedOver: readonly EventFact[];
  readonly opened: readonly EventFact[];
  readonly taken: readonly EventFact[];
  readonly events: readonly EventFact[];
  readonly attachments: readonly { readonly uploadId: string; readonly length: number }[];
  readonly disclosed: { readonly content: boolean; readonly attachments: number };
};

function partyOf(parts: BundleParts, authority: AuthorityId): PartyFact {
  const genesis = parts.chains.get(authority)?.[0];
  demand(genesis, 'RECEIPT_MISSING', `the chain of ${authority} is missing`);
  const { body } = parseLink(genesis).link;
  demand(body.type === 'genesis', 'ROSTER_GENESIS', 'a chain begins with a genesis');
  const [, name] = body.names.find(([language]) => language === 'en') ?? (body.names[0] as readonly [string, string]);
  return {
    authority,
    name,
    jurisdiction: body.jurisdiction,
    practice: body.policy.practice,
    words: eightWords(authority).words.join(' '),
  };
}

/** Reads the facts without verifying anything. Throws WIRE_*, RECEIPT_MISSING (a party without a chain), ROSTER_GENESIS. */
export function statedFacts(parts: BundleParts): BundleFacts {
  const statement = parseStatement('envelope', parts.statement, MAX_STATEMENT_BYTES);
  const { core, attachments } = decodeEnvelope(statement.payload);
  const events = parts.evidence
    .map(({ authority, index, leaf }): EventFact => {
      const { event, at, counterpart, reason } = decodeRegisterLeaf(leaf);
      return { event: eventName(event), at, register: authority, index, counterpart, reason };
    })
    .sort((a, b) => a.at - b.at || EVENTS[a.event] - EVENTS[b.event] || (a.register < b.register ? -1 : 1));
  // Each acknowledgement stands in two registers; it happened once, at the acknowledger.
  const by = (name: EventName) => events.filter((e) => e.event === name && e.register === e.counterpart);
  return {
    subject: statement.hash,
    words: statementWords(statement.hash).words.join(' '),
    messageId: core.messageId,
    caseId: core.caseId,
    class: core.class,
    sender: partyOf(parts, core.sender.authority),
    recipients: core.recipients
      .filter(({ authority }) => authority !== core.sender.authority)
      .map(({ authority }) => partyOf(parts, authority)),
    device: core.sender.kid,
    gestures: parts.gestures ? decodeGestures(parts.gestures).length : 0,
    createdAt: core.createdAt,
    sentAt: events.find((e) => e.event === 'SubmissionAcceptance')?.at ?? null,
    handedOver: by('ContentHandover'),
    opened: by('ContentAccessTracking'),
    taken: by('ConsignmentAcceptance'),
    events,
    attachments: attachments.map(({ uploadId, length }) => ({ uploadId, length })),
    disclosed: {
      content: parts.disclosed.contentKey !== null,
      attachments: parts.disclosed.attachments.length,
    },
  };
}

const LAST_DATE = 8_640_000_000_000_000;
const utc = (at: number): string => (at <= LAST_DATE ? new Date(at).toISOString() : `${at} ms`);
// Names are another party's words: nothing in them may add a line to this page or turn its direction.
const plain = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ');
const CLASS_NAMES = ['ordinary', 'formal', 'urgent'] as const;

/** The bytes of summary.txt. */
export function summaryOf(facts: BundleFacts): Uint8Array {
  const names = new Map([facts.sender, ...facts.recipients].map((p) => [p.authority, plain(p.name)]));
  const party = (p: PartyFact): string[] => [
    `${plain(p.name)} (${p.jurisdiction})`,
    `  ${p.authority}`,
    `  ${p.words}`,
  ];
  const field = (label: string, lines: readonly string[]): string =>
    lines.map((line, i) => `${(i === 0 ? label : '').padEnd(14)}${line}\n`).join('');
  const event = (e: EventFact): string =>
    `${utc(e.at)}  ${e.event.padEnd(26)}register of ${names.get(e.register) ?? e.register}, entry ${e.index}\n`;
  const sealedFile = ({ uploadId, length }: BundleFacts['attachments'][number]): string =>
    `${uploadId}, ${length} bytes sealed`;
  const practice = facts.sender.practice
    ? 'PRACTICE: invented States, software passkeys. This proves nothing.\n\n'
    : '';
  return utf8(
    `${practice}This page restates what the files beside it prove. By itself it proves nothing: see README.txt.\n\n` +
      field('Transmission', [facts.subject, facts.words]) +
      field('Message', [facts.messageId]) +
      field('Case', [facts.caseId]) +
      field('Class', [CLASS_NAMES[facts.class]]) +
      field('From', party(facts.sender)) +
      field('To', facts.recipients.flatMap(party)) +
      field('Made', [`${utc(facts.createdAt)}, by the sender's clock`]) +
      field('Device', [facts.device]) +
      field('Gestures', [String(facts.gestures)]) +
      field('Files', facts.attachments.length === 0 ? ['none'] : facts.attachments.map(sealedFile)) +
      field('Disclosed', [
        `content: ${facts.disclosed.content ? 'yes' : 'no'}; files: ${facts.disclosed.attachments}`,
      ]) +
      `\nEntered in the registers, by the relay's clock (UTC)\n\n${facts.events.map(event).join('')}`,
  );
}

/** BND-16. Throws RECEIPT_MISSING, RECEIPT_MISMATCH. */
export function demandSummary(summary: Uint8Array | undefined, facts: BundleFacts): void {
  demand(summary, 'RECEIPT_MISSING', 'summary.txt is missing');
  demand(equal(summary, summaryOf(facts)), 'RECEIPT_MISMATCH', 'summary.txt says something else than the evidence');
}
