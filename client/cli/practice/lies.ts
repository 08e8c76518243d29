// Five lies of a relay, told by a proxy between it and the clients (middle.ts), and by what each is caught (docs/threat-model.md). None needs a key of
// a party: nobody could have one. `fork` and `backdate` are signed with the log's key, read from the practice relay's own file, because such
// a lie is the operator's: nobody else could tell it, and whoever shows the two signatures shows who told it.
import {
  type Checkpoint,
  decodeReceipt,
  decodeRegisterLeaf,
  derive,
  encodeReceipt,
  encodeRegisterLeaf,
  formatCheckpoint,
  formatProof,
  fromUtf8,
  hmacSha256,
  kemKeyPair,
  leafHash,
  logSigner,
  type ProvenLeaf,
  parseCheckpoint,
  parseProof,
  type Random,
  sha256,
  signingKey,
  signNote,
  type TlogProof,
  utf8,
} from '../../../crypto/index.ts';
import type { AnyCode } from '../../sdk/index.ts';
import type { Lie, Said } from './middle.ts';

export const LIES = ['swap-key', 'drop', 'fork', 'backdate', 'replay'] as const;
export type LieName = (typeof LIES)[number];

export type LieMeans = {
  readonly random: Random;
  /** The 32 bytes of the practice relay's key file; the two lies about logs need it. */
  readonly relayKey: Uint8Array;
};

export type LieCase = {
  /** What the relay does, in one sentence. */
  readonly told: string;
  /** Who meets it: the sender as it sends, or the recipient as it pulls. */
  readonly metBy: 'sender' | 'recipient';
  /** By what it is caught: the code that sending or pulling ends with, or that the entry is shown with. */
  readonly code: AnyCode;
  /** Whether a signed alarm is kept that convinces a stranger. */
  readonly alarm: boolean;
  make(means: LieMeans): Lie;
};

const TRANSMISSION = /^\/v1\/transmissions\/[0-9a-f]{64}$/;
const DAY_MS = 24 * 3_600_000;

const notFound = (): Said => ({
  status: 404,
  headers: { 'content-type': 'application/problem+json' },
  body: utf8(
    JSON.stringify({
      type: 'about:blank',
      title: 'Not found',
      status: 404,
      code: 'RELAY_NOT_FOUND',
      detail: 'There is no such transmission.',
      action: 'Check what was asked for.',
      retry: false,
      reference: '0',
    }),
  ),
});

/** A checkpoint as only the operator can sign it. */
function signedByRelay(relayKey: Uint8Array, checkpoint: Checkpoint): string {
  const seed = hmacSha256(derive(relayKey, 'log-ed25519'), utf8(checkpoint.origin));
  return signNote(formatCheckpoint(checkpoint), [logSigner(checkpoint.origin, signingKey(seed))]);
}

const checkpointOf = (note: string): Checkpoint => parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));

/** The root that a leaf with this path leads to (RFC 9162, 2.1.3.2). */
function rootOver(leaf: Uint8Array, { index, hashes }: TlogProof, size: number): Uint8Array {
  let [node, last, root] = [index, size - 1, leafHash(leaf)];
  for (const beside of hashes) {
    const right = node % 2 === 1 || node === last;
    root = right ? sha256(new Uint8Array([1]), beside, root) : sha256(new Uint8Array([1]), root, beside);
    while (right && node % 2 === 0 && node > 0) [node, last] = [node >> 1, last >> 1];
    [node, last] = [node >> 1, last >> 1];
  }
  return root;
}

/** The leaf with another time, and a proof of it that verifies: the tree was signed anew around it. */
function backdated(proven: ProvenLeaf, by: number, relayKey: Uint8Array): ProvenLeaf {
  const entered = decodeRegisterLeaf(proven.leaf);
  const leaf = encodeRegisterLeaf({ ...entered, at: entered.at - by });
  const proof = parseProof(proven.proof);
  const { origin, size } = checkpointOf(proof.checkpointNote);
  const checkpointNote = signedByRelay(relayKey, { origin, size, root: rootOver(leaf, proof, size) });
  return { ...proven, leaf, proof: formatProof({ ...proof, checkpointNote }) };
}

export const LIE_CASES: { readonly [L in LieName]: LieCase } = {
  'swap-key': {
    told: 'The relay hands out a key of its own in place of the recipient’s, to read what is sealed for it.',
    metBy: 'sender',
    code: 'EPOCH_KEY_MISMATCH',
    alarm: false,
    make: ({ random }) => {
      const { publicKey } = kemKeyPair(random(32));
      return async ({ path }, honest) => {
        const said = await honest();
        return path.startsWith('/v1/epoch-keys/') ? { ...said, body: publicKey } : said;
      };
    },
  },
  drop: {
    told: 'The relay says that a transmission which stands in the recipient’s register does not exist.',
    metBy: 'recipient',
    code: 'CLIENT_WITHHELD',
    alarm: true,
    make:
      () =>
      async ({ method, path }, honest) =>
        method === 'GET' && TRANSMISSION.test(path) ? notFound() : honest(),
  },
  fork: {
    told: 'The relay signs a second history of the recipient’s register.',
    metBy: 'recipient',
    code: 'CLIENT_ALARM',
    alarm: true,
    make:
      ({ relayKey }) =>
      async ({ path }, honest) => {
        const said = await honest();
        if (path !== '/v1/register/checkpoint' || said.status !== 200) return said;
        const checkpoint = checkpointOf(fromUtf8(said.body));
        const root = sha256(checkpoint.root);
        return { ...said, body: utf8(signedByRelay(relayKey, { ...checkpoint, root })) };
      },
  },
  backdate: {
    told: 'The relay signs a receipt that says the transmission was entered a day before it was.',
    metBy: 'sender',
    code: 'CLIENT_ALARM',
    alarm: true,
    make:
      ({ relayKey }) =>
      async ({ method, path }, honest) => {
        const said = await honest();
        if (method !== 'POST' || path !== '/v1/transmissions' || said.status >= 300) return said;
        const leaves = decodeReceipt(said.body).map((leaf) => backdated(leaf, DAY_MS, relayKey));
        return { ...said, body: encodeReceipt(leaves) };
      },
  },
  replay: {
    told: 'The relay serves an earlier transmission in the place of a new one.',
    metBy: 'recipient',
    code: 'REGISTER_LEAF',
    alarm: false,
    make: () => {
      let earlier: { path: string; said: Said } | null = null;
      return async ({ method, path }, honest) => {
        if (method !== 'GET' || !TRANSMISSION.test(path)) return honest();
        if (earlier && earlier.path !== path) return earlier.said;
        const said = await honest();
        if (said.status === 200) earlier = { path, said };
        return said;
      };
    },
  },
};
