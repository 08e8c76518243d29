// A verdict's sentences as keys and values for whichever language is spoken: who sent what to whom, and who confirmed it. Nothing of a file that failed is repeated: it could be anything.
import type { EventFact, PartyFact, ProvenFacts } from '../../../crypto/index.ts';
import type en from '../locales/en/proof.ts';
import type { Verdict } from '../worker/proof.ts';

export type Said = readonly [key: keyof typeof en, values?: Readonly<Record<string, string | number>>];
type Say = (said: Said) => string;

/** What is held against the trust card. */
const CARD_CHECKS: readonly string[] = ['BND-3', 'BND-6', 'BND-7'];
const LAST_DATE = 8_640_000_000_000_000;

const HAPPENED: { readonly [E in EventFact['event']]?: keyof typeof en } = {
  ContentHandover: 'saidReceived',
  ContentAccessTracking: 'saidOpened',
  ConsignmentAcceptance: 'saidTaken',
  ConsignmentRejection: 'saidRefused',
  Relayed: 'saidRelayed',
};
/** Only the relay's word; a confirmation that came later ends it. */
const REPORTED: { readonly [E in EventFact['event']]?: readonly [keyof typeof en, EventFact['event']] } = {
  ContentHandoverFailure: ['saidLateReceipt', 'ContentHandover'],
  AcceptanceRejectionExpiry: ['saidLateTaking', 'ConsignmentAcceptance'],
};

// Names are another party's words: nothing in them may turn the direction of the line they stand in. Set apart, as <bdi> would.
const nameOf = ({ name, jurisdiction }: PartyFact): string =>
  `\u2068${name.replace(/[\p{C}\s]+/gu, ' ').trim()} (${jurisdiction})\u2069`;

function utc(at: number, locale: string, say: Say): string {
  // A register may say any number; there are dates for most of them.
  if (at > LAST_DATE) return say(['milliseconds', { at }]);
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone: 'UTC',
    hourCycle: 'h23',
  }).format(at);
}

/** The sentences in order, the most important first. */
export function story({ outcome, checks, facts }: Verdict, locale: string, say: Say): string[] {
  if (outcome === 'failed' || !facts) {
    const failed = checks.filter((check) => check.outcome === 'failed');
    const cardOnly = failed.every(({ id }) => CARD_CHECKS.includes(id));
    return [say(['failedLead']), say([cardOnly ? 'failedCard' : 'failedForged'])];
  }
  const at = (time: number): string => utc(time, locale, say);
  const { sender, recipients, signedBy, sentAt, sealedAt, witnessed, events } = facts;
  const [first = '', ...others] = recipients.map(nameOf);
  const to = others.reduce((said, last) => say(['listed', { first: said, last }]), first);
  const from = nameOf(sender);
  const deleted = events.find(({ event }) => event === 'ContentExpired');
  return [
    say(['saidSent', { from, to, at: at(sentAt as number) }]),
    ...(outcome === 'verified' ? [] : [say(['unconfirmed'])]),
    say(signedBy.length === 0 ? ['saidDevice', { from }] : ['saidSigned', { from, number: signedBy.length }]),
    ...recipients.flatMap((party) => atRecipient(party, facts, at).map(say)),
    ...(deleted ? [say(['saidDeleted', { at: at(deleted.at) }])] : []),
    say([witnessed ? 'witnessed' : 'unwitnessed', { at: at(sealedAt) }]),
  ];
}

// What a recipient does stands in two registers and happened once: at the recipient.
function atRecipient(party: PartyFact, { events }: ProvenFacts, at: (time: number) => string): Said[] {
  const who = nameOf(party);
  const own = events.filter(
    ({ register, counterpart }) => register === party.authority && counterpart === party.authority,
  );
  const has = (name: EventFact['event']): boolean => own.some(({ event }) => event === name);
  const said = own.flatMap(({ event, at: time }, i): Said[] => {
    // Each device of a recipient says that it received; a reader asks when the first did.
    if (event === 'ContentHandover' && own.findIndex((one) => one.event === event) !== i) return [];
    const key = HAPPENED[event] ?? (REPORTED[event] && !has(REPORTED[event][1]) ? REPORTED[event][0] : null);
    return key ? [[key, { who, at: at(time) }]] : [];
  });
  return has('ContentHandover') ? said : [...said, ['saidNoReceipt', { who }]];
}
