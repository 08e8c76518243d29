// Registers of counterparts: of each the newest checkpoint that was shown, every other one held to it, and what others were shown compared (protocol.md section 6).
import {
  type AuthorityId,
  type Body,
  type Digest,
  equal,
  idOf,
  openCheckpoint,
  ProtocolError,
  type ProvenLeaf,
  parseProof,
  readLogKeys,
  registerOrigin,
  type TrustCard,
  utf8,
  verifyConsistency,
} from '../../crypto/index.ts';
import type { Alarms } from './alarms.ts';
import type { Directory } from './directory.ts';
import { RelayError } from './failure.ts';
import { type OwnLog, openGossip } from './gossip.ts';
import { isSilence, type RelayDoor } from './relay-door.ts';
import { drop, put, recordOf, recordsOf, type Vault } from './vault.ts';

type Seen = { authority: AuthorityId; size: number; root: Uint8Array; note: string };

const PIN = 'pin/';
const OWED = 'owed/';
const MAX_GOSSIP = 16;

export type Pins = {
  /** Holds the checkpoints of proven leaves of other registers to what was shown before. Throws CLIENT_ALARM. */
  observe(leaves: readonly ProvenLeaf[]): Promise<void>;
  /** Checks what could not be checked before, because nobody answered. Throws CLIENT_ALARM. */
  settle(): Promise<void>;
  /** What this client saw of the logs that these parties follow, for the sealed body. */
  gossip(parties: readonly AuthorityId[]): Promise<Body['gossip']>;
  /** Compares what the sender of an opened transmission saw; what cannot be compared yet stays owed. Throws CLIENT_ALARM; `subject` names the statement that proves it. */
  compare(subject: Digest, statement: Uint8Array, gossip: Body['gossip']): Promise<void>;
};

export type PinsOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly alarms: Alarms;
  readonly directory: Directory;
  readonly trust: TrustCard;
  /** One's own register, if there is one: it is held leaf by leaf elsewhere. */
  own(): (OwnLog & { agree(note: string): Promise<void> }) | null;
};

export function openPins({ vault, door, alarms, directory, trust, own }: PinsOptions): Pins {
  const originOf = (authority: AuthorityId): string => registerOrigin(trust.relayName, authority);
  const pinOf = (authority: AuthorityId): Promise<Seen | null> => recordOf<Seen>(vault, `${PIN}${authority}`);
  const owedKey = ({ authority, size }: Seen): string => `${OWED}${authority.slice(0, 32)}/${size}`;

  const fork = (origin: string, detail: string, pieces: readonly Uint8Array[]) =>
    alarms.raise({ kind: 'fork', origin, code: 'REGISTER_INCONSISTENT', detail, evidence: pieces });

  /** PIN-1: of two states of one register the smaller is the beginning of the larger. */
  async function demandGrown(pin: Seen, seen: Seen): Promise<void> {
    const origin = originOf(seen.authority);
    const [small, large] = pin.size <= seen.size ? [pin, seen] : [seen, pin];
    const notes = [utf8(small.note), utf8(large.note)];
    if (small.size === large.size) {
      if (!equal(small.root, large.root)) throw await fork(origin, `two roots at size ${small.size}`, notes);
      return;
    }
    const path = `/v1/registers/${seen.authority}/consistency?from=${small.size}&to=${large.size}`;
    const proof = small.size === 0 ? [] : await door.list(path);
    try {
      verifyConsistency(small.size, large.size, proof, small.root, large.root);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw await fork(origin, `size ${large.size} does not continue size ${small.size}`, [...notes, ...proof]);
    }
  }

  async function hold(seen: Seen): Promise<void> {
    const pin = await pinOf(seen.authority);
    if (pin) await demandGrown(pin, seen);
    if (!pin || seen.size > pin.size) await vault.write([put(`${PIN}${seen.authority}`, seen)]);
  }

  async function holdOrOwe(seen: Seen): Promise<void> {
    try {
      await hold(seen);
    } catch (error) {
      // Unanswered is unchecked, not unsuspicious: it stays owed until it is.
      if (!isSilence(error) && !(error instanceof RelayError)) throw error;
      await vault.write([put(owedKey(seen), seen)]);
    }
  }

  const shown = openGossip({ vault, door, alarms, directory, trust, own, pinOf });

  return {
    async observe(leaves) {
      for (const { authority, proof } of leaves) {
        const note = parseProof(proof).checkpointNote;
        if (authority === own()?.authority) {
          await own()?.agree(note);
          continue;
        }
        const admitted = directory.admitted(authority);
        if (!admitted) continue;
        const origin = originOf(authority);
        const { size, root } = openCheckpoint(note, origin, readLogKeys(admitted.registerKeys, origin)).checkpoint;
        await holdOrOwe({ authority, size, root, note });
      }
    },
    async settle() {
      for (const { key, record } of await recordsOf<Seen>(vault, OWED)) {
        await hold(record);
        await vault.write([drop(key)]);
      }
      await shown.settle();
    },
    async gossip(parties) {
      const { size, root } = directory.anchor();
      const seen = [{ origin: `${trust.relayName}/directory`, size, root }];
      const mine = own();
      if (mine) {
        const at = mine.size();
        seen.push({ origin: originOf(mine.authority), size: at, root: idOf('digest', mine.rootAt(at)) });
      }
      for (const authority of parties) {
        const pin = authority === mine?.authority ? null : await pinOf(authority);
        if (pin) seen.push({ origin: originOf(authority), size: pin.size, root: idOf('digest', pin.root) });
      }
      return seen.slice(0, MAX_GOSSIP);
    },
    compare: shown.compare,
  };
}
