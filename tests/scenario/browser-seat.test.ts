// A device in a browser: enrolled, locked, unlocked, cleared and brought back, against a real relay (docs/spec/browser.md).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNonce } from '../../client/sdk/copies.ts';
import { openTransport } from '../../client/sdk/transport.ts';
import { openWrap } from '../../client/sdk/vaults/wrap.ts';
import { openUnlocking, type RelayCopy, type UnlockDeps, type Unlocking } from '../../client/web/worker/unlock.ts';
import { fromHex, toHex } from '../../crypto/primitives/bytes.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { deviceFromSeed } from '../../crypto/protocol/device.ts';
import { loginChallenge } from '../../crypto/protocol/gesture.ts';
import { activeDevice } from '../../crypto/protocol/roster.ts';
import { MEDIA } from '../../crypto/wire/frames.ts';
import { ROLES } from '../../crypto/wire/genesis.ts';
import { encodeGestures, type Gesture } from '../../crypto/wire/gesture.ts';
import type { Kid } from '../../crypto/wire/ids.ts';
import { EVENTS } from '../../crypto/wire/leaf.ts';
import { PROTECTIONS } from '../../crypto/wire/link-body.ts';
import { type FoundedAuthority, foundAuthority } from '../testkit/authority.ts';
import { memoryPlaces, type TestPage, type TestPlaces, testPage } from '../testkit/browser-seat.ts';
import { pulled, refused, textsOf, write } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
let talassa: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
});
afterAll(() => relay.close());

const CHEAP = { passes: 1, kibibytes: 64, lanes: 1 };
const NAMES = { name: 'Amarantha Quill', authorityName: 'Talassa' };

type Browser = { readonly places: TestPlaces; readonly page: TestPage; readonly desk: Unlocking };
function browser(
  change: Partial<UnlockDeps> = {},
  { places, page } = { places: memoryPlaces(), page: testPage() },
): Browser {
  const client = { trust: relay.card, clock: relay.clock };
  return { places, page, desk: openUnlocking({ places, page, client, testingOnlyStretch: CHEAP, ...change }) };
}
const ask = {
  rpId: 'localhost',
  challenge: new Uint8Array(32),
  user: { id: new Uint8Array(16), name: 'A' },
  exclude: [],
};

async function invitation(): Promise<string> {
  const { code, changed } = await talassa.admin.client.invitations.invite({ name: NAMES.name, roles: [ROLES.officer] });
  if (changed.state === 'pending') await talassa.second.client.pending.sign(changed.file);
  await talassa.admin.client.sync();
  return code;
}

/** Enrols an officer of Talassa in this browser, with a colleague who grants what is read. */
async function enrolled(here: Browser) {
  const opened = await here.desk.begin({ by: 'passkey', passkey: await here.page.register(ask) }, NAMES.name);
  await opened.client.invitations.accept({ code: await invitation(), name: NAMES.name });
  await opened.settle(NAMES);
  await talassa.admin.client.sync();
  await opened.client.sync();
  return opened;
}
const idOfOnly = async (here: Browser): Promise<string> => (await here.desk.profiles())[0]?.id as string;

async function unlocked(here: Browser, options = {}) {
  const id = await idOfOnly(here);
  const question = await here.desk.question(id);
  if (!question) throw new Error('no passkey unlocks it');
  return here.desk.unlock(id, { by: 'passkey', answer: await here.page.assert(question) }, options);
}

