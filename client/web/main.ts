// The web origin as a program of its own, for an authority that hosts its web app (docs/operations.md).
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildWeb } from './build.ts';
import { serveOrigin } from './origin.ts';

const USAGE = 'Usage: node client/web/main.ts --trust rogatory.json [--host localhost] [--port 8788]';

function refuse(why: string): never {
  process.stderr.write(`${why}\n${USAGE}\n`);
  process.exit(2);
}

function options(): { trust: string; host: string; port: number } {
  try {
    const { values } = parseArgs({
      options: { trust: { type: 'string' }, host: { type: 'string' }, port: { type: 'string' } },
    });
    const port = Number(values.port ?? '8788');
    if (!values.trust) refuse('Which trust card? Give the file with --trust.');
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      refuse(`--port takes a number from 1 to 65535, not "${values.port}".`);
    return { trust: values.trust, host: values.host ?? 'localhost', port };
  } catch (error) {
    refuse((error as Error).message);
  }
}

/** The one public field this program needs; whoever is served the card checks all of it. */
function originIn(text: string): string {
  try {
    const card: unknown = JSON.parse(text);
    const { rogatoryTrustCard, relayOrigin } = card as Record<string, unknown>;
    if (rogatoryTrustCard === 1 && typeof relayOrigin === 'string' && /^https?:\/\/[^/\s;,]+$/.test(relayOrigin))
      return relayOrigin;
  } catch {
    // Falls through to the one sentence for anything that is no card.
  }
  refuse('This file is not a trust card: take rogatory.json from the operator of the relay.');
}

const { trust, host, port } = options();
const trustCard = await readFile(trust, 'utf8').catch(() => refuse(`The trust card ${trust} cannot be read.`));
const relayOrigin = originIn(trustCard);
const folder = await buildWeb().catch((error: Error) => refuse(error.message));
const origin = await serveOrigin({ host, port, folder, trustCard, relayOrigin }).catch((error: NodeJS.ErrnoException) =>
  refuse(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is busy: stop what uses it, or give another with --port.`
      : `Cannot listen on ${host}:${port}: ${error.message}`,
  ),
);
process.stdout.write(`The web origin serves ${origin.url}. Ctrl-C stops it.\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void origin.close().then(() => process.exit(0)));
