// The authenticator of a program without one: its user makes the gesture on a page of the authority's web app, and the relay's slot brings it (docs/spec/http.md, HTTP-16 to HTTP-18).
import type { Digest, Kid } from '../../../crypto/index.ts';
import type { Authenticator } from '../authenticator.ts';
import { ClientError, need } from '../failure.ts';
import { comparable } from '../gesture-page.ts';
import { isSilence } from '../relay-door.ts';

/** What the user is shown: an address, and what has to stand there as well. */
export type PageAsk = {
  readonly address: string;
  /** Eight words of the statement to be signed; or, for a sign-in, the device's kid in groups of four digits. */
  readonly compare: readonly string[];
  readonly purpose: 'transmission' | 'login';
};

export type WebPageOptions = {
  /** Shows the address; called once for each gesture. */
  show(ask: PageAsk): void;
  /** Resolves after `ms`. */
  wait(ms: number): Promise<void>;
  now(): number;
};

const ASK_EVERY_MS = 2_000;
// The nonce lives ten minutes; what comes in the last moment is of no use any more.
const PATIENCE_MS = 9.5 * 60_000;

const isKid = (subject: Digest | Kid): subject is Kid => subject.length === 32;

/** Makes no passkeys: `register` throws CLIENT_PASSKEY, and so does an `assert` that can be answered here only. Waits nine and a half minutes, then CLIENT_PASSKEY_CANCELLED. */
export function webPageAuthenticator({ show, wait, now }: WebPageOptions): Authenticator {
  return {
    async register() {
      throw new ClientError('CLIENT_PASSKEY', 'passkeys are made in a browser');
    },
    async assert({ origin, elsewhere }) {
      need(elsewhere, 'CLIENT_PASSKEY', 'this is confirmed in a browser');
      const { subject, fragment } = elsewhere;
      const purpose = isKid(subject) ? 'login' : 'transmission';
      show({ address: `${origin}/sign#${fragment}`, compare: comparable(subject), purpose });
      const until = now() + PATIENCE_MS;
      while (now() < until) {
        try {
          const found = await elsewhere.fetch();
          if (found) return found;
        } catch (error) {
          // A line that breaks for a moment does not undo what somebody is doing at another computer.
          if (!isSilence(error)) throw error;
        }
        await wait(ASK_EVERY_MS);
      }
      throw new ClientError('CLIENT_PASSKEY_CANCELLED', 'nobody answered on the page in time');
    },
  };
}
