// A browser whose storage was cleared comes back by its passkey, and one touch both unlocks and signs in (docs/spec/browser.md, BRW-6 and BRW-10).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNonce } from '../../client/sdk/copies.ts';
import { openTransport } from '../../client/sdk/transport.ts';
import { openWrap } from '../../client/sdk/vaults/wrap.ts';
import type { RelayCopy } from '../../client/web/worker/unlock.ts';
import { fromHex, toHex } from '../../crypto/primitives/bytes.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { deviceFromSeed } from '../../crypto/protocol/device.ts';
import { loginChallenge } from '../../crypto/protocol/gesture.ts';
import { MEDIA } from '../../crypto/wire/frames.ts';
import { encodeGestures, type Gesture } from '../../crypto/wire/gesture.ts';
import type { Kid } from '../../crypto/wire/ids.ts';
import { EVENTS } from '../../crypto/wire/leaf.ts';
import { type FoundedAuthority, foundAuthority } from '../testkit/authority.ts';
import { ASK, enrolIn, NAMES, openBrowser, unlockIn } from '../testkit/browser-seat.ts';
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

describe('storage that was cleared', () => {
  const stated = (client: { register(): { size(): number; leaf(i: number): { event: number } } }): number[] => {
    const own = client.register();
    const kinds: number[] = [EVENTS.ContentHandover, EVENTS.ContentAccessTracking, EVENTS.ConsignmentAcceptance];
    return Array.from({ length: own.size() }, (_, i) => own.leaf(i).event).filter((event) => kinds.includes(event));
  };

  test.each(['the vault', 'everything'] as const)(
    'of %s: the passkey brings the same device back, and nothing is stated twice',
    async (lost) => {
      const here = openBrowser(relay);
      const before = await enrolIn(here, talassa);
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
      if (lost === 'the vault') expect(await refused(unlockIn(here))).toBe('CLIENT_VAULT_MISSING');
      else expect(await here.desk.profiles()).toEqual([]);
      const bring = async () => {
        if (lost === 'the vault') return unlockIn(here, { bringBack: true });
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
      await (await unlockIn(here)).close();
    },
  );

  test('does not bring back a device that was revoked meanwhile', async () => {
    const here = openBrowser(relay);
    const before = await enrolIn(here, talassa);
    const { kid } = before.card();
    await before.close();
    here.places.clear();
    await talassa.admin.client.sync();
    const changed = await talassa.admin.client.devices.revoke(kid);
    expect(changed.state).toBe('entered');
    expect(await refused(unlockIn(here, { bringBack: true }))).toBe('RELAY_SIGNATURE');
    // Nor by asking again: the empty vault that was made is not taken for a device without authority.
    expect(await refused(unlockIn(here))).toBe('RELAY_SIGNATURE');
  });

  test('a copy that was altered, is another device’s, or another passkey’s, opens nothing', async () => {
    const here = openBrowser(relay);
    const opened = await enrolIn(here, talassa);
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
    const stranger = openBrowser(relay);
    await stranger.page.register(ASK);
    expect(await refused(stranger.desk.recall('localhost'))).toBe('RELAY_NOT_FOUND');
  });
});

describe('signing in with the touch that unlocks', () => {
  test('the answer to one nonce signs in once, and only the device it names', async () => {
    const here = openBrowser(relay);
    const opened = await enrolIn(here, talassa);
    const { kid } = opened.card();
    const options = { origin: relay.card.relayOrigin, fetch, clock: relay.clock, random: systemRandom };
    const [copy] = (await here.desk.recall('localhost')) as [RelayCopy];
    const device = deviceFromSeed((await openWrap(copy.wrap, copy.key)).seed);
    const answerFor = async (whom: Kid): Promise<Gesture> => {
      const nonce = await openNonce(options);
      const answer = await here.page.assert({
        ...ASK,
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
    const here = openBrowser(relay);
    await (await enrolIn(here, talassa)).close();
    const touched = async (between: () => void): Promise<number> => {
      const before = here.page.touches();
      relay.wind(13 * 3_600_000);
      const opened = await unlockIn(here);
      between();
      await opened.client.session.signIn();
      await opened.close();
      return here.page.touches() - before;
    };
    expect(await touched(() => {})).toBe(1);
    expect(await touched(() => relay.wind(11 * 60_000))).toBe(2);
    await relay.stop();
    const opened = await unlockIn(here);
    await relay.start();
    const before = here.page.touches();
    await opened.client.session.signIn();
    expect(here.page.touches() - before).toBe(1);
    await opened.close();
  });
});
