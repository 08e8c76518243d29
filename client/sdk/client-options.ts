// What a program gives a client to work with: a vault, the root of trust, hands, and the world outside (docs/architecture.md).
import type { AttachmentEngines, Gesture, Protection, Random, Stretcher, TrustCard } from '../../crypto/index.ts';
import type { Authenticator } from './authenticator.ts';
import type { OutboxEntry, OutboxFile } from './outbox-entry.ts';
import type { OpenSource } from './outbox-source.ts';
import type { SignInAgain } from './session.ts';
import type { Progress } from './uploads.ts';
import type { Vault } from './vault.ts';
import type { OpenSocket } from './watch.ts';

export type ClientOptions = {
  readonly vault: Vault;
  readonly trust: TrustCard;
  readonly authenticator: Authenticator;
  readonly fetch?: typeof fetch;
  readonly clock?: { now(): number };
  readonly random?: Random;
  /** How this vault guards the device's seed; told openly in the roster. */
  readonly protection?: Protection;
  /** The device's seed where this program guards it itself: an empty vault becomes that device (see client/sdk/vaults/wrap). */
  readonly seed?: Uint8Array;
  /** A gesture made beforehand, over loginChallenge of its nonce and this device: the first sign-in asks for no other. */
  readonly signInWith?: Gesture;
  /** Where a person must be asked before a passkey is: the session ended while they did something else. Without it the passkey is asked for at once. */
  readonly again?: SignInAgain;
  /** This trust card replaces the one the vault knows: a person compared it by another way than the relay. */
  readonly acceptTrust?: boolean;
  /** `io` of socket.io-client, where hints are wanted. */
  readonly sockets?: OpenSocket;
  /** Faster implementations of the same bytes (client/sdk/engines). */
  readonly engines?: AttachmentEngines & { readonly stretcher?: Stretcher };
  readonly openSource?: OpenSource;
  readonly onProgress?: (entry: OutboxEntry, file: OutboxFile, progress: Progress) => void;
  readonly timeoutMs?: number;
};
