// The command line's passkey in production: an address of the authority's web app, eight words to compare, and patience (docs/spec/http.md, HTTP-16).
import { setTimeout as later } from 'node:timers/promises';
import { type PageAsk, webPageAuthenticator } from '../sdk/authenticators/web-page.ts';
import type { Authenticator } from '../sdk/index.ts';
import { CliError } from './errors.ts';
import type { Run } from './run.ts';

const WORDS_A_LINE = 4;

/** What is said of one asking, on standard error: it is talk, also where the answer is JSON. */
function askingLines({ address, compare, purpose }: PageAsk): string[] {
  const login = purpose === 'login';
  const rows = Array.from({ length: Math.ceil(compare.length / WORDS_A_LINE) }, (_, i) =>
    compare.slice(i * WORDS_A_LINE, (i + 1) * WORDS_A_LINE),
  );
  return [
    login
      ? 'Signing in takes your passkey. Open this address in your browser:'
      : 'Signing this takes your passkey. Open this address in your browser:',
    `  ${address}`,
    login ? 'Go on there only if it shows this device:' : 'Go on there only if it shows these eight words:',
    ...rows.map((row) => `  ${row.join(' ')}`),
    'Waiting for up to ten minutes. Ctrl-C ends the wait; nothing is signed then.',
  ];
}

/** The authenticator of a run. What the page cannot do for a command line (making passkeys, changing them) throws CLI_PASSKEY_WEB. */
export function passkeyPage(
  run: Pick<Run, 'now'> & { readonly output: Pick<Run['output'], 'warn'> },
  wait: (ms: number) => Promise<void> = (ms) => later(ms),
): Authenticator {
  const page = webPageAuthenticator({
    show(ask) {
      for (const line of askingLines(ask)) run.output.warn(line);
    },
    wait,
    now: run.now,
  });
  const refuse = (origin: string): never => {
    throw new CliError('CLI_PASSKEY_WEB', `That is done at ${origin}.`);
  };
  return {
    register: async ({ origin }) => refuse(origin),
    assert: async (request) => (request.elsewhere ? page.assert(request) : refuse(request.origin)),
  };
}
