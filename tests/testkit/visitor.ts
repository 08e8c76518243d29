// People of the cast at a relay that runs elsewhere: requests over a real connection, signed or plain, and the founding of whole authorities through its door.
import { Agent, request } from 'node:http';
import { fromHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { parseLink } from '../../crypto/protocol/chain.ts';
import { loginChallenge } from '../../crypto/protocol/gesture.ts';
import { encodeLinkFrame, MEDIA } from '../../crypto/wire/frames.ts';
import { encodeGestures } from '../../crypto/wire/gesture.ts';
import type { AuthorityId, Digest } from '../../crypto/wire/ids.ts';
import { remoteOperator } from '../../server/main/operator-socket.ts';
import { placesIn } from '../../server/main/places.ts';
import { found, MINUTE, type Person, type TestAuthority } from './cast.ts';
import { assertion } from './passkey.ts';
import { RELAY_ORIGIN } from './relay-process.ts';
import { type Ask, signHeaders } from './signed.ts';

export type Answer = { readonly status: number; readonly body: Uint8Array; text(): string };

export type Visitor = {
  /** Null when the connection broke before an answer came. */
  plain(ask: Ask): Promise<Answer | null>;
  as(person: Person, ask: Ask): Promise<Answer | null>;
  close(): void;
};

/** A client of the relay at `port`, with at most `connections` at once. */
export function visit(port: number, connections = 16): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (ask: Ask, headers: Record<string, string>): Promise<Answer | null> =>
    new Promise((resolve) => {
      const { method, url, body } = ask;
      const length = body ? { 'content-length': String(body.length) } : {};
      const asked = request({ host: '127.0.0.1', port, agent, method, path: url, headers: { ...headers, ...length } });
      asked.once('error', () => resolve(null));
      asked.once('response', (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('error', () => resolve(null));
        response.once('close', () => {
          const whole = Buffer.concat(pieces);
          // Half an answer is none.
          if (!response.complete) resolve(null);
          else resolve({ status: response.statusCode ?? 0, body: new Uint8Array(whole), text: () => whole.toString() });
        });
      });
      asked.end(body);
    });
  return {
    plain: (ask) => send(ask, { ...ask.headers, ...(ask.media ? { 'content-type': ask.media } : {}) }),
    as: (person, ask) => {
      const signer = { kid: person.device.kid, key: person.device.http };
      const now = Date.now();
      return send(ask, signHeaders(ask, signer, { origin: RELAY_ORIGIN, now, random: systemRandom }));
    },
    close: () => agent.destroy(),
  };
}

/** The answer, which has to be one of `wanted`. */
export function expectAnswer(answer: Answer | null, what: string, ...wanted: readonly number[]): Answer {
  if (!answer) throw new Error(`${what}: no answer`);
  if (!wanted.includes(answer.status)) throw new Error(`${what}: ${answer.status} ${answer.text()}`);
  return answer;
}

async function signIn(visitor: Visitor, person: Person): Promise<void> {
  const body = utf8(JSON.stringify({ purpose: 'login' }));
  const asked = await visitor.as(person, { method: 'POST', url: '/v1/session/nonces', body });
  const { nonce: text } = JSON.parse(expectAnswer(asked, 'nonce', 200).text()) as { nonce: string };
  const nonce = fromHex(text) as Uint8Array;
  const gesture = assertion(person.passkey, loginChallenge(nonce, person.device.kid), nonce);
  const ask = { method: 'POST', url: '/v1/session', body: encodeGestures([gesture]), media: MEDIA.gesture };
  expectAnswer(await visitor.as(person, ask), 'sign-in', 200);
}

async function handIn(visitor: Visitor, authority: TestAuthority, bytes: Uint8Array): Promise<void> {
  const { link } = parseLink(bytes);
  const rotates = 'rotation' in link.body;
  const body = encodeLinkFrame({
    link: bytes,
    epochKey: rotates ? authority.epoch().publicKey : null,
    lockboxes: rotates ? [...authority.boxes()].map(([kid, box]) => ({ kid, box })) : [],
  });
  const [first] = authority.admins;
  const ask = { method: 'POST', body, media: MEDIA.link };
  const answer =
    link.seq === 0
      ? await visitor.plain({ ...ask, url: '/v1/founding' })
      : await visitor.as(first, { ...ask, url: '/v1/links' });
  expectAnswer(answer, `link ${link.seq} (${link.body.type})`, 200);
  if (link.seq === 0) await signIn(visitor, first);
}

/** Founds an authority at the running relay of `dataDir` as now, has the operator admit it, and signs its first administrator in. */
export async function establish(
  visitor: Visitor,
  dataDir: string,
  name: string,
  trustCard: Digest,
): Promise<TestAuthority> {
  // Its five links are a minute apart, and none may lie ten minutes from the relay's clock.
  const authority = await found(name, { trustCard, startsAt: Date.now() - 5 * MINUTE });
  for (const bytes of authority.links()) await handIn(visitor, authority, bytes);
  await admit(dataDir, authority.id);
  return authority;
}

async function admit(dataDir: string, authority: AuthorityId): Promise<void> {
  const operator = await remoteOperator(placesIn(dataDir).operatorSocket);
  if (!operator) throw new Error('the relay has no operator');
  await operator.admit(authority);
}
