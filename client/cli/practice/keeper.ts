// A colleague who is always in: Norvania's second administrator hands new devices what they need to read, and signs what the others decide (protocol.md section 3).
import type { LinkType } from '../../../crypto/index.ts';
import { type Client, codeOf } from '../../sdk/index.ts';
import { follow } from './follow.ts';

/** What a colleague of practice agrees to at once. Nobody is removed and nothing is closed by a program. */
const AGREED: ReadonlySet<LinkType> = new Set([
  'official_add',
  'role_set',
  'policy_set',
  'particulars_set',
  'device_add',
  'recovery_set',
]);

async function agree(client: Client): Promise<void> {
  const me = client.whoami()?.official;
  for (const { id, body, signed, overtaken } of await client.decisions.list()) {
    if (overtaken || !AGREED.has(body.type) || signed.some((one) => one === me)) continue;
    const changed = await client.decisions.sign(id);
    // A link that entered overtakes those behind it.
    if (changed.state === 'entered') return;
  }
}

/** Keeps a client up to date, which grants lockboxes to new colleagues on the way, until closed. */
export const keepUp = (client: Client, onTrouble: (code: string) => void): { close(): Promise<void> } =>
  follow(client, 'directory', async () => {
    try {
      await client.sync();
      await agree(client);
    } catch (error) {
      onTrouble(codeOf(error) ?? 'CLI_UNEXPECTED');
    }
  });
