// Receipts: what an honest relay answers is believed, and each way in which it could say less, more or something else is refused (REC-1 to REC-4).
import { beforeAll, describe, expect, test } from 'vitest';
import { ready } from '../../../crypto/primitives/sodium.ts';
import {
  type ExpectedSubmission,
  verifyAcknowledgementReceipt,
  verifyProposalReceipt,
  verifyReceipt,
} from '../../../crypto/protocol/receipt.ts';
import type { RegisterTrust } from '../../../crypto/protocol/register-entry.ts';
import { parsePolicy } from '../../../crypto/tlog/policy.ts';
import { ACK_KINDS, decodeAcknowledgement } from '../../../crypto/wire/acknowledgement.ts';
import { CLASSES } from '../../../crypto/wire/envelope.ts';
import type { ProvenLeaf } from '../../../crypto/wire/frames.ts';
import { EVENTS, REASONS, type RegisterLeaf } from '../../../crypto/wire/leaf.ts';
import { digestOf, parseStatement } from '../../../crypto/wire/statement.ts';
import { registerOrigin } from '../../../crypto/wire/trust-card.ts';
import { DAY, MINUTE } from '../../testkit/cast.ts';
import { openLog } from '../../testkit/log.ts';
import { outcome } from '../../testkit/outcome.ts';
import { vkeyText, witness } from '../../testkit/register-cast.ts';
import { type Entry, openWorld, RELAY, type Sent, type World } from '../../testkit/world.ts';

let world: World;
let sent: Sent;
let trust: RegisterTrust;
const other = digestOf(new Uint8Array(3));

beforeAll(async () => {
  await ready();
  world = await openWorld('receipts');
  sent = world.send(CLASSES.formal, [world.norvania.admins[0]]);
  trust = {
    registerKeys: (authority) => world.register(authority).keys,
    origin: (authority) => registerOrigin(RELAY, authority),
    requireSealed: false,
  };
});

const plain = (entries: readonly Entry[]): ProvenLeaf[] => entries.map((entry) => world.prove(entry, {}));
const receipt = (
  leaves: readonly ProvenLeaf[],
  change: Partial<RegisterTrust & { expected: ExpectedSubmission }> = {},
) => outcome(() => verifyReceipt({ leaves, expected: sent.expected, ...trust, ...change }));

describe('a transmission is submitted', () => {
  test('when it stands in the sender’s register and in every recipient’s', () => {
    const verified = verifyReceipt({ leaves: plain(sent.entries), expected: sent.expected, ...trust });
    expect(verified.subject).toBe(sent.sealed.subject);
    expect(verified.submission).toMatchObject({ register: world.norvania.id, index: 0, sealedAt: null });
    expect(verified.consignments.map(({ register }) => register)).toEqual([world.talassa.id]);
    expect(verified.at).toBe(sent.entries[0]?.leaf.at);
  });

  test('not by half of the answer, nor by more than the answer', () => {
    const [own, theirs] = plain(sent.entries) as [ProvenLeaf, ProvenLeaf];
    expect(receipt([own])).toBe('RECEIPT_MISSING');
    expect(receipt([theirs])).toBe('RECEIPT_MISSING');
    expect(receipt([])).toBe('RECEIPT_MISSING');
    expect(receipt([own, theirs, theirs])).toBe('RECEIPT_MISMATCH');
    const { expected } = sent;
    const more = { ...expected, recipients: [...expected.recipients, world.bystander.id] };
    expect(receipt([own, theirs], { expected: more })).toBe('RECEIPT_MISSING');
    const strange = world.prove(world.enter(world.bystander.id, { event: EVENTS.Proposed, subject: other }), {});
    expect(receipt([own, theirs, strange])).toBe('RECEIPT_MISMATCH');
  });

  test('REC-2 each field of the entry is the one we computed', () => {
    const changes: Partial<RegisterLeaf>[] = [
      { subject: other },
      { evidence: other },
      { evidence: null },
      { counterpart: null },
      { counterpart: world.bystander.id },
      { reason: REASONS.malformed },
      { at: (sent.entries[0] as Entry).leaf.at + 1 },
      { dirSize: (sent.entries[0] as Entry).leaf.dirSize + 1 },
    ];
    const [own, theirs] = sent.entries as [Entry, Entry];
    for (const change of changes) {
      const lie = world.enter(world.talassa.id, { ...theirs.leaf, ...change });
      expect(receipt(plain([own, lie])), JSON.stringify(change)).toBe('RECEIPT_MISMATCH');
    }
    const wrongEvent = world.enter(world.talassa.id, { ...theirs.leaf, event: EVENTS.ContentHandover });
    expect(receipt(plain([own, wrongEvent]))).toBe('RECEIPT_MISSING');
    const elsewhere = world.enter(world.bystander.id, theirs.leaf);
    expect(receipt(plain([own, elsewhere]))).toBe('RECEIPT_MISSING');
  });

  test('C15 not in a directory older than the one the sender had seen', () => {
    const expected = { ...sent.expected, dirSizeAtLeast: sent.expected.dirSizeAtLeast + 1 };
    expect(receipt(plain(sent.entries), { expected })).toBe('RECEIPT_MISMATCH');
  });
});

