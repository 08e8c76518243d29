// A relay in this process, over real files and a clock wound by hand, and the requests that people of the cast make to its door.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { fromHex, utf8 } from '../../crypto/primitives/bytes.ts';
import type { SigningKey } from '../../crypto/primitives/sign.ts';
import { portableEd25519 } from '../../crypto/primitives/sign.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { parseLink } from '../../crypto/protocol/chain.ts';
import { loginChallenge } from '../../crypto/protocol/gesture.ts';
import { encodeLinkFrame, MEDIA } from '../../crypto/wire/frames.ts';
import { encodeGestures } from '../../crypto/wire/gesture.ts';
import type { Kid } from '../../crypto/wire/ids.ts';
import { trustCardHash } from '../../crypto/wire/trust-card.ts';
import { openStore } from '../../db/index.ts';
import type { Store } from '../../db/store.ts';
import { buildRelay } from '../../server/app.ts';
import { type ConfigFile, type RelayConfig, relayConfig } from '../../server/config.ts';
import type { RelayDeps } from '../../server/deps.ts';
import { relayLogger } from '../../server/plugins/logging.ts';
import { openBlobs } from '../../server/services/blobs.ts';
import { trustCardOf } from '../../server/services/directory.ts';
import { keysFrom } from '../../server/services/keys.ts';
import { type FoundOptions, found, type Person, START, type TestAuthority } from './cast.ts';
import { assertion } from './passkey.ts';
import { seededRandom } from './seed.ts';
import { type Ask, type Bent, signHeaders } from './signed.ts';

export const RELAY_ORIGIN = 'http://localhost:8787';

export type TestDoor = {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly deps: RelayDeps;
  /** Unix ms; `clock.at = ...` winds it. */
  readonly clock: { at: number };
  /** Every line logged so far. */
  readonly logged: () => string;
  /** Sends as it is. */
  plain(ask: Ask): Promise<LightMyRequestResponse>;
  /** Signs with the person's http key and sends. */
  as(person: Person, ask: Ask, bent?: Bent): Promise<LightMyRequestResponse>;
  signedBy(kid: Kid, key: SigningKey, ask: Ask, bent?: Bent): Promise<LightMyRequestResponse>;
  headersOf(person: Person, ask: Ask, bent?: Bent): Record<string, string>;
  login(person: Person): Promise<LightMyRequestResponse>;
  /** Founds an authority of the cast through the front door, link by link, as its first administrator. Winds the clock. */
  enter(name: string, options?: FoundOptions): Promise<TestAuthority>;
  /** Hands in the links of a chain that the relay does not have yet. */
  catchUp(authority: TestAuthority, from: number): Promise<LightMyRequestResponse[]>;
  close(): Promise<void>;
};

export async function openDoorOf(
  file: Partial<ConfigFile> = {},
  config: (made: RelayConfig) => RelayConfig = (made) => made,
): Promise<TestDoor> {
  await ready();
  const dataDir = await mkdtemp(join(tmpdir(), 'rogatory-door-'));
  const random = seededRandom(dataDir);
  const clock = { at: START };
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const settings = config(
    relayConfig(
      {
        version: 1,
        relayName: 'relay.test',
        origin: RELAY_ORIGIN,
        listen: { host: '127.0.0.1', port: 0 },
        practice: true,
        ...file,
        // A test on a busy machine is no overload of the relay.
        limits: { eventLoopDelayMs: 60_000, ...file.limits },
      },
      dataDir,
    ),
  );
  const store = await openStore(settings.databaseUrl);
  const deps: RelayDeps = {
    config: settings,
    store,
    blobs: await openBlobs(join(dataDir, 'uploads')),
    keys: keysFrom(random(32), settings.relayName),
    ed25519: portableEd25519,
    clock: { now: () => clock.at },
    schedule: () => () => {},
    random,
    log: relayLogger({ now: () => clock.at, destination, level: 'debug' }),
    fetch: () => Promise.reject(new Error('no network in this test')),
  };
  const app = await buildRelay(deps);
  await app.ready();

  const send = (ask: Ask, headers: Record<string, string>): Promise<LightMyRequestResponse> =>
    app.inject({
      method: ask.method as 'GET',
      url: ask.url,
      headers,
      ...(ask.body ? { payload: Buffer.from(ask.body) } : {}),
    });
  const context = () => ({ origin: RELAY_ORIGIN, now: clock.at, random });
  const headersOf = ({ device }: Person, ask: Ask, bent?: Bent): Record<string, string> =>
    signHeaders(ask, { kid: device.kid, key: device.http }, context(), bent);

  const door: TestDoor = {
    app,
    store,
    deps,
    clock,
    logged: () => lines.join(''),
    plain: (ask) => send(ask, { ...ask.headers, ...(ask.media ? { 'content-type': ask.media } : {}) }),
    headersOf,
    as: (person, ask, bent) => send(ask, headersOf(person, ask, bent)),
    signedBy: (kid, key, ask, bent) => send(ask, signHeaders(ask, { kid, key }, context(), bent)),
    async login(person) {
      const asked = await door.as(person, {
        method: 'POST',
        url: '/v1/session/nonces',
        body: utf8(JSON.stringify({ purpose: 'login' })),
      });
      if (asked.statusCode !== 200) throw new Error(`no nonce: ${asked.body}`);
      const nonce = fromHex((asked.json() as { nonce: string }).nonce) as Uint8Array;
      const gesture = assertion(person.passkey, loginChallenge(nonce, person.device.kid), nonce);
      return door.as(person, {
        method: 'POST',
        url: '/v1/session',
        body: encodeGestures([gesture]),
        media: MEDIA.gesture,
      });
    },
    async enter(name, options = {}) {
      const trustCard = trustCardHash(trustCardOf(settings, deps.keys));
      const authority = await found(name, { trustCard, ...options });
      const answers = await door.catchUp(authority, 0);
      const refused = answers.find((answer) => answer.statusCode !== 200);
      if (refused) throw new Error(`founding ${name}: ${refused.body}`);
      return authority;
    },
    async catchUp(authority, from) {
      const answers: LightMyRequestResponse[] = [];
      for (const bytes of authority.links().slice(from)) {
        const { link } = parseLink(bytes);
        clock.at = Math.max(clock.at, link.createdAt);
        const rotates = 'rotation' in link.body;
        const body = encodeLinkFrame({
          link: bytes,
          epochKey: rotates ? authority.epoch().publicKey : null,
          lockboxes: rotates ? [...authority.boxes()].map(([kid, box]) => ({ kid, box })) : [],
        });
        const ask = { method: 'POST', body, media: MEDIA.link };
        if (link.seq > 0) await door.login(authority.admins[0]);
        answers.push(
          link.seq === 0
            ? await door.plain({ ...ask, url: '/v1/founding' })
            : await door.as(authority.admins[0], { ...ask, url: '/v1/links' }),
        );
      }
      return answers;
    },
    async close() {
      await app.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return door;
}