describe('a profile with a passkey', () => {
  test('is enrolled with one touch, and its roster says what guards it', async () => {
    const here = browser();
    const opened = await enrolled(here);
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
    const here = browser();
    await (await enrolled(here)).close();
    await relay.stop();
    const opened = await unlocked(here);
    expect(opened.client.whoami()?.authority).toBe(talassa.id);
    expect((await opened.client.members()).length).toBeGreaterThan(2);
    await relay.start();
    await opened.close();
  });

  test('shows its seed and keys to nobody who reads the disk', async () => {
    const here = browser();
    const drawn: string[] = [];
    const random = (n: number) => {
      const bytes = systemRandom(n);
      if (n === 32) drawn.push([...bytes].join());
      return bytes;
    };
    const client = { trust: relay.card, clock: relay.clock, random };
    const watched = browser({ client }, here);
    await (await enrolled(watched)).close();
    const disk = new TextDecoder().decode(await here.places.legible());
    expect(disk).toContain(NAMES.name);
    expect(drawn.filter((secret) => disk.includes(secret))).toEqual([]);
  });

  test('stays closed to another passkey, to one without PRF today, and to nobody’s answer', async () => {
    const here = browser();
    await (await enrolled(here)).close();
    const id = await idOfOnly(here);
    const question = await here.desk.question(id);
    if (!question) throw new Error('no question');
    const other = testPage();
    await other.register(ask);
    const foreign = await other.assert({ ...question, allow: other.passkeys.map((p) => p.credentialId) });
    expect(await refused(here.desk.unlock(id, { by: 'passkey', answer: foreign }))).toBe('CLIENT_PASSKEY_UNLOCK');
    // The credential id of ours with the key of theirs.
    const own = await here.page.assert(question);
    if (!own.ok || !foreign.ok) throw new Error('no answer');
    const mixed = { ok: true as const, value: { ...own.value, key: foreign.value.key } };
    expect(await refused(here.desk.unlock(id, { by: 'passkey', answer: mixed }))).toBe('CLIENT_PASSKEY_UNLOCK');
    here.page.prf(false);
    expect(await refused(unlocked(here))).toBe('CLIENT_PASSKEY_UNLOCK');
    here.page.prf(true);
    for (const [why, code] of [
      ['cancelled', 'CLIENT_PASSKEY_CANCELLED'],
      ['address', 'CLIENT_PASSKEY_ADDRESS'],
      ['failed', 'CLIENT_PASSKEY'],
    ] as const) {
      here.page.refuse(why);
      expect(await refused(unlocked(here))).toBe(code);
    }
    for (const proof of [{ by: 'passphrase', passphrase: 'guess' }, { by: 'none' }] as const)
      expect(await refused(here.desk.unlock(id, proof))).toBe('CLIENT_PASSKEY_UNLOCK');
    await (await unlocked(here)).close();
  });

  test('is opened by a second passkey as soon as it is enrolled', async () => {
    const here = browser();
    const opened = await enrolled(here);
    await opened.client.devices.addPasskey('Second');
    await opened.leaveCopies();
    expect(await here.desk.recall('localhost')).toHaveLength(1);
    await opened.close();
    here.page.passkeys.shift();
    await (await unlocked(here)).close();
    here.page.refuse('known');
    const again = await unlocked(here).catch(() => unlocked(here));
    here.page.refuse('known');
    expect(await refused(again.client.devices.addPasskey('Third'))).toBe('CLIENT_PASSKEY_KNOWN');
    await again.close();
  });

  test('that was begun and never enrolled can be begun again', async () => {
    const here = browser();
    const passkey = await here.page.register(ask);
    const begun = await here.desk.begin({ by: 'passkey', passkey }, NAMES.name);
    await begun.close();
    here.places.clear();
    const again = await unlocked(here);
    expect(again.card()).toMatchObject({ kid: begun.card().kid, enrolled: false });
    await again.client.invitations.accept({ code: await invitation(), name: NAMES.name });
    await again.close();
    // The program ended before anybody settled names: the next start does.
    const third = await unlocked(here);
    expect(third.card()).toMatchObject({ name: NAMES.name, enrolled: true });
    await third.close();
    await here.desk.forget(again.card().id);
    expect(await here.desk.profiles()).toEqual([]);
  });
});

