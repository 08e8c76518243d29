// Requests to the relay: signed by RFC 9421, bounded in time and size, its refusals parsed and never believed (protocol.md section 7).
import { createSignatureSync } from 'http-message-sig';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import {
  COMPONENTS,
  ERROR_CODES,
  type ErrorCode,
  fromUtf8,
  type Kid,
  Problem,
  type Random,
  RELAY_CODES,
  type RelayCode,
  SIGNATURE_ALGORITHM,
  SIGNATURE_LABEL,
  SIGNATURE_LIFETIME_S,
  SIGNATURE_TAG,
  sha256,
  toBase64,
  toBase64url,
} from '../../crypto/index.ts';
import { ClientError, RelayError } from './failure.ts';

/** The key a request is signed with: a device's http key, or an invitation's. */
export type RequestSigner = { readonly kid: Kid; sign(message: Uint8Array): Uint8Array };

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'HEAD' | 'DELETE';
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
  readonly headers?: Readonly<Record<string, string>>;
  /** Largest answer that is read, in bytes. */
  readonly max?: number;
};
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Uint8Array };

/**
 * One request, one answer with a status below 300. Throws RelayError (the relay refused, in its own words), CLIENT_RELAY_UNREACHABLE,
 * CLIENT_RELAY_TIMEOUT, CLIENT_RELAY_ANSWER (redirected, too large, or no problem details where they belong).
 */
export type Transport = { send(call: Call, signer: RequestSigner | null): Promise<Answer> };

export type TransportOptions = {
  /** Scheme and host of the relay, as the trust card names it. */
  readonly origin: string;
  readonly fetch: typeof fetch;
  readonly clock: { now(): number };
  readonly random: Random;
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 60_000;
const MAX_ANSWER = 16 * 1024 * 1024;
const MAX_PROBLEM = 64 * 1024;
const KNOWN: readonly string[] = [...RELAY_CODES, ...ERROR_CODES];

export function openTransport(options: TransportOptions): Transport {
  const { origin, clock, random } = options;
  return {
    async send(call, signer) {
      const uri = `${origin}${call.path}`;
      const headers = headersOf(call);
      if (signer) Object.assign(headers, signed(call, uri, headers, signer, clock.now(), random));
      const response = await attempt(options, uri, call, headers);
      const max = response.ok ? (call.max ?? MAX_ANSWER) : MAX_PROBLEM;
      const body = await readBounded(response, max);
      if (!response.ok) throw refusalOf(response.status, body);
      return { status: response.status, headers: response.headers, body };
    },
  };
}

function headersOf({ body, headers }: Call): Record<string, string> {
  if (!body) return { ...headers };
  return { ...headers, 'content-type': body.type, 'content-digest': `sha-256=:${toBase64(sha256(body.bytes))}:` };
}

function signed(
  { method, body }: Call,
  targetUri: string,
  headers: Readonly<Record<string, string>>,
  signer: RequestSigner,
  now: number,
  random: Random,
): Record<string, string> {
  const created = Math.floor(now / 1000);
  const { signature, signatureInput } = createSignatureSync(
    {
      kind: 'request',
      method,
      targetUri,
      fields: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
    {
      label: SIGNATURE_LABEL,
      components: COMPONENTS[method === 'PATCH' ? 'piece' : body ? 'body' : 'bare'],
      parameters: {
        created,
        expires: created + SIGNATURE_LIFETIME_S,
        nonce: toBase64url(random(16)),
        keyid: signer.kid,
        alg: SIGNATURE_ALGORITHM,
        tag: SIGNATURE_TAG,
      },
      signer: { algorithm: SIGNATURE_ALGORITHM, sign: (data) => signer.sign(new Uint8Array(data)) },
    },
  );
  return { 'signature-input': signatureInput, signature };
}

async function attempt(
  { fetch, timeoutMs = TIMEOUT_MS }: TransportOptions,
  uri: string,
  { method, body }: Call,
  headers: Record<string, string>,
): Promise<Response> {
  try {
    return await fetch(uri, {
      method,
      headers,
      // Followed, a redirect would carry a signed request to someone it was not signed for.
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body ? { body: body.bytes as Uint8Array<ArrayBuffer> } : {}),
    });
  } catch (cause) {
    throw networkFailure(cause);
  }
}

function networkFailure(cause: unknown): ClientError {
  const timeout = (cause as Error | null)?.name === 'TimeoutError';
  return timeout
    ? new ClientError('CLIENT_RELAY_TIMEOUT', 'the relay did not answer in time', { cause })
    : new ClientError('CLIENT_RELAY_UNREACHABLE', 'the relay could not be reached', { cause });
}

/** The body of an answer. The declared length is a claim: what is counted is what comes. Throws CLIENT_RELAY_ANSWER beyond `max` bytes, CLIENT_RELAY_*. */
export async function readBounded(response: Response, max: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(0);
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > max) break;
      pieces.push(next.value);
    }
  } catch (cause) {
    throw networkFailure(cause);
  }
  if (length > max) {
    await reader.cancel().catch(() => undefined);
    throw new ClientError('CLIENT_RELAY_ANSWER', `an answer of more than ${max} bytes`);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}

function refusalOf(status: number, body: Uint8Array): Error {
  if (status === 408) return new ClientError('CLIENT_RELAY_TIMEOUT', 'the relay did not get the request in time');
  const problem = jsonOf(body);
  if (!Value.Check(Problem, problem) || !KNOWN.includes(problem.code))
    return new ClientError('CLIENT_RELAY_ANSWER', `status ${status} without problem details`);
  const { code, detail, retry, reference } = problem;
  return new RelayError(code as RelayCode | ErrorCode, status, detail, retry, reference);
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(body));
  } catch {
    return null;
  }
}

/** The JSON of an answer, if it is of the form `schema`. Throws CLIENT_RELAY_ANSWER. */
export function jsonAnswer<T>(answer: Answer, schema: TSchema): T {
  const value = jsonOf(answer.body);
  if (!Value.Check(schema, value)) throw new ClientError('CLIENT_RELAY_ANSWER', 'JSON of another form than agreed');
  return value as T;
}