describe('an entry is proven', () => {
  const changed = (change: (proven: ProvenLeaf) => ProvenLeaf) => {
    const [own, theirs] = plain(sent.entries) as [ProvenLeaf, ProvenLeaf];
    return receipt([own, change(theirs)]);
  };

  test('C1 C2 not by a proof of another leaf, place or root', () => {
    const [own] = plain(sent.entries) as [ProvenLeaf];
    expect(changed((p) => ({ ...p, proof: own.proof }))).toBe('REGISTER_UNSIGNED');
    expect(changed((p) => ({ ...p, index: p.index + 1 }))).toBe('RECEIPT_MISMATCH');
    expect(changed((p) => ({ ...p, proof: 'nothing' }))).toBe('REGISTER_PROOF');
    expect(changed((p) => ({ ...p, leaf: own.leaf }))).toBe('REGISTER_PROOF');
    expect(changed((p) => ({ ...p, leaf: p.leaf.slice(1) }))).toMatch(/^WIRE_/);
    expect(changed((p) => ({ ...p, proof: p.proof.replace('index 0', 'index 1'), index: 1 }))).toBe('REGISTER_PROOF');
  });

  test('C3 C14 not by another log, or the right name with another key', () => {
    const [own, theirs] = sent.entries as [Entry, Entry];
    const fake = openLog(registerOrigin(RELAY, world.talassa.id), 'another relay');
    fake.append(plain([theirs])[0]?.leaf as Uint8Array);
    const forged = { ...(plain([theirs])[0] as ProvenLeaf), proof: fake.proof(0) };
    expect(receipt([...plain([own]), forged])).toBe('REGISTER_UNSIGNED');
    const swapped = { registerKeys: () => world.register(world.norvania.id).keys };
    expect(receipt(plain(sent.entries), swapped)).toBe('REGISTER_KEY');
    expect(receipt(plain(sent.entries), { registerKeys: () => null })).toBe('REGISTER_KEY');
    const keys = (a: Parameters<RegisterTrust['registerKeys']>[0]) => world.register(a).keys;
    const backwards = { registerKeys: (a: Parameters<typeof keys>[0]) => [keys(a)[1], keys(a)[0]] as const };
    expect(receipt(plain(sent.entries), backwards)).toBe('REGISTER_KEY');
  });

  test('only by a sealed checkpoint, where one is asked for', () => {
    const requireSealed = true;
    expect(receipt(plain(sent.entries), { requireSealed })).toBe('RECEIPT_UNSEALED');
    const at = (sent.entries[0] as Entry).leaf.at;
    const sealed = (sealedAt: number) => sent.entries.map((entry) => world.prove(entry, { sealedAt }));
    expect(receipt(sealed(at + MINUTE), { requireSealed })).toBe('accepted');
    const verified = verifyReceipt({ leaves: sealed(at + MINUTE), expected: sent.expected, ...trust, requireSealed });
    expect(verified.submission.sealedAt).toBe(at + MINUTE);
    // C17: sealed an hour before what it contains happened
    expect(receipt(sealed(at - 60 * MINUTE), { requireSealed })).toBe('RECEIPT_MISMATCH');
    const broken = sealed(at + DAY).map((p) => ({ ...p, proof: p.proof.replace(/.{8}\n$/, 'AAAAAAAA\n') }));
    expect(receipt(broken)).toMatch(/^REGISTER_(SIGNATURE|NOTE)$/);
  });

  test('C5 by the witnesses of the policy', () => {
    const seconds = 1_790_000_000;
    const text = `witness w1 ${vkeyText(witness(1, seconds))}\nquorum w1\n`;
    const witnesses = parsePolicy(text);
    expect(receipt(plain(sent.entries), { witnesses })).toBe('REGISTER_QUORUM');
    const seen = sent.entries.map((entry) => world.prove(entry, { others: [witness(1, seconds)] }));
    expect(receipt(seen, { witnesses })).toBe('accepted');
    const stranger = sent.entries.map((entry) => world.prove(entry, { others: [witness(2, seconds)] }));
    expect(receipt(stranger, { witnesses })).toBe('REGISTER_QUORUM');
  });
});

