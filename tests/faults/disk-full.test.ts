// A disk that is full, at a hundred places: refused by a code that says so, nothing half done, and served again without a restart once there is room.
import { spawnSync } from 'node:child_process';
import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase64 } from '../../crypto/primitives/bytes.ts';
import { checkSecondPlace } from '../../server/services/second-place.ts';
import type { TestAuthority } from '../testkit/cast.ts';
import { type Acknowledged, establishAll, load, seal, submit } from '../testkit/load.ts';
import { openOracle } from '../testkit/oracle.ts';
import { codeOf, leavesIn, openPost, type Post } from '../testkit/post.ts';
import { type Quota, underQuota } from '../testkit/quota.ts';
import { type RelayFolder, type RelayProcess, relayFolder, startRelay } from '../testkit/relay-process.ts';
import { below, seededRandom } from '../testkit/seed.ts';
import { type Answer, expectAnswer, type Visitor, visit } from '../testkit/visitor.ts';

describe('a database that may not grow', () => {
  const POINTS = 100;
  let post: Post;
  let quota: Quota;
  beforeAll(async () => {
    ({ opened: post, quota } = await underQuota(() => openPost()));
  });
  afterAll(() => post.close());

  const registers = () => [post.norvania, post.talassa].map(({ id }) => post.deps.keys.registerOrigin(id));
  const inMemory = () => registers().map((origin) => post.app.relay.sequencer.log(origin)?.range.size);
  const onDisk = () => Promise.all(registers().map(async (origin) => (await post.store.log(origin))?.size));

  test(`${POINTS} points: refused with 507, nothing half done, resumed`, { timeout: 120_000 }, async () => {
    const random = seededRandom('full');
    let made = 0;
    for (let point = 0; point < POINTS; point++) {
      quota.leave(below(random, 7));
      const before = await onDisk();
      let entered = 0;
      const refused: Uint8Array[] = [];
      while (refused.length === 0) {
        const frames = Array.from({ length: 1 + below(random, 4) }, () =>
          post.frame(post.seal({ label: `${made++}` })),
        );
        const answers = await Promise.all(frames.map((raw) => post.submit(raw)));
        for (const [i, answer] of answers.entries()) {
          if (answer.statusCode === 201) entered += 1;
          else {
            expect(codeOf(answer)).toBe('RELAY_STORAGE_FULL');
            expect(answer.statusCode).toBe(507);
            expect(answer.headers['content-type']).toBe('application/problem+json');
            expect(answer.json()).toMatchObject({ retry: true });
            refused.push(frames[i] as Uint8Array);
          }
        }
      }
      const expected = before.map((size) => (size ?? 0) + entered);
      expect(await onDisk()).toEqual(expected);
      expect(inMemory()).toEqual(expected);
      await checkSecondPlace(post.deps.config.secondPlacePath, post.store);
      quota.lift();
      for (const raw of refused) expect((await post.submit(raw)).statusCode).toBe(201);
    }
  });

  test('who is signed in reads on where nothing can be written, not even that they were here', async () => {
    const [reader] = post.norvania.admins;
    const sealed = post.seal({ label: 'to be read' });
    expect(leavesIn(await post.submit(post.frame(sealed)))).toHaveLength(2);
    post.clock.at += 2 * 60_000;
    quota.forbid();
    const ask = { method: 'POST', url: '/v1/session/nonces', body: new TextEncoder().encode('{"purpose":"gesture"}') };
    const refused = await post.as(reader, ask);
    expect([refused.statusCode, codeOf(refused)]).toEqual([503, 'RELAY_UNAVAILABLE']);
    const read = await post.as(reader, { method: 'GET', url: `/v1/transmissions/${sealed.subject}` });
    expect(read.statusCode).toBe(200);
    quota.lift();
    expect((await post.as(reader, ask)).statusCode).toBe(200);
  });
});

// Limits of a process that already runs can be changed on Linux only, by the program prlimit.
const limits = spawnSync('prlimit', ['--version']).status === 0;

