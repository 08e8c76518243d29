// An alarm: a contradiction somebody met, with the pieces that contradict each other, as a file that convinces a stranger (protocol.md section 6).
import {
  type AuthorityId,
  type CborKey,
  type CborValue,
  decode,
  demand,
  digestOf,
  encode,
  fromUtf8,
  idBytes,
  idOf,
  type Kid,
  parseStatement,
  type StatementSigner,
  signerOfStatement,
  signStatement,
  utf8,
} from '../../crypto/index.ts';

/** What the relay was caught at. Numbers are bytes of the file. */
export const ALARM_KINDS = {
  /** A log became smaller. */
  rollback: 1,
  /** A log has two contents. */
  fork: 2,
  /** An object, leaf or time that the log cannot honestly contain. */
  falseEntry: 3,
  /** An entry whose content the relay does not give. */
  withheld: 4,
  /** Another party was shown another log. */
  gossip: 5,
  /** A link of a chain that breaks its rules, or a key that two authorities use. */
  chain: 6,
} as const;
export type AlarmKind = keyof typeof ALARM_KINDS;

export type Alarm = {
  readonly kind: AlarmKind;
  /** Which log. */
  readonly origin: string;
  /** The code of the check that failed. */
  readonly code: string;
  /** One sentence. */
  readonly detail: string;
  /** The contradicting pieces: notes, leaves, objects, statements, proofs, as they came. */
  readonly evidence: readonly Uint8Array[];
  /** Clock of the one who met it, unix ms. */
  readonly at: number;
  readonly authority: AuthorityId | null;
};

const MAX_ALARM_BYTES = 16 * 1024 * 1024;

const alarmValue = (alarm: Alarm): CborValue =>
  new Map<CborKey, CborValue>([
    [1, 1],
    [2, ALARM_KINDS[alarm.kind]],
    [3, alarm.origin],
    [4, alarm.code],
    [5, alarm.detail],
    [6, [...alarm.evidence]],
    [7, alarm.at],
    [8, alarm.authority && idBytes(alarm.authority)],
  ]);

/** What makes two alarms the same: everything but when, and by whom. */
export const alarmName = ({ kind, origin, evidence }: Alarm): string =>
  digestOf(utf8(`${kind} ${origin}\n`), ...evidence).slice(0, 32);

/** The alarm as a signed file. */
export const signAlarm = (alarm: Alarm, signer: StatementSigner): Uint8Array =>
  signStatement('alarm', encode(alarmValue(alarm)), signer);

/**
 * Reads an alarm file. `reporter` signed it, by its own word: what convinces is the evidence, which verifies without them.
 * Throws WIRE_* for anything else.
 */
export function readAlarm(file: Uint8Array): { readonly alarm: Alarm; readonly reporter: Kid } {
  const statement = parseStatement('alarm', file, MAX_ALARM_BYTES);
  const fields = decode(statement.payload, MAX_ALARM_BYTES);
  demand(fields instanceof Map && fields.get(1) === 1 && fields.size === 8, 'WIRE_SHAPE', 'not an alarm of version 1');
  const kind = (Object.keys(ALARM_KINDS) as AlarmKind[]).find((name) => ALARM_KINDS[name] === fields.get(2));
  const [origin, code, detail] = [fields.get(3), fields.get(4), fields.get(5)];
  const [evidence, at, authority] = [fields.get(6), fields.get(7), fields.get(8)];
  demand(
    kind &&
      typeof origin === 'string' &&
      typeof code === 'string' &&
      typeof detail === 'string' &&
      typeof at === 'number' &&
      Array.isArray(evidence) &&
      evidence.every((piece) => piece instanceof Uint8Array) &&
      (authority === null || authority instanceof Uint8Array),
    'WIRE_SHAPE',
    'not the fields of an alarm',
  );
  const from = authority && idOf('authority', authority as Uint8Array);
  const alarm = { kind, origin, code, detail, evidence: evidence as Uint8Array[], at, authority: from };
  return { alarm, reporter: signerOfStatement(statement) };
}

const PRINTABLE = /^[\P{C}\n\t]*$/u;
const MAX_READ = 8_192;

/** A piece of an alarm as people read it: notes are text. Null for bytes that are none, for what turns or hides the text around it, and for more than anybody reads. */
export function pieceText(piece: Uint8Array): string | null {
  if (piece.length > MAX_READ) return null;
  try {
    const text = fromUtf8(piece);
    return PRINTABLE.test(text) ? text : null;
  } catch {
    return null;
  }
}
