// Files on their way out through a real relay, over a line that breaks (client/sdk/uploads).
import { truncateSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClientError, codeOf, RelayError } from '../../client/sdk/failure.ts';
import type { Call } from '../../client/sdk/transport.ts';
import { type FileSource, PIECE, type Progress, type UploadRecord } from '../../client/sdk/uploads.ts';
import { put, recordOf } from '../../client/sdk/vault.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { type Exchange, openExchange, overwrite } from '../testkit/exchange.ts';
import { content, source } from '../testkit/files.ts';

const KIB = 1024;
const MIB = KIB * KIB;

let exchange: Exchange;
beforeAll(async () => {
  exchange = await openExchange();
});
afterAll(() => exchange.close());

const refusal = (act: Promise<unknown>): Promise<string | null> => act.then(() => 'done', codeOf);
const refused = (record: UploadRecord, of: FileSource): Promise<string | null> => refusal(exchange.send(record, of));

async function untilSent(record: UploadRecord, of: FileSource): Promise<void> {
  for (let outcome = await refused(record, of); outcome !== 'done'; outcome = await refused(record, of))
    expect(outcome).toBe('CLIENT_RELAY_UNREACHABLE');
}

test('a file goes out in pieces, in bounded memory, with progress to the end', async () => {
  const bytes = content(9 * MIB + 123);
  const longest = { read: 0 };
  const seen: Progress[] = [];
  const record = await exchange.prepare(source(bytes, longest), (progress) => seen.push(progress));
  expect(await exchange.stored(record)).toBeNull();
  const file = await exchange.send(record, source(bytes, longest), (progress) => seen.push(progress));
  expect(longest.read).toBeLessThanOrEqual(256 * KIB);
  expect((await exchange.stored(record))?.digest).toBe(file.ref.digest);
  for (const [stage, total] of [
    ['sealing', bytes.length],
    ['sending', file.ref.length],
  ] as const) {
    const done = seen.filter((p) => p.stage === stage).map((p) => p.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(total);
    expect(seen.filter((p) => p.stage === stage).every((p) => p.total === total)).toBe(true);
  }
});

describe('over a line that breaks', () => {
  const bytes = content(5 * MIB, 7);

  test.each([
    ['up', 100],
    ['up', PIECE / 2],
    ['up', PIECE + 5000],
    ['down', 0],
    ['down', 1500],
  ] as const)('cut %s after %i bytes, a file arrives as it was sealed', async (direction, after) => {
    const record = await exchange.prepare(source(bytes));
    const cuts = exchange.line.cuts();
    exchange.line.cutAfter(direction, after);
    await untilSent(record, source(bytes));
    expect(exchange.line.cuts()).toBe(cuts + 1);
    expect((await exchange.stored(record))?.digest).toBe(record.file.ref.digest);
  });

  test('what arrived is not sent again, not even after a restart, from the record in the vault', async () => {
    const record = await exchange.prepare(source(bytes));
    await exchange.sendUntil(PIECE, record, source(bytes));
    expect(await exchange.received(record)).toBe(PIECE);
    const vault = memoryVault();
    await vault.write([put('upload', record)]);
    const restarted = (await recordOf<UploadRecord>(vault, 'upload')) as UploadRecord;
    exchange.line.counted();
    await exchange.send(restarted, source(bytes));
    expect(exchange.line.counted().up).toBeLessThan(record.file.ref.length - PIECE + 64 * KIB);
    await exchange.send(restarted, source(bytes));
    expect(exchange.line.counted().up).toBeLessThan(8 * KIB);
  });

  test('that is out after every three megabytes, each attempt gets on', async () => {
    const record = await exchange.prepare(source(bytes));
    let left = 0;
    const short = {
      ask: (call: Call) => {
        left -= call.body?.bytes.length ?? 0;
        return left < 0
          ? Promise.reject(new ClientError('CLIENT_RELAY_UNREACHABLE', 'out'))
          : exchange.sender.door.ask(call);
      },
    };
    const attempt = (): Promise<string | null> => {
      left = 3 * MIB;
      return refusal(exchange.send(record, source(bytes), undefined, short));
    };
    expect([await attempt(), await attempt()]).toEqual(['CLIENT_RELAY_UNREACHABLE', 'done']);
  });

  test('a refusal is no cut: it is not asked again', async () => {
    const record = await exchange.prepare(source(bytes));
    let pieces = 0;
    const full = {
      ask: (call: Call) => {
        if (call.method !== 'PATCH') return exchange.sender.door.ask(call);
        pieces++;
        return Promise.reject(new RelayError('RELAY_STORAGE_FULL', 507, 'no room', true, ''));
      },
    };
    expect(await refusal(exchange.send(record, source(bytes), undefined, full))).toBe('RELAY_STORAGE_FULL');
    expect(pieces).toBe(1);
  });

  test('a relay that loses the end of what it had is noticed, and given it again at the next attempt', async () => {
    const record = await exchange.prepare(source(bytes));
    const losing = exchange.send(record, source(bytes), ({ done }) => {
      if (done === PIECE) truncateSync(exchange.blobOf(record), 777);
    });
    expect(await refusal(losing)).toBe('CLIENT_RELAY_ANSWER');
    expect(await refused(record, source(bytes))).toBe('done');
  });
});

describe('a file that changed', () => {
  const bytes = content(5 * MIB, 21);

  test('while it is sealed is noticed', async () => {
    for (const size of [bytes.length - 10, bytes.length + 10])
      expect(await refusal(exchange.prepare({ ...source(bytes), size }))).toBe('CLIENT_FILE_CHANGED');
  });

  test('since it was sealed is noticed before a byte of it leaves, whatever changed', async () => {
    const record = await exchange.prepare(source(bytes));
    const changed = (at: number): FileSource => {
      const copy = bytes.slice();
      copy[at] = (copy[at] as number) ^ 1;
      return source(copy);
    };
    exchange.line.counted();
    for (const other of [changed(10), source(bytes.subarray(1)), source(bytes.subarray(0, -1))])
      expect(await refused(record, other)).toBe('CLIENT_FILE_CHANGED');
    expect(exchange.line.counted().up).toBeLessThan(16 * KIB);
    expect(await exchange.received(record)).toBe(0);
    expect(await refused(record, changed(PIECE + 99))).toBe('CLIENT_FILE_CHANGED');
    expect(await exchange.received(record)).toBe(PIECE);
    expect(await refused(record, source(bytes))).toBe('done');
  });
});

test('a relay that holds other bytes than were sent is noticed before any transmission names them', async () => {
  const bytes = content(5 * MIB, 33);
  const record = await exchange.prepare(source(bytes));
  await exchange.sendUntil(PIECE, record, source(bytes));
  await overwrite(exchange.blobOf(record), 1000, Uint8Array.of(1, 2, 3));
  for (const _attempt of [1, 2]) expect(await refused(record, source(bytes))).toBe('CLIENT_UPLOAD_DAMAGED');
});
