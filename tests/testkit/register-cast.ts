// A register of one leaf and those who sign it: its log (both keys) and any number of witnesses.
import { toBase64, utf8 } from '../../crypto/primitives/bytes.ts';
import { mldsaKeyPair } from '../../crypto/primitives/mldsa.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import { ed25519Cosigner, logSigner, mldsaCosigner } from '../../crypto/tlog/cosignature.ts';
import { leafHash } from '../../crypto/tlog/merkle.ts';
import { formatVkey, type NoteSigner, type Vkey } from '../../crypto/tlog/note.ts';

export const ORIGIN = 'relay.example/register/00ff';
export const LEAF: Uint8Array = utf8('the only leaf');
export const ROOT: Uint8Array = leafHash(LEAF);
export const TEXT: string = `${ORIGIN}\n1\n${toBase64(ROOT)}\n`;

export const seed = (n: number): Uint8Array => new Uint8Array(32).fill(n);
export const logPair: { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array } = mldsaKeyPair(seed(9));

export const log = (): NoteSigner => logSigner(ORIGIN, signingKey(seed(1)));
export const sealingLog = (timestamp: number): NoteSigner => mldsaCosigner(ORIGIN, logPair, timestamp);
export const witness = (n: number, timestamp: number): NoteSigner =>
  ed25519Cosigner(`witness.example/w${n}`, signingKey(seed(20 + n)), timestamp);
/** One who signs with these bytes, whatever the text. */
export const liar = (signer: NoteSigner, blob: Uint8Array): NoteSigner => ({ vkey: signer.vkey, sign: () => blob });

export const keysOf = (...signers: readonly NoteSigner[]): Vkey[] => signers.map(({ vkey }) => vkey);
export const vkeyText = ({ vkey }: NoteSigner): string => formatVkey(vkey.name, vkey.type, vkey.publicKey);
