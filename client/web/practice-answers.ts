// What the practice pages ask their own origin, and the asking: JSON, from this origin's pages only. Never part of a relay, and absent in earnest (product.md, practice).
import type { IncomingMessage, ServerResponse } from 'node:http';

/** How many files and bytes of the relay were searched for words, and names of those that hold one. */
export type SearchAnswer = {
  readonly files: number;
  readonly bytes: number;
  readonly found: readonly string[];
  /** Where the same search finds what the relay must hold: whether it can find anything. */
  readonly control: readonly string[];
};

/** What came of a lie of a relay, as it crosses to the page. */
export type LieAnswer = {
  readonly metBy: 'sender' | 'recipient';
  /** The code that stopped the client; null: nothing was noticed. */
  readonly caught: string | null;
  /** Alarm files, in base64. */
  readonly alarms: readonly string[];
  /** With the relay honest again: transmissions that are held, and what is still amiss. */
  readonly after: { readonly held: number; readonly amiss: number };
};

/** By path: what is answered to a body that anybody on this computer may have written. A rejection is told as a failure, without its words. */
export type PracticeAnswers = ReadonlyMap<string, (body: unknown) => Promise<SearchAnswer | LieAnswer | null>>;

const MAX_BODY = 4_096;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += piece as string;
    if (text.length > MAX_BODY) return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Other sites can make a browser ask, but not with this type, and a browser says that they did. */
const isOwn = ({ headers }: IncomingMessage): boolean =>
  headers['content-type'] === 'application/json' &&
  (headers['sec-fetch-site'] ?? 'same-origin') === 'same-origin' &&
  (headers.origin === undefined || headers.origin === `http://${headers.host}`);

/** Answers what is one of these; false: it is not. 400 for a body that is none, 403 for another site, 503 when it failed. */
export async function answerPractice(
  answers: PracticeAnswers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const answer = request.method === 'POST' ? answers.get(request.url ?? '') : undefined;
  if (!answer) return false;
  const end = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
    response.end(JSON.stringify(body));
  };
  if (!isOwn(request)) {
    end(403, null);
    return true;
  }
  try {
    const answered = await answer(await bodyOf(request));
    end(answered === null ? 400 : 200, answered);
  } catch {
    end(503, null);
  }
  return true;
}
