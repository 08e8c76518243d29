// What the web app shows of an authority about which the relay lied: one word, its alarms, and nothing sent (client/web/worker/trust.ts; docs/spec/roster.md).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAlarm } from '../../client/sdk/alarm.ts';
import type { Client } from '../../client/sdk/client.ts';
import { openOffice, type Topic } from '../../client/web/worker/office.ts';
import { signingOf } from '../../client/web/worker/recipients.ts';
import { trustRoom } from '../../client/web/worker/trust.ts';
import { decodeDirectoryLeaf } from '../../crypto/wire/leaf.ts';
import { meet } from '../testkit/caught.ts';
import { forgedDirectory, honestDirectory, type Listed, listed } from '../testkit/evil-relay.ts';
import { type EvilWorld, openEvilWorld, under, wake, write } from '../testkit/evil-world.ts';

let world: EvilWorld;
let honest: Listed[];
let seq: number;
beforeAll(async () => {
  world = await openEvilWorld();
  const { client } = await wake(world, world.atTalassa);
  honest = await honestDirectory(client);
  seq = (await client.directory.chain(world.talassa.id))?.links.length as number;
});
afterAll(() => world.close());

const announced: Topic[] = [];
function roomOf(client: Client) {
  const office = openOffice({ origin: world.relay.card.relayOrigin, announce: (topic) => announced.push(topic) });
  office.seated(client);
  return trustRoom(office);
}

describe('an authority whose seals were changed against the rules', () => {
  test('is shown as changed, to everybody else nothing changes, and nothing is sent until an administrator has seen it', async () => {
    const last = honest.filter(({ leaf }) => decodeDirectoryLeaf(leaf).authority === world.talassa.id).at(-1);
    const object = last?.object as Uint8Array;
    const lie = forgedDirectory(world, [...honest, listed(world.talassa.id, seq, object)]);
    const met = await meet(world, world.atNorvania, lie, (client) => client.directory.sync());
    const { client } = met.victim;
    const room = roomOf(client);
    const rows = await room.directory();
    expect(rows.map(({ authority, standing }) => [authority, standing])).toEqual(
      expect.arrayContaining([
        [world.talassa.id, 'changed'],
        [world.bystander.id, 'unverified'],
        [world.norvania.id, 'own'],
      ]),
    );
    const view = await room.authority(world.talassa.id);
    expect(view.standing).toBe('changed');
    expect(view.alarms.length).toBe(1);
    const [alarm] = await room.alarms();
    expect(alarm).toMatchObject({ kind: 'chain', about: { authority: world.talassa.id }, acknowledgedAt: null });
    const file = await room.alarmFile(view.alarms[0] as string);
    expect(readAlarm(file).alarm.detail).toContain(world.talassa.id);
    const sending = under(world, lie, () => write(client, world.bystander.id, 'meanwhile'));
    await expect(sending).rejects.toMatchObject({ code: 'CLIENT_ALARM_OPEN' });
    const toThem = under(world, lie, () => write(client, world.talassa.id, 'to them'));
    await expect(toThem).rejects.toMatchObject({ code: 'CLIENT_RECIPIENT_CHANGED' });
    const { readers, stopped } = await signingOf(client, [world.talassa.id, world.bystander.id], 1);
    expect(stopped).toEqual([expect.objectContaining({ authority: world.talassa.id, hindrance: 'broken' })]);
    expect(readers.map(({ authority }) => authority)).toEqual([world.norvania.id, world.bystander.id]);

    announced.length = 0;
    await room.acknowledge(alarm?.id as string);
    expect(announced).toEqual(['alarms', 'directory']);
    // What an administrator has seen is still no authority to rely on.
    expect((await room.authority(world.talassa.id)).standing).toBe('changed');
    expect((await room.authority(world.talassa.id)).alarms).toEqual([]);
  });
});

describe('the ceremony', () => {
  test('knows the right rows without telling, ends at a wrong one, and signs what was heard once', async () => {
    const { client } = await wake(world, world.atNorvania);
    const room = roomOf(client);
    const id = world.talassa.id;
    const words = (await room.authority(id)).words.words;
    const half = (at: number) => words.slice(4 * at, 4 * at + 4).join(' ');
    const places: string[] = [];
    for (let round = 0; round < 24; round++) {
      const { halves } = await room.ceremony(id);
      const at = halves.map((rows, i) => rows.findIndex((row) => row.words.join(' ') === half(i)));
      expect(at.every((place) => place >= 0)).toBe(true);
      expect(new Set(halves.flatMap((rows) => rows.map((row) => row.digits))).size).toBe(6);
      places.push(at.join(' '));
    }
    expect(new Set(places).size).toBeGreaterThan(3);
    const right = (places.at(-1) as string).split(' ').map(Number);
    const wrong = [right[0] as number, ((right[1] as number) + 1) % 3];
    expect(await room.compared(id, wrong)).toEqual({ is: 'wrong' });
    await expect(room.compared(id, right)).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
    await room.ceremony(id);
    expect(await room.compared(id, [null, null])).toEqual({ is: 'wrong' });
    expect((await room.authority(id)).standing).toBe('unverified');
  });
});