describe('a profile without PRF', () => {
  test('asks for a passphrase before anything is stored, and is opened by that passphrase only', async () => {
    const here = browser();
    here.page.prf(false);
    const passkey = await here.page.register(ask);
    expect(await refused(here.desk.begin({ by: 'passkey', passkey }, NAMES.name))).toBe('CLIENT_PASSKEY_UNLOCK');
    expect(await here.desk.profiles()).toEqual([]);
    const passphrase = 'cle\u0301 du coffre';
    const opened = await here.desk.begin({ by: 'passphrase', passkey, passphrase }, NAMES.name);
    await opened.client.invitations.accept({ code: await invitation(), name: NAMES.name });
    await opened.settle(NAMES);
    const listed = activeDevice(await opened.client.roster(), opened.card().kid);
    expect(listed?.protection).toBe(PROTECTIONS.passphrase);
    // A passphrase is guessed by whoever has the wrap: none is left at the relay.
    expect(await refused(here.desk.recall('localhost'))).toBe('RELAY_NOT_FOUND');
    await opened.close();
    const id = await idOfOnly(here);
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
    const here = browser();
    const opened = await here.desk.begin({ by: 'practice' }, NAMES.name);
    await opened.client.invitations.accept({ code: await invitation(), name: NAMES.name });
    await opened.settle(NAMES);
    await opened.client.session.signIn();
    const listed = activeDevice(await opened.client.roster(), opened.card().kid);
    expect([listed?.protection, here.page.touches()]).toEqual([PROTECTIONS.none, 0]);
    await opened.close();
    await (await here.desk.unlock(await idOfOnly(here), { by: 'none' })).close();
    const real = browser({ client: { trust: { ...relay.card, practice: false } } });
    expect(await refused(real.desk.begin({ by: 'practice' }, NAMES.name))).toBe('CLIENT_PASSKEY');
  });
});

describe('storage that was cleared', () => {
  const stated = (client: { register(): { size(): number; leaf(i: number): { event: number } } }): number[] => {
    const own = client.register();
    const kinds: number[] = [EVENTS.ContentHandover, EVENTS.ContentAccessTracking, EVENTS.ConsignmentAcceptance];
    return Array.from({ length: own.size() }, (_, i) => own.leaf(i).event).filter((event) => kinds.includes(event));
  };

  test.each(['the vault', 'everything'] as const)(
    'of %s: the passkey brings the same device back, and nothing is stated twice',
    async (lost) => {
      const here = browser();
      const before = await enrolled(here);
      await norvania.admin.client.sync();
      const { sealed } = await write(norvania.admin, talassa, `before ${lost} was cleared`);
      const read = textsOf(await pulled(before));
      await before.client.inbox.opened(sealed?.subject as never);
      await before.client.inbox.taken(sealed?.subject as never);
      await before.client.sync();
      const facts = stated(before.client);
      const { kid } = before.card();
      await before.close();

      here.places.clear(lost === 'everything');
      if (lost === 'the vault') expect(await refused(unlocked(here))).toBe('CLIENT_VAULT_MISSING');
      else expect(await here.desk.profiles()).toEqual([]);
      const bring = async () => {
        if (lost === 'the vault') return unlocked(here, { bringBack: true });
        const [copy] = await here.desk.recall('localhost');
        return here.desk.restore(copy as RelayCopy, NAMES.name);
      };
      const after = await bring();
      expect(after.client.whoami()).toMatchObject({ kid, authority: talassa.id });
      await after.settle(NAMES);
      await after.client.sync();
      const again = textsOf(await pulled(after));
      expect(again).toEqual(read);
      expect(again).toContain(`before ${lost} was cleared`);
      await after.client.inbox.opened(sealed?.subject as never);
      await after.client.inbox.taken(sealed?.subject as never);
      await after.client.sync();
      expect(stated(after.client)).toEqual(facts);
      // And it works on as before.
      await norvania.admin.client.sync();
      await write(norvania.admin, talassa, `after ${lost} was cleared`);
      expect(textsOf(await pulled(after))).toEqual([`after ${lost} was cleared`]);
      await after.close();
      await (await unlocked(here)).close();
    },
  );

  test('does not bring back a device that was revoked meanwhile', async () => {
    const here = browser();
    const before = await enrolled(here);
    const { kid } = before.card();
    await before.close();
    here.places.clear();
    await talassa.admin.client.sync();
    const changed = await talassa.admin.client.devices.revoke(kid);
    expect(changed.state).toBe('entered');
    expect(await refused(unlocked(here, { bringBack: true }))).toBe('RELAY_SIGNATURE');
    // Nor by asking again: the empty vault that was made is not taken for a device without authority.
    expect(await refused(unlocked(here))).toBe('RELAY_SIGNATURE');
  });

  test('a copy that was altered, is another device’s, or another passkey’s, opens nothing', async () => {
    const here = browser();
    const opened = await enrolled(here);
    await opened.close();
    const [copy] = (await here.desk.recall('localhost')) as [RelayCopy];
    const { wrap } = copy;
    const flipped = wrap.map((byte, i) => (i === wrap.length - 1 ? byte ^ 1 : byte));
    const [own] = here.page.passkeys;
    const relabelled = fromHex(
      toHex(wrap).replace(toHex(own?.credentialId as Uint8Array), '11'.repeat(32)),
    ) as Uint8Array;
    for (const bad of [flipped, relabelled])
      expect(await refused(here.desk.restore({ ...copy, wrap: bad }, 'A'))).toBe('CLIENT_PASSKEY_UNLOCK');
    for (const bad of [wrap.subarray(0, 40), new Uint8Array(0)])
      expect(await refused(here.desk.restore({ ...copy, wrap: bad }, 'A'))).toBe('CLIENT_VAULT_CORRUPT');
    const kid = talassa.admin.client.whoami()?.kid as Kid;
    expect(await refused(here.desk.restore({ ...copy, kid }, 'A'))).toBe('CLIENT_VAULT_CORRUPT');
    // A passkey without PRF may fetch it, and has no key to open it with.
    here.page.prf(false);
    expect(await refused(here.desk.recall('localhost'))).toBe('CLIENT_PASSKEY_UNLOCK');
    const stranger = browser();
    await stranger.page.register(ask);
    expect(await refused(stranger.desk.recall('localhost'))).toBe('RELAY_NOT_FOUND');
  });
});

