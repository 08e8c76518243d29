// Texts of the protocol's refusals: one sentence a code, the rest by the stage that its prefix names (errors.ts puts the tables together).
import { ERROR_CODES, type ErrorCode } from '../../../crypto/index.ts';
import type { ErrorText } from '../failure.ts';

type Stage = Omit<ErrorText, 'what'>;

const REFUSED = 'Nothing of it was believed, shown or stored as valid.';
const STAGES: { readonly [prefix: string]: Stage } = {
  WIRE: { safe: REFUSED, action: 'Ask for the same thing again; if it stays, tell whoever it came from.' },
  SIGNATURE: { safe: REFUSED, action: 'Do not act on it. Ask the sender by another way, and tell an administrator.' },
  ROSTER: {
    safe: 'The roster stays as it was.',
    action: 'Fetch the directory and try again; if it stays, ask an administrator.',
  },
  EPOCH: { safe: 'Nothing is lost: what is sealed stays sealed.', action: 'Fetch the directory and try again.' },
  WRAP: { safe: REFUSED, action: 'Ask the sender to send it anew, and tell an administrator.' },
  CONTENT: { safe: REFUSED, action: 'Ask the sender to send it anew, and tell an administrator.' },
  REGISTER: { safe: REFUSED, action: 'Try again; if it stays, tell an administrator and the operator of the relay.' },
  RECEIPT: {
    safe: 'Nothing is shown as sent without its proof; your copy is kept.',
    action: 'Try again: the same bytes give the same proof.',
  },
  POLICY: { safe: 'Nothing was changed.', action: 'Do what the sentence above asks for, and try again.' },
};

const WHAT: { readonly [C in ErrorCode]: string } = {
  WIRE_TOO_LARGE: 'Something was larger than it may be.',
  WIRE_MALFORMED: 'Something was not readable at all.',
  WIRE_NON_CANONICAL: 'Something was not spelled in its one right way.',
  WIRE_SHAPE: 'Something did not have the form it must have.',
  WIRE_VERSION: 'Something was made by a version this program does not know.',
  WIRE_TYPE: 'Something was of another kind than expected.',
  SIGNATURE_INVALID: 'A signature does not hold.',
  SIGNATURE_UNKNOWN_KEY: 'Something was not signed by the one who should have signed it.',
  SIGNATURE_WEAK_KEY: 'A key is of a kind that proves nothing.',
  SIGNATURE_GESTURE: 'A passkey confirmation does not belong to this act, person or place.',
  ROSTER_SEQUENCE: 'The roster has moved on in the meantime.',
  ROSTER_PREVIOUS: 'A change of a roster does not follow what came before it.',
  ROSTER_AUTHORITY: 'A change of a roster belongs to another authority.',
  ROSTER_GENESIS: 'The beginning of a roster does not hold.',
  ROSTER_SIGNER: 'A change of a roster was signed by someone who may not.',
  ROSTER_THRESHOLD: 'Too few administrators signed.',
  ROSTER_ROLE: 'The role of an official does not allow this.',
  ROSTER_UNKNOWN_OFFICIAL: 'The official is unknown, enrolled already, or removed.',
  ROSTER_UNKNOWN_DEVICE: 'The device is unknown, or was not active at that time.',
  ROSTER_KEY_REUSED: 'A key was used before, by this or another device.',
  ROSTER_ROTATION: 'The new epoch does not follow the one before it.',
  ROSTER_RECIPIENTS: 'The new epoch is not sealed for exactly those who may read.',
  ROSTER_POLICY: 'The policy of the authority does not allow this.',
  ROSTER_RECOVERY: 'The recovery does not follow its rules.',
  ROSTER_CLOSED: 'The authority is closed.',
  ROSTER_FOUNDING: 'The authority is still being founded.',
  ROSTER_LINK: 'A change of a roster makes no sense.',
  ROSTER_STALE: 'A change of a roster was made on an outdated view.',
  EPOCH_LOCKBOX: 'The key of an epoch does not open for this device.',
  EPOCH_KEY_MISMATCH: 'A key is not the one that was published.',
  EPOCH_STALE: 'The recipient has changed its receiving key.',
  EPOCH_UNKNOWN: 'This device does not have the key for that time.',
  WRAP_MISSING: 'The key of a transmission is missing.',
  WRAP_DIGEST: 'The keys of a transmission are not the ones that were signed.',
  WRAP_OPEN: 'The key of a transmission does not open for your authority.',
  CONTENT_DIGEST: 'The content is not the one that was signed.',
  CONTENT_COMMITMENT: 'The content was sealed under another key or for another transmission.',
  CONTENT_TRUNCATED: 'The content is cut short.',
  CONTENT_OPEN: 'The content was changed and does not open.',
  CONTENT_PADDING: 'The content is not filled up as it must be.',
  CONTENT_LENGTH: 'The content is longer or shorter than announced.',
  CONTENT_ENDED: 'More content came after its end.',
  CONTENT_ATTACHMENTS: 'The attachments are not the ones that were announced.',
  CONTENT_ACT: 'What was sent is not an act this program can read.',
  CONTENT_CLASS: 'The act needs a signature that its transmission does not have.',
  REGISTER_NOTE: 'A checkpoint of the relay is not readable.',
  REGISTER_KEY: 'A key of a register is not readable or not unique.',
  REGISTER_SIGNATURE: 'A signature on a checkpoint is false.',
  REGISTER_UNSIGNED: 'A checkpoint is not signed by its register.',
  REGISTER_CHECKPOINT: 'A checkpoint does not have the form it must have.',
  REGISTER_ORIGIN: 'A checkpoint of another register was given.',
  REGISTER_PROOF: 'A proof does not lead to the register.',
  REGISTER_INCONSISTENT: 'Two states of a register contradict each other.',
  REGISTER_ROLLBACK: 'A register is smaller than it was before.',
  REGISTER_TILE: 'A piece of a register is damaged.',
  REGISTER_POLICY: 'The list of witnesses is not readable.',
  REGISTER_QUORUM: 'Too few witnesses signed a checkpoint.',
  REGISTER_STALE: 'A checkpoint is too old.',
  REGISTER_LEAF: 'An entry of a register does not fit what it speaks of.',
  RECEIPT_LAYOUT: 'A bundle does not have the files it must have.',
  RECEIPT_MISSING: 'A proof of entry is missing.',
  RECEIPT_MISMATCH: 'A proof of entry speaks of something else.',
  RECEIPT_UNSEALED: 'The proof of entry is not sealed yet.',
  POLICY_NOT_A_PARTY: 'Your authority is not a party to this.',
  POLICY_SUITE: 'The other side asks for a later version of the protocol.',
  POLICY_TIME: 'A time lies outside what is allowed.',
  POLICY_REPLAY: 'This number was used before for something else.',
  POLICY_GESTURE_MISSING: 'The confirmation of an official is missing.',
  POLICY_GESTURE_ROLE: 'The official who confirmed may not sign this.',
  POLICY_PRACTICE: 'Practice and earnest do not mix.',
  POLICY_TRUST: 'This file is not a trust card.',
  POLICY_PASSPHRASE: 'The passphrase is not good enough.',
  POLICY_INVITATION: 'The invitation code is wrong, used, or has expired.',
  POLICY_RECOVERY_SHARE: 'A recovery sheet is wrong, or not of this set.',
};

