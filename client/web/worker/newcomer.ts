// Ways in without an invitation: an authority is founded, or comes back with its recovery sheets (protocol.md section 3; docs/spec/roster.md, ROS-12).
import type { Client } from '../../sdk/index.ts';
import { ClientError, codeOf, parseSheet, type RecoverySheet, type SheetFault } from '../../sdk/index.ts';
import type { Guard, UnlockProof } from './guards.ts';
import type { OpenProfile } from './open-profile.ts';
import type { Unlocking } from './unlock.ts';

export type FoundingForm = {
  /** ISO 3166, or in practice QM to QZ. */
  readonly country: string;
  readonly territory: string | null;
  readonly names: readonly (readonly [language: string, name: string])[];
  /** The first administrator's. */
  readonly name: string;
  readonly formalSigners: 1 | 2;
};

/** What typed sheets can do. `words`: to be compared with those on paper. `dueAt`: of what was announced with this browser. */
export type ComingBack = {
  readonly name: string;
  readonly words: readonly string[];
  readonly needed: number;
  readonly missing: number;
  readonly faults: readonly { readonly number: number; readonly fault: SheetFault }[];
  readonly delayMs: number;
  readonly dueAt: number | null;
};

// Whether it was taken is not known after these: the same device tries again.
const MAYBE_TAKEN = new Set(['CLIENT_RELAY_UNREACHABLE', 'CLIENT_RELAY_TIMEOUT', 'CLIENT_RELAY_ANSWER']);

export function newcomers(at: {
  unlocker(): Promise<Unlocking>;
  nameOf(client: Client): Promise<string>;
  sit(opened: OpenProfile): void;
  onLost(): void;
}) {
  let begun: OpenProfile | null = null;

  async function begin(guard: Guard, name: string): Promise<OpenProfile> {
    begun ??= await (await at.unlocker()).begin(guard, name, { onLost: at.onLost });
    return begun;
  }
  async function giveUp(opened: OpenProfile): Promise<void> {
    begun = null;
    const { id } = opened.card();
    await opened.close();
    await (await at.unlocker()).forget(id);
  }
  function coming(): OpenProfile {
    if (!begun) throw new ClientError('CLIENT_NO_DEVICE', 'no recovery was begun in this browser');
    return begun;
  }
  const read = (typed: readonly string[]): RecoverySheet[] => typed.map(parseSheet);

  return {
    /** Founds an authority with this browser as its first device, and opens its desk. Throws CLIENT_PASSKEY_*, ROSTER_*, CLIENT_RELAY_*. */
    async found(guard: Guard, form: FoundingForm): Promise<void> {
      const opened = await begin(guard, form.name);
      try {
        await opened.client.founding.found({
          jurisdiction: form.country,
          territory: form.territory,
          names: form.names,
          adminName: form.name,
          rpIds: [location.hostname],
          origins: [location.origin],
          formalSigners: form.formalSigners,
        });
        await opened.settle({ name: form.name, authorityName: form.names[0]?.[1] ?? '' });
      } catch (error) {
        if (!MAYBE_TAKEN.has(codeOf(error) ?? '')) await giveUp(opened);
        throw error;
      }
      begun = null;
      at.sit(opened);
    },

    /** The number of a sheet as typed. Throws POLICY_RECOVERY_SHARE. */
    sheetNumber: (typed: string): number => parseSheet(typed).number,

    /** A device of its own for whoever comes back; nothing is announced yet. */
    comeBack: async (guard: Guard, name: string): Promise<void> => void (await begin(guard, name)),

    /** Goes on where a recovery was left, days ago perhaps. */
    async goOn(profile: string, proof: UnlockProof): Promise<void> {
      begun = await (await at.unlocker()).unlock(profile, proof, { onLost: at.onLost });
    },

    /** Throws POLICY_RECOVERY_SHARE (none of these sheets is in force), CLIENT_NOT_FOUND, CLIENT_RELAY_*. */
    async planRecovery(typed: readonly string[]): Promise<ComingBack> {
      const plan = await coming().client.recovery.plan({ sheets: read(typed) });
      return {
        name: plan.name,
        words: plan.words.words,
        needed: plan.needed,
        missing: plan.missing,
        faults: plan.sheets.flatMap(({ number, fault }) => (fault === null ? [] : [{ number, fault }])),
        delayMs: plan.delayMs,
        dueAt: plan.announced?.mine ? plan.announced.dueAt : null,
      };
    },

    /** Announces it; resolves to when it can be completed, unix ms. Throws what `begin` of the client throws. */
    async announceRecovery(typed: readonly string[], name: string): Promise<number> {
      const { dueAt } = await coming().client.recovery.begin({ sheets: read(typed), name });
      return dueAt;
    },

    /** Enacts it and opens the desk. Throws ROSTER_RECOVERY (too early, or stopped). */
    async completeRecovery(typed: readonly string[], name: string): Promise<void> {
      const opened = coming();
      await opened.client.recovery.complete({ sheets: read(typed) });
      await opened.settle({ name, authorityName: await at.nameOf(opened.client) });
      begun = null;
      at.sit(opened);
    },
  };
}
