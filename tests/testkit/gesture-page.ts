// The page on which a gesture is made for a command line, played by a practice passkey: it has the address and nothing else (docs/spec/http.md, HTTP-16 and HTTP-17).
import { practiceAuthenticator } from '../../client/sdk/authenticators/practice.ts';
import type { PageAsk } from '../../client/sdk/authenticators/web-page.ts';
import type { Vault } from '../../client/sdk/vault.ts';
import { fromHex } from '../../crypto/primitives/bytes.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { loginChallenge, transmitChallenge } from '../../crypto/protocol/gesture.ts';
import { statementWords } from '../../crypto/protocol/words.ts';
import { MEDIA } from '../../crypto/wire/frames.ts';
import { encodeGestures } from '../../crypto/wire/gesture.ts';
import type { Digest, Kid } from '../../crypto/wire/ids.ts';
import type { TestRelay } from './relay.ts';

export type Page = {
  /** What the page shows for comparison. */
  readonly shown: readonly string[];
  /** The official agrees: the passkey answers and the page hands it in. Resolves to the relay's status. */
  agree(): Promise<number>;
};

const ADDRESS = /^(.+)\/sign#([0-9a-f]{64}|[0-9a-f]{32})([0-9a-f]{64})$/;

/** Opens an address with the passkeys of `vault`. `over`: a page that has another transmission signed than it shows. */
export function openPage(relay: TestRelay, vault: Vault, { address }: PageAsk, over?: Digest): Page {
  const [, origin = '', named = '', digits = ''] = ADDRESS.exec(address) ?? [];
  const nonce = fromHex(digits) as Uint8Array;
  const login = named.length === 32;
  const subject = over ?? named;
  return {
    shown: login ? (named.match(/.{4}/g) as string[]) : statementWords(named as Digest).words,
    async agree() {
      const challenge = login ? loginChallenge(nonce, named as Kid) : transmitChallenge(subject as Digest, nonce);
      const allow = (await vault.list('passkey/')).map((key) => fromHex(key.slice('passkey/'.length)) as Uint8Array);
      const made = await practiceAuthenticator(vault, systemRandom).assert({
        rpId: 'localhost',
        origin,
        challenge,
        allow,
      });
      const body = encodeGestures([{ ...made, nonce }]) as Uint8Array<ArrayBuffer>;
      const headers = { 'content-type': MEDIA.gesture };
      return (await fetch(`${relay.card.relayOrigin}/v1/gestures/${subject}`, { method: 'PUT', headers, body })).status;
    },
  };
}
