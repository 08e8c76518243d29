// Why the relay does not start or stops by itself: one code, one sentence that says what to do (docs/operations.md).

/** Every code a relay's commands may end with, and their exit status. Documents and scripts refer to these. */
export const START_CODES = {
  'RELAY-CONFIG': 2,
  'RELAY-USAGE': 2,
  'RELAY-DATA': 3,
  'RELAY-KEY': 3,
  'RELAY-DATABASE': 4,
  'RELAY-SECOND-PLACE': 5,
  'RELAY-PORT': 6,
  'RELAY-RUNNING': 6,
  'RELAY-NODE': 7,
  'RELAY-UNSOUND': 8,
  'RELAY-ADMISSION': 9,
  'RELAY-UNEXPECTED': 70,
} as const;
export type StartCode = keyof typeof START_CODES;

/** Thrown where going on would be wrong; main prints it and exits with the code's status. */
export class StartFailure extends Error {
  readonly code: StartCode;
  constructor(code: StartCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartFailure';
    this.code = code;
  }
}
