// Bundles: everything that proves one transmission, in files that anyone can check offline (protocol.md section 8).
import { demand } from '../primitives/errors.ts';
import { gesturesDigest } from '../wire/gesture.ts';
import type { AuthorityId, OfficialId } from '../wire/ids.ts';
import { type TrustCard, trustCardHash } from '../wire/trust-card.ts';
import { type BundleCheck, type Examination, examination, type Finding } from './bundle-checks.ts';
import {
  openDirectory,
  readAdmission,
  readChain,
  readDirectory,
  readEndorsement,
  type SealedDirectory,
  type WholeChain,
} from './bundle-directory.ts';
import { demandNoOther, verifyAcknowledgements, verifyEntries } from './bundle-evidence.ts';
import { type BundleFacts, demandSummary, statedFacts, summaryOf } from './bundle-facts.ts';
import {
  type BundleFiles,
  type BundleParts,
  demandManifest,
  encodeLayout,
  encodeManifest,
  MANIFEST,
  readLayout,
  SUMMARY,
} from './bundle-layout.ts';
import {
  type ReadStatement,
  readStatement,
  verifyBundleGestures,
  verifyContent,
  verifyDisclosed,
  verifySender,
  verifyWraps,
} from './bundle-transmission.ts';
import { demandSubmission } from './receipt.ts';
import type { Endorsement } from './roster.ts';

/** The files of a bundle, `mimetype` first, as a zip must store it. Deterministic. Throws WIRE_*, RECEIPT_MISSING for parts that are none. */
export function encodeBundleFiles(parts: BundleParts): Map<string, Uint8Array> {
  const files = encodeLayout(parts);
  files.set(SUMMARY, summaryOf(statedFacts(parts)));
  return files.set(MANIFEST, encodeManifest(files));
}

/** Facts that every check stands behind. */
export type ProvenFacts = BundleFacts & {
  /** Officials whose gestures count, by their random numbers; names travel only in the act. */
  readonly signedBy: readonly OfficialId[];
  /** What the registrar says of the parties, where it is in the file. */
  readonly endorsements: readonly Endorsement[];
  /** When the directory's checkpoint was sealed, unix ms, and whether witnesses vouched for it. */
  readonly sealedAt: number;
  readonly witnessed: boolean;
};

/** The keys everything rests on, for people to compare. `claimed`: by the file itself, which proves nothing. */
export type BundleAnchors = {
  readonly from: 'card' | 'claimed';
  readonly fingerprints: readonly (readonly [label: string, value: string])[];
};

export type BundleVerdict = {
  readonly outcome: 'verified' | 'consistent, not anchored' | 'failed';
  readonly checks: readonly BundleCheck[];
  /** null unless nothing failed. */
  readonly facts: ProvenFacts | null;
  /** null when the reader has no card and the file none that can be read. */
  readonly anchors: BundleAnchors | null;
};

const fingerprints = (card: TrustCard): BundleAnchors['fingerprints'] => [
  ['trust card', trustCardHash(card)],
  ['relay', card.relayName],
  ['directory, Ed25519', card.directoryKeys[0]],
  ['directory, ML-DSA-44', card.directoryKeys[1]],
  ['operator', card.operatorKey],
  ['registrar', card.registrar ?? 'none'],
];

/**
 * Checks a bundle against a trust card, or, without one, against itself. Bad input never throws: it fails a check. Anchors come from `trust` and never
 * from the file; the card in the file only serves to look for contradictions when there is no other.
 */
export async function verifyBundle(files: BundleFiles, trust: TrustCard | null): Promise<BundleVerdict> {
  const examined = examination();
  await examined.check('BND-1', [], () => found(demandManifest(files), `${files.size - 1} files`));
  const read = await examined.check('BND-2', [], () => {
    const parts = readLayout(files);
    const stated = readStatement(parts);
    return found({ parts, stated }, `transmission ${stated.statement.hash}`);
  });
  const card = trust ?? read?.parts.claimedCard ?? null;
  const facts = await examine(examined, files, read, card, trust !== null);
  const failed = examined.checks.some(({ outcome }) => outcome === 'failed' || outcome === 'unchecked');
  return {
    outcome: failed ? 'failed' : trust ? 'verified' : 'consistent, not anchored',
    checks: examined.checks,
    facts: failed ? null : facts,
    anchors: card && { from: trust ? 'card' : 'claimed', fingerprints: fingerprints(card) },
  };
}

const found = <T>(value: T, detail: string): Finding<T> => ({ value, detail });
const none = <T>(value: T, detail: string): Finding<T> => ({ value, detail, outcome: 'absent' });

type ReadBundle = { readonly parts: BundleParts; readonly stated: ReadStatement };

