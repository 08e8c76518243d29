// What the senders of sealed bodies were shown of the logs, compared with what this client was shown (protocol.md section 6).
import {
  type AuthorityId,
  type Body,
  type Digest,
  equal,
  fromHex,
  idBytes,
  ProtocolError,
  registerOrigin,
  type TrustCard,
  utf8,
  verifyConsistency,
} from '../../crypto/index.ts';
import type { Alarms } from './alarms.ts';
import type { Directory } from './directory.ts';
import { RelayError } from './failure.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import { drop, put, recordsOf, type Vault } from './vault.ts';

/** One's own register, as far as comparisons need it. */
export type OwnLog = { readonly authority: AuthorityId; size(): number; rootAt(size: number): Uint8Array };

type Shown = { readonly size: number; readonly root: Uint8Array };
/** One state of a log that a sender was shown, and the statement that proves it was said. */
type Claim = Shown & { readonly subject: Digest; readonly statement: Uint8Array; readonly origin: string };
/** `unchecked`: the relay gave no answer, or this client has not followed the log that far. */
type Finding = 'agrees' | 'contradicts' | 'unchecked';

const OWED = 'gossip-owed/';
// A sender who invents sizes must not fill a vault; the oldest claims are the ones kept.
const MAX_OWED = 256;

export type Gossip = {
  /** Throws CLIENT_ALARM for a contradiction; what cannot be compared now stays owed. */
  compare(subject: Digest, statement: Uint8Array, gossip: Body['gossip']): Promise<void>;
  /** Compares again what was owed. Throws CLIENT_ALARM. */
  settle(): Promise<void>;
};

export type GossipOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly alarms: Alarms;
  readonly directory: Pick<Directory, 'anchor' | 'rootAt'>;
  readonly trust: TrustCard;
  own(): OwnLog | null;
  /** The newest state of a counterpart's register that was shown to this client. */
  pinOf(authority: AuthorityId): Promise<Shown | null>;
};

export function openGossip({ vault, door, alarms, directory, trust, own, pinOf }: GossipOptions): Gossip {
  const prefix = registerOrigin(trust.relayName, '' as AuthorityId);

  const within = ({ size, root }: Shown, known: number, rootAt: (size: number) => Uint8Array): Finding =>
    size > known ? 'unchecked' : equal(rootAt(size), root) ? 'agrees' : 'contradicts';

  async function grown(authority: string, claimed: Shown, pin: Shown): Promise<Finding> {
    if (claimed.size === pin.size) return equal(pin.root, claimed.root) ? 'agrees' : 'contradicts';
    const [small, large] = claimed.size < pin.size ? [claimed, pin] : [pin, claimed];
    try {
      const path = `/v1/registers/${authority}/consistency?from=${small.size}&to=${large.size}`;
      const proof = small.size === 0 ? [] : await door.list(path);
      verifyConsistency(small.size, large.size, proof, small.root, large.root);
      return 'agrees';
    } catch (error) {
      if (error instanceof ProtocolError) return 'contradicts';
      // A relay that forked could refuse the question: a refusal settles nothing.
      if (isSilence(error) || error instanceof RelayError) return 'unchecked';
      throw error;
    }
  }

  async function find(claim: Claim): Promise<Finding> {
    const { origin } = claim;
    if (origin === `${trust.relayName}/directory`) return within(claim, directory.anchor().size, directory.rootAt);
    const authority = origin.slice(prefix.length);
    // Logs that this client does not follow are none of its business.
    if (!origin.startsWith(prefix) || !fromHex(authority)) return 'agrees';
    const mine = own();
    if (mine?.authority === authority) return within(claim, mine.size(), mine.rootAt);
    const pin = await pinOf(authority as AuthorityId);
    return pin ? grown(authority, claim, pin) : 'agrees';
  }

  async function judge(claim: Claim): Promise<Finding> {
    const finding = await find(claim);
    if (finding !== 'contradicts') return finding;
    const { subject, statement, origin, size, root } = claim;
    const detail = `the sender of ${subject} was shown another content at size ${size}`;
    throw await alarms.raise({
      kind: 'gossip',
      origin,
      code: 'REGISTER_INCONSISTENT',
      detail,
      evidence: [statement, utf8(`${origin}\n${size}\n`), root],
    });
  }

  return {
    async compare(subject, statement, gossip) {
      const owed = (await vault.list(OWED)).length;
      const claims = gossip.map(({ origin, size, root }) => ({
        subject,
        statement,
        origin,
        size,
        root: idBytes(root),
      }));
      const open: Claim[] = [];
      for (const claim of claims) if ((await judge(claim)) === 'unchecked') open.push(claim);
      const kept = open.slice(0, Math.max(0, MAX_OWED - owed));
      if (kept.length > 0)
        await vault.write(kept.map((claim) => put(`${OWED}${subject.slice(0, 32)}/${claims.indexOf(claim)}`, claim)));
    },
    async settle() {
      for (const { key, record } of await recordsOf<Claim>(vault, OWED))
        if ((await judge(record)) === 'agrees') await vault.write([drop(key)]);
    },
  };
}
