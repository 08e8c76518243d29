// What only the command line can refuse, in the same three sentences as every other error (docs/spec/http.md; look.md "Words").
import { type AnyCode, type ErrorText, explain } from '../sdk/index.ts';

/** Every code that the command line gives by itself. */
export const CLI_CODES = [
  'CLI_USAGE',
  'CLI_NO_INPUT',
  'CLI_CANCELLED',
  'CLI_PROFILE_MISSING',
  'CLI_PROFILE_CHOICE',
  'CLI_PROFILE_EXISTS',
  'CLI_TRUST_MISSING',
  'CLI_FILE_READ',
  'CLI_FILE_WRITE',
  'CLI_FILE_EXISTS',
  'CLI_FILE_UNKNOWN',
  'CLI_BINARY_TERMINAL',
  'CLI_ACT_FILE',
  'CLI_INCOMPLETE',
  'CLI_RECIPIENT_UNKNOWN',
  'CLI_AMBIGUOUS',
  'CLI_RECOVERY_SHEET',
  'CLI_PASSKEY_WEB',
  'CLI_WORDS_DIFFER',
  'CLI_PARTLY',
  'CLI_RELAY_PROGRAM',
  'CLI_PRACTICE_HOME',
  'CLI_PRACTICE_PORT',
  'CLI_PRACTICE_RELAY',
  'CLI_PRACTICE_RUNNING',
  'CLI_PRACTICE_LIE',
] as const;
export type CliCode = (typeof CLI_CODES)[number];

const UNTOUCHED = 'Nothing was changed.';
const UNSENT = 'Nothing was sent.';