async function examine(
  { check }: Examination,
  files: BundleFiles,
  read: ReadBundle | null,
  card: TrustCard | null,
  anchored: boolean,
): Promise<ProvenFacts | null> {
  // What rests directly on a key of the card; without a card of the reader's own it compares the file with itself.
  const onCard = <T>(value: T, detail: string): Finding<T> =>
    anchored ? found(value, detail) : { value, detail, outcome: 'not anchored' };
  const core = read?.stated.envelope.core;
  const parties = core ? [...new Set(core.recipients.map(({ authority }) => authority))] : [];

  const sealed = await check('BND-3', [read, card], ({ parts }, c) => {
    const value = openDirectory(parts.directory.checkpoint, c);
    return onCard(value, `${value.checkpoint.size} entries, ${witnessing(value)}`);
  });
  const directory = await check('BND-4', [read, sealed], ({ parts }, { checkpoint }) =>
    found(readDirectory(parts.directory.leaves, checkpoint), `${checkpoint.size} entries`),
  );
  const chains = await check('BND-5', [read, directory, card], async ({ parts }, d, c) => {
    const chained = new Map<AuthorityId, WholeChain>();
    const due = [...parties, ...(c.registrar && parts.chains.has(c.registrar) ? [c.registrar] : [])];
    for (const authority of due) chained.set(authority, await readChain(d, authority, parts.chains.get(authority)));
    demand(parts.chains.size === chained.size, 'RECEIPT_MISMATCH', 'a chain of somebody who is no party');
    return found(chained, `${chained.size} chains`);
  });
  const admissions = await check('BND-6', [read, directory, card], ({ parts }, d, c) => {
    const admitted = parties.map((a) => [a, readAdmission(d, a, parts.admissions.get(a), c.operatorKey)] as const);
    demand(parts.admissions.size === admitted.length, 'RECEIPT_MISMATCH', 'an admission of somebody who is no party');
    return onCard(new Map(admitted), `${admitted.length} admissions`);
  });
  const endorsements = await check('BND-7', [chains, card], (known, c) => {
    const registrar = c.registrar && known.get(c.registrar);
    if (!registrar) return none([], 'no registrar speaks in this file');
    const said = parties.flatMap((a) => readEndorsement(registrar.roster, (known.get(a) as WholeChain).roster) ?? []);
    const detail = said.map((e) => `${e.jurisdiction}, notified on ${e.notifiedOn}`).join('; ');
    return said.length < parties.length ? none(said, `not of every party: ${detail}`) : onCard(said, detail);
  });
  const entries = await check('BND-8', [read, directory, admissions, card], ({ parts, stated }, d, admitted, c) => {
    const value = verifyEntries(parts, stated.statement.hash, c, admitted, d);
    return found(value, `${value.length} entries`);
  });
  const receipt = await check('BND-9', [read, entries], ({ parts, stated: { statement, envelope } }, proven) => {
    const value = demandSubmission(proven, {
      subject: statement.hash,
      evidence: parts.gestures && gesturesDigest(parts.gestures),
      sender: envelope.core.sender.authority,
      recipients: parties,
      dirSizeAtLeast: envelope.core.directory.size,
    });
    demandNoOther(proven, value);
    return found(value, `in ${1 + value.consignments.length} registers`);
  });
  await check('BND-10', [read, receipt, chains, directory], ({ stated }, r, known, d) =>
    found(verifySender(stated, r, known, d), `device ${stated.envelope.core.sender.kid}`),
  );
  const signedBy = await check('BND-11', [read, receipt, chains], async ({ parts, stated }, r, known) => {
    const sender = known.get(stated.envelope.core.sender.authority) as WholeChain;
    const officials = await verifyBundleGestures(parts, stated, r, sender);
    return officials ? found(officials, `${officials.length} officials`) : none([], 'none is needed');
  });
  await check('BND-12', [read], ({ parts, stated }) => found(true, `${verifyWraps(parts, stated)} wraps`));
  await check('BND-13', [read], ({ parts, stated }) => {
    const included = verifyContent(parts, stated);
    return included === null ? none(0, 'digests only') : found(included, `${included} sealed pieces`);
  });
  await check('BND-14', [read, receipt, entries, chains, directory], ({ parts }, r, proven, known, d) => {
    const count = verifyAcknowledgements(parts, r, proven, known, d);
    return count === 0 ? none(0, 'none yet') : found(count, `${count} acknowledgements`);
  });
  await check('BND-15', [read], ({ parts, stated }) => {
    const disclosure = verifyDisclosed(parts, stated);
    if (!disclosure) return none(null, 'nothing is disclosed');
    const { opened, waiting } = disclosure;
    return found(disclosure, `${opened} opened, ${waiting} to be compared with a file`);
  });
  const facts = await check('BND-16', [read], ({ parts }) => {
    const stated = statedFacts(parts);
    demandSummary(files.get(SUMMARY), stated);
    return found(stated, 'summary.txt');
  });
  if (!facts || !sealed || !endorsements || !signedBy) return null;
  return { ...facts, signedBy, endorsements, sealedAt: sealed.sealedAt, witnessed: sealed.quorum.witnessed };
}

const witnessing = ({ quorum }: SealedDirectory): string => (quorum.witnessed ? 'witnessed' : 'unwitnessed');
