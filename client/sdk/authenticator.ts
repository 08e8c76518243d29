// The authenticator port: what a passkey does for the SDK (protocol.md section 5). The caller computes every challenge.
import type { Digest, Gesture, Kid, Passkey } from '../../crypto/index.ts';

/** An assertion before the relay's nonce is put beside it. */
export type Assertion = Omit<Gesture, 'nonce'>;

/** How a gesture is made at another place than this program: what it is over, and how it comes back. */
export type Elsewhere = {
  /** A transmission's statement, or the device that signs in. */
  readonly subject: Digest | Kid;
  /** What the page is given: subject and nonce, from which it computes the challenge itself. */
  readonly fragment: string;
  /** What was made there so far, not yet verified; null: nothing. Throws CLIENT_RELAY_*. */
  fetch(): Promise<Assertion | null>;
};

export type Authenticator = {
  /**
   * Makes a passkey at `rpId` for an official and resolves to its public half. `exclude`: credential ids that must not be made again.
   * Throws CLIENT_PASSKEY, CLIENT_PASSKEY_CANCELLED.
   */
  register(request: {
    readonly rpId: string;
    readonly origin: string;
    readonly challenge: Uint8Array;
    readonly user: { readonly id: Uint8Array; readonly name: string };
    readonly exclude: readonly Uint8Array[];
  }): Promise<Passkey>;
  /** Answers `challenge` with one of the credentials in `allow`, user verified. Throws CLIENT_PASSKEY, CLIENT_PASSKEY_CANCELLED. */
  assert(request: {
    readonly rpId: string;
    readonly origin: string;
    readonly challenge: Uint8Array;
    readonly allow: readonly Uint8Array[];
    /** Absent where only this program's own passkeys can answer. */
    readonly elsewhere?: Elsewhere;
  }): Promise<Assertion>;
};
