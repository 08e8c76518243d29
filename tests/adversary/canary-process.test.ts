// Planted words, searched for in the running relay itself: in the numbers it gives its operator, in what it logs, and in a snapshot of its heap.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHex, utf8 } from '../../crypto/primitives/bytes.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import { parseTrustCard } from '../../crypto/wire/trust-card.ts';
import { remoteOperator } from '../../server/main/operator-socket.ts';
import { placesIn } from '../../server/main/places.ts';
import { foundAuthority } from '../testkit/authority.ts';
import { foundBelow, foundIn } from '../testkit/canary.ts';
import { bytesOf } from '../testkit/evil-world.ts';
import { consult, pulled, textsOf } from '../testkit/mail.ts';
import { freePort, type TestRelay } from '../testkit/relay.ts';
import {
  RELAY_ORIGIN,
  type RelayFolder,
  type RelayProcess,
  relayFolder,
  startRelay,
} from '../testkit/relay-process.ts';

await ready();
const word = (): string => `Kanarie${toHex(systemRandom(9))}`;
const text = word();
const person = word();
const fileName = word();
const content = word();
const words = [text, person, fileName, content];

let folder: RelayFolder;
let relay: RelayProcess;
let metricsPort: number;
let snapshots: string;
beforeAll(async () => {
  snapshots = await mkdtemp(join(tmpdir(), 'rogatory-heap-'));
  metricsPort = await freePort();
  folder = await relayFolder({ metricsListen: { host: '127.0.0.1', port: metricsPort } });
  // The relay as it runs in earnest; Node itself writes the snapshot when asked by a signal.
  const node = ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${snapshots}`];
  relay = await startRelay(folder.dataDir, { node });
});
afterAll(async () => {
  await relay.end('SIGTERM');
  await folder.remove();
  await rm(snapshots, { recursive: true });
});

/** Two authorities write to each other with the words in text, names and file. Returns the id of the first. */
async function exchange(): Promise<string> {
  const { dataDir } = folder;
  const carried = {
    card: parseTrustCard(await readFile(placesIn(dataDir).trustCard, 'utf8')),
    clock: { now: () => Date.now() },
    via: ((uri, init) =>
      fetch(String(uri).replace(RELAY_ORIGIN, `http://127.0.0.1:${relay.port}`), init)) as typeof fetch,
    admit: async (authority: string) =>
      void (await (await remoteOperator(placesIn(dataDir).operatorSocket))?.admit(authority)),
  } as Pick<TestRelay, 'card' | 'clock' | 'via' | 'admit'> as TestRelay;
  const norvania = await foundAuthority(carried, 'Norvania', { adminName: person });
  const talassa = await foundAuthority(carried, 'Talassa', { jurisdiction: 'QN' });
  const { client } = norvania.admin;
  await client.sync();
  const files = [bytesOf(`${fileName}.txt`, utf8(`${content} `.repeat(2000)))];
  const sent = await client.outbox.send({ to: [talassa.id], act: consult(text), class: CLASSES.ordinary, files });
  expect(sent.status).toBe('submitted');
  await talassa.admin.client.sync();
  expect(textsOf(await pulled(talassa.admin))).toEqual([text]);
  return norvania.id;
}

/** The snapshot, once Node has written all of it. */
async function heap(): Promise<Buffer> {
  relay.child.kill('SIGUSR2');
  let bytes: Buffer = Buffer.alloc(0);
  const whole = async (): Promise<string> => {
    const [name] = await readdir(snapshots);
    bytes = name ? await readFile(join(snapshots, name)) : bytes;
    return bytes.subarray(-4).toString().replace(/\s/g, '').slice(-2);
  };
  await expect.poll(whole, { timeout: 60_000, interval: 250 }).toBe(']}');
  return bytes;
}

test('what was sealed is not in the relay’s numbers, its log, its files or its heap', {
  timeout: 180_000,
}, async () => {
  const authority = await exchange();
  const snapshot = await heap();
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  // What the relay does know is there, so that the search is seen to look at the right thing.
  expect(foundIn(snapshot, [authority])).toEqual([authority]);
  expect(metrics).toContain('route="/v1/transmissions"');
  expect(metrics).not.toContain(authority);
  expect(relay.output().length).toBeGreaterThan(1000);
  expect(foundIn(snapshot, words)).toEqual([]);
  expect(foundIn(utf8(metrics), words)).toEqual([]);
  expect(foundIn(utf8(relay.output()), words)).toEqual([]);
  expect(await foundBelow(folder.dataDir, words)).toEqual([]);
});
