// Who a request is signed by while somebody without a device of the chain asks with another key: that key for what it is lent for, the device's for all else (protocol.md section 7).
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../client/sdk/client.ts';
import type { RecoverySheet } from '../../client/sdk/recovery.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import { type FoundedAuthority, foundAuthority, type Someone, someone } from '../testkit/authority.ts';
import { refused } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
});
afterAll(() => relay.close());

type Asked = { readonly path: string; readonly kid: string | null };
/** A newcomer; what their program asks is written down, and at the first request to `path` something else is done before it goes out. */
async function newcomer(path: string, meanwhile: (client: Client) => Promise<unknown>) {
  const asked: Asked[] = [];
  let due = true;
  const watched: typeof fetch = async (target, init) => {
    const { pathname } = new URL(String(target));
    const input = new Headers(init?.headers).get('signature-input');
    asked.push({ path: pathname, kid: /keyid="([^"]+)"/.exec(input ?? '')?.[1] ?? null });
    if (due && pathname.startsWith(path)) {
      due = false;
      await meanwhile(who.client);
    }
    return fetch(target, init);
  };
  const who: Someone = await someone(relay, 'Newcomer', undefined, { fetch: watched });
  const kids = (of: string) => [...new Set(asked.filter((one) => one.path === of).map(({ kid }) => kid))];
  return { ...who, kids };
}

test('an invitation signs the request it is lent for, and none that the same program makes meanwhile', async () => {
  const { admin, second } = norvania;
  const { code, changed } = await admin.client.invitations.invite({ name: 'Newcomer', roles: [ROLES.officer] });
  if (changed.state === 'pending') await second.client.pending.sign(changed.file);
  await admin.client.sync();
  const other: (string | null)[] = [];
  const { client, kids } = await newcomer('/v1/directory/checkpoint', async (own) => {
    other.push(await refused(own.session.current()));
  });
  const { device } = await client.invitations.accept({ code, name: 'Newcomer' });
  expect(other).toEqual(['RELAY_SIGNATURE']);
  expect(kids('/v1/session')).toEqual([device.kid]);
  const [invited, ...more] = kids('/v1/links');
  expect(more).toEqual([]);
  expect(invited).not.toBe(device.kid);
  // Used up by the link: from then on the device answers for itself.
  expect(kids('/v1/directory/checkpoint')).toEqual([invited, device.kid]);
});

test('a custodian’s key signs what the sheets are read for, and a directory fetched at the same time is the device’s own', async () => {
  const [sheet] = norvania.sheets as readonly [RecoverySheet];
  const own: Promise<string | null>[] = [];
  const { client, kids } = await newcomer('/v1/directory/objects', async (client) => {
    own.push(refused(client.directory.sync()), refused(client.session.current()));
    await own[1];
  });
  const plan = await client.recovery.plan({ sheets: [sheet] });
  expect(plan.authority).toBe(norvania.id);
  expect(await Promise.all(own)).toEqual(['RELAY_SIGNATURE', 'RELAY_SIGNATURE']);
  const [device] = kids('/v1/session');
  const [custodian] = kids('/v1/directory/objects');
  expect(custodian).not.toBe(device);
  expect(kids('/v1/directory/objects')).toEqual([custodian]);
  expect(kids('/v1/directory/checkpoint')).toEqual([custodian, device]);
});
