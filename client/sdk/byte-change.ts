// A copy of a bundle with one byte changed, for whoever wants to see what the checks are worth (docs/spec/bundle.md).
import { fromUtf8, sha256, toHex, utf8 } from '../../crypto/index.ts';
import { BUNDLE_LIMITS, readZip, writeZip } from './bundle-zip.ts';
import { need } from './failure.ts';

/** Where the byte may lie, and the files of a bundle it is looked for in. */
const PARTS = {
  statement: /^transmission\/statement\.cose$/,
  entry: /^evidence\/.+\.leaf$/,
  acknowledgement: /^acknowledgements\/.+$/,
  summary: /^summary\.txt$/,
} as const;
export type ChangedPart = keyof typeof PARTS;

export type ByteChange = {
  readonly zip: Uint8Array;
  /** The file inside the bundle, and the byte in it that is another now. */
  readonly path: string;
  readonly offset: number;
  readonly before: number;
  readonly after: number;
};

const MANIFEST = 'META-INF/manifest.sha256';

/**
 * Changes the lowest bit of the middle byte of the first such file; the original stays as it is. `mend`: the list of digests is made to fit again,
 * as a forger would, so that only signatures and proofs are left to notice. Throws CLIENT_BUNDLE_FILE (no bundle), CLIENT_NOT_FOUND (no such part in it).
 */
export function changeOneByte(bundle: Uint8Array, part: ChangedPart, mend = false): ByteChange {
  const files = readZip(bundle, BUNDLE_LIMITS);
  const path = [...files.keys()].find((name) => PARTS[part].test(name));
  const content = path && files.get(path);
  need(path && content && content.length > 0, 'CLIENT_NOT_FOUND', `this bundle has no ${part}`);
  const offset = content.length >> 1;
  const changed = content.slice();
  const before = content[offset] as number;
  const after = before ^ 1;
  changed[offset] = after;
  files.set(path, changed);
  const manifest = files.get(MANIFEST);
  if (mend && manifest)
    files.set(MANIFEST, utf8(fromUtf8(manifest).replace(toHex(sha256(content)), toHex(sha256(changed)))));
  return { zip: writeZip(files), path, offset, before, after };
}
