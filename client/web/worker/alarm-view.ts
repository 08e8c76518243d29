// An alarm file as a page shows it: which contradiction, and the pieces that show it. Everything in it is a stranger's word until the pieces are compared.
import { ProtocolError } from '../../../crypto/index.ts';
import { type Alarm, type AlarmKind, codeOf, pieceText, readAlarm } from '../../sdk/index.ts';
import type { Fault } from '../fault.ts';

export type AlarmView = {
  readonly kind: AlarmKind;
  readonly origin: string;
  readonly code: string;
  /** What that code means; null for one that there is no text for. */
  readonly why: Fault | null;
  readonly detail: string;
  readonly at: number;
  readonly authority: string | null;
  /** The device that says it signed. */
  readonly reporter: string;
  /** The contradicting pieces; `text` where one is text. */
  readonly pieces: readonly { readonly size: number; readonly text: string | null }[];
};

type Explain = (error: unknown) => Fault;

/** What a code means in the language of the page; null where there is no text for it. */
export function meaning(explain: Explain, code: string): Fault | null {
  // A stranger's word: it may be the name of something that every object has.
  const fault = explain(new ProtocolError(code as ProtocolError['code'], code));
  const text: Partial<Fault['text']> | undefined = fault.text;
  return text?.what ? fault : null;
}

const shown = ({ alarm, reporter }: { alarm: Alarm; reporter: string }, explain: Explain): AlarmView => {
  const { evidence, ...fields } = alarm;
  return {
    ...fields,
    reporter,
    why: meaning(explain, alarm.code),
    pieces: evidence.map((piece) => ({ size: piece.length, text: pieceText(piece) })),
  };
};

/** Null for bytes that are no alarm. */
export function alarmView(bytes: Uint8Array, explain: Explain): AlarmView | null {
  try {
    return shown(readAlarm(bytes), explain);
  } catch (error) {
    if (codeOf(error)) return null;
    throw error;
  }
}
