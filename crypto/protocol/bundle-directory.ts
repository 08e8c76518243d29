// The directory inside a bundle: its sealed checkpoint, all its leaves, and from these the chains, admissions and endorsements of the parties
// (protocol.md sections 3 and 8).
import { equal, fromHex, toHex } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import { type Checkpoint, openCheckpoint } from '../tlog/checkpoint.ts';
import { append, EMPTY_RANGE, leafHash, rootFrom } from '../tlog/merkle.ts';
import { parsePolicy, type Quorum, satisfies } from '../tlog/policy.ts';
import { keyKid } from '../wire/device.ts';
import { decodeAdmission, MAX_ENTRY_BYTES } from '../wire/directory-entry.ts';
import type { AuthorityId, Digest } from '../wire/ids.ts';
import { type DirectoryLeaf, decodeDirectoryLeaf, OPERATOR_ID } from '../wire/leaf.ts';
import { digestOf, parseStatement, verifyStatement } from '../wire/statement.ts';
import { directoryOrigin, type TrustCard } from '../wire/trust-card.ts';
import { foldChain, parseLink } from './chain.ts';
import type { ChainView } from './envelope-rules.ts';
import { type LogKeys, readLogKeys, sealingTime } from './register-entry.ts';
import type { Endorsement, Roster } from './roster.ts';

/** The directory at a sealed checkpoint. `sealedAt`: unix ms. */
export type SealedDirectory = { readonly checkpoint: Checkpoint; readonly sealedAt: number; readonly quorum: Quorum };

/** BND-3: sealed by the keys on the card, and seen by the witnesses it asks for. Throws REGISTER_*, RECEIPT_UNSEALED. */
export function openDirectory(note: string, card: TrustCard): SealedDirectory {
  const origin = directoryOrigin(card.relayName);
  const policy = parsePolicy(card.witnessPolicy);
  const keys = [...readLogKeys(card.directoryKeys, origin), ...policy.witnesses];
  const { checkpoint, signatures } = openCheckpoint(note, origin, keys);
  const sealedAt = sealingTime(signatures, origin, true) as number;
  return { checkpoint, sealedAt, quorum: satisfies({ ...policy, logs: [] }, signatures, origin) };
}

/** Every leaf of the directory up to its checkpoint. */
export type WholeDirectory = {
  readonly size: number;
  /** Root after the first `size` leaves. Throws REGISTER_PROOF for a size beyond the directory. */
  rootAt(size: number): Uint8Array;
  /** The hashes of an authority's links among the first `size` leaves, in their order. */
  linksOf(authority: AuthorityId, size?: number): readonly Digest[];
  /** Where the operator's entry stands, or null. */
  placeOf(seq: number, entry: Digest): number | null;
};

/** BND-4: the leaves hash to the checkpoint's root, and each chain in them counts from 0 without a gap. Throws WIRE_*, REGISTER_PROOF, ROSTER_SEQUENCE. */
export function readDirectory(leaves: readonly Uint8Array[], checkpoint: Checkpoint): WholeDirectory {
  const nodes = new Map<string, Uint8Array>();
  let range = EMPTY_RANGE;
  for (const leaf of leaves) {
    const appended = append(range, leafHash(leaf));
    for (const [level, index, hash] of appended.newNodes) nodes.set(`${level}/${index}`, hash);
    range = appended.range;
  }
  const rootAt = (size: number): Uint8Array => {
    demand(size <= leaves.length, 'REGISTER_PROOF', `the directory ends at ${leaves.length}, before ${size}`);
    return rootFrom(size, (level, index) => nodes.get(`${level}/${index}`) as Uint8Array);
  };
  demand(leaves.length === checkpoint.size, 'REGISTER_PROOF', `${leaves.length} leaves of ${checkpoint.size}`);
  demand(equal(rootAt(leaves.length), checkpoint.root), 'REGISTER_PROOF', 'the leaves lead to another root');
  const chains = new Map<AuthorityId, (DirectoryLeaf & { place: number })[]>();
  for (const [place, raw] of leaves.entries()) {
    const leaf = decodeDirectoryLeaf(raw);
    const chain = chains.get(leaf.authority) ?? [];
    demand(leaf.seq === chain.length, 'ROSTER_SEQUENCE', `leaf ${place} is ${leaf.seq} where ${chain.length} follows`);
    chain.push({ ...leaf, place });
    chains.set(leaf.authority, chain);
  }
  return {
    size: leaves.length,
    rootAt,
    linksOf: (authority, size = leaves.length) =>
      (chains.get(authority) ?? []).filter(({ place }) => place < size).map(({ hash }) => hash),
    placeOf: (seq, entry) => {
      const leaf = chains.get(OPERATOR_ID)?.[seq];
      return leaf?.hash === entry ? leaf.place : null;
    },
  };
}

