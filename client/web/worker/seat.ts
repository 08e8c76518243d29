// The room `seat`: who uses this browser, how the desk is opened, enrolled into and locked, and whether it is up to date.
import { io } from 'socket.io-client';
import { type EightWords, eightWords, systemRandom } from '../../../crypto/index.ts';
import type { PagePasskeys } from '../../sdk/authenticators/browser.ts';
import { ClientError, codeOf, readInvitation } from '../../sdk/index.ts';
import { type AskedAgain, openAgain } from './again.ts';
import type { Guard, UnlockProof } from './guards.ts';
import { type Connection, type Keeper, keepUp, NOT_CONNECTED } from './keeper.ts';
import { newcomers } from './newcomer.ts';
import type { Office } from './office.ts';
import type { OpenProfile, ProfileCard } from './open-profile.ts';
import { browserPlaces } from './profiles.ts';
import { nameOfAuthority, type Seat, seatOf } from './seated.ts';
import { openUnlocking, type PasskeyQuestion, type RelayCopy, type Unlocking, type UnlockOptions } from './unlock.ts';

export type { ComingBack, FoundingForm } from './newcomer.ts';
export type { AskedAgain, Guard, ProfileCard, Seat, UnlockProof };

export type SeatState = {
  /** Invented States and software passkeys. */
  readonly practice: boolean;
  /** Host name that passkeys of this origin belong to. */
  readonly rpId: string;
  readonly profiles: readonly ProfileCard[];
  /** Null while the desk is locked. */
  readonly seat: Seat | null;
  /** Another tab or window took the seat over. */
  readonly elsewhere: boolean;
  /** Whose desk was shut because the relay no longer knows its device: it was revoked, or the official removed. */
  readonly shutOut: string | null;
};

/** What an invitation says before it is accepted. */
export type InvitationView = { readonly authority: string; readonly words: EightWords; readonly expiresAt: number };

type Enrolment = { readonly code: string; readonly name: string; readonly guard: Guard };

// Whether the link of an enrolment was taken is not known after these: the same device tries again.
const MAYBE_TAKEN = new Set(['CLIENT_RELAY_UNREACHABLE', 'CLIENT_RELAY_TIMEOUT', 'CLIENT_RELAY_ANSWER']);

