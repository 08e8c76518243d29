// An alarm as the command line says it, of this vault or from a file that somebody handed on (docs/command-line.md).
import { type Alarm, codeOf, pieceText, readAlarm } from '../sdk/index.ts';
import { plain } from './output.ts';
import { iso, moment } from './times.ts';

/** What each kind means for people. */
const KINDS: { readonly [K in Alarm['kind']]: string } = {
  rollback: 'A book that can only grow became shorter.',
  fork: 'The same book was shown with two contents.',
  falseEntry: 'A book has an entry it cannot honestly have.',
  withheld: 'The register proves a transmission that the relay does not hand out.',
  gossip: 'Another authority was shown another book than you.',
  chain: 'The roster of an authority breaks its rules.',
};

export const alarmJson = ({ kind, origin, code, detail, at }: Alarm) => ({ kind, origin, code, detail, at: iso(at) });

/** What it means, when and of which log, what was found. */
export const alarmLines = ({ kind, at, origin, detail, code }: Alarm): string[] => [
  KINDS[kind],
  `${moment(at)}, ${plain(origin)}`,
  `${plain(detail)} (${plain(code)})`,
];

export type AlarmFile = {
  /** Ready for `--json`; `pieces` in base64 are what contradicts itself. */
  readonly json: object;
  /** `pieces`: the texts among the pieces too. */
  lines(pieces: boolean): string[];
};

/** Null for bytes that are no alarm file. */
export function alarmFile(bytes: Uint8Array): AlarmFile | null {
  try {
    const { alarm, reporter } = readAlarm(bytes);
    const { evidence } = alarm;
    const pieceLines = evidence.flatMap((piece, i) => [
      `Piece ${i + 1}, ${piece.length} bytes`,
      ...(pieceText(piece)?.trimEnd().split('\n') ?? []).map((line) => `  ${line}`),
    ]);
    return {
      json: {
        ...alarmJson(alarm),
        reporter,
        pieces: evidence.map((piece) => Buffer.from(piece).toString('base64')),
      },
      lines: (pieces) => [...alarmLines(alarm), `Recorded by the device ${reporter}`, ...(pieces ? pieceLines : [])],
    };
  } catch (error) {
    if (codeOf(error)) return null;
    throw error;
  }
}
