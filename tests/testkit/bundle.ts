// A bundle of a small world, and ways to tamper with it: with its files as a clumsy hand would, or with its parts as a forger who mends the rest.
import { utf8 } from '../../crypto/primitives/bytes.ts';
import { type BundleVerdict, encodeBundleFiles, verifyBundle } from '../../crypto/protocol/bundle.ts';
import type { CheckId, CheckOutcome } from '../../crypto/protocol/bundle-checks.ts';
import { type BundleParts, encodeManifest, MANIFEST } from '../../crypto/protocol/bundle-layout.ts';
import { ACK_KINDS } from '../../crypto/wire/acknowledgement.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import type { TrustCard } from '../../crypto/wire/trust-card.ts';
import { openWorld, type Sent, type World } from './world.ts';

export type TestBundle = {
  readonly world: World;
  readonly sent: Sent;
  readonly parts: BundleParts;
  readonly files: ReadonlyMap<string, Uint8Array>;
};

/** A formal transmission with two files, received, opened and taken; nothing disclosed. */
export async function openBundle(label = 'bundle'): Promise<TestBundle> {
  const world = await openWorld(label);
  const sent = world.send(CLASSES.formal, [world.norvania.admins[0]]);
  for (const kind of [ACK_KINDS.received, ACK_KINDS.opened, ACK_KINDS.taken]) world.acknowledge(sent, kind);
  const parts = world.parts(sent);
  return { world, sent, parts, files: encodeBundleFiles(parts) };
}

/** With everything in it that a bundle can have: sealed files, and keys for all of it. */
export function disclosing({ parts, sent }: TestBundle): BundleParts {
  const refs = sent.sealed.envelope.attachments;
  return {
    ...parts,
    attachments: new Map(refs.map(({ uploadId }, i) => [uploadId, sent.ciphertexts[i] as Uint8Array])),
    disclosed: {
      contentKey: sent.sealed.contentKey,
      attachments: refs.map(({ uploadId }, i) => ({
        uploadId,
        key: sent.keys[i] as Uint8Array,
        salt: (sent.ciphertexts[i] as Uint8Array).slice(0, 24),
      })),
    },
  };
}

/** The files with one of them changed, and a manifest that fits again. */
export function remade(
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
  change: (content: Uint8Array) => Uint8Array | string,
): Map<string, Uint8Array> {
  const made = new Map(files);
  const content = change(files.get(path) ?? new Uint8Array(0));
  made.set(path, typeof content === 'string' ? utf8(content) : content);
  return made.set(MANIFEST, encodeManifest(made));
}

/** The checks with one of these outcomes. */
export const withOutcome = ({ checks }: BundleVerdict, ...outcomes: CheckOutcome[]): CheckId[] =>
  checks.filter(({ outcome }) => outcomes.includes(outcome)).map(({ id }) => id);

/** Verdict and failed checks with their codes, e.g. `['BND-13 CONTENT_DIGEST']`. */
export async function failures(files: ReadonlyMap<string, Uint8Array>, card: TrustCard | null): Promise<string[]> {
  const { checks } = await verifyBundle(files, card);
  return checks.filter(({ outcome }) => outcome === 'failed').map(({ id, code }) => `${id} ${code}`);
}
