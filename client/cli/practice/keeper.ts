// A colleague who is always in: Norvania's second administrator hands new devices what they need to read, and signs the invitations of each start (protocol.md section 3).
import { type Client, codeOf } from '../../sdk/index.ts';
import { follow } from './follow.ts';

/** Keeps a client up to date, which grants lockboxes to new colleagues on the way, until closed. */
export const keepUp = (client: Client, onTrouble: (code: string) => void): { close(): Promise<void> } =>
  follow(client, 'directory', async () => {
    try {
      await client.sync();
    } catch (error) {
      onTrouble(codeOf(error) ?? 'CLI_UNEXPECTED');
    }
  });
