// What the relay writes down of its own work: an allow-list of fields, and never a line that quotes a caller (docs/what-the-relay-holds.md).
import type { FastifyInstance } from 'fastify';
import { type DestinationStream, type Logger, pino } from 'pino';

/** Fields that may stand in a line; every other field is dropped, whoever passes it. */
export const LOGGED_FIELDS = [
  'event',
  'method',
  'route',
  'status',
  'ms',
  'requestId',
  'kid',
  'code',
  'error',
  'frames',
  'count',
  'size',
  'host',
  'port',
  'signal',
] as const;

/** The path of a route as it was declared, or a word for what no route took: never what the caller typed. */
export const routeOf = (pattern: string | undefined): string => pattern ?? 'none';

/**
 * What is left of an error in a log: its class, its code and where it was thrown. Its message is dropped, because messages of
 * parsers and engines quote their input.
 */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?\/.*\/(server|crypto|db|node_modules)\//, '($2/'));
  const code = (error as { code?: unknown }).code;
  return { error: error.name, ...(typeof code === 'string' ? { code } : {}), frames };
}

function allowed(fields: object): Record<string, unknown> {
  const given = fields as Record<string, unknown>;
  const named = fields instanceof Error ? errorFields(fields) : given;
  const kept = given['err'] instanceof Error ? errorFields(given['err']) : {};
  for (const name of LOGGED_FIELDS) if (named[name] !== undefined) kept[name] = named[name];
  return kept;
}

/** A logger that can only say what the allow-list names. Messages are constants of ours: format arguments are dropped. */
export function relayLogger(options: { now: () => number; destination?: DestinationStream; level?: string }): Logger {
  const settings = {
    base: null,
    level: options.level ?? 'info',
    timestamp: () => `,"time":"${new Date(options.now()).toISOString()}"`,
    formatters: { bindings: allowed, level: (label: string) => ({ level: label }) },
    hooks: {
      logMethod(args: unknown[], method: (...args: never[]) => void) {
        const [first, second] = args;
        const call = method as (...args: unknown[]) => void;
        if (typeof first !== 'object' || first === null) call.call(this, String(first));
        else call.call(this, allowed(first), typeof second === 'string' ? second : undefined);
      },
    },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** One line a request: a refused one at `info`, an answered one at `debug`, because the metrics count those and a line costs as much as a proof. */
export function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    const level = reply.statusCode < 400 ? 'debug' : 'info';
    if (!log.isLevelEnabled(level)) return done();
    log[level](
      {
        method: request.method,
        route: routeOf(request.routeOptions.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        requestId: request.id,
        kid: request.principal?.kid,
      },
      'request',
    );
    done();
  });
}
