// The sealer: at most one seal an interval for each changed log, the directory stamped again, nothing kept that clients would not believe (protocol.md section 6).

import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mldsaKeyPair } from '../../../../crypto/primitives/mldsa.ts';
import { signingKey } from '../../../../crypto/primitives/sign.ts';
import { openCheckpoint } from '../../../../crypto/tlog/checkpoint.ts';
import { ed25519Cosigner, mldsaCosigner } from '../../../../crypto/tlog/cosignature.ts';
import { formatVkey, parseVkey, signatureLine } from '../../../../crypto/tlog/note.ts';
import { relayConfig } from '../../../../server/config.ts';
import { openProofs } from '../../../../server/services/proofs.ts';
import { type SealSigner, threadSigner } from '../../../../server/services/seal-signer.ts';
import { openSealer, type Sealer } from '../../../../server/services/sealer.ts';
import { handClock } from '../../../testkit/hand-clock.ts';
import {
  appending,
  founding,
  type Ledger,
  type LedgerFiles,
  ledgerFiles,
  openLedger,
  RELAY,
} from '../../../testkit/ledger.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DIRECTORY = `${RELAY}/directory`;
const A = `${RELAY}/a`;
const clock = handClock(1_000_000_000_000);
let files: LedgerFiles;
let ledger: Ledger;
let sealer: Sealer;
let seals: string[];
let lines = true;

/** The thread's work without the thread, counted. */
const countingSigner = (): SealSigner => ({
  sign: async ({ origin, seed, text, timestamp }) => {
    if (!lines) throw new Error('the thread died');
    seals.push(origin.slice(RELAY.length + 1));
    return signatureLine(text, mldsaCosigner(origin, mldsaKeyPair(seed), timestamp));
  },
  close: async () => {},
});
async function open(
  options: { practice?: boolean; witnessPolicy?: string; fetch?: typeof fetch; signer?: SealSigner } = {},
): Promise<void> {
  const { store, keys, sequencer } = ledger;
  const config = relayConfig(
    {
      version: 1,
      relayName: RELAY,
      origin: 'http://localhost:8787',
      listen: { host: '127.0.0.1', port: 0 },
      practice: options.practice ?? false,
      witnessPolicy: options.witnessPolicy ?? 'quorum none\n',
    },
    '/nowhere',
  );
  sealer = await openSealer({
    store,
    keys,
    clock,
    schedule: clock.schedule,
    config,
    log: pino({ level: 'silent' }),
    fetch: options.fetch ?? (() => Promise.reject(new Error('no network'))),
    sequencer,
    proofs: openProofs(store, keys, sequencer),
    signer: options.signer ?? countingSigner(),
  });
}
const append = (log = 'a') => ledger.sequencer.submit(appending([log], 'leaf'));

beforeEach(async () => {
  files = await ledgerFiles();
  ledger = await openLedger(files);
  for (const name of ['directory', 'a']) await ledger.sequencer.submit(founding(ledger, name));
  seals = [];
  lines = true;
});
afterEach(async () => {
  await sealer.close();
  await ledger.close();
  await files.remove();
});

