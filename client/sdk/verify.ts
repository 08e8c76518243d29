// Checking a bundle as it comes, a zip from anybody: without a network, without an account, without believing the file (protocol.md section 8).
import {
  type BundleVerdict,
  type DisclosedAttachment,
  type SentAnswer,
  type TrustCard,
  verifyBundle,
  wasSent,
} from '../../crypto/index.ts';
import { BUNDLE_LIMITS, readZip, type ZipLimits } from './bundle-zip.ts';
import { verdictLines } from './verdict.ts';

/** Whether a file was sent, and that in a sentence. */
export type SentReport = { readonly answer: SentAnswer['answer']; readonly line: string };

export type BundleReport = {
  readonly verdict: BundleVerdict;
  /** The verdict in plain sentences. */
  readonly lines: readonly string[];
  /**
   * "Was this file sent?" Only a bundle that holds can answer, and only with the file's key: from the bundle, or `disclosed` beside it. Everything
   * else is `cannot tell`.
   */
  wasSent(file: Uint8Array, disclosed?: readonly DisclosedAttachment[]): SentReport;
};

/**
 * Verifies a bundle against a trust card, or without one against itself. A bundle that is wrong fails its checks and never throws; a file that is no
 * bundle at all throws CLIENT_BUNDLE_FILE.
 */
export async function verifyBundleZip(
  bytes: Uint8Array,
  trust: TrustCard | null,
  limits: ZipLimits = BUNDLE_LIMITS,
): Promise<BundleReport> {
  const files = readZip(bytes, limits);
  const verdict = await verifyBundle(files, trust);
  return {
    verdict,
    lines: verdictLines(verdict),
    wasSent(file, disclosed = []) {
      if (verdict.outcome === 'failed')
        return { answer: 'cannot tell', line: 'Whether this file was sent cannot be told: the bundle does not hold.' };
      const { answer } = wasSent(files, file, disclosed);
      return { answer, line: verdict.outcome === 'verified' ? ANSWERS[answer] : `${ANSWERS[answer]} ${UNANCHORED}` };
    },
  };
}

const UNANCHORED = 'That is what the bundle says, and nothing outside it confirms the bundle.';
const ANSWERS: { readonly [A in SentAnswer['answer']]: string } = {
  sent: 'This file was sent with this transmission, and has not changed.',
  'not sent': 'This file was not sent with this transmission.',
  'cannot tell':
    'Whether this file was sent cannot be told: a file of this size was sent, and this bundle does not disclose enough to compare them.',
};
