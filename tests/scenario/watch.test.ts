// Hints over the socket, the registrar's word, and a trust card that changes (protocol.md sections 3 and 6).
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Act, composeAct } from '../../client/casework/act.ts';
import { codeOf } from '../../client/sdk/failure.ts';
import type { Hint, OpenSocket } from '../../client/sdk/watch.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import { type FoundedAuthority, foundAuthority, reopenAll, someone } from '../testkit/authority.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

const sockets: OpenSocket = (origin, options) => io(origin, { ...options, reconnection: false, forceNew: true });
const act: Act = composeAct({
  kind: 'consultation',
  caseRefs: { ours: 'NV-1' },
  author: { officialName: 'Aurelia Lindt', function: 'Officer', unit: 'MLA' },
  fields: { subject: 'A question', text: 'A hint?' },
});

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
});
afterAll(() => relay.close());
// One client at a time over a vault: a test that opened others leaves them behind.
beforeEach(() => reopenAll(relay, norvania, talassa));

describe('hints', () => {
  test('tell the recipient that the register grew, and a revoked device nothing more', async () => {
    const watcher = await someone(relay, 'Watcher', talassa.second.vault, { sockets });
    await watcher.client.session.signIn();
    const hints: Hint[] = [];
    const states: boolean[] = [];
    const watching = watcher.client.watch(
      (hint) => hints.push(hint),
      (connected) => states.push(connected),
    );
    await expect.poll(() => states, { timeout: 10_000 }).toEqual([true]);
    await norvania.admin.client.outbox.send({ to: [talassa.id], act, class: CLASSES.ordinary });
    await expect.poll(() => hints.filter(({ kind }) => kind === 'register').length, { timeout: 10_000 }).toBe(1);
    expect(hints.at(-1)).toEqual({ kind: 'register', size: 1 });
    await talassa.admin.client.devices.revoke(watcher.client.whoami()?.kid as never);
    await expect.poll(() => states.at(-1), { timeout: 10_000 }).toBe(false);
    watching.close();
  });

  test('refused before the sign-in come after it, once they are asked for again', async () => {
    const refusal = Promise.withResolvers<unknown>();
    const watcher = await someone(relay, 'Early', norvania.second.vault, {
      sockets: (origin, options) => sockets(origin, options).on('connect_error', refusal.resolve) as never,
    });
    await watcher.client.session.signOut();
    const states: boolean[] = [];
    const watching = watcher.client.watch(
      () => undefined,
      (connected) => states.push(connected),
    );
    expect(await refusal.promise).toMatchObject({ message: 'RELAY_SIGN_IN' });
    await watcher.client.session.signIn();
    watching.again();
    await expect.poll(() => states, { timeout: 10_000 }).toEqual([true]);
    watching.close();
  });

  test('are asked of nobody where there is no socket', () => {
    norvania.admin.client.watch(() => expect.fail('a hint out of nowhere')).close();
  });
});

describe('a registrar', () => {
  test('says who an authority is, once the trust card names it and somebody accepted that card', async () => {
    const registrar = await foundAuthority(relay, 'Registrar', { jurisdiction: 'QZ', kind: 'registrar' });
    const endorsed = {
      authority: norvania.id,
      jurisdiction: 'QM',
      competence: 'Mutual legal assistance, article 18(13)',
      notifiedOn: '2026-08-01',
    };
    const changed = await registrar.admin.client.devices.endorse(endorsed);
    if (changed.state !== 'pending') throw new Error('one administrator was enough');
    await registrar.second.client.pending.sign(changed.file);
    const card = { ...relay.card, registrar: registrar.id };
    const named = { ...relay, card };
    const vault = talassa.admin.vault;
    await expect(someone(named, 'Talassa', vault)).rejects.toSatisfy((e) => codeOf(e) === 'CLIENT_TRUST_CHANGED');
    const who = await someone(named, 'Talassa', vault, { acceptTrust: true });
    await who.client.sync();
    expect((await who.client.authorities.entry(norvania.id))?.endorsements).toMatchObject([endorsed]);
    expect((await who.client.authorities.entry(talassa.id))?.endorsements).toEqual([]);
    expect((await someone(named, 'Talassa', vault)).client.trust.registrar).toBe(registrar.id);
    const before = await someone(relay, 'Norvania', norvania.admin.vault);
    await before.client.sync();
    expect((await before.client.authorities.entry(norvania.id))?.endorsements).toEqual([]);
  });
});