describe('the sealer', () => {
  it('adds a timestamped line that verifies, by its own thread', async () => {
    await open({ signer: threadSigner() });
    await append();
    const { note, size } = await sealer.sealNow(A);
    const { signatures } = openCheckpoint(note, A, ledger.keys.vkeys(A).map(parseVkey));
    expect(size).toBe(1);
    expect(signatures.map(({ key, timestamp }) => [key.type, timestamp])).toEqual([
      [1, null],
      [6, Math.floor(clock.now() / 1000)],
    ]);
    expect(await ledger.store.sealed(A)).toMatchObject({ note, size });
  });

  it('takes a log that keeps changing once a minute', async () => {
    await open();
    await append('directory');
    await clock.advance(0);
    seals = [];
    for (let second = 0; second < 180; second++) {
      await append();
      await clock.advance(1000);
    }
    expect(seals).toEqual(['a', 'a', 'a', 'a'].slice(0, seals.length));
    expect(seals.length).toBeGreaterThanOrEqual(3);
    expect(seals.length).toBeLessThanOrEqual(4);
  });

  it('stamps the directory every hour although nothing changed, and nothing else', async () => {
    await open();
    await append('directory');
    await append();
    await clock.advance(0);
    seals = [];
    for (let i = 0; i < 3 * 60; i++) await clock.advance(MINUTE);
    expect(seals).toEqual(['directory', 'directory', 'directory']);
    expect((await ledger.store.sealed(DIRECTORY))?.sealedAt).toBeGreaterThan(clock.now() - HOUR);
  });

  it('in practice follows a change within a second, many changes under one seal', async () => {
    await open({ practice: true });
    await clock.advance(2000);
    seals = [];
    await append();
    await clock.advance(0);
    for (let i = 0; i < 20; i++) await append();
    await clock.advance(1000);
    expect(seals).toEqual(['a', 'a']);
    expect((await ledger.store.sealed(A))?.size).toBe(21);
  });

  it('catches up at the next start with what grew meanwhile', async () => {
    await append();
    await open();
    await clock.advance(0);
    expect(seals.sort()).toEqual(['a', 'directory']);
  });

  it('seals at once when asked, and not again at the same size', async () => {
    await open();
    await append();
    const [one, other] = await Promise.all([sealer.sealNow(A), sealer.sealNow(A)]);
    await append();
    const later = await sealer.sealNow(A);
    expect([one?.size, other?.size, later.size]).toEqual([1, 1, 2]);
    const before = seals.length;
    expect(await sealer.sealNow(A)).toEqual(later);
    expect(seals).toHaveLength(before);
    await expect(sealer.sealNow(`${RELAY}/nothing`)).rejects.toMatchObject({ code: 'RELAY_NOT_FOUND' });
  });

  it('tries again after a failure', async () => {
    await open();
    lines = false;
    await append();
    await clock.advance(0);
    expect(await ledger.store.sealed(A)).toBeNull();
    lines = true;
    await clock.advance(MINUTE);
    expect((await ledger.store.sealed(A))?.size).toBe(1);
  });
});

describe('witnesses', () => {
  const key = signingKey(new Uint8Array(32).fill(77));
  const witnessPolicy = `witness w1 ${formatVkey('w.example', 4, key.publicKey)} https://w.example/path\nquorum w1\n`;
  const asked: string[] = [];
  const witness =
    (known: () => number): typeof fetch =>
    async (url, init) => {
      const body = String(init?.body);
      asked.push(`${String(url)} ${body.split('\n')[0]}`);
      if (body.split('\n')[0] !== `old ${known()}`) return new Response(`${known()}\n`, { status: 409 });
      const note = body.slice(body.indexOf('\n\n') + 2);
      const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
      return new Response(`${signatureLine(text, ed25519Cosigner('w.example', key, 1_000_000_000))}\n`);
    };

  it('cosign what is then kept; one that knows another size says which', async () => {
    let known = 0;
    await open({ witnessPolicy, fetch: witness(() => known) });
    asked.length = 0;
    await append();
    const { note } = await sealer.sealNow(A);
    expect(note.match(/^— w\.example /gm)).toHaveLength(1);
    known = 1;
    await append();
    await sealer.sealNow(A);
    known = 1;
    await append();
    await sealer.sealNow(A);
    expect(asked).toEqual(['0', '1', '2', '1'].map((old) => `https://w.example/path/add-checkpoint old ${old}`));
  });

  it('missing, nothing is kept as sealed', async () => {
    await open({ witnessPolicy });
    await append();
    await expect(sealer.sealNow(A)).rejects.toMatchObject({ code: 'REGISTER_QUORUM' });
    expect(await ledger.store.sealed(A)).toBeNull();
  });
});
