// Files on their way in through a real relay: nothing is given out before all of it is verified (client/sdk/downloads).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchSealed } from '../../client/sdk/downloads.ts';
import { codeOf } from '../../client/sdk/failure.ts';
import type { Call } from '../../client/sdk/transport.ts';
import { PIECE } from '../../client/sdk/uploads.ts';
import { openAttachment, type SealedFile } from '../../crypto/index.ts';
import { type Exchange, engines, openExchange, overwrite } from '../testkit/exchange.ts';
import { collected, content, same } from '../testkit/files.ts';

const KIB = 1024;
const MIB = KIB * KIB;
const bytes = content(5 * MIB, 7);

let exchange: Exchange;
beforeAll(async () => {
  exchange = await openExchange();
});
afterAll(() => exchange.close());

const refusal = (act: Promise<unknown>): Promise<string | null> => act.then(() => 'done', codeOf);
const placeOf = ({ ref }: SealedFile, door = exchange.reader.door) => ({
  door,
  authority: exchange.post.norvania.id,
  ref,
});

test('a file comes in whole, in bounded memory, once', async () => {
  const { file } = await exchange.upload(bytes);
  await exchange.transmit('whole', file);
  const sink = collected();
  const download = exchange.download(file, sink);
  await download.run();
  expect(sink.state).toBe('finished');
  expect(same(sink.bytes, bytes)).toBe(true);
  expect(Math.max(...sink.bytes.map(({ length }) => length))).toBeLessThanOrEqual(16 * KIB);
  expect(download.received()).toBe(file.ref.length);
  expect(await refusal(download.run())).toBe('CONTENT_ENDED');
  expect(sink.state).toBe('finished');
});

test('a file of no bytes, of one, of exactly a chunk', async () => {
  for (const size of [0, 1, 16 * KIB - 4, 16 * KIB]) {
    const { file } = await exchange.upload(content(size));
    await exchange.transmit(`small ${size}`, file);
    const sink = collected();
    await exchange.download(file, sink).run();
    expect(same(sink.bytes, content(size))).toBe(true);
  }
});

test('the sealed bytes are those that the whole-file form of the same page opens', async () => {
  const { file, record } = await exchange.upload(bytes);
  const place = placeOf(file, exchange.sender.door);
  const { ciphertext, salt } = await fetchSealed(place, true);
  expect(salt).toEqual(record.salt);
  const { ref, key, size } = file;
  const sealed = { authority: place.authority, ref, key, size, ciphertext: ciphertext as Uint8Array };
  expect(Buffer.from(openAttachment({ ...sealed, ...engines })).equals(bytes)).toBe(true);
  expect((await fetchSealed(place, false)).ciphertext).toBeNull();
});

test('after a cut it goes on where it stood, and gives nothing out before its end', async () => {
  const { file } = await exchange.upload(bytes);
  await exchange.transmit('broken line', file);
  const sink = collected();
  const download = exchange.download(file, sink);
  // One cut is healed by asking for less; the seventh is not.
  exchange.line.cutAfter('down', PIECE + MIB / 2, ...Array.from({ length: 6 }, () => 300));
  expect(await refusal(download.run())).toBe('CLIENT_RELAY_UNREACHABLE');
  expect([download.received(), sink.state]).toEqual([PIECE, 'open']);
  exchange.line.counted();
  await download.run();
  expect(exchange.line.counted().down).toBeLessThan(file.ref.length - PIECE + 64 * KIB);
  expect(sink.state).toBe('finished');
  expect(same(sink.bytes, bytes)).toBe(true);
});

test('where the relay’s bytes differ, wherever it is, nothing of the file is given out', async () => {
  const { file, record } = await exchange.upload(bytes);
  await exchange.transmit('damaged', file);
  const { ciphertext } = await fetchSealed(placeOf(file), true);
  const intact = ciphertext as Uint8Array;
  const flip = (at: number) => overwrite(exchange.blobOf(record), at, Uint8Array.of((intact[at] as number) ^ 1));
  const mend = (at: number) => overwrite(exchange.blobOf(record), at, intact.subarray(at, at + 1));
  const codes: (string | null)[] = [];
  for (const at of [0, 30, 100, PIECE + 5, file.ref.length - 1]) {
    await flip(at);
    const sink = collected();
    const download = exchange.download(file, sink);
    codes.push(await refusal(download.run()));
    expect(sink.state).toBe('discarded');
    expect(await refusal(download.run())).toBe('CONTENT_ENDED');
    expect(await refusal(fetchSealed(placeOf(file), false))).toBe('CONTENT_DIGEST');
    await mend(at);
  }
  expect(codes).toEqual(['CONTENT_COMMITMENT', 'CONTENT_COMMITMENT', 'CONTENT_OPEN', 'CONTENT_OPEN', 'CONTENT_OPEN']);
  expect(await refusal(fetchSealed(placeOf(file), false))).toBe('done');
});

test('another range than was asked for is no answer', async () => {
  const { file } = await exchange.upload(bytes);
  await exchange.transmit('ranges', file);
  const bent = [
    { status: 200 },
    { headers: new Headers({ 'content-range': `bytes 1-${PIECE}/${file.ref.length}` }) },
    { headers: new Headers() },
    { body: new Uint8Array(10) },
  ];
  for (const change of bent) {
    const sink = collected();
    const door = { ask: async (call: Call) => ({ ...(await exchange.reader.door.ask(call)), ...change }) };
    expect(await refusal(exchange.download(file, sink, door).run())).toBe('CLIENT_RELAY_ANSWER');
    expect(sink.state).toBe('discarded');
  }
});

test('nobody but the parties is given it, and a refusal ends nothing', async () => {
  const { file } = await exchange.upload(bytes);
  const sink = collected();
  const download = exchange.download(file, sink);
  expect(await refusal(download.run())).toBe('RELAY_NOT_FOUND');
  expect(sink.state).toBe('open');
  await exchange.transmit('now a party', file);
  await download.run();
  expect(sink.state).toBe('finished');
});
