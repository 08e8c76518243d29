// Numbers for the operator: requests by route, and the process. On a listener of its own, never beside the public one (docs/operations.md).
import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { routeOf } from './logging.ts';

export type Metrics = { readonly registry: Registry };

/** Counts every answer by method, declared route and status: labels that no caller can invent. */
export function measure(app: FastifyInstance): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const names = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'rogatory_http_requests_total',
    help: 'Requests answered.',
    labelNames: names,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'rogatory_http_request_seconds',
    help: 'Time to the end of the answer.',
    labelNames: ['method', 'route'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: routeOf(request.routeOptions.url) };
    requests.inc({ ...labels, status: String(reply.statusCode) });
    seconds.observe(labels, reply.elapsedTime / 1000);
    done();
  });
  app.addHook('onClose', async () => registry.clear());
  return { registry };
}

/** Serves GET /metrics at an address of its own until the server is closed. Rejects with the listener's error. */
export function serveMetrics({ registry }: Metrics, at: { host: string; port: number }): Promise<Server> {
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => resolve(server));
  });
}