/** Where the stage's advice would mislead. */
const OWN: { readonly [C in ErrorCode]?: Partial<Stage> } = {
  EPOCH_UNKNOWN: { action: 'Ask a colleague whose device already reads to fetch once; it grants access by itself.' },
  EPOCH_KEY_MISMATCH: {
    safe: 'Nothing was sealed or opened with it.',
    action: 'Fetch the directory and try again; if it stays, tell an administrator and the operator of the relay.',
  },
  EPOCH_STALE: { action: 'Fetch the directory; the transmission is sealed anew for the key you verified.' },
  ROSTER_THRESHOLD: { action: 'Pass the decision on to another administrator to sign.' },
  RECEIPT_LAYOUT: { safe: 'Nothing was changed.', action: 'Ask for the bundle again, unchanged.' },
  RECEIPT_UNSEALED: { action: 'Wait a minute and try again: the relay seals its registers once a minute.' },
  POLICY_INVITATION: { action: 'Type the code again; if it stays, ask for a new invitation.' },
  POLICY_TRUST: { action: 'Use the file rogatory.json of the release or of your administrator.' },
  POLICY_TIME: { action: 'Check the clock of this computer and the times you entered.' },
  POLICY_REPLAY: { safe: REFUSED, action: 'Tell an administrator: somebody sends old things again.' },
  POLICY_RECOVERY_SHARE: { action: 'Type the sheet again, or use another sheet of the same set.' },
  CONTENT_ACT: { action: 'Update this program, or ask the sender to send it anew.' },
};

const textFor = (code: ErrorCode): ErrorText => {
  const stage = STAGES[code.slice(0, code.indexOf('_'))] as Stage;
  return { what: WHAT[code], ...stage, ...OWN[code] };
};

export const PROTOCOL_TEXTS = Object.fromEntries(ERROR_CODES.map((code) => [code, textFor(code)])) as {
  readonly [C in ErrorCode]: ErrorText;
};
