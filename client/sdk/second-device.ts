// A further device of one's own: made by a device one has, its keys left at the relay sealed under a code, for whoever has the code and a passkey of this official
// (docs/spec/browser.md, BRW-12; docs/spec/roster.md, device_add).
import {
  activePasskeysOf,
  deviceFromSeed,
  digestOf,
  hasRole,
  type Kid,
  newInvitationCode,
  PROTECTIONS,
  parseCode,
  type Random,
  ROLES,
  type Stretcher,
  signerOf,
} from '../../crypto/index.ts';
import { keepCopy } from './copies.ts';
import { codeOf, need } from './failure.ts';
import type { IdentityRoom } from './identity.ts';
import type { Links } from './links.ts';
import type { OwnChain } from './own-chain.ts';
import type { RelayDoor } from './relay-door.ts';
import type { Seeds } from './seeds.ts';
import { lockOf, openWrap, passphraseKey, passphraseLock, type SeedSecret, wrapSeed } from './vaults/wrap.ts';

export type SecondDevices = {
  /**
   * Enters a further device of this official and leaves its seed under each of their passkeys. The code is shown once. Throws CLIENT_PASSKEY (none: a program’s
   * device), CLIENT_NO_EPOCH_SEED, what links throw.
   */
  begin(): Promise<{ readonly code: string; readonly kid: Kid }>;
  /** On the new device, once it guards its seed itself: what lay under the code is overwritten at the relay. */
  finish(): Promise<void>;
};

export type SecondDevicesOptions = {
  readonly door: RelayDoor;
  readonly identity: IdentityRoom;
  readonly chain: OwnChain;
  readonly links: Links;
  readonly seeds: Seeds;
  readonly random: Random;
  readonly stretcher?: Stretcher;
};

/** A device has at most this many copies (docs/spec/http.md, ENR-7). */
const COPIES = 8;
/** What is left in the place of a copy that was used. */
const NOTHING = new Uint8Array([0]);

export function openSecondDevices(options: SecondDevicesOptions): SecondDevices {
  const { door, identity, chain, links, seeds, random, stretcher } = options;

  async function ownPasskeys() {
    const { authority, official } = identity.enrolled();
    return activePasskeysOf(await chain.sync(authority), official).slice(0, COPIES);
  }

  return {
    async begin() {
      const { authority, official, device: here } = identity.enrolled();
      const passkeys = await ownPasskeys();
      need(passkeys.length > 0, 'CLIENT_PASSKEY', 'no passkey under which it could be left');
      const seed = random(32);
      const device = deviceFromSeed(seed);
      const code = newInvitationCode(random);
      const lock = passphraseLock(random);
      const sealed = await wrapSeed(lock, await passphraseKey(lock, code, stretcher), { seed, authority }, random);
      await links.change(authority, (roster) => {
        // An auditor reads nothing, so there is nothing to hand over.
        const auditor = hasRole(roster, official, ROLES.auditor);
        const given = auditor ? null : seeds.boxFor(roster, device.kid, device.public.kem);
        const lockboxes = given
          ? [{ scope: given.epoch.scope, epoch: given.epoch.epoch, digest: digestOf(given.box) }]
          : [];
        const protection = PROTECTIONS.passkey;
        return {
          body: { type: 'device_add', official, device: device.public, protection, lockboxes, passkey: null },
          lockboxes: new Map(given ? [[device.kid, given.box]] : []),
          signers: [signerOf(here), signerOf(device)],
        };
      });
      const as = door.as({ kid: device.kid, sign: device.http.sign });
      for (const { credentialId } of passkeys) await keepCopy(as, credentialId, sealed);
      seed.fill(0);
      return { code, kid: device.kid };
    },
    async finish() {
      for (const { credentialId } of await ownPasskeys()) await keepCopy(door, credentialId, NOTHING);
    },
  };
}

/** Whether a copy is one that a code opens. What is no wrap at all was overwritten. */
function lockOfCode(copy: Uint8Array) {
  try {
    const lock = lockOf(copy);
    return lock.by === 'passphrase' ? lock : null;
  } catch (error) {
    if (codeOf(error) === 'CLIENT_VAULT_CORRUPT') return null;
    throw error;
  }
}

/** The device that a typed code opens among copies of an official's devices, or null. Throws POLICY_INVITATION for what is no code. */
export async function openByCode(
  copies: readonly { readonly kid: Kid; readonly sealed: Uint8Array }[],
  typed: string,
  stretcher?: Stretcher,
): Promise<{ readonly kid: Kid; readonly secret: SeedSecret } | null> {
  const code = parseCode(typed);
  for (const { kid, sealed } of copies) {
    const lock = lockOfCode(sealed);
    if (!lock) continue;
    try {
      const secret = await openWrap(sealed, await passphraseKey(lock, code, stretcher));
      // ENR-8: the relay may hand out another copy than it names.
      if (deviceFromSeed(secret.seed).kid === kid) return { kid, secret };
    } catch (error) {
      if (codeOf(error) !== 'CLIENT_VAULT_PASSPHRASE') throw error;
    }
  }
  return null;
}
