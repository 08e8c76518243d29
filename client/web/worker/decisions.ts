// What became of a change of one's own authority: entered, or left for another administrator to sign (protocol.md section 3, threshold).
import type { Changed, Client } from '../../sdk/index.ts';

/** `waiting`: `decision` is its place in the queue. */
export type Outcome = { readonly is: 'entered' } | { readonly is: 'waiting'; readonly decision: string };

/** `about`: a name for those who will sign. */
export async function outcomeOf(client: Client, changed: Changed, about: string | null = null): Promise<Outcome> {
  const decision = await client.decisions.leave(changed, about);
  return decision === null ? { is: 'entered' } : { is: 'waiting', decision };
}
