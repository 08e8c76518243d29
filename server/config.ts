// The relay's settings: one file `config.json` in its data directory, read strictly, with every limit stated (docs/operations.md).
import { isAbsolute, join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { StartFailure } from './failure.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MIB = 1024 * 1024;
const strict = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 1 });
const Port = Type.Integer({ minimum: 0, maximum: 65_535 });
const Listen = Type.Object({ host: Type.String({ minLength: 1 }), port: Port }, strict);

/** Times in ms, sizes in bytes, rates per minute. */
export const DEFAULT_LIMITS = {
  /** A body on a route that states no limit of its own. */
  bodyBytes: 64 * 1024,
  headerBytes: 16 * 1024,
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 60_000,
  connectionTimeoutMs: 120_000,
  keepAliveTimeoutMs: 72_000,
  connections: 20_000,
  requestsPerMinutePerAddress: 12_000,
  requestsPerMinutePerKid: 6_000,
  foundingsPerMinutePerAddress: 60,
  recoveriesPerMinutePerAddress: 30,
  copiesPerMinutePerAddress: 30,
  eventLoopDelayMs: 1_500,
  heapBytes: 2048 * MIB,
  /** Chains in the waiting room: founded, not yet admitted, younger than `foundingMs`. */
  founding: 50,
  foundingMs: 7 * 24 * HOUR,
  uploadBytes: 20 * 1024 * MIB,
  pieceBytes: 8 * MIB,
  /** All versions of all drafts of one authority. */
  draftBytesPerAuthority: 512 * MIB,
} as const;

const Limits = Type.Object(
  Object.fromEntries(Object.keys(DEFAULT_LIMITS).map((name) => [name, Type.Optional(Count)])),
  strict,
);

/** `config.json`. What is absent has a default; what is unknown is refused, because a misspelt limit is no limit. */
const ConfigFile = Type.Object(
  {
    version: Type.Literal(1),
    relayName: Type.String({ pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$' }),
    origin: Type.String({ pattern: '^https?://[a-z0-9.\\[\\]:-]+$' }),
    listen: Listen,
    metricsListen: Type.Optional(Listen),
    databaseUrl: Type.Optional(Type.String({ minLength: 1 })),
    secondPlacePath: Type.Optional(Type.String({ minLength: 1 })),
    practice: Type.Boolean(),
    trustProxy: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    corsExtraOrigins: Type.Optional(Type.Array(Type.String({ pattern: '^https?://[^/]+$' }))),
    witnessPolicy: Type.Optional(Type.String()),
    registrar: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    sealEveryMs: Type.Optional(Count),
    directorySealEveryMs: Type.Optional(Count),
    timers: Type.Optional(Type.Object({ urgentMs: Count, ordinaryMs: Count }, strict)),
    /** Days; absent: content is never deleted. */
    retentionDays: Type.Optional(Type.Integer({ minimum: 90 })),
    quotaBytesPerAuthority: Type.Optional(Count),
    limits: Type.Optional(Limits),
  },
  strict,
);
export type ConfigFile = Static<typeof ConfigFile>;

export type RelayLimits = { readonly [L in keyof typeof DEFAULT_LIMITS]: number };

export type RelayConfig = {
  /** The relay's name in checkpoint origins, e.g. "relay.example". */
  readonly relayName: string;
  /** What requests are signed for: scheme and host, no path, e.g. "https://relay.example". */
  readonly origin: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** Where /metrics answers: a listener of its own, or nowhere. */
  readonly metricsListen: { readonly host: string; readonly port: number } | null;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly secondPlacePath: string;
  readonly practice: boolean;
  /** Addresses of proxies whose X-Forwarded-For is believed; empty: nobody's. */
  readonly trustProxy: readonly string[];
  readonly corsExtraOrigins: readonly string[];
  /** C2SP tlog-policy text. */
  readonly witnessPolicy: string;
  /** Authority id of the registrar named in the trust card. */
  readonly registrar: string | null;
  readonly sealEveryMs: number;
  readonly directorySealEveryMs: number;
  readonly timers: { readonly urgentMs: number; readonly ordinaryMs: number };
  /** How long after the last recipient received it content is kept; null: for ever. */
  readonly retentionMs: number | null;
  readonly quotaBytesPerAuthority: number;
  readonly limits: RelayLimits;
};

/** The settings that `file` means for a relay whose data lie in `dataDir` (absolute). */
export function relayConfig(file: ConfigFile, dataDir: string): RelayConfig {
  const at = (path: string): string => (isAbsolute(path) ? path : join(dataDir, path));
  return {
    relayName: file.relayName,
    origin: file.origin,
    listen: file.listen,
    metricsListen: file.metricsListen ?? null,
    dataDir,
    databaseUrl: file.databaseUrl ?? `sqlite:${join(dataDir, 'relay.db')}`,
    secondPlacePath: at(file.secondPlacePath ?? 'second-place.log'),
    practice: file.practice,
    trustProxy: file.trustProxy ?? [],
    corsExtraOrigins: file.corsExtraOrigins ?? [],
    witnessPolicy: file.witnessPolicy ?? 'quorum none\n',
    registrar: file.registrar ?? null,
    sealEveryMs: file.sealEveryMs ?? MINUTE,
    directorySealEveryMs: file.directorySealEveryMs ?? HOUR,
    timers: file.timers ?? { urgentMs: 8 * HOUR, ordinaryMs: 7 * 24 * HOUR },
    retentionMs: file.retentionDays === undefined ? null : file.retentionDays * 24 * HOUR,
    quotaBytesPerAuthority: file.quotaBytesPerAuthority ?? 50 * 1024 * MIB,
    limits: { ...DEFAULT_LIMITS, ...(file.limits as Partial<RelayLimits> | undefined) },
  };
}

/** Reads the text of `config.json`. Throws StartFailure RELAY-CONFIG naming the first field that does not fit. */
export function parseConfig(json: string, dataDir: string): RelayConfig {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new StartFailure('RELAY-CONFIG', 'config.json is not JSON: mend it, or write it anew with "init".', cause);
  }
  const [first] = Value.Errors(ConfigFile, value);
  if (first)
    throw new StartFailure(
      'RELAY-CONFIG',
      `config.json, ${first.instancePath || 'as a whole'}: ${first.message}. Mend this field and start again.`,
    );
  return relayConfig(value as ConfigFile, dataDir);
}
