// What our relay is measured against: the same web server, the same database flushed by group commit, the same bytes stored, and nothing else at all.
// Usage: node plain-relay.ts FILE. Asked by IPC, it answers what processor time it has used, in microseconds.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';
import Fastify from 'fastify';

const database = new Database(process.argv[2] ?? ':memory:');
const PRAGMAS = [
  'page_size = 16384',
  'journal_mode = WAL',
  'synchronous = FULL',
  'cache_size = -65536',
  'wal_autocheckpoint = 2000',
];
for (const pragma of PRAGMAS) database.pragma(pragma);
database.exec('CREATE TABLE messages (id BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT');
const insert = database.prepare('INSERT INTO messages VALUES (?, ?)');
const store = database.transaction((bodies: readonly Buffer[]) => {
  for (const body of bodies) insert.run(randomBytes(16), body);
});

let waiting: { body: Buffer; stored(): void }[] = [];
function drain(): void {
  const group = waiting;
  waiting = [];
  store(group.map(({ body }) => body));
  for (const { stored } of group) stored();
}

const app = Fastify({ bodyLimit: 8 * 1024 * 1024 });
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.post('/store', async (request, reply) => {
  await new Promise<void>((stored) => {
    if (waiting.length === 0) setImmediate(drain);
    waiting.push({ body: request.body as Buffer, stored });
  });
  return reply.code(201).send('stored');
});
app.post('/noop', async (_request, reply) => reply.code(201).send('nothing'));

await app.listen({ host: '127.0.0.1', port: 0 });
process.on('message', () => process.send?.(process.cpuUsage()));
process.once('disconnect', () => process.exit());
process.stdout.write(`${JSON.stringify({ event: 'listening', port: (app.server.address() as AddressInfo).port })}\n`);
