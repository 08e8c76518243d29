// The page's side of passkeys: only a page may ask for one, and what unlocks this browser leaves here as a key nobody can read (docs/spec/browser.md, BRW-1 and BRW-2).
import type { Asserted, PageAnswer, PagePasskeys, PasskeyRefusal, Registered } from '../sdk/authenticators/browser.ts';

type Request = { readonly rpId: string; readonly challenge: Uint8Array };

const encoder = new TextEncoder();
/** BRW-1: one for the whole application: PRF is another function for each passkey anyway. */
const PRF_INPUT = encoder.encode('rogatory/v1/browser-unlock');
const KEY_INFO = encoder.encode('rogatory/v1/seed-wrap');
const TIMEOUT_MS = 120_000;
const ALGORITHMS = [-8, -7, -257];

const asBuffer = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
const listed = (ids: readonly Uint8Array[]): PublicKeyCredentialDescriptor[] =>
  ids.map((id) => ({ type: 'public-key', id: asBuffer(id) }));
const withPrf = (): AuthenticationExtensionsClientInputs => ({ prf: { eval: { first: PRF_INPUT } } });

/** Whether this browser has passkeys at all. */
const passkeysHere = (): boolean => typeof globalThis.PublicKeyCredential === 'function';

/** BRW-2: the output of PRF becomes a key that cannot be exported, and is wiped. Null where the authenticator gave none. */
async function keyOf(credential: PublicKeyCredential): Promise<CryptoKey | null> {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) return null;
  const output =
    first instanceof ArrayBuffer
      ? new Uint8Array(first)
      : new Uint8Array(first.buffer, first.byteOffset, first.byteLength);
  try {
    const material = await crypto.subtle.importKey('raw', output as Uint8Array<ArrayBuffer>, 'HKDF', false, [
      'deriveKey',
    ]);
    const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: KEY_INFO };
    return await crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
  } finally {
    output.fill(0);
  }
}

const REFUSALS: { readonly [name: string]: PasskeyRefusal } = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'known',
  SecurityError: 'address',
};

async function attempt<T>(act: () => Promise<T>): Promise<PageAnswer<T>> {
  if (!passkeysHere()) return { ok: false, why: 'failed', detail: 'this browser has no passkeys' };
  try {
    return { ok: true, value: await act() };
  } catch (error) {
    const { name, message } = error as Error;
    return { ok: false, why: REFUSALS[name] ?? 'failed', detail: `${name}: ${message}` };
  }
}

async function get(
  { rpId, challenge }: Request,
  allow: readonly Uint8Array[],
  unlock: boolean,
): Promise<PublicKeyCredential> {
  const found = await navigator.credentials.get({
    publicKey: {
      rpId,
      challenge: asBuffer(challenge),
      allowCredentials: listed(allow),
      userVerification: 'required',
      timeout: TIMEOUT_MS,
      ...(unlock ? { extensions: withPrf() } : {}),
    },
  });
  return found as PublicKeyCredential;
}

/** What the worker asks the page. Each call resolves: why there is no answer is said in the answer, since errors lose their kind on the way. */
export const passkeys: PagePasskeys = {
  register: ({ rpId, challenge, user, exclude }) =>
    attempt(async (): Promise<Registered> => {
      const made = (await navigator.credentials.create({
        publicKey: {
          rp: { id: rpId, name: 'Rogatory' },
          user: { id: asBuffer(user.id), name: user.name, displayName: user.name },
          challenge: asBuffer(challenge),
          pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
          excludeCredentials: listed(exclude),
          authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
          attestation: 'none',
          timeout: TIMEOUT_MS,
          extensions: withPrf(),
        },
      })) as PublicKeyCredential;
      const response = made.response as AuthenticatorAttestationResponse;
      const authenticatorData = new Uint8Array(response.getAuthenticatorData());
      return { rpId, authenticatorData, key: (await keyOf(made)) ?? (await keyAfterwards(rpId, made)) };
    }),

  assert: ({ rpId, challenge, allow, unlock }) =>
    attempt(async (): Promise<Asserted> => {
      const credential = await get({ rpId, challenge }, allow, unlock);
      const response = credential.response as AuthenticatorAssertionResponse;
      return {
        credentialId: new Uint8Array(credential.rawId),
        authenticatorData: new Uint8Array(response.authenticatorData),
        clientDataJson: new Uint8Array(response.clientDataJSON),
        signature: new Uint8Array(response.signature),
        key: unlock ? await keyOf(credential) : null,
      };
    }),
};

/** Some authenticators have PRF and evaluate it only when they sign: then they are asked once more. */
async function keyAfterwards(rpId: string, made: PublicKeyCredential): Promise<CryptoKey | null> {
  if (!made.getClientExtensionResults().prf?.enabled) return null;
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  try {
    return await keyOf(await get({ rpId, challenge }, [new Uint8Array(made.rawId)], true));
  } catch {
    // The passkey exists: without its key it signs, and something else unlocks this browser.
    return null;
  }
}

/**
 * BRW-9: asks the browser not to clear what this page stores when space runs out. Only a page may ask. False: this browser may forget, and screens say so.
 */
export async function askToPersist(): Promise<boolean> {
  const { storage } = navigator;
  if (!storage?.persist) return false;
  return (await storage.persisted()) || storage.persist();
}
