// What it means that a lie was caught: refused with a code, nothing shown, nothing changed, and a signed file where two things contradict each other.
import type { Lie } from '../../client/cli/practice/middle.ts';
import { readAlarm } from '../../client/sdk/alarm.ts';
import type { Client } from '../../client/sdk/client.ts';
import type { ClientOptions } from '../../client/sdk/client-options.ts';
import { codeOf } from '../../client/sdk/failure.ts';
import { equal } from '../../crypto/primitives/bytes.ts';
import { parseStatement, verifyStatement } from '../../crypto/wire/statement.ts';
import { type Entries, type EvilWorld, type Frozen, under, type Victim, wake } from './evil-world.ts';
import { itemsOf, pulled, troublesOf } from './mail.ts';

export type Meeting = {
  readonly victim: Victim;
  /** What the act ended with; null: it was accepted. */
  readonly code: string | null;
  /** First parts of the vault's keys below which something is different now, alarms aside. */
  readonly changed: readonly string[];
  /** Kinds of the alarms that are kept, each as a file signed by the victim's device. */
  readonly alarms: readonly string[];
};

function changes(before: Entries, after: Entries): string[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const same = (key: string): boolean => {
    const [old, now] = [before.get(key), after.get(key)];
    return old !== undefined && now !== undefined && equal(old, now);
  };
  const rooms = keys.filter((key) => !same(key)).map((key) => key.split('/')[0] as string);
  return [...new Set(rooms)].filter((room) => room !== 'alarm').sort();
}

async function signedAlarms(client: Client): Promise<string[]> {
  const { devices } = await client.roster();
  const kinds: string[] = [];
  for (const { id, kind } of await client.alarms.list()) {
    const file = await client.alarms.file(id);
    const { reporter, alarm } = readAlarm(file);
    const key = devices.get(reporter)?.public.sign as Uint8Array;
    verifyStatement(parseStatement('alarm', file, file.length), reporter, key);
    if (alarm.evidence.length === 0) throw new Error('an alarm without evidence convinces nobody');
    kinds.push(kind);
  }
  return kinds;
}

/** A copy of a vault does something while the relay lies. */
export async function meet(
  world: EvilWorld,
  who: Frozen,
  lie: Lie,
  act: (client: Client) => Promise<unknown>,
  options: Partial<ClientOptions> = {},
): Promise<Meeting> {
  const victim = await wake(world, who, options);
  const before = victim.snapshot();
  const code = await under(world, lie, async () => {
    try {
      await act(victim.client);
      return null;
    } catch (error) {
      const known = codeOf(error);
      if (known === null) throw error;
      return known;
    }
  });
  return { victim, code, changed: changes(before, victim.snapshot()), alarms: await signedAlarms(victim.client) };
}

export type Pulled = Meeting & { readonly troubles: readonly string[]; readonly shown: readonly string[] };

/** The same, pulling the mail. `shown`: what it then has in its inbox that it had not before. */
export async function pullUnder(world: EvilWorld, who: Frozen, lie: Lie): Promise<Pulled> {
  let troubles: string[] = [];
  let shown: string[] = [];
  const meeting = await meet(world, who, lie, async (client) => {
    const arrivals = await pulled({ client });
    troubles = troublesOf(arrivals);
    shown = itemsOf(arrivals).map(({ subject }) => subject);
  });
  return { ...meeting, troubles, shown };
}
