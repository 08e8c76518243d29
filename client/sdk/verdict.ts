// A bundle's verdict in plain sentences, for a reader who wants to know what happened and how far it is proven (protocol.md section 8).
import type { BundleVerdict, EventFact, PartyFact, ProvenFacts } from '../../crypto/index.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const LAST_DATE = 8_640_000_000_000_000;
const two = (n: number): string => String(n).padStart(2, '0');

/** `12 September 2026, 10:02:09 UTC`. `at`: unix ms. */
export function utcText(at: number): string {
  // A register may say any number; there are dates for most of them.
  if (at > LAST_DATE) return `${at} ms after 1970`;
  const date = new Date(at);
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} UTC`;
}

// Names are another party's words: nothing in them may add a line or turn the direction of one.
const nameOf = ({ name, jurisdiction }: PartyFact): string =>
  `${name.replace(/[\p{C}\s]+/gu, ' ').trim()} (${jurisdiction})`;

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const WARNING = 'PRACTICE: invented States and software passkeys. This proves nothing.';
/** What is held against the trust card. */
const CARD_CHECKS: readonly string[] = ['BND-3', 'BND-6', 'BND-7'];
const NOT_CONTENT = 'This does not certify that the content is true.';

/** What happened at a recipient, or what the relay says of it: each said of a party and a time. */
const HAPPENED: { readonly [E in EventFact['event']]?: string } = {
  ContentHandover: 'Received by a device of',
  ContentAccessTracking: 'Opened by an official of',
  ConsignmentAcceptance: 'Taken by an official of',
  ConsignmentRejection: 'Refused by',
  Relayed: 'Passed on by',
};
/** Only the relay's word; a confirmation that came later ends it. */
const REPORTED: { readonly [E in EventFact['event']]?: { readonly text: string; readonly until: EventFact['event'] } } =
  {
    ContentHandoverFailure: { text: 'not received in time by', until: 'ContentHandover' },
    AcceptanceRejectionExpiry: { text: 'neither taken nor refused in time by', until: 'ConsignmentAcceptance' },
  };

/** The verdict as lines of text, the most important first. Nothing of a bundle that failed is repeated: it could be anything. */
export function verdictLines(verdict: BundleVerdict): string[] {
  const { outcome, facts } = verdict;
  if (outcome === 'failed' || !facts) return [...failure(verdict)];
  return [
    ...(facts.sender.practice ? [WARNING] : []),
    ...(outcome === 'verified' ? [] : ['Nothing outside this file confirms it: it agrees with itself, and no more.']),
    ...story(facts),
    ...standing(verdict, facts),
    NOT_CONTENT,
  ];
}

function* story(facts: ProvenFacts): Generator<string> {
  const { sender, recipients, sentAt, signedBy } = facts;
  const to = listed(recipients.map(nameOf));
  yield `This transmission was sent by ${nameOf(sender)} to ${to} on ${utcText(sentAt as number)}, and has not changed.`;
  yield signedBy.length === 0
    ? `It was signed by a device of ${nameOf(sender)}; no official had to sign.`
    : `It was signed by ${counted(signedBy.length, 'official')} of ${nameOf(sender)}: ${listed(signedBy.map((id) => id.slice(0, 8)))}.`;
  for (const party of recipients) yield* atRecipient(party, facts);
  const deleted = facts.events.find(({ event }) => event === 'ContentExpired');
  if (deleted) yield `The relay reports that it deleted the sealed content on ${utcText(deleted.at)}.`;
}

// What a recipient does stands in two registers and happened once: at the recipient.
function* atRecipient(party: PartyFact, { events }: ProvenFacts): Generator<string> {
  const { authority } = party;
  const own = events.filter(({ register, counterpart }) => register === authority && counterpart === authority);
  const has = (name: EventFact['event']): boolean => own.some(({ event }) => event === name);
  for (const [i, { event, at }] of own.entries()) {
    const reported = REPORTED[event];
    // Each device of a recipient says that it received; a reader asks when the first did.
    if (event === 'ContentHandover' && own.findIndex((one) => one.event === event) !== i) continue;
    if (HAPPENED[event]) yield `${HAPPENED[event]} ${nameOf(party)} on ${utcText(at)}.`;
    else if (reported && !has(reported.until))
      yield `The relay reports: ${reported.text} ${nameOf(party)}, as of ${utcText(at)}.`;
  }
  if (!has('ContentHandover')) yield `No confirmation of receipt by ${nameOf(party)} is in this file.`;
}

function* standing({ checks, outcome, anchors }: BundleVerdict, facts: ProvenFacts): Generator<string> {
  const due = checks.filter((check) => check.outcome !== 'absent');
  const passed = due.filter((check) => check.outcome === 'passed').length;
  const loose = due.length - passed;
  yield `${passed} of ${counted(due.length, 'check')} passed${loose === 0 ? '.' : `; ${loose} could not be anchored.`}`;
  yield facts.witnessed
    ? `As many witnesses as the trust card asks for countersigned the directory on ${utcText(facts.sealedAt)}.`
    : `No witness countersigned: that the relay shows everybody the same rests on its word of ${utcText(facts.sealedAt)}.`;
  if (outcome === 'verified' || !anchors) return;
  yield 'To anchor it, check it again with the trust card of the relay, or compare these by another way:';
  for (const [label, value] of anchors.fingerprints) yield `  ${label}: ${value}`;
}

function* failure({ checks }: BundleVerdict): Generator<string> {
  const failed = checks.filter((check) => check.outcome === 'failed');
  yield 'This bundle does not prove what it says.';
  yield `${counted(failed.length, 'check')} of ${checks.length} failed:`;
  for (const { id, what, code } of failed) yield `  ${id} ${code}. What should hold: ${what}`;
  // Against another relay's card these fail first, and nothing else: then the card may be the mistake.
  yield failed.every(({ id }) => CARD_CHECKS.includes(id))
    ? 'Either the trust card is not the one of the relay it went over, or the bundle is forged. Get the card again by a way you trust.'
    : 'Do not rely on it. Ask for the bundle again from whoever holds the original, and keep this one.';
}
