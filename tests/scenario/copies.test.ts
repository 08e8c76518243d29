// Wiped storage is no lost device: the wrapped seed comes back from a real relay with nothing but the passkey (protocol.md section 1).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { practiceAuthenticator } from '../../client/sdk/authenticators/practice.ts';
import { fetchCopies } from '../../client/sdk/copies.ts';
import { memoryVault } from '../../client/sdk/vaults/memory.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { activePasskeysOf } from '../../crypto/protocol/roster.ts';
import type { OfficialId } from '../../crypto/wire/ids.ts';
import { type FoundedAuthority, foundAuthority, ORIGIN, type Someone, someone } from '../testkit/authority.ts';
import { pulled, refused, textsOf, write } from '../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania');
});
afterAll(() => relay.close());

const passkeyOf = async ({ client }: Someone): Promise<Uint8Array> => {
  const { official } = client.whoami() as { official: OfficialId };
  return activePasskeysOf(await client.roster(), official)[0]?.credentialId as Uint8Array;
};
/** Somebody at an empty browser, with the passkeys of `who`. */
const fetching = async (who: Someone) => {
  const credential = await passkeyOf(who);
  const authenticator = practiceAuthenticator(who.vault, systemRandom);
  return fetchCopies({
    origin: relay.card.relayOrigin,
    fetch,
    clock: relay.clock,
    random: systemRandom,
    assert: (challenge) => authenticator.assert({ rpId: 'localhost', origin: ORIGIN, challenge, allow: [credential] }),
  });
};

describe('an official whose storage was wiped', () => {
  test('gets the bytes back that were left under the passkey, and nobody else’s', async () => {
    const { admin, second } = norvania;
    expect(await refused(fetching(admin))).toBe('RELAY_NOT_FOUND');
    const sealed = systemRandom(300);
    await admin.client.devices.keepCopy(await passkeyOf(admin), sealed);
    await second.client.devices.keepCopy(await passkeyOf(second), systemRandom(300));
    const found = await fetching(admin);
    expect(found.copies).toEqual([{ kid: admin.client.whoami()?.kid, sealed }]);
    expect(found.credentialId).toEqual(await passkeyOf(admin));
    const foreign = await passkeyOf(second);
    expect(await refused(admin.client.devices.keepCopy(foreign, sealed))).toBe('RELAY_NOT_FOUND');
  });

  test('is the same device again with that seed: reads what came before and writes', async () => {
    const officer = await someone(relay, 'Officer', memoryVault(), { seed: new Uint8Array(32).fill(21) });
    const { code, changed } = await norvania.admin.client.invitations.invite({ name: 'Officer', roles: [3] });
    if (changed.state !== 'pending') throw new Error('two administrators decide');
    await norvania.second.client.pending.sign(changed.file);
    await norvania.admin.client.sync();
    await officer.client.invitations.accept({ code, name: 'Officer' });
    await norvania.admin.client.sync();
    const talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
    await write(talassa.admin, norvania, 'before the wipe');
    // What stands for wrapping here turns every bit: the relay is given bytes, and what they mean is the browser's.
    const wrapped = new Uint8Array(32).fill(21 ^ 0xff);
    await officer.client.devices.keepCopy(await passkeyOf(officer), wrapped);

    const { copies } = await fetching(officer);
    const seed = copies[0]?.sealed.map((byte) => byte ^ 0xff) as Uint8Array;
    const passkeys = practiceAuthenticator(officer.vault, systemRandom);
    const again = await someone(relay, 'Officer', memoryVault(), { seed, authenticator: passkeys });
    const enrolled = await again.client.devices.adopt(norvania.id);
    expect(enrolled.device.kid).toBe(copies[0]?.kid);
    await again.client.sync();
    expect(textsOf(await pulled(again))).toContain('before the wipe');
    expect((await write(again, talassa, 'after the wipe')).status).toBe('submitted');
  });
});
