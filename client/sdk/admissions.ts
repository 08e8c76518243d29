// The operator's entries of the directory: who is admitted, and by which keys each register answers (protocol.md section 3).
import {
  type AuthorityId,
  decodeAdmission,
  demand,
  fromHex,
  keyKid,
  MAX_ENTRY_BYTES,
  parseStatement,
  readLogKeys,
  registerOrigin,
  type TrustCard,
  toHex,
  type Vkey,
  verifyStatement,
} from '../../crypto/index.ts';

export type Admitted = {
  readonly authority: AuthorityId;
  /** Place in the directory. */
  readonly index: number;
  /** vkey lines: Ed25519, ML-DSA-44. */
  readonly registerKeys: readonly [ed25519: string, mldsa44: string];
  /** The operator's statement. */
  readonly entry: Uint8Array;
};

export type Admissions = {
  /**
   * Takes the operator's entry `seq` at place `index`. Throws SIGNATURE_* (not the operator's), REGISTER_LEAF (not the next entry, or a second
   * admission of the same authority), REGISTER_KEY (keys of another register, or used before), WIRE_*.
   */
  take(seq: number, index: number, entry: Uint8Array): void;
  of(authority: AuthorityId): Admitted | null;
  all(): Admitted[];
  /** A copy to try entries on. */
  copy(): Admissions;
};

export function openAdmissions(trust: TrustCard, before: readonly Admitted[] = []): Admissions {
  const operatorKey = fromHex(trust.operatorKey) as Uint8Array;
  const operator = keyKid('operator-kid', operatorKey);
  const admitted = new Map(before.map((one) => [one.authority, one]));
  const used = new Set<string>();
  let count = before.length;

  const freshKeys = (authority: AuthorityId, keys: readonly [string, string]): readonly Vkey[] => {
    const read = readLogKeys(keys, registerOrigin(trust.relayName, authority));
    for (const { publicKey } of read)
      demand(!used.has(toHex(publicKey)), 'REGISTER_KEY', 'a register with the key of another');
    return read;
  };
  for (const { authority, registerKeys } of before)
    for (const { publicKey } of freshKeys(authority, registerKeys)) used.add(toHex(publicKey));
  return {
    take(seq, index, entry) {
      const statement = parseStatement('entry', entry, MAX_ENTRY_BYTES);
      verifyStatement(statement, operator, operatorKey);
      const admission = decodeAdmission(statement.payload);
      demand(seq === count && admission.seq === count, 'REGISTER_LEAF', `entry ${seq} where ${count} follows`);
      const { authority, registerKeys } = admission;
      demand(!admitted.has(authority), 'REGISTER_LEAF', 'admitted twice');
      for (const { publicKey } of freshKeys(authority, registerKeys)) used.add(toHex(publicKey));
      admitted.set(authority, { authority, index, registerKeys, entry });
      count++;
    },
    of: (authority) => admitted.get(authority) ?? null,
    all: () => [...admitted.values()],
    copy: () => openAdmissions(trust, [...admitted.values()]),
  };
}