const TEXTS: { readonly [C in CliCode]: ErrorText } = {
  CLI_USAGE: { what: 'The command was not understood.', safe: UNTOUCHED, action: 'Add --help to see how it is used.' },
  CLI_NO_INPUT: {
    what: 'This step needs an answer, and nobody can be asked here.',
    safe: UNTOUCHED,
    action: 'Run it on a terminal without --no-input, or give the answer as the message says.',
  },
  CLI_CANCELLED: { what: 'Cancelled.', safe: UNSENT, action: 'Run the command again when you are ready.' },
  CLI_PROFILE_MISSING: {
    what: 'There is no such profile here.',
    safe: UNTOUCHED,
    action:
      'Found an authority with "rogatory authority found", or use an invitation with "rogatory authority accept". Practice profiles are made by "npm start" and found from its folder.',
  },
  CLI_PROFILE_CHOICE: {
    what: 'There are several profiles here, and the command does not say which one is meant.',
    safe: UNTOUCHED,
    action: 'Add --profile NAME, or set ROGATORY_PROFILE.',
  },
  CLI_PROFILE_EXISTS: {
    what: 'This profile is in use already.',
    safe: UNTOUCHED,
    action: 'Choose another name with --profile.',
  },
  CLI_TRUST_MISSING: {
    what: 'There is no trust card to begin with.',
    safe: UNTOUCHED,
    action:
      'Give the file with --trust CARD. It comes with the release or from a colleague, by a way you trust, and never from the relay.',
  },
  CLI_FILE_READ: { what: 'A file cannot be read.', safe: UNTOUCHED, action: 'Check its name and who may read it.' },
  CLI_FILE_WRITE: {
    what: 'A file cannot be written.',
    safe: 'What you asked for is still there; only the file is missing.',
    action: 'Check the folder and the room on the disk, and run the command again.',
  },
  CLI_FILE_EXISTS: {
    what: 'There is a file of this name already.',
    safe: 'It was left as it is.',
    action: 'Choose another name, or add --force to replace it.',
  },
  CLI_FILE_UNKNOWN: {
    what: 'No file of this transmission has that name.',
    safe: UNTOUCHED,
    action: 'Take a name, its beginning or its place from "rogatory file list NUMBER".',
  },
  CLI_BINARY_TERMINAL: {
    what: 'This is no text, and a terminal would make a mess of it.',
    safe: UNTOUCHED,
    action: 'Write it to a file with -o FILE, or send it on to another program.',
  },
  CLI_ACT_FILE: {
    what: 'This file is not an act that can be sent.',
    safe: UNSENT,
    action: 'Begin with "rogatory send --template mla-request > request.json" and fill in what it asks for.',
  },
  CLI_INCOMPLETE: {
    what: 'Something is missing or wrong, as listed above.',
    safe: `${UNSENT} What you wrote is as it was.`,
    action: 'Mend it in your file, or with "reply" in the words after --set, and run the same command again.',
  },
  CLI_RECIPIENT_UNKNOWN: {
    what: 'No authority of the directory fits this name.',
    safe: UNSENT,
    action: 'Run "rogatory authority list" to see who can be written to.',
  },
  CLI_AMBIGUOUS: {
    what: 'This fits more than one.',
    safe: UNTOUCHED,
    action: 'Type more of it, or take it from the list above.',
  },
  CLI_RECOVERY_SHEET: {
    what: 'The recovery sheets are not enough, or one of them is wrong.',
    safe: 'Nothing was announced or changed.',
    action:
      'Bring sheets of the newest set, each of another keeper. One sheet is given once, with --sheet FILE or typed.',
  },
  CLI_PASSKEY_WEB: {
    what: 'Passkeys are made and removed only on your authority’s own web page.',
    safe: 'What you wrote is kept on this device. Nothing was signed.',
    action:
      'Do this step in your authority’s web app. Signing in and signing are handed over to it; passkeys themselves are made and removed there only.',
  },
  CLI_WORDS_DIFFER: {
    what: 'The eight words are not those of this authority.',
    safe: 'Nothing was confirmed.',
    action:
      'Do not send to it. Compare again by a call to a number you knew before; if they still differ, tell an administrator.',
  },
  CLI_PARTLY: {
    what: 'Part of it is done.',
    safe: 'What is done stays done.',
    action: 'Run the command again for the rest.',
  },
  CLI_RELAY_PROGRAM: {
    what: 'The relay’s program could not be started.',
    safe: UNTOUCHED,
    action: 'Run "npm ci" in the project folder and try again.',
  },
  CLI_PRACTICE_HOME: {
    what: 'The practice folder cannot be used as it is.',
    safe: UNTOUCHED,
    action: 'Begin anew with "npm run reset" and "npm start". Practice holds nothing that counts.',
  },
  CLI_PRACTICE_PORT: {
    what: 'Another program listens where practice has to.',
    safe: UNTOUCHED,
    action: 'Stop that program and start again; or begin anew on other ports with "npm run reset" and "npm start".',
  },
  CLI_PRACTICE_RELAY: {
    what: 'The practice relay did not start, or stopped by itself.',
    safe: 'What it acknowledged is on the disk.',
    action: 'Mend what the sentence above names and start again; "npm run reset" begins anew.',
  },
  CLI_PRACTICE_RUNNING: {
    what: 'Practice is running.',
    safe: UNTOUCHED,
    action: 'Stop it first: Ctrl-C in the terminal where "npm start" runs.',
  },
  CLI_PRACTICE_LIE: {
    what: 'The client did not catch the lie.',
    safe: 'Only practice was lied to.',
    action: 'This is a mistake in the program: report it with the output above.',
  },
};

/** A refusal of the command line. `detail` is shown to people: what exactly, in one sentence. */
export class CliError extends Error {
  readonly code: CliCode;
  constructor(code: CliCode, detail: string, options?: { cause?: unknown }) {
    super(detail, options);
    this.name = 'CliError';
    this.code = code;
  }
}

export type Explained = {
  readonly code: CliCode | AnyCode | 'CLI_UNEXPECTED';
  readonly text: ErrorText;
  /** The command line's own word on what exactly; of other rooms the message is for a log. */
  readonly detail: string | null;
};

/** What to say about anything that was thrown. */
export function explained(error: unknown): Explained {
  if (error instanceof CliError) return { code: error.code, text: TEXTS[error.code], detail: error.message };
  const { code, text } = explain(error);
  return { code: code ?? 'CLI_UNEXPECTED', text, detail: null };
}
