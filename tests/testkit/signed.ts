// Signed requests as a client makes them, with every part that a test wants to make wrong.
import { createSignatureSync } from 'http-message-sig';
import { toBase64, toBase64url } from '../../crypto/primitives/bytes.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import type { Random } from '../../crypto/primitives/random.ts';
import type { SigningKey } from '../../crypto/primitives/sign.ts';
import type { Kid } from '../../crypto/wire/ids.ts';
import { COMPONENTS, SIGNATURE_TAG } from '../../crypto/wire/signed-request.ts';

export type HttpSigner = { readonly kid: Kid; readonly key: SigningKey };

export type Ask = {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly body?: Uint8Array;
  readonly media?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Bent = {
  readonly origin?: string;
  /** Unix ms of the signature. */
  readonly at?: number;
  readonly lifetime?: number;
  readonly nonce?: string;
  readonly label?: string;
  readonly components?: readonly string[];
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly without?: string;
  readonly digest?: string;
};

const digestHeader = (body: Uint8Array): string => `sha-256=:${toBase64(sha256(body))}:`;

/** The headers that sign `ask` for the relay at `origin` at `now` (unix ms). */
export function signHeaders(
  ask: Ask,
  signer: HttpSigner,
  { origin, now, random }: { origin: string; now: number; random: Random },
  bent: Bent = {},
): Record<string, string> {
  const headers: Record<string, string> = { ...ask.headers };
  if (ask.body) {
    headers['content-type'] = ask.media ?? 'application/json';
    headers['content-digest'] = bent.digest ?? digestHeader(ask.body);
  }
  const kind = ask.method === 'PATCH' ? 'piece' : ask.body ? 'body' : 'bare';
  const created = Math.floor((bent.at ?? now) / 1000);
  const parameters: Record<string, string | number> = {
    created,
    expires: created + (bent.lifetime ?? 60),
    nonce: bent.nonce ?? toBase64url(random(16)),
    keyid: signer.kid,
    alg: 'ed25519',
    tag: SIGNATURE_TAG,
    ...bent.parameters,
  };
  if (bent.without) delete parameters[bent.without];
  const { signature, signatureInput } = createSignatureSync(
    {
      kind: 'request',
      method: ask.method,
      targetUri: (bent.origin ?? origin) + ask.url,
      fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
    {
      label: bent.label ?? 'sig1',
      components: [...(bent.components ?? COMPONENTS[kind])],
      parameters,
      signer: { algorithm: 'ed25519', sign: (data) => signer.key.sign(data) },
    },
  );
  return { ...headers, signature, 'signature-input': signatureInput };
}