describe('a proposal', () => {
  test('is one entry at the sender, and no submission', () => {
    const { expected } = sent;
    const proposed = world.enter(world.norvania.id, {
      event: EVENTS.Proposed,
      subject: expected.subject,
      evidence: expected.evidence,
    });
    const leaves = plain([proposed]);
    expect(verifyProposalReceipt({ leaves, expected, ...trust }).index).toBe(proposed.index);
    expect(receipt(leaves)).toBe('RECEIPT_MISSING');
    const both = [...leaves, ...plain(sent.entries)];
    expect(outcome(() => verifyProposalReceipt({ leaves: both, expected, ...trust }))).toBe('RECEIPT_MISMATCH');
    expect(outcome(() => verifyProposalReceipt({ leaves: plain(sent.entries), expected, ...trust }))).toBe(
      'RECEIPT_MISSING',
    );
  });
});

describe('an acknowledgement', () => {
  const verify = (entries: readonly Entry[], change: { kind?: 1 | 2; subject?: typeof other } = {}) => {
    const bytes = world.acknowledgements.at(-1) as Uint8Array;
    const read = decodeAcknowledgement(parseStatement('ack', bytes, 2048).payload);
    const expected = { acknowledgement: { ...read, ...change }, evidence: digestOf(bytes), sender: world.norvania.id };
    return outcome(() => verifyAcknowledgementReceipt({ leaves: plain(entries), expected, ...trust }));
  };

  test('REC-4 stands in both registers, in one transaction', () => {
    const [own, theirs] = world.acknowledge(sent, ACK_KINDS.received);
    expect(verify([own, theirs])).toBe('accepted');
    expect(verify([own])).toBe('RECEIPT_MISSING');
    expect(verify([theirs])).toBe('RECEIPT_MISSING');
    expect(verify([own, theirs, ...sent.entries])).toBe('RECEIPT_MISMATCH');
    expect(verify([own, theirs], { kind: ACK_KINDS.opened })).toBe('RECEIPT_MISSING');
    expect(verify([own, theirs], { subject: other })).toBe('RECEIPT_MISMATCH');
    for (const change of [{ counterpart: world.norvania.id }, { at: own.leaf.at + 1 }, { reason: REASONS.lapsed }])
      expect(verify([own, world.enter(world.norvania.id, { ...theirs.leaf, ...change })])).toBe('RECEIPT_MISMATCH');
  });
});
