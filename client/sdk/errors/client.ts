// Texts of the client's own codes (errors.ts puts the tables together).
import type { ClientCode, ErrorText } from '../failure.ts';

const KEPT = 'What you wrote is kept on this device.';
const UNTOUCHED = 'Nothing was changed.';

export const CLIENT_TEXTS: { readonly [C in ClientCode]: ErrorText } = {
  CLIENT_RELAY_UNREACHABLE: {
    what: 'The relay could not be reached.',
    safe: `Nothing is lost. ${KEPT}`,
    action:
      'Check the network and the address in the trust card, and try again: what waits goes out as the very same bytes, never twice.',
  },
  CLIENT_RELAY_ANSWER: {
    what: 'The relay answered something that cannot be used: too large, redirected, or not of the agreed form.',
    safe: `${KEPT} The answer was not believed.`,
    action: 'Try again; if it stays, tell the operator of the relay.',
  },
  CLIENT_RELAY_TIMEOUT: {
    what: 'The relay did not answer in time.',
    safe: KEPT,
    action: 'Try again; the same bytes are sent, so nothing is sent twice.',
  },
  CLIENT_VAULT_PASSPHRASE: {
    what: 'The passphrase or key does not open this vault.',
    safe: 'The vault is unharmed.',
    action:
      'Type the passphrase again. It cannot be reset; another device of yours or an administrator can enrol you anew.',
  },
  CLIENT_VAULT_CORRUPT: {
    what: 'A file of the vault is damaged.',
    safe: 'The other files are untouched, and what was sent stays with the relay and the other parties.',
    action: 'Restore the named file, or the whole folder, from a back-up; or enrol this device anew.',
  },
  CLIENT_VAULT_BUSY: {
    what: 'Another program has this vault open.',
    safe: UNTOUCHED,
    action: 'Wait for it to end, or end it, and try again.',
  },
  CLIENT_VAULT_PERMISSIONS: {
    what: 'The folder of the vault belongs to another user of this computer.',
    safe: UNTOUCHED,
    action: 'Choose a folder of your own, or run the program as the owner of this one.',
  },
  CLIENT_VAULT_WRITE: {
    what: 'The vault could not be written, perhaps because the disk is full.',
    safe: 'What was stored before is still there; the last step was not stored.',
    action: 'Make room or mend the permissions, and try again.',
  },
  CLIENT_VAULT_MISSING: {
    what: 'There is no vault at this place.',
    safe: UNTOUCHED,
    action: 'Check the profile, or begin with an invitation or by founding an authority.',
  },
  CLIENT_TRUST_CHANGED: {
    what: 'This is another trust card than the one this vault was opened with.',
    safe: 'Nothing was sent and nothing was believed.',
    action:
      'Use the trust card you began with. If your relay announced a new one, compare it by another way before you do anything.',
  },
  CLIENT_NO_DEVICE: {
    what: 'This vault holds no device yet.',
    safe: UNTOUCHED,
    action: 'Accept an invitation, or found an authority.',
  },
  CLIENT_NOT_ENROLLED: {
    what: 'This device does not belong to an authority yet.',
    safe: UNTOUCHED,
    action: 'Accept an invitation, or have another device of yours admit this one.',
  },
  CLIENT_ALREADY_ENROLLED: {
    what: 'This device belongs to an authority already.',
    safe: UNTOUCHED,
    action: 'Use another profile for another authority.',
  },
  CLIENT_REVOKED: {
    what: 'This device was revoked by your authority.',
    safe: 'What this device holds stays readable here; it can send and fetch nothing more.',
    action: 'Ask an administrator. A new device is enrolled with a new invitation.',
  },
  CLIENT_NOT_ADMITTED: {
    what: 'The authority is not admitted to the directory yet.',
    safe: KEPT,
    action: 'Finish the founding, then wait for the operator to admit the authority.',
  },
  CLIENT_DIRECTORY_STALE: {
    what: 'The view of the directory is older than 24 hours, so a revocation could be hidden.',
    safe: `${KEPT} Nothing was sent.`,
    action: 'Check this computer’s clock; try again later; if it stays, tell the operator of the relay.',
  },
  CLIENT_CLOCK: {
    what: 'The times of the relay and of this computer contradict each other.',
    safe: `${KEPT} Nothing was believed.`,
    action: 'Set this computer’s clock and try again.',
  },
  CLIENT_ALARM: {
    what: 'The relay contradicted what it had shown or signed before.',
    safe: 'Nothing of the contradiction was believed; both pieces are kept as an alarm.',
    action:
      'Show the alarm to an administrator and to your counterparts. Nothing is sent until an administrator has acknowledged it.',
  },
  CLIENT_ALARM_OPEN: {
    what: 'There is an alarm that no administrator has acknowledged.',
    safe: `${KEPT} Nothing was sent.`,
    action: 'Look at the alarm; an administrator acknowledges it when it is understood.',
  },
  CLIENT_NOT_FOUND: {
    what: 'There is nothing here under this name.',
    safe: UNTOUCHED,
    action: 'Check the reference, and fetch what is new.',
  },
  CLIENT_RECIPIENT: {
    what: 'The recipient cannot be addressed: unknown, not admitted, closed, or its chain does not hold.',
    safe: `${KEPT} Nothing was sent.`,
    action: 'Look the authority up in the directory and choose again.',
  },
  CLIENT_RECIPIENT_CHANGED: {
    what: 'The recipient’s authority has changed against its own rules, as the relay shows it.',
    safe: `${KEPT} Nothing was sent.`,
    action:
      'Its seals may be in other hands: call them on a number you knew before, and read what happened on its page in the directory.',
  },
  CLIENT_ROLE: {
    what: 'Your role does not allow this.',
    safe: UNTOUCHED,
    action: 'Ask an official with the right role, or an administrator to change yours.',
  },
  CLIENT_NO_EPOCH_SEED: {
    what: 'This device cannot open what your authority receives yet.',
    safe: 'Nothing is lost: everything opens once access was granted.',
    action: 'Ask a colleague whose device already reads to fetch once; it grants access by itself.',
  },
  CLIENT_PASSKEY: {
    what: 'The passkey did not answer as it has to.',
    safe: `${KEPT} Nothing was signed.`,
    action: 'Try again with the passkey you enrolled here, or with your second one.',
  },
  CLIENT_PASSKEY_CANCELLED: {
    what: 'The passkey was not touched, or the question was cancelled.',
    safe: `${KEPT} Nothing was signed.`,
    action: 'Try again when you are ready.',
  },
  CLIENT_PASSKEY_KNOWN: {
    what: 'This authenticator already holds a passkey of yours that is enrolled.',
    safe: UNTOUCHED,
    action:
      'Choose another one: a security key, a telephone, or another computer. Two passkeys in one place are lost together.',
  },
  CLIENT_PASSKEY_ADDRESS: {
    what: 'Your passkeys belong to another address than this page has.',
    safe: `${KEPT} Nothing was signed.`,
    action: 'Open the address your authority gave you. If you followed a link to come here, tell your administrator.',
  },
  CLIENT_PASSKEY_UNLOCK: {
    what: 'This passkey answered, but it cannot unlock this browser.',
    safe: 'What is stored here is unharmed.',
    action: 'Use the passkey you enrolled in this browser, or your passphrase if you chose one.',
  },
  CLIENT_PENDING_LINK: {
    what: 'This is not a decision waiting for signatures, or not one of your authority.',
    safe: UNTOUCHED,
    action: 'Ask the administrator who made it for the file again.',
  },
  CLIENT_PENDING_STALE: {
    what: 'The roster has moved on since this decision was written.',
    safe: UNTOUCHED,
    action: 'Have the decision made anew and signed by all.',
  },
  CLIENT_FOUNDING_ORDER: {
    what: 'A step of the founding is missing or was done already.',
    safe: UNTOUCHED,
    action: 'Show the authority: it names the next step.',
  },
  CLIENT_ALREADY_SENT: {
    what: 'This was handed in already, or may have been.',
    safe: UNTOUCHED,
    action: 'Fetch what is new to see where it stands. A proposal can be withdrawn; what was submitted cannot.',
  },
  CLIENT_OUTBOX_STALE: {
    what: 'A sealed transmission waited too long and the relay never entered it.',
    safe: `${KEPT} It is not in your register.`,
    action: 'Send it anew: it is sealed and signed again under a new number.',
  },
  CLIENT_RESEND_REFUSED: {
    what: 'The relay asks to send again, and the directory shows no reason for it.',
    safe: `${KEPT} Nothing was sealed again.`,
    action: 'Try later. If it stays, tell the operator of the relay and your administrator.',
  },
  CLIENT_FILE_CHANGED: {
    what: 'A file changed while it was being sealed, or since.',
    safe: 'What was uploaded of it is worthless to anybody and is dropped.',
    action: 'Attach the file again.',
  },
  CLIENT_UPLOAD_DAMAGED: {
    what: 'The relay holds other bytes of a file than this device sent.',
    safe: `${KEPT} Nothing was sent that names them.`,
    action: 'Attach the file again; if it happens again, tell the operator of the relay.',
  },
  CLIENT_DRAFT_REFUSED: {
    what: 'The relay serves versions of a draft that do not follow from the one this device has.',
    safe: 'The draft on this device was kept as it is; what the relay gave was not believed.',
    action: 'Compare with your colleagues what they see. If it stays, tell the operator of the relay.',
  },
  CLIENT_WITHHELD: {
    what: 'The register proves a transmission whose content the relay does not give.',
    safe: 'The proof is kept as an alarm.',
    action: 'Show the alarm to an administrator, and ask the sender by another way.',
  },
  CLIENT_EXPIRED: {
    what: 'The sealed content of this transmission was deleted at the relay at its time, after everybody had received it.',
    safe: 'Nothing is wrong: the entries and their proofs stand, and whoever opened it then reads it still.',
    action: 'Ask a colleague whose device was here then.',
  },
  CLIENT_EVIDENCE_INCOMPLETE: {
    what: 'The evidence is not complete yet.',
    safe: UNTOUCHED,
    action: 'Fetch what is new and try again; the relay seals its registers once a minute.',
  },
  CLIENT_BUNDLE_FILE: {
    what: 'This file is not a bundle: not a zip, or larger than one may be.',
    safe: UNTOUCHED,
    action: 'Ask for the file again, unchanged.',
  },
  CLIENT_BUNDLE_TOO_LARGE: {
    what: 'The bundle would be larger than one may be.',
    safe: UNTOUCHED,
    action:
      'Leave the files out: the statement names their digests, and a disclosed key is enough to compare a file with it.',
  },
};
