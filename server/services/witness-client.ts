// Asking witnesses to cosign a checkpoint (C2SP tlog-witness, add-checkpoint; protocol.md section 6). With "quorum none" nobody is asked.
import { toBase64, type WitnessPolicy } from '../../crypto/relay.ts';
import { RelayRefusal } from '../refusal.ts';
import type { Proofs } from './proofs.ts';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER = 65_536;

export type WitnessClient = {
  /** Signature lines of every witness that cosigned `note`, a checkpoint of `size` leaves. Those that fail are left out. */
  cosign(origin: string, size: number, note: string): Promise<string[]>;
};

/** Addresses of the witnesses: the third word of their lines. A witness without one is asked by somebody else. */
const witnessUrls = (policyText: string): string[] =>
  policyText
    .split('\n')
    .map((line) => line.split(/[ \t]+/).filter((word) => word !== ''))
    .filter(([keyword, , , url]) => keyword === 'witness' && url !== undefined)
    .map((words) => words[3] as string);

type Ask = { readonly fetch: typeof fetch; readonly proofs: Pick<Proofs, 'consistency'> };

/** The client of a relay with this policy. It remembers, for each witness and log, the last size that was cosigned. */
export function witnessClient({ fetch, proofs }: Ask, policy: WitnessPolicy, policyText: string): WitnessClient {
  const urls = policy.quorum === null ? [] : witnessUrls(policyText);
  const seen = new Map<string, number>();

  async function post(url: string, origin: string, old: number, size: number, note: string): Promise<Response> {
    const proof = await proofs.consistency(origin, old, size);
    const body = `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
    const address = `${url.replace(/\/$/, '')}/add-checkpoint`;
    return fetch(address, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  }

  async function ask(url: string, origin: string, size: number, note: string): Promise<string[]> {
    const key = `${url} ${origin}`;
    let answer = await post(url, origin, Math.min(seen.get(key) ?? 0, size), size, note);
    if (answer.status === 409) {
      // The witness knows another size than we remember, and says which.
      const known = Number((await answer.text()).trim());
      if (!Number.isSafeInteger(known) || known < 0 || known > size)
        throw new RelayRefusal('RELAY_UNAVAILABLE', 'A witness has seen a larger log than this relay has.');
      answer = await post(url, origin, known, size, note);
    }
    const text = answer.status === 200 ? await answer.text() : '';
    if (text === '' || text.length > MAX_ANSWER)
      throw new RelayRefusal('RELAY_UNAVAILABLE', `A witness answered with ${answer.status}.`);
    seen.set(key, size);
    return text.split('\n').filter((line) => line !== '');
  }

  return {
    async cosign(origin, size, note) {
      const answers = await Promise.allSettled(urls.map((url) => ask(url, origin, size, note)));
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    },
  };
}
