// The JSON half of the relay's interface, as schemas that give the types, the validation and the OpenAPI document (docs/spec/http.md).
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const Hex = (length: number) => Type.String({ pattern: `^[0-9a-f]{${length}}$` });

export const AuthorityParam = Hex(64);
export const DigestParam = Hex(64);
export const KidParam = Hex(32);
export const Index = Type.String({ pattern: '^(0|[1-9][0-9]{0,14})$' });

/** RFC 9457 problem details with our code and what to do next. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    /** From the closed list of the protocol, or RELAY_*. */
    code: Type.String(),
    /** Why, in one sentence without content of any transmission. */
    detail: Type.String(),
    /** What the caller can do. */
    action: Type.String(),
    /** Safe to send the same bytes again. */
    retry: Type.Boolean(),
    reference: Type.String(),
  },
  strict,
);
export type Problem = Static<typeof Problem>;

/** Codes that only the relay's own door can give. */
export const RELAY_CODES = [
  'RELAY_BAD_REQUEST',
  'RELAY_NOT_FOUND',
  'RELAY_UNSIGNED',
  'RELAY_SIGNATURE',
  'RELAY_CLOCK',
  'RELAY_REPLAY',
  'RELAY_DIGEST',
  'RELAY_SIGN_IN',
  'RELAY_GESTURE_AGE',
  'RELAY_FORBIDDEN',
  'RELAY_CONFLICT',
  'RELAY_PRECONDITION',
  'RELAY_TOO_LARGE',
  'RELAY_MEDIA_TYPE',
  'RELAY_BUSY',
  'RELAY_STORAGE_FULL',
  'RELAY_UNAVAILABLE',
  'RELAY_INTERNAL',
] as const;
export type RelayCode = (typeof RELAY_CODES)[number];

export const NonceRequest = Type.Object(
  { purpose: Type.Union([Type.Literal('login'), Type.Literal('gesture')]) },
  strict,
);
export const NonceAnswer = Type.Object({ nonce: Hex(64), expiresAt: Type.Integer() }, strict);

export const SessionAnswer = Type.Object(
  { kid: KidParam, loginAt: Type.Integer(), usedAt: Type.Integer(), gestureAt: Type.Integer(), endsAt: Type.Integer() },
  strict,
);
export type SessionAnswer = Static<typeof SessionAnswer>;

export const LinkAnswer = Type.Object(
  { hash: Hex(64), seq: Type.Integer(), directoryIndex: Type.Union([Type.Integer(), Type.Null()]) },
  strict,
);
export type LinkAnswer = Static<typeof LinkAnswer>;

export const FromQuery = Type.Object({ from: Type.Optional(Index) }, strict);
export const RangeQuery = Type.Object({ from: Type.Optional(Index), limit: Type.Optional(Index) }, strict);
export const ConsistencyQuery = Type.Object({ from: Index, to: Index }, strict);
export const SealedQuery = Type.Object({ min: Type.Optional(Index) }, strict);

export const Health = Type.Object(
  {
    status: Type.Union([Type.Literal('ok'), Type.Literal('draining'), Type.Literal('failing')]),
    version: Type.String(),
    practice: Type.Boolean(),
  },
  strict,
);

export const UploadAnswer = Type.Object(
  { uploadId: Hex(32), length: Type.Integer(), received: Type.Integer(), digest: Type.Union([Hex(64), Type.Null()]) },
  strict,
);
export type UploadAnswer = Static<typeof UploadAnswer>;

export const DraftsAnswer = Type.Object(
  {
    drafts: Type.Array(
      Type.Object(
        {
          id: Hex(32),
          version: Type.Integer({ minimum: 1 }),
          savedAt: Type.Integer(),
          length: Type.Integer(),
          removed: Type.Boolean(),
        },
        strict,
      ),
      { maxItems: 10_000 },
    ),
  },
  strict,
);
export type DraftsAnswer = Static<typeof DraftsAnswer>;
