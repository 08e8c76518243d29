// The room `practice`: what the relay holds of a transmission beside what its parties read, a search in the relay's memory, and a relay that lies (product.md, practice).
import { type Digest, fromBase64, ProtocolError } from '../../../crypto/index.ts';
import { ACT_KINDS } from '../../casework/act.ts';
import { type Language, labelsOf } from '../../casework/labels/language.ts';
import { say } from '../../casework/labels/say.ts';
import { ClientError } from '../../sdk/index.ts';
import type { Fault } from '../fault.ts';
import type { LieAnswer, SearchAnswer } from '../practice-answers.ts';
import { type AlarmView, alarmView } from './alarm-view.ts';
import { type Held, heldOf } from './held.ts';
import type { Office } from './office.ts';

export type { Held };
export type LieName = 'swap-key' | 'drop' | 'fork' | 'backdate' | 'replay';

/** What came of a lie: as in earnest, the error's own sentences and the alarm with its file. */
export type LieView = {
  readonly metBy: LieAnswer['metBy'];
  readonly caught: Fault | null;
  readonly alarms: readonly { readonly view: AlarmView; readonly file: Uint8Array }[];
  readonly after: LieAnswer['after'];
};

/** A transmission to choose. */
export type Choice = { readonly subject: string; readonly title: string; readonly at: number };

async function asked<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new ClientError('CLIENT_RELAY_UNREACHABLE', 'practice does not answer', { cause });
  });
  if (!answer.ok) throw new ClientError('CLIENT_RELAY_ANSWER', `practice answered ${answer.status}`);
  return (await answer.json()) as T;
}

/** `explain`: a code in the language of the page. */
export function practiceRoom(office: Office, explain: (error: unknown) => Fault) {
  return {
    /** Own transmissions, the newest first. Throws CLIENT_NO_DEVICE. */
    async transmissions(language: Language): Promise<Choice[]> {
      const [items, labels] = [await office.client().items.list(), await labelsOf(language)];
      return items
        .map(({ subject, act, registeredAt: at }) => {
          const title = say(ACT_KINDS[act.kind].title, {}, labels);
          return { subject, title: [title, act.caseRefs.ours].filter(Boolean).join(', '), at };
        })
        .reverse();
    },

    /** Both views of one of them, asked of the relay now. Throws CLIENT_NO_DEVICE, CLIENT_NOT_FOUND, what `bundle` throws. */
    held: (subject: string, language: Language): Promise<Held> => heldOf(office.client(), subject as Digest, language),

    /** Words of four letters or more, in all that the relay keeps on this computer. Throws CLIENT_RELAY_ANSWER for others, CLIENT_RELAY_UNREACHABLE. */
    search: (words: readonly string[], subject: string): Promise<SearchAnswer> =>
      asked<SearchAnswer>('/practice/search', { words, control: subject }),

    /** A relay of its own lies to two desks of its own. Throws CLIENT_RELAY_ANSWER, CLIENT_RELAY_UNREACHABLE. */
    async lie(lie: LieName): Promise<LieView> {
      const { metBy, caught, alarms, after } = await asked<LieAnswer>('/practice/lie', { lie });
      return {
        metBy,
        after,
        caught: caught === null ? null : explain(new ProtocolError(caught as ProtocolError['code'], caught)),
        alarms: alarms.flatMap((text) => {
          const file = fromBase64(text);
          const view = file && alarmView(file, explain);
          return view ? [{ view, file }] : [];
        }),
      };
    },
  };
}
