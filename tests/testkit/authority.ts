// Authorities made through the SDK's front door, as two people would: founded, a second administrator invited, completed, admitted by the operator.
import { practiceAuthenticator } from '../../client/sdk/authenticators/practice.ts';
import { type Client, openClient } from '../../client/sdk/client.ts';
import type { ClientOptions } from '../../client/sdk/client-options.ts';
import { nodeEngines } from '../../client/sdk/engines/node.ts';
import type { RecoverySheet } from '../../client/sdk/recovery.ts';
import type { Vault } from '../../client/sdk/vault.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { ROLES, type Role } from '../../crypto/wire/genesis.ts';
import type { AuthorityId } from '../../crypto/wire/ids.ts';
import type { TestRelay } from './relay.ts';

export const ORIGIN = 'http://localhost:8788';

/** Somebody at their device. Closed and opened again over the same vault, they are the same. */
export type Someone = { readonly name: string; readonly vault: Vault; client: Client };

export type FoundedAuthority = {
  readonly id: AuthorityId;
  readonly admin: Someone;
  readonly second: Someone;
  /** Three recovery sheets, of which two are needed. */
  readonly sheets: readonly RecoverySheet[];
};

export async function someone(
  relay: TestRelay,
  name: string,
  vault: Vault = memoryVault(),
  options: Partial<ClientOptions> = {},
): Promise<Someone> {
  const client = await openClient({
    vault,
    trust: relay.card,
    authenticator: practiceAuthenticator(vault, systemRandom),
    clock: relay.clock,
    engines: nodeEngines,
    ...(relay.via ? { fetch: relay.via } : {}),
    ...options,
  });
  return { name, vault, client };
}

/** The client of the same vault, opened anew: everything not kept is forgotten. */
export async function reopened(relay: TestRelay, who: Someone, options: Partial<ClientOptions> = {}): Promise<Someone> {
  who.client = (await someone(relay, who.name, who.vault, options)).client;
  return who;
}

/** Everybody with a new client over their vault: what others did with those vaults in between is known to no client that was open before. */
export async function reopenAll(relay: TestRelay, ...authorities: readonly FoundedAuthority[]): Promise<void> {
  for (const { admin, second } of authorities) for (const who of [admin, second]) await reopened(relay, who);
}

/** Founds and completes an authority; `admit: false` leaves it in the waiting room. */
export async function foundAuthority(
  relay: TestRelay,
  name: string,
  options: {
    readonly jurisdiction?: string;
    readonly adminName?: string;
    readonly formalSigners?: 1 | 2;
    readonly admit?: boolean;
    readonly kind?: 'authority' | 'registrar';
    /** How long a recovery waits. */
    readonly delayMs?: number;
  } = {},
): Promise<FoundedAuthority> {
  const admin = await someone(relay, options.adminName ?? `${name}, first administrator`);
  const id = await admin.client.founding.found({
    kind: options.kind ?? 'authority',
    jurisdiction: options.jurisdiction ?? 'QM',
    names: [['en', name]],
    adminName: admin.name,
    rpIds: ['localhost'],
    origins: [ORIGIN],
    formalSigners: options.formalSigners ?? 1,
  });
  const second = await join(relay, admin, `${name}, second administrator`, [
    ROLES.admin,
    ROLES.signatory,
    ROLES.officer,
  ]);
  const { delayMs } = options;
  const { sheets } = await admin.client.founding.complete(delayMs === undefined ? {} : { delayMs });
  if (options.admit !== false) {
    await relay.admit(id);
    await admin.client.sync();
    await second.client.sync();
  }
  return { id, admin, second, sheets };
}

/** Invites somebody and has them accept. Where two administrators are needed, `second` signs. */
export async function join(
  relay: TestRelay,
  admin: Someone,
  name: string,
  roles: readonly Role[],
  second?: Someone,
  typed = name,
): Promise<Someone> {
  const { code, changed } = await admin.client.invitations.invite({ name, roles });
  if (changed.state === 'pending') {
    if (!second) throw new Error('a second administrator has to sign');
    await second.client.pending.sign(changed.file);
    await admin.client.sync();
  }
  const invited = await someone(relay, name);
  await invited.client.invitations.accept({ code, name: typed });
  return invited;
}