/** Throws REGISTER_INCONSISTENT unless what somebody says to have seen of the directory is its beginning. */
export function demandAnchor(
  directory: WholeDirectory,
  anchor: { readonly size: number; readonly root: Digest },
): void {
  const root = toHex(directory.rootAt(anchor.size));
  demand(root === anchor.root, 'REGISTER_INCONSISTENT', `another directory of ${anchor.size} was seen`);
}

/** A chain that is exactly what the directory lists, folded, and how it stood at any size of the directory. */
export type WholeChain = { readonly roster: Roster; at(dirSize: number): ChainView };

/** BND-5: the links are all those that the directory has, and each follows the rules. Throws RECEIPT_MISSING, RECEIPT_MISMATCH, ROSTER_*, SIGNATURE_*, WIRE_*. */
export async function readChain(
  directory: WholeDirectory,
  authority: AuthorityId,
  links: readonly Uint8Array[] | undefined,
): Promise<WholeChain> {
  demand(links, 'RECEIPT_MISSING', `the chain of ${authority} is missing`);
  const hashes = links.map((link) => digestOf(link));
  const listed = directory.linksOf(authority);
  demand(
    hashes.length === listed.length && hashes.every((hash, i) => hash === listed[i]),
    'RECEIPT_MISMATCH',
    `the chain of ${authority} is not what the directory lists`,
  );
  const roster = await foldChain(links, authority);
  for (const bytes of links) {
    const { link } = parseLink(bytes);
    if (link.directory) demandAnchor(directory, link.directory);
  }
  return {
    roster,
    at: (dirSize) => {
      const seq = directory.linksOf(authority, dirSize).length - 1;
      demand(seq >= 0, 'ROSTER_FOUNDING', `${authority} did not exist in a directory of ${dirSize}`);
      return { roster, seq, hashAt: (at) => (at <= seq ? (hashes[at] ?? null) : null) };
    },
  };
}

/** The keys of a party's register, and from which size of the directory on they are published. */
export type Admitted = { readonly registerKeys: LogKeys; readonly fromSize: number };

/** BND-6: the operator's signature, and the entry's place in the directory. Throws RECEIPT_MISSING, RECEIPT_MISMATCH, SIGNATURE_*, WIRE_*. */
export function readAdmission(
  directory: WholeDirectory,
  authority: AuthorityId,
  entry: Uint8Array | undefined,
  operatorKey: string,
): Admitted {
  demand(entry, 'RECEIPT_MISSING', `the admission of ${authority} is missing`);
  const statement = parseStatement('entry', entry, MAX_ENTRY_BYTES);
  const key = fromHex(operatorKey) as Uint8Array;
  verifyStatement(statement, keyKid('operator-kid', key), key);
  const admission = decodeAdmission(statement.payload);
  demand(admission.authority === authority, 'RECEIPT_MISMATCH', `an admission of another authority than ${authority}`);
  const place = directory.placeOf(admission.seq, statement.hash);
  demand(place !== null, 'RECEIPT_MISMATCH', `the directory does not list the admission of ${authority}`);
  return { registerKeys: admission.registerKeys, fromSize: place + 1 };
}

/**
 * BND-7: what the registrar says of an authority, or null where it says nothing. Throws ROSTER_GENESIS unless the chain is a registrar's,
 * RECEIPT_MISMATCH when it names another State than the authority itself does.
 */
export function readEndorsement(registrar: Roster, party: Roster): Endorsement | null {
  demand(registrar.genesis.kind === 'registrar', 'ROSTER_GENESIS', 'the chain of the registrar is not a registrar’s');
  const endorsement = registrar.endorsements.findLast((e) => e.authority === party.authority);
  if (!endorsement) return null;
  const same = endorsement.jurisdiction === party.genesis.jurisdiction;
  demand(same, 'RECEIPT_MISMATCH', `the registrar names another State for ${party.authority}`);
  return endorsement;
}
