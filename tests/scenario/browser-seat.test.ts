// A device in a browser: enrolled, locked and unlocked with what its official has or knows, against a real relay (docs/spec/browser.md).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { activeDevice } from '../../crypto/protocol/roster.ts';
import { PROTECTIONS } from '../../crypto/wire/link-body.ts';
import { type FoundedAuthority, foundAuthority } from '../testkit/authority.ts';
import {
  ASK,
  enrolIn,
  invitation,
  NAMES,
  onlyProfile,
  openBrowser,
  testPage,
  unlockIn,
} from '../testkit/browser-seat.ts';
import { refused } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let talassa: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
});
afterAll(() => relay.close());

describe('a profile with a passkey', () => {
  test('is enrolled with one touch, and its roster says what guards it', async () => {
    const here = openBrowser(relay);
    const opened = await enrolIn(here, talassa);
    // One touch made the passkey; the relay asked for one to read.
    expect(here.page.touches()).toBe(2);
    const me = opened.client.whoami();
    const listed = activeDevice(await opened.client.roster(), me?.kid as never);
    expect(listed?.protection).toBe(PROTECTIONS.passkey);
    expect(opened.card()).toMatchObject({ ...NAMES, enrolled: true, unlocksWith: ['passkey'], practice: false });
    await opened.close();
    const [card] = await here.desk.profiles();
    expect(card).toMatchObject({ ...NAMES, kid: me?.kid, enrolled: true });
  });

  test('unlocks without the relay, and reads what it has', async () => {
    const here = openBrowser(relay);
    await (await enrolIn(here, talassa)).close();
    await relay.stop();
    const opened = await unlockIn(here);
    expect(opened.client.whoami()?.authority).toBe(talassa.id);
    expect((await opened.client.members()).length).toBeGreaterThan(2);
    await relay.start();
    await opened.close();
  });

  test('shows its seed and keys to nobody who reads the disk', async () => {
    const here = openBrowser(relay);
    const drawn: string[] = [];
    const random = (n: number) => {
      const bytes = systemRandom(n);
      if (n === 32) drawn.push([...bytes].join());
      return bytes;
    };
    const client = { trust: relay.card, clock: relay.clock, random };
    const watched = openBrowser(relay, { client }, here);
    await (await enrolIn(watched, talassa)).close();
    const disk = new TextDecoder().decode(await here.places.legible());
    expect(disk).toContain(NAMES.name);
    expect(drawn.filter((secret) => disk.includes(secret))).toEqual([]);
  });

  test('stays closed to another passkey, to one without PRF today, and to nobody’s answer', async () => {
    const here = openBrowser(relay);
    await (await enrolIn(here, talassa)).close();
    const id = await onlyProfile(here);
    const question = await here.desk.question(id);
    if (!question) throw new Error('no question');
    const other = testPage();
    await other.register(ASK);
    const foreign = await other.assert({ ...question, allow: other.passkeys.map((p) => p.credentialId) });
    expect(await refused(here.desk.unlock(id, { by: 'passkey', answer: foreign }))).toBe('CLIENT_PASSKEY_UNLOCK');
    // The credential id of ours with the key of theirs.
    const own = await here.page.assert(question);
    if (!own.ok || !foreign.ok) throw new Error('no answer');
    const mixed = { ok: true as const, value: { ...own.value, key: foreign.value.key } };
    expect(await refused(here.desk.unlock(id, { by: 'passkey', answer: mixed }))).toBe('CLIENT_PASSKEY_UNLOCK');
    here.page.prf(false);
    expect(await refused(unlockIn(here))).toBe('CLIENT_PASSKEY_UNLOCK');
    here.page.prf(true);
    for (const [why, code] of [
      ['cancelled', 'CLIENT_PASSKEY_CANCELLED'],
      ['address', 'CLIENT_PASSKEY_ADDRESS'],
      ['failed', 'CLIENT_PASSKEY'],
    ] as const) {
      here.page.refuse(why);
      expect(await refused(unlockIn(here))).toBe(code);
    }
    for (const proof of [{ by: 'passphrase', passphrase: 'guess' }, { by: 'none' }] as const)
      expect(await refused(here.desk.unlock(id, proof))).toBe('CLIENT_PASSKEY_UNLOCK');
    await (await unlockIn(here)).close();
  });

  test('is opened by a second passkey as soon as it is enrolled', async () => {
    const here = openBrowser(relay);
    const opened = await enrolIn(here, talassa);
    await opened.client.devices.addPasskey('Second');
    await opened.leaveCopies();
    expect(await here.desk.recall('localhost')).toHaveLength(1);
    await opened.close();
    here.page.passkeys.shift();
    await (await unlockIn(here)).close();
    here.page.refuse('known');
    const again = await unlockIn(here).catch(() => unlockIn(here));
    here.page.refuse('known');
    expect(await refused(again.client.devices.addPasskey('Third'))).toBe('CLIENT_PASSKEY_KNOWN');
    await again.close();
  });

  test('that was begun and never enrolled can be begun again', async () => {
    const here = openBrowser(relay);
    const passkey = await here.page.register(ASK);
    const begun = await here.desk.begin({ by: 'passkey', passkey }, NAMES.name);
    await begun.close();
    here.places.clear();
    const again = await unlockIn(here);
    expect(again.card()).toMatchObject({ kid: begun.card().kid, enrolled: false });
    await again.client.invitations.accept({ code: await invitation(talassa), name: NAMES.name });
    await again.close();
    // The program ended before anybody settled names: the next start does.
    const third = await unlockIn(here);
    expect(third.card()).toMatchObject({ name: NAMES.name, enrolled: true });
    await third.close();
    await here.desk.forget(again.card().id);
    expect(await here.desk.profiles()).toEqual([]);
  });
});

