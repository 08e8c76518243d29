// `init`: the data directory of a new relay: settings, key, trust card (docs/operations.md).
import { open } from 'node:fs/promises';
import { ready, systemRandom } from '../../crypto/relay.ts';
import { type ConfigFile, parseConfig } from '../config.ts';
import { StartFailure } from '../failure.ts';
import { keysFrom, readMasterKey, writeMasterKey } from '../services/keys.ts';
import { makeDirectory, writeTrustCard } from './data-directory.ts';
import type { Places } from './places.ts';

export type InitOptions = {
  readonly name?: string;
  readonly origin?: string;
  readonly listen?: string;
  readonly webOrigin?: string;
  readonly practice: boolean;
};

/** `host:port`; IPv6 addresses in brackets. Throws StartFailure RELAY-USAGE. */
export function parseListen(text: string): { host: string; port: number } {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (!host || Number(port) > 65_535)
    throw new StartFailure('RELAY-USAGE', `--listen takes host:port, for example localhost:8787, not "${text}".`);
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

function settingsOf(options: InitOptions): ConfigFile {
  const listen = parseListen(options.listen ?? (options.practice ? 'localhost:8787' : '127.0.0.1:8787'));
  const origin = options.origin ?? (options.practice ? `http://localhost:${listen.port}` : undefined);
  if (!origin)
    throw new StartFailure('RELAY-USAGE', 'Say under which address clients reach the relay: --origin https://...');
  return {
    version: 1,
    relayName: options.name ?? (options.practice ? 'practice.localhost' : new URL(origin).hostname),
    origin,
    listen,
    practice: options.practice,
    ...(options.webOrigin ? { corsExtraOrigins: [options.webOrigin] } : {}),
  };
}

/** Founds the relay. Throws StartFailure RELAY-DATA, RELAY-KEY, RELAY-CONFIG, RELAY-USAGE; what is there already is never overwritten. */
export async function init(places: Places, options: InitOptions): Promise<{ trustCard: string; origin: string }> {
  await ready();
  const text = `${JSON.stringify(settingsOf(options), null, 2)}\n`;
  const config = parseConfig(text, places.dataDir);
  await makeDirectory(places.dataDir);
  try {
    const file = await open(places.config, 'wx', 0o600);
    await file.writeFile(text);
    await file.sync();
    await file.close();
  } catch (cause) {
    const there = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    const why = there ? 'there is a relay already; nothing was changed' : 'it cannot be written by this user';
    throw new StartFailure('RELAY-DATA', `No relay was made in ${places.dataDir}: ${why}.`, cause);
  }
  await writeMasterKey(places.key, systemRandom);
  const keys = keysFrom(await readMasterKey(places.key), config.relayName);
  return { trustCard: await writeTrustCard(places, { config, keys }), origin: config.origin };
}