export function seatRoom(office: Office) {
  let page: PagePasskeys | null = null;
  let unlocking: Promise<Unlocking> | null = null;
  let open: OpenProfile | null = null;
  let keeper: Keeper | null = null;
  let begun: OpenProfile | null = null;
  let elsewhere = false;
  let shutOut: string | null = null;
  let recalled: readonly RelayCopy[] = [];
  const again = openAgain(office.announce);

  const hands = (): PagePasskeys => {
    if (!page) throw new ClientError('CLIENT_PASSKEY', 'no page to ask for a passkey');
    return page;
  };

  async function unlocker(): Promise<Unlocking> {
    const trust = await office.trust();
    unlocking ??= Promise.resolve(
      openUnlocking({
        places: browserPlaces(),
        page: { register: (request) => hands().register(request), assert: (request) => hands().assert(request) },
        // A browser's fetch works only as a function of its own window or worker.
        client: {
          trust,
          again,
          sockets: io,
          fetch: (input, init) => fetch(input, init),
          onProgress: (_, { name }, progress) => office.sending(name, progress),
        },
      }),
    );
    return unlocking;
  }

  const onLost = (): void => {
    elsewhere = true;
    void close().then(() => office.announce('seat'));
  };

  async function close(): Promise<void> {
    const [closing, keeping] = [open, keeper];
    open = null;
    keeper = null;
    office.seated(null);
    // Whoever waited to sign in again waits no more: the next seat begins with a sign-in of its own.
    again.later();
    again.done();
    await keeping?.close();
    await closing?.close().catch(() => undefined);
  }

  function onShutOut(opened: OpenProfile): void {
    if (open !== opened) return;
    shutOut = opened.card().name;
    void close().then(() => office.announce('seat'));
  }

  function sit(opened: OpenProfile): void {
    open = opened;
    elsewhere = false;
    shutOut = null;
    office.seated(opened.client);
    // What could not be left at the relay before is left now; where it cannot, the next unlocking tries again.
    void opened.leaveCopies().catch(() => undefined);
    keeper = keepUp(opened.client, office.announce, () => Date.now(), {
      onShutOut: () => onShutOut(opened),
      onCut: office.halted,
    });
    office.announce('seat');
  }

  return {
    /** The page's hands: what only it may ask a passkey for. */
    attach(given: PagePasskeys): void {
      page = given;
    },

    async state(): Promise<SeatState> {
      const { practice } = await office.trust();
      const profiles = await (await unlocker()).profiles();
      return { practice, rpId: location.hostname, profiles, seat: open && (await seatOf(open)), elsewhere, shutOut };
    },

    connection: (): Connection => keeper?.state() ?? NOT_CONNECTED,

    /** Whether this official is to sign in again: the relay ended their session. */
    again: (): AskedAgain => again.state(),
    signInAgain: async (): Promise<void> => {
      await again.now();
      void keeper?.round();
    },
    notNow: (): void => again.later(),
    /** A person waits for something of this desk, or no longer does. */
    begin: (): void => again.begin(),
    end: (): void => again.end(),

    /** Brings everything up to date now. */
    refresh: (): Promise<void> => keeper?.round() ?? Promise.resolve(),

    /** Reads an invitation without using it. Throws POLICY_INVITATION, RELAY_NOT_FOUND, CLIENT_NOT_FOUND, CLIENT_TRUST_CHANGED. */
    async invitation(code: string): Promise<InvitationView> {
      const { relayOrigin } = await office.trust();
      const card = await readInvitation({
        origin: relayOrigin,
        fetch: (input, init) => fetch(input, init),
        clock: { now: () => Date.now() },
        random: systemRandom,
        code,
      });
      if (card.expiresAt <= Date.now()) throw new ClientError('CLIENT_NOT_FOUND', 'the invitation has expired');
      return { authority: card.authority, words: eightWords(card.authority), expiresAt: card.expiresAt };
    },

    /** Enrols this browser with an invitation and opens the desk. Throws what `begin` and the enrolment throw. */
    async enrol({ code, name, guard }: Enrolment): Promise<void> {
      const how = await unlocker();
      begun ??= await how.begin(guard, name, { onLost });
      const opened = begun;
      try {
        await opened.client.invitations.accept({ code, name });
        await opened.settle({ name, authorityName: await nameOfAuthority(opened.client) });
      } catch (error) {
        if (MAYBE_TAKEN.has(codeOf(error) ?? '')) throw error;
        begun = null;
        const { id } = opened.card();
        await opened.close();
        await how.forget(id);
        throw error;
      }
      begun = null;
      sit(opened);
    },

    /** What to ask a passkey to unlock a profile; null where none does. */
    question: async (profile: string): Promise<PasskeyQuestion | null> => (await unlocker()).question(profile),

    /** Throws CLIENT_VAULT_BUSY (another tab has it), CLIENT_VAULT_PASSPHRASE, CLIENT_VAULT_MISSING, CLIENT_PASSKEY_*. */
    async unlock(
      profile: string,
      proof: UnlockProof,
      options: Pick<UnlockOptions, 'takeOver' | 'bringBack'> = {},
    ): Promise<void> {
      const opened = await (await unlocker()).unlock(profile, proof, { ...options, onLost });
      await close();
      sit(opened);
    },

    /** Devices whose seeds a passkey left at the relay, for a browser that knows nobody: asks for that passkey, gives their kids. Throws RELAY_NOT_FOUND. */
    async recall(): Promise<readonly string[]> {
      recalled = await (await unlocker()).recall(location.hostname);
      return recalled.map(({ kid }) => kid);
    },

    /** Makes one of those recalled this browser's device and opens the desk. Throws CLIENT_NOT_FOUND, RELAY_SIGNATURE (revoked), what `restore` throws. */
    async restore(kid: string, name: string): Promise<void> {
      const copy = recalled.find((one) => one.kid === kid);
      if (!copy) throw new ClientError('CLIENT_NOT_FOUND', 'not among the recalled devices');
      const opened = await (await unlocker()).restore(copy, name, { onLost });
      await opened.settle({ name, authorityName: await nameOfAuthority(opened.client) });
      recalled = [];
      await close();
      sit(opened);
    },

    /**
     * A further device of somebody who has one: the code that the other browser shows, and a passkey of theirs. Throws POLICY_INVITATION (no code),
     * CLIENT_NOT_FOUND (another passkey's, or used), RELAY_NOT_FOUND, CLIENT_PASSKEY_*.
     */
    async pair(code: string, name: string): Promise<void> {
      const opened = await (await unlocker()).pair(location.hostname, code, name, { onLost });
      await opened.settle({ name, authorityName: await nameOfAuthority(opened.client) });
      await close();
      sit(opened);
    },

    ...newcomers({ unlocker, nameOf: nameOfAuthority, sit, onLost }),

    /** After a new passkey: what it wraps is left at the relay too. */
    leaveCopies: async (): Promise<void> => open?.leaveCopies(),

    /** Removes a profile from this browser, for good. */
    async forget(profile: string): Promise<void> {
      if (open?.card().id === profile) await close();
      await (await unlocker()).forget(profile);
      office.announce('seat');
    },

    /** Puts everything away; the page then ends this worker. */
    lock: (): Promise<void> => close(),
  };
}