describe('a profile without PRF', () => {
  test('asks for a passphrase before anything is stored, and is opened by that passphrase only', async () => {
    const here = openBrowser(relay);
    here.page.prf(false);
    const passkey = await here.page.register(ASK);
    expect(await refused(here.desk.begin({ by: 'passkey', passkey }, NAMES.name))).toBe('CLIENT_PASSKEY_UNLOCK');
    expect(await here.desk.profiles()).toEqual([]);
    const passphrase = 'cle\u0301 du coffre';
    const opened = await here.desk.begin({ by: 'passphrase', passkey, passphrase }, NAMES.name);
    await opened.client.invitations.accept({ code: await invitation(talassa), name: NAMES.name });
    await opened.settle(NAMES);
    const listed = activeDevice(await opened.client.roster(), opened.card().kid);
    expect(listed?.protection).toBe(PROTECTIONS.passphrase);
    // A passphrase is guessed by whoever has the wrap: none is left at the relay.
    expect(await refused(here.desk.recall('localhost'))).toBe('RELAY_NOT_FOUND');
    await opened.close();
    const id = await onlyProfile(here);
    expect(await here.desk.question(id)).toBeNull();
    const wrong = here.desk.unlock(id, { by: 'passphrase', passphrase: 'cle du coffre' });
    expect(await refused(wrong)).toBe('CLIENT_VAULT_PASSPHRASE');
    const again = await here.desk.unlock(id, { by: 'passphrase', passphrase: 'cl\u00e9 du coffre' });
    expect(again.client.whoami()?.authority).toBe(talassa.id);
    await again.client.session.signIn();
    await again.close();
  });
});

describe('a practice profile', () => {
  test('asks nobody, says so in the roster, and does not exist outside of practice', async () => {
    const here = openBrowser(relay);
    const opened = await here.desk.begin({ by: 'practice' }, NAMES.name);
    await opened.client.invitations.accept({ code: await invitation(talassa), name: NAMES.name });
    await opened.settle(NAMES);
    await opened.client.session.signIn();
    const listed = activeDevice(await opened.client.roster(), opened.card().kid);
    expect([listed?.protection, here.page.touches()]).toEqual([PROTECTIONS.none, 0]);
    await opened.close();
    await (await here.desk.unlock(await onlyProfile(here), { by: 'none' })).close();
    const real = openBrowser(relay, { client: { trust: { ...relay.card, practice: false } } });
    expect(await refused(real.desk.begin({ by: 'practice' }, NAMES.name))).toBe('CLIENT_PASSKEY');
  });
});
