// A world for lies: a real relay behind somebody in the middle, three authorities, mail on its way; every case works on copies of the vaults as they
// were then. The relay's own keys are known, because most of its lies need its signature.

import { type Act, composeAct } from '../../client/casework/act.ts';
import { exampleMlaRequest } from '../../client/casework/example.ts';
import { type Lie, type Middle, openMiddle } from '../../client/cli/practice/middle.ts';
import { practiceAuthenticator } from '../../client/sdk/authenticators/practice.ts';
import { type Client, openClient } from '../../client/sdk/client.ts';
import type { ClientOptions } from '../../client/sdk/client-options.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import type { AuthorityId, Digest } from '../../crypto/wire/ids.ts';
import { keysFrom, type RelayKeys } from '../../server/services/keys.ts';
import { type FoundedAuthority, foundAuthority, type Someone } from './authority.ts';
import { pulled } from './mail.ts';
import { freePort, startTestRelay, type TestRelay } from './relay.ts';
import { seededRandom } from './seed.ts';

export type Entries = Map<string, Uint8Array>;
/** Somebody's vault at one moment, to be opened as often as there are lies to try. */
export type Frozen = { readonly id: AuthorityId; readonly entries: Entries };

export type EvilWorld = {
  readonly relay: TestRelay;
  readonly keys: RelayKeys;
  readonly master: Uint8Array;
  readonly middle: Middle;
  readonly norvania: FoundedAuthority;
  readonly talassa: FoundedAuthority;
  readonly bystander: FoundedAuthority;
  /** Norvania and Talassa as they were when the two transmissions had been sent and Talassa had pulled only the first. */
  readonly atNorvania: Frozen;
  readonly atNorvaniaSecond: Frozen;
  readonly atTalassa: Frozen;
  /** Pulled; a request with two files of one size; an ordinary question. The last two are still to be pulled. */
  readonly known: Digest;
  readonly request: Digest;
  readonly question: Digest;
  /** The data directory as it was then. */
  readonly dataDir: string;
  /** A second relay with the same name, keys and past, and from now on a life of its own. The caller closes it. */
  fork(): Promise<TestRelay>;
  close(): Promise<void>;
};

export const bytesOf = (name: string, content: Uint8Array) => ({
  name,
  mediaType: 'application/pdf',
  size: content.length,
  read: async (offset: number, length: number) => content.subarray(offset, offset + length),
});

const consult = (text: string): Act =>
  composeAct({
    kind: 'consultation',
    caseRefs: { ours: 'NV-1' },
    author: { officialName: 'Aurelia Lindt', function: 'Officer', unit: 'MLA' },
    fields: { subject: 'A question', text },
  });

export const write = (client: Client, to: AuthorityId, text: string) =>
  client.outbox.send({ to: [to], act: consult(text), class: CLASSES.ordinary });

const frozen = ({ id }: FoundedAuthority, { vault }: Someone): Frozen => ({
  id,
  entries: (vault as ReturnType<typeof memoryVault>).snapshot(),
});

export async function openEvilWorld(): Promise<EvilWorld> {
  const master = seededRandom('evil relay')(32);
  const port = await freePort();
  const relay = await startTestRelay({ master, port });
  const middle = await openMiddle({ origin: relay.card.relayOrigin });
  const [norvania, talassa, bystander] = await Promise.all([
    foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' }),
    foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' }),
    foundAuthority(relay, 'Bystander', { jurisdiction: 'QO' }),
  ]);
  for (const { admin, second } of [norvania, talassa, bystander])
    for (const { client } of [admin, second]) await client.sync();
  const { client } = norvania.admin;
  const known = (await write(client, talassa.id, 'known')).sealed?.subject as Digest;
  await pulled(talassa.admin);
  await pulled(norvania.admin);
  await norvania.second.client.sync();
  const files = ['one', 'two'].map((name) => bytesOf(`${name}.pdf`, seededRandom(name)(70_000)));
  const request = await client.outbox.send({
    to: [talassa.id],
    act: exampleMlaRequest({ now: relay.clock.now() }),
    class: CLASSES.formal,
    files,
  });
  const question = await write(client, talassa.id, 'still to be pulled');
  await client.sync();
  const forks: TestRelay[] = [];
  return {
    relay,
    keys: keysFrom(master, relay.card.relayName),
    master,
    middle,
    norvania,
    talassa,
    bystander,
    atNorvania: frozen(norvania, norvania.admin),
    atNorvaniaSecond: frozen(norvania, norvania.second),
    atTalassa: frozen(talassa, talassa.admin),
    known,
    request: request.sealed?.subject as Digest,
    question: question.sealed?.subject as Digest,
    dataDir: relay.dataDir,
    async fork() {
      await relay.stop();
      const origin = relay.card.relayOrigin;
      const other = await startTestRelay({ master, from: relay.dataDir, port: await freePort(), file: { origin } });
      await relay.start();
      forks.push(other);
      return other;
    },
    async close() {
      await middle.close();
      for (const each of [relay, ...forks]) await each.close();
    },
  };
}

/** Where a relay of this world listens. */
export const listening = (relay: TestRelay): string => {
  const { port } = relay.app().server.address() as { port: number };
  return `http://127.0.0.1:${port}`;
};

export type Victim = {
  readonly client: Client;
  /** All the vault holds now. */
  snapshot(): Entries;
};

/** Opens a copy of a vault; its requests go through the middle. */
export async function wake(
  world: EvilWorld,
  { entries }: Frozen,
  options: Partial<ClientOptions> = {},
): Promise<Victim> {
  const vault = memoryVault(entries);
  const client = await openClient({
    vault,
    trust: world.relay.card,
    authenticator: practiceAuthenticator(vault, systemRandom),
    clock: world.relay.clock,
    fetch: world.middle.via,
    ...options,
  });
  return { client, snapshot: vault.snapshot };
}

/** Tells a lie while something is done, and the truth again afterwards. */
export async function under<T>({ middle }: EvilWorld, lie: Lie, act: () => Promise<T>): Promise<T> {
  middle.tell(lie);
  try {
    return await act();
  } finally {
    middle.tell(null);
  }
}