describe.runIf(limits)('a relay process that may not write on', () => {
  let folder: RelayFolder;
  let relay: RelayProcess;
  let visitor: Visitor;
  let parties: TestAuthority[];
  let bystander: TestAuthority;

  const limitFiles = (bytes: number | 'unlimited'): void => {
    const { status } = spawnSync('prlimit', ['--pid', String(relay.child.pid), `--fsize=${bytes}:`]);
    expect(status).toBe(0);
  };
  const problemIn = (answer: Answer) => JSON.parse(answer.text()) as { code: string; retry: boolean };
  const sizeOf = async (name: string): Promise<number> => (await stat(join(folder.dataDir, name))).size;

  beforeAll(async () => {
    folder = await relayFolder();
    relay = await startRelay(folder.dataDir);
    visitor = visit(relay.port);
    const made = await establishAll(visitor, folder.dataDir, ['Norvania', 'Talassa', 'Bystander']);
    bystander = made.pop() as TestAuthority;
    parties = made;
  });
  afterAll(async () => {
    visitor.close();
    await relay.end('SIGTERM');
    await folder.remove();
  });

  test('the database: refused, then all is entered once, without a restart', async () => {
    const oracle = openOracle(folder.keys, parties, bystander);
    const pool = Array.from({ length: 24 }, (_, i) => seal(parties, `write ${i}`, 'a disk is full'));
    // Room for about two commits.
    limitFiles((await sizeOf('relay.db-wal')) + 640 * 1024);
    const first = await load(visitor, pool, 4);
    expect(first.acknowledged.length).toBeGreaterThan(0);
    expect(first.refused.length).toBeGreaterThan(0);
    for (const { status, problem } of first.refused) {
      const { code, retry } = JSON.parse(problem) as { code: string; retry: boolean };
      expect([`503 RELAY_UNAVAILABLE`, `507 RELAY_STORAGE_FULL`]).toContain(`${status} ${code}`);
      expect(retry).toBe(true);
    }
    oracle.acknowledged(first.acknowledged);
    expect(await oracle.consult(visitor)).toEqual([]);
    limitFiles('unlimited');
    const again = await load(
      visitor,
      first.refused.map(({ one }) => one),
      4,
    );
    expect(again.acknowledged.map(({ outcome }) => outcome)).toEqual(first.refused.map(() => 201));
    oracle.acknowledged(again.acknowledged);
    expect(await oracle.consult(visitor, true)).toEqual([]);
    expect(oracle.counts()).toEqual({ transmissions: pool.length, leaves: 2 * pool.length });
  });

  test('the second place: nothing signed leaves the relay until it is written there', async () => {
    const path = join(folder.dataDir, 'second-place.log');
    await relay.end('SIGTERM');
    // Made long by repeating its last line, so that a limit on length meets it before it meets the database.
    const line = `${(await readFile(path, 'latin1')).trimEnd().split('\n').at(-1)}\n`;
    await appendFile(path, line.repeat(Math.ceil(8_000_000 / line.length)));
    relay = await startRelay(folder.dataDir);
    visitor.close();
    visitor = visit(relay.port);
    const oracle = openOracle(folder.keys, parties, bystander);
    limitFiles(await sizeOf('second-place.log'));
    const one = seal(parties, 'not vouched for', 'the second place is full');
    const refused = expectAnswer(await submit(visitor, one), 'submission', 503, 507);
    expect(problemIn(refused)).toMatchObject({ retry: true });
    const [reader] = one.from.admins;
    const checkpoint = { method: 'GET', url: '/v1/register/checkpoint' };
    for (const url of [checkpoint.url, '/v1/register/leaves']) {
      const answer = expectAnswer(await visitor.as(reader, { method: 'GET', url }), url, 503, 507);
      expect(problemIn(answer)).toMatchObject({ retry: true });
    }
    expectAnswer(await submit(visitor, one), 'the same again', 503, 507);
    limitFiles('unlimited');
    const { acknowledged } = await load(visitor, [one], 1);
    expect(acknowledged.map(({ outcome }) => outcome)).toEqual([200]);
    oracle.acknowledged(acknowledged as Acknowledged[]);
    expect(await oracle.consult(visitor)).toEqual([]);
    const current = expectAnswer(await visitor.as(reader, checkpoint), 'checkpoint', 200);
    const [origin, size, root] = current.text().split('\n');
    const written = (await readFile(path, 'latin1')).trimEnd().split('\n');
    expect(written).toContain(`${origin} ${size} ${toBase64(Buffer.from(root as string, 'base64'))}`);
  });
});
