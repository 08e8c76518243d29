// The relay as the rooms ask it: frames in, frames out, signed by this device, signing in again by itself when it has to (protocol.md section 7).
import {
  type Digest,
  decodeDirectoryObjects,
  decodeEvidence,
  decodeList,
  decodeLockboxes,
  decodeReceipt,
  decodeStored,
  type EvidenceFrame,
  fromHex,
  fromUtf8,
  LinkAnswer,
  MAX_FRAME_BYTES,
  MEDIA,
  NonceAnswer,
  type ProvenLeaf,
  STATEMENT_ROUTES,
  type StoredTransmission,
  utf8,
} from '../../crypto/index.ts';
import { type ClientError, RelayError } from './failure.ts';
import type { IdentityRoom } from './identity.ts';
import { type Answer, type Call, jsonAnswer, type RequestSigner, type Transport } from './transport.ts';

const MIB = 1024 * 1024;
const MAX_NOTE = 160 * 1024;
const PAGE = 512;

export type RelayDoor = {
  /** By this device; after RELAY_SIGN_IN or RELAY_GESTURE_AGE once more, when somebody can sign in. */
  ask(call: Call): Promise<Answer>;
  /**
   * The same relay, asked with another key, an invitation's or a custodian's, in place of this device's: for those who are in no chain yet. What others ask
   * at the same time is signed by this device as ever.
   */
  as(signer: RequestSigner): RelayDoor;
  /** A statement that authenticates itself: no signature on the request (wire/signed-request, STATEMENT_ROUTES). */
  hand(path: string, type: string, bytes: Uint8Array): Promise<Answer>;
  note(path: string): Promise<string>;
  list(path: string): Promise<Uint8Array[]>;
  octets(path: string, max: number): Promise<Uint8Array>;
  objects(from: number): Promise<{ leaf: Uint8Array; object: Uint8Array }[]>;
  lockboxes(fromEpoch: number): Promise<{ scope: string; epoch: number; box: Uint8Array }[]>;
  transmission(subject: Digest): Promise<StoredTransmission>;
  evidence(subject: Digest, sealed: boolean): Promise<EvidenceFrame>;
  nonce(purpose: 'login' | 'gesture'): Promise<Uint8Array>;
  link(frame: Uint8Array): Promise<{ hash: string; seq: number; directoryIndex: number | null }>;
  /** A link that custodians signed, for whoever has no device to sign a request with. */
  recoveryLink(frame: Uint8Array): Promise<{ hash: string; seq: number; directoryIndex: number | null }>;
  /** The recovery key's lockboxes; asked with a custodian's key. */
  recoveryLockboxes(fromEpoch: number): Promise<{ scope: string; epoch: number; box: Uint8Array }[]>;
  /** Hands a statement, or asks, and reads the proven leaves of the answer. */
  receipt(path: string, type: string, bytes: Uint8Array): Promise<ProvenLeaf[]>;
};

/** Asks for a page of this many at most. */
export const PAGE_SIZE = PAGE;

export type SignsIn = {
  /** How often somebody signed in here. */
  count(): number;
  /**
   * What the relay wants before it goes on, of a request that was made when there had been `since` sign-ins: whoever signed in after it is not asked again.
   * Throws what the relay refuses, CLIENT_PASSKEY_*, and RELAY_SIGN_IN where nobody is to be asked now.
   */
  renew(since: number): Promise<void>;
};

export type DoorOptions = {
  readonly transport: Transport;
  readonly identity: IdentityRoom;
  /** Asked when the first request is made: it needs this door itself. */
  session(): SignsIn;
};

export const openDoor = (options: DoorOptions): RelayDoor => doorOf(options, null);

function doorOf(options: DoorOptions, borrowed: RequestSigner | null): RelayDoor {
  const { transport, identity, session } = options;
  const own = async (): Promise<RequestSigner> => {
    if (borrowed) return borrowed;
    const { device } = await identity.device();
    return { kid: device.kid, sign: device.http.sign };
  };

  // Signs in once, when that is what the relay asks for; a second refusal is the caller's.
  async function signedIn(path: string, send: () => Promise<Answer>): Promise<Answer> {
    const since = session().count();
    try {
      return await send();
    } catch (error) {
      if (!wantsSignIn(error) || borrowed || path.startsWith('/v1/session')) throw error;
      await session().renew(since);
      return send();
    }
  }
  const ask = (call: Call): Promise<Answer> => signedIn(call.path, async () => transport.send(call, await own()));
  const hand = (path: string, type: string, bytes: Uint8Array): Promise<Answer> =>
    signedIn(path, () => transport.send({ method: 'POST', path, body: { type, bytes } }, null));
  const get = (path: string, max?: number): Promise<Answer> =>
    ask({ method: 'GET', path, ...(max === undefined ? {} : { max }) });
  const post = (path: string, type: string, bytes: Uint8Array): Promise<Answer> =>
    ask({ method: 'POST', path, body: { type, bytes } });

  return {
    ask,
    as: (signer) => doorOf(options, signer),
    hand,
    note: async (path) => fromUtf8((await get(path, MAX_NOTE)).body),
    list: async (path) => decodeList((await get(path, 64 * MIB)).body),
    octets: async (path, max) => (await get(path, max)).body,
    objects: async (from) =>
      decodeDirectoryObjects((await get(`/v1/directory/objects?from=${from}&limit=${PAGE}`, 64 * MIB)).body),
    lockboxes: async (from) => decodeLockboxes((await get(`/v1/lockboxes?from=${from}`)).body),
    transmission: async (subject) => decodeStored((await get(`/v1/transmissions/${subject}`, MAX_FRAME_BYTES)).body),
    evidence: async (subject, sealed) =>
      decodeEvidence((await get(`/v1/transmissions/${subject}/evidence${sealed ? '?sealed=1' : ''}`)).body),
    async nonce(purpose) {
      const body = utf8(JSON.stringify({ purpose }));
      const answer = await post('/v1/session/nonces', 'application/json', body);
      return fromHex(jsonAnswer<{ nonce: string }>(answer, NonceAnswer).nonce) as Uint8Array;
    },
    link: async (frame) => jsonAnswer(await post('/v1/links', MEDIA.link, frame), LinkAnswer),
    recoveryLink: async (frame) => jsonAnswer(await hand('/v1/recovery', MEDIA.link, frame), LinkAnswer),
    recoveryLockboxes: async (from) => decodeLockboxes((await get(`/v1/recovery/lockboxes?from=${from}`)).body),
    async receipt(path, type, bytes) {
      const answer = (STATEMENT_ROUTES as readonly string[]).includes(path)
        ? await hand(path, type, bytes)
        : await post(path, type, bytes);
      return decodeReceipt(answer.body);
    },
  };
}

const wantsSignIn = (error: unknown): boolean =>
  error instanceof RelayError && (error.code === 'RELAY_SIGN_IN' || error.code === 'RELAY_GESTURE_AGE');

/** Whether an error means that nothing answered: the attempt may be repeated, and nothing may be concluded. */
export const isSilence = (error: unknown): boolean =>
  ['CLIENT_RELAY_UNREACHABLE', 'CLIENT_RELAY_TIMEOUT'].includes((error as ClientError | null)?.code ?? '');
