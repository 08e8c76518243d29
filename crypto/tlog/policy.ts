// Which witnesses must have cosigned a checkpoint before it is believed (C2SP tlog-policy; protocol.md sections 3 and 6).
import { equal } from '../primitives/bytes.ts';
import { demand } from '../primitives/errors.ts';
import type { VerifiedSignature } from './note.ts';
import { parseVkey, type Vkey } from './vkey.ts';

type Rule = { readonly witness: Vkey } | { readonly threshold: number; readonly members: readonly Rule[] };

/** A policy as read. `logs` may be empty: then the log is known from elsewhere. `quorum` null: no witness is asked for. */
export type Policy = {
  readonly logs: readonly Vkey[];
  readonly witnesses: readonly Vkey[];
  readonly quorum: Rule | null;
};

/** `timestamp` in unix **seconds**: no earlier than this the quorum (or, unwitnessed, the log itself) vouched; null when nobody gave a time. */
export type Quorum = { readonly witnessed: boolean; readonly timestamp: number | null };

const MAX_POLICY = 262_144;

function refuseKnown(key: Vkey, others: readonly Vkey[]): void {
  const known = others.some((other) => equal(other.publicKey, key.publicKey));
  demand(!known, 'REGISTER_POLICY', `the key of ${key.name} stands in the policy twice`);
}

function thresholdOf(word: string, members: number): number {
  if (word === 'any') return 1;
  if (word === 'all') return members;
  const k = /^[1-9][0-9]{0,3}$/.test(word) ? Number(word) : 0;
  demand(k >= 1 && k <= members, 'REGISTER_POLICY', `a threshold of ${word} among ${members}`);
  return k;
}

/**
 * Reads a policy. Throws REGISTER_POLICY when it is malformed, names something twice or before its definition, gives a witness the key or
 * the name of a log, or has not exactly one quorum line; REGISTER_KEY for a malformed key.
 */
export function parsePolicy(text: string): Policy {
  demand(text.length <= MAX_POLICY, 'REGISTER_POLICY', `a policy longer than ${MAX_POLICY}`);
  demand(!/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text), 'REGISTER_POLICY', 'control characters');
  demand(text.endsWith('\n'), 'REGISTER_POLICY', 'last line without a newline');
  const logs: Vkey[] = [];
  const witnesses: Vkey[] = [];
  const rules = new Map<string, Rule>();
  const grouped = new Set<string>();
  let quorum: Rule | null | undefined;

  const define = (name: string, rule: Rule) => {
    demand(name !== 'none' && !rules.has(name), 'REGISTER_POLICY', `${name} cannot be defined here`);
    rules.set(name, rule);
  };
  const lookUp = (name: string): Rule => {
    const rule = rules.get(name);
    demand(rule, 'REGISTER_POLICY', `${name} is not defined on an earlier line`);
    return rule;
  };

  for (const line of text.split('\n')) {
    const [keyword = '', ...words] = line.split(/[ \t]+/).filter((word) => word !== '');
    if (keyword === '' || keyword.startsWith('#')) continue;
    const [first = '', second = '', ...rest] = words;
    if (keyword === 'log') {
      demand(words.length === 1 || words.length === 2, 'REGISTER_POLICY', 'log: a key, perhaps an address');
      const key = parseVkey(first);
      demand(key.type !== 4, 'REGISTER_POLICY', 'a log with the key of a witness');
      refuseKnown(key, logs);
      logs.push(key);
    } else if (keyword === 'witness') {
      demand(words.length === 2 || words.length === 3, 'REGISTER_POLICY', 'witness: name, key, perhaps an address');
      const key = parseVkey(second);
      demand(key.type !== 1, 'REGISTER_POLICY', 'a witness whose signatures carry no time');
      refuseKnown(key, witnesses);
      define(first, { witness: key });
      witnesses.push(key);
    } else if (keyword === 'group') {
      demand(rest.length >= 1, 'REGISTER_POLICY', 'group: name, threshold, members');
      for (const name of rest) {
        // Once in all groups together, so that a witness can weigh in one way only.
        demand(!grouped.has(name), 'REGISTER_POLICY', `${name} is a member twice`);
        grouped.add(name);
      }
      define(first, { threshold: thresholdOf(second, rest.length), members: rest.map(lookUp) });
    } else {
      demand(keyword === 'quorum' && words.length === 1, 'REGISTER_POLICY', `a line that cannot be read: ${keyword}`);
      demand(quorum === undefined, 'REGISTER_POLICY', 'two quorum lines');
      quorum = first === 'none' ? null : lookUp(first);
    }
  }
  demand(quorum !== undefined, 'REGISTER_POLICY', 'no quorum line');
  for (const witness of witnesses) {
    refuseKnown(witness, logs);
    const alike = logs.some((log) => log.name === witness.name);
    demand(!alike, 'REGISTER_POLICY', `${witness.name} is both a log and a witness`);
  }
  return { logs, witnesses, quorum };
}

// The time by which `rule` was fulfilled, counting the newest signatures; null when it is not.
function fulfilledAt(rule: Rule, signatures: readonly VerifiedSignature[]): number | null {
  if ('witness' in rule) {
    const { publicKey, type } = rule.witness;
    const found = signatures.find(({ key }) => key.type === type && equal(key.publicKey, publicKey));
    return found?.timestamp ?? null;
  }
  const times = rule.members.map((member) => fulfilledAt(member, signatures)).filter((time) => time !== null);
  return times.sort((a, b) => b - a)[rule.threshold - 1] ?? null;
}

/**
 * Applies the policy to the verified signatures of a checkpoint of the log `origin` (they come from `openCheckpoint` or `verifyProof`).
 * Whether the time returned is recent enough, or lies in the future, is the caller's to judge.
 * Throws REGISTER_QUORUM when too few witnesses cosigned, when the log is not among those listed, or when a witness signs with the log's key.
 */
export function satisfies(policy: Policy, signatures: readonly VerifiedSignature[], origin: string): Quorum {
  const own = signatures.filter(({ key }) => key.name === origin);
  const others = signatures.filter(({ key }) => key.name !== origin);
  for (const { key } of own) {
    const shared = policy.witnesses.some((witness) => equal(witness.publicKey, key.publicKey));
    demand(!shared, 'REGISTER_QUORUM', 'a witness with the key of the log');
  }
  const listed = policy.logs.filter((log) => own.some(({ key }) => equal(key.publicKey, log.publicKey)));
  demand(policy.logs.length === 0 || listed.length > 0, 'REGISTER_QUORUM', `${origin} is not a log of this policy`);
  if (!policy.quorum) {
    const times = own.map(({ timestamp }) => timestamp).filter((time) => time !== null);
    return { witnessed: false, timestamp: times.length > 0 ? Math.max(...times) : null };
  }
  const timestamp = fulfilledAt(policy.quorum, others);
  demand(timestamp !== null, 'REGISTER_QUORUM', 'fewer witnesses than the policy asks for');
  return { witnessed: true, timestamp };
}
