// Every refusal as RFC 9457 problem details, with a code of the closed lists and what the caller can do (docs/spec/http.md).
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type Problem, ProtocolError, type RelayCode } from '../../crypto/relay.ts';
import { notFound, RelayRefusal } from '../refusal.ts';
import { refusalOf as storeRefusal } from '../services/store-refusal.ts';
import { errorFields } from './logging.ts';

const STATUS: { readonly [C in RelayCode]: readonly [status: number, title: string, action: string] } = {
  RELAY_BAD_REQUEST: [400, 'Not a request of this interface', 'Compare the request with /openapi.json.'],
  RELAY_NOT_FOUND: [404, 'Not found', 'Check the address, and that you are a party.'],
  RELAY_UNSIGNED: [401, 'Not signed', 'Sign the request with the device’s http key.'],
  RELAY_SIGNATURE: [401, 'Signature refused', 'Check which device signs, and for which origin.'],
  RELAY_CLOCK: [401, 'Clocks differ', 'Set this computer’s clock and sign anew.'],
  RELAY_REPLAY: [409, 'Seen before', 'Sign the request anew, with a fresh nonce.'],
  RELAY_DIGEST: [400, 'Body does not match its digest', 'Send the body that was signed.'],
  RELAY_SIGN_IN: [401, 'Sign-in needed', 'Sign in with a passkey and send the request again.'],
  RELAY_GESTURE_AGE: [401, 'Confirm again', 'Sign in with a passkey again; this needs one from the last five minutes.'],
  RELAY_FORBIDDEN: [403, 'Not allowed', 'Ask an administrator of your authority or the operator of the relay.'],
  RELAY_CONFLICT: [409, 'Conflict', 'Fetch what is there now and decide anew.'],
  RELAY_PRECONDITION: [412, 'Not the newest version', 'Fetch the newest version and decide anew.'],
  RELAY_TOO_LARGE: [413, 'Too large', 'Send less, or send it as an upload in pieces.'],
  RELAY_MEDIA_TYPE: [415, 'Media type refused', 'Send one of the media types of /openapi.json, not compressed.'],
  RELAY_BUSY: [503, 'Busy', 'Wait as long as Retry-After says and send the same again.'],
  RELAY_STORAGE_FULL: [
    507,
    'No space',
    'Nothing was stored. Send the same again later; the operator has to make room.',
  ],
  RELAY_UNAVAILABLE: [503, 'Not available', 'Nothing was stored. Send the same again later.'],
  RELAY_INTERNAL: [500, 'Failure of the relay', 'Send the same again; tell the operator the reference if it stays.'],
};
const RETRYABLE: readonly RelayCode[] = ['RELAY_BUSY', 'RELAY_STORAGE_FULL', 'RELAY_UNAVAILABLE', 'RELAY_INTERNAL'];

/** Codes of the protocol that mean "somebody was faster", so that the caller fetches and decides anew. */
const OVERTAKEN = ['ROSTER_SEQUENCE', 'ROSTER_PREVIOUS', 'EPOCH_STALE'];

const relayProblem = (code: RelayCode, detail: string, retry: boolean, reference: string): Problem => {
  const [status, title, action] = STATUS[code];
  return { type: `urn:rogatory:problem:${code}`, title, status, code, detail, action, retry, reference };
};

function protocolProblem(error: ProtocolError, reference: string): Problem {
  const { code } = error;
  const status = OVERTAKEN.includes(code)
    ? 409
    : code === 'WIRE_TOO_LARGE'
      ? 413
      : code.startsWith('WIRE_')
        ? 400
        : 422;
  return {
    type: `urn:rogatory:problem:${code}`,
    title: 'Refused by a rule of the protocol',
    status,
    code,
    detail: error.message,
    action: status === 409 ? 'Fetch the directory, and make the statement anew.' : 'Send what the rule asks for.',
    retry: false,
    reference,
  };
}

/** Refusals of Fastify itself, by its codes; anything else of it with a 4xx status is a bad request. */
function frameworkRefusal(error: FastifyError): RelayRefusal | null {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new RelayRefusal('RELAY_TOO_LARGE', 'The body is larger than this route takes.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_EMPTY_TYPE':
      return new RelayRefusal('RELAY_MEDIA_TYPE', 'The relay does not take this media type.');
    case 'FST_ERR_VALIDATION':
      return new RelayRefusal('RELAY_BAD_REQUEST', 'A field is missing, unknown or not of its form.');
  }
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500
    ? new RelayRefusal('RELAY_BAD_REQUEST', 'The relay cannot read this request.')
    : null;
}

function refusalOf(error: FastifyError): RelayRefusal | null {
  const known = storeRefusal(error);
  return known instanceof RelayRefusal ? known : frameworkRefusal(error);
}

/** The problem details of anything thrown; `null` where it is none of the refusals we know. */
function problemOf(error: FastifyError, reference: string): Problem | null {
  if (error instanceof ProtocolError) return protocolProblem(error, reference);
  const refusal = refusalOf(error);
  if (!refusal) return null;
  const retry = refusal.retry || RETRYABLE.includes(refusal.code);
  const problem = relayProblem(refusal.code, refusal.message, retry, reference);
  return error.statusCode === 429 ? { ...problem, status: 429 } : problem;
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if ((problem.status === 503 || problem.status === 429) && !reply.hasHeader('retry-after'))
    reply.header('retry-after', '5');
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json')
    .serializer(JSON.stringify)
    .send(problem);
}

/** Installs the two handlers. What is no refusal of ours is logged by class and place, and answered without a word of it. */
export function refuseInProblems(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const problem = problemOf(error, request.id);
    if (problem) return sendProblem(reply, problem);
    log.error({ ...errorFields(error), requestId: request.id }, 'unexpected');
    return sendProblem(reply, relayProblem('RELAY_INTERNAL', 'The relay failed on this request.', true, request.id));
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, relayProblem('RELAY_NOT_FOUND', notFound().message, false, request.id)),
  );
}

/** What never became a request: broken syntax, headers too large or too slow. One fixed answer, then the connection closes. */
export function refuseOnSocket(error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const problem = {
    ...relayProblem('RELAY_BAD_REQUEST', 'The relay cannot read this request.', false, 'none'),
    status,
  };
  const body = JSON.stringify(problem);
  const head = `HTTP/1.1 ${status} Refused\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body);
}
