// The browser's authenticator, as the SDK sees it from a worker: the page asks, since only a page may, and its answers are read here (protocol.md section 1;
// docs/spec/browser.md).
import { equal, type Passkey } from '../../../crypto/index.ts';
import type { Assertion, Authenticator } from '../authenticator.ts';
import { ClientError } from '../failure.ts';
import { readRegistration } from './registration.ts';

/** Why a page has no answer. `address`: the page is not where these passkeys belong. */
export type PasskeyRefusal = 'cancelled' | 'known' | 'address' | 'failed';

/** What crosses from page to worker. It never carries the output of PRF. */
export type PageAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: PasskeyRefusal; readonly detail: string };

/** `key`: AES-GCM, not extractable, made from PRF in the page; null where the authenticator has none. */
export type Registered = {
  readonly rpId: string;
  readonly authenticatorData: Uint8Array;
  readonly key: CryptoKey | null;
};
export type Asserted = Assertion & { readonly key: CryptoKey | null };

/** What the page does for the worker. */
export type PagePasskeys = {
  register(request: {
    readonly rpId: string;
    readonly challenge: Uint8Array;
    readonly user: { readonly id: Uint8Array; readonly name: string };
    readonly exclude: readonly Uint8Array[];
  }): Promise<PageAnswer<Registered>>;
  /** `unlock`: PRF is asked for as well. */
  assert(request: {
    readonly rpId: string;
    readonly challenge: Uint8Array;
    readonly allow: readonly Uint8Array[];
    readonly unlock: boolean;
  }): Promise<PageAnswer<Asserted>>;
};

const CODES = {
  cancelled: 'CLIENT_PASSKEY_CANCELLED',
  known: 'CLIENT_PASSKEY_KNOWN',
  address: 'CLIENT_PASSKEY_ADDRESS',
  failed: 'CLIENT_PASSKEY',
} as const;

/** The value of an answer. Throws CLIENT_PASSKEY, _CANCELLED, _KNOWN, _ADDRESS. */
export function answered<T>(answer: PageAnswer<T>): T {
  if (answer.ok) return answer.value;
  throw new ClientError(CODES[answer.why], answer.detail);
}

/** Whoever keeps the key of a passkey keeps it before the passkey stands in any roster. */
export type KeepKey = (passkey: Passkey, key: CryptoKey | null) => Promise<void>;

/**
 * `made`: a passkey that the page made beforehand, at the touch of a button, and that the first registration takes: some browsers ask for the touch and the
 * passkey in one breath.
 */
export function browserAuthenticator(page: PagePasskeys, keep: KeepKey, made: Registered | null = null): Authenticator {
  let waiting = made;
  return {
    async register({ rpId, challenge, user, exclude }) {
      const beforehand = waiting;
      waiting = null;
      const registered = beforehand ?? answered(await page.register({ rpId, challenge, user, exclude }));
      const passkey = readRegistration(registered.authenticatorData, rpId);
      if (exclude.some((id) => equal(id, passkey.credentialId)))
        throw new ClientError('CLIENT_PASSKEY_KNOWN', 'this passkey is enrolled already');
      await keep(passkey, registered.key);
      return passkey;
    },
    async assert({ rpId, challenge, allow }) {
      const { key: _, ...assertion } = answered(await page.assert({ rpId, challenge, allow, unlock: false }));
      return assertion;
    },
  };
}
