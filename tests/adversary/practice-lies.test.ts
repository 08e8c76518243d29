// The five lies that the demonstration shows, told between real clients and a real relay: each is caught by whom and by what its case says.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIE_CASES, LIES } from '../../client/cli/practice/lies.ts';
import { textOf } from '../../client/sdk/errors.ts';
import type { AnyCode } from '../../client/sdk/failure.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { meet, pullUnder } from '../testkit/caught.ts';
import { type EvilWorld, type Frozen, openEvilWorld, write } from '../testkit/evil-world.ts';

let world: EvilWorld;
beforeAll(async () => {
  world = await openEvilWorld();
});
afterAll(() => world.close());

/** A vault as it is before it has fetched anybody's key. */
const unacquainted = ({ id, entries }: Frozen): Frozen => ({
  id,
  entries: new Map([...entries].filter(([key]) => !key.startsWith('epoch-key/'))),
});

test.each(LIES)('the lie "%s" is caught, and a sentence says so', async (name) => {
  const { make, metBy, code, alarm } = LIE_CASES[name];
  const lie = make({ random: systemRandom, relayKey: world.master });
  let caughtBy: AnyCode | string | null;
  let alarms: readonly string[];
  if (metBy === 'sender') {
    const sender = unacquainted(world.atNorvania);
    const met = await meet(world, sender, lie, (client) => write(client, world.talassa.id, name));
    const [entry] = (await met.victim.client.outbox.list()).slice(-1);
    expect(entry?.status).not.toBe('submitted');
    [caughtBy, alarms] = [met.code, met.alarms];
  } else {
    const met = await pullUnder(world, world.atTalassa, lie);
    caughtBy = met.code ?? (met.troubles.at(-1) as string);
    expect(met.shown).not.toContain(world.question);
    alarms = met.alarms;
  }
  expect(caughtBy).toBe(code);
  expect(alarms.length > 0).toBe(alarm);
  expect(textOf(code).what).toMatch(/^[A-Z].+\.$/);
});
