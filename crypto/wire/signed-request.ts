// The profile in which every request to the relay is signed: RFC 9421 with RFC 9530 digests (protocol.md section 7; docs/spec/http.md HTTP-n).
// The library that builds and checks signature bases stays with those who do I/O; what both must agree on stands here.

export const SIGNATURE_LABEL = 'sig1';
export const SIGNATURE_TAG = 'rogatory-v1';
export const SIGNATURE_ALGORITHM = 'ed25519';
/** Seconds between `created` and `expires`, and how far `created` may lie from the relay's clock. */
export const SIGNATURE_LIFETIME_S = 60;

/** Covered components of a request without a body, of one with a body, and of one piece of an upload. */
export const COMPONENTS = {
  bare: ['@method', '@target-uri'],
  body: ['@method', '@target-uri', 'content-digest', 'content-type'],
  piece: ['@method', '@target-uri', 'content-digest', 'content-type', 'upload-offset'],
} as const;

/** Parameters that must be present, and no others. `created` and `expires` in seconds; `nonce` 16 random bytes, base64url; `keyid` a kid. */
export const PARAMETERS = ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'] as const;

/** Routes whose body is itself a signed statement need no request signature: the statement authenticates and its hash refuses replay. */
export const STATEMENT_ROUTES = [
  '/v1/transmissions',
  '/v1/acknowledgements',
  '/v1/withdrawals',
  '/v1/holds',
  '/v1/founding',
  '/v1/recovery',
] as const;
