// English words of the pages themselves, beside the texts of casework/labels (product.md "certificate", "letter in PDF").
import { BUNDLE_CHECKS, type CheckId } from '../../../../crypto/protocol/bundle-checks.ts';

export const EN = {
  page: (n: number, of: number) => `Page ${n} of ${of}`,
  practice: 'PRACTICE',
  missing: '\ufffd stands for a character that this page has no type for; the transmission itself holds it.',

  plainly: 'In plain words',
  notContent: 'This does not certify that the content is true.',
  identity: 'The transmission',
  message: 'Message number',
  case: 'Case number',
  handling: 'Handling',
  handlingFrom: 'as the opened content says',
  eightWords: 'Eight words',
  authority: 'Number',

  timeline: 'What happened, and when',
  event: 'Event',
  signedBy: 'Who says so',
  time: 'Time (UTC)',
  entry: 'Entries',
  byDevice: (who: string) => `signed by a device of ${who}`,
  byRelay: 'the relay reports',
  entryOf: (index: number, who: string) => `no. ${index}, ${who}`,

  documents: 'Documents',
  noDocuments: 'No documents were sent with it.',
  name: 'Name',
  size: 'Size',
  bytes: (n: string) => `${n} bytes`,
  sealedBytes: (n: string) => `sealed: ${n} bytes`,
  digest: 'SHA-256, as sealed and signed',
  unnamed: 'name is sealed',
  namesFrom:
    'Names and sizes are those of the opened content, which this certificate does not disclose. The SHA-256 is that of the sealed file, which the sender signed.',

  verify: 'How to verify this',
  verifyBundle:
    'This page is for reading. The proof is the evidence file it was made from. Anyone can check that file without a network and without an account:',
  verifyCard:
    'CARD is the trust card that you have from the operator or your own authority, never from the file itself.',
  verifyOriginal: 'To ask whether one file was sent with it, where the evidence discloses that:',
  checks: 'The checks, and what they found',
  check: 'Check',
  result: 'Result',
  outcome: {
    passed: 'held',
    failed: 'failed',
    'not anchored': 'not anchored',
    absent: 'nothing to check',
    unchecked: 'not reached',
  },
  what: BUNDLE_CHECKS as Readonly<Record<CheckId, string>>,

  subject: 'Subject',
  sent: (number: string) => `Transmission ${number}`,
  annexes: 'Annexes',
  draft: 'DRAFT — not sent',
  signature: 'Signature',
  signedOfficials: (count: number) =>
    count === 1
      ? 'Signed electronically by one official with a passkey, and by the device it was sent from.'
      : `Signed electronically by ${count} officials with their passkeys, and by the device it was sent from.`,
  signedDevice: 'Signed electronically by the device it was sent from.',
  provedBy: (index: number, at: string) =>
    `Entered as no. ${index} in the register of transmissions on ${at}. That entry, not this page, proves that it was sent and has not changed.`,
  notSigned: 'This is a draft. It was neither signed nor sent.',
};

/** The words of one language; each language has all of them. */
export type Words = typeof EN;