describe('signing in with the touch that unlocks', () => {
  test('the answer to one nonce signs in once, and only the device it names', async () => {
    const here = browser();
    const opened = await enrolled(here);
    const { kid } = opened.card();
    const options = { origin: relay.card.relayOrigin, fetch, clock: relay.clock, random: systemRandom };
    const [copy] = (await here.desk.recall('localhost')) as [RelayCopy];
    const device = deviceFromSeed((await openWrap(copy.wrap, copy.key)).seed);
    const answerFor = async (whom: Kid): Promise<Gesture> => {
      const nonce = await openNonce(options);
      const answer = await here.page.assert({
        ...ask,
        challenge: loginChallenge(nonce, whom),
        allow: [],
        unlock: false,
      });
      if (!answer.ok) throw new Error('no answer');
      const { key: _, ...assertion } = answer.value;
      return { ...assertion, nonce };
    };
    const post = (gesture: Gesture) => {
      const body = { type: MEDIA.gesture, bytes: encodeGestures([gesture]) };
      return openTransport(options).send(
        { method: 'POST', path: '/v1/session', body },
        { kid, sign: device.http.sign },
      );
    };
    expect(await refused(post(await answerFor(talassa.admin.client.whoami()?.kid as Kid)))).toBe('SIGNATURE_GESTURE');
    const good = await answerFor(kid);
    expect(await refused(post(good))).toBe('accepted');
    expect(await refused(post(good))).toBe('RELAY_SIGN_IN');
    await opened.close();
  });

  // Winds the relay's clock by days: last in this file.
  test('takes one, and one more where the nonce has expired meanwhile or the relay did not answer', async () => {
    const here = browser();
    await (await enrolled(here)).close();
    const touched = async (between: () => void): Promise<number> => {
      const before = here.page.touches();
      relay.wind(13 * 3_600_000);
      const opened = await unlocked(here);
      between();
      await opened.client.session.signIn();
      await opened.close();
      return here.page.touches() - before;
    };
    expect(await touched(() => {})).toBe(1);
    expect(await touched(() => relay.wind(11 * 60_000))).toBe(2);
    await relay.stop();
    const opened = await unlocked(here);
    await relay.start();
    const before = here.page.touches();
    await opened.client.session.signIn();
    expect(here.page.touches() - before).toBe(1);
    await opened.close();
  });
});
