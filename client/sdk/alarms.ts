// The book of alarms of this vault: raised once each, exported as files, blocking all sending until an administrator has understood them (protocol.md section 6).
import { signerOf } from '../../crypto/index.ts';
import { type Alarm, alarmName, readAlarm, signAlarm } from './alarm.ts';
import { ClientError, need } from './failure.ts';
import type { IdentityRoom } from './identity.ts';
import { put, recordOf, recordsOf, type Vault } from './vault.ts';

type Stored = { file: Uint8Array; acknowledgedAt: number | null };

/** An alarm as the book keeps it. `id` names it in commands. */
export type KnownAlarm = Alarm & { readonly id: string; readonly acknowledgedAt: number | null };

export type Alarms = {
  /** Stores it, unless the same is there, and resolves to the error to throw. */
  raise(alarm: Omit<Alarm, 'at' | 'authority'>): Promise<ClientError>;
  list(): Promise<KnownAlarm[]>;
  /** The signed file, to be shown to others. Throws CLIENT_NOT_FOUND. */
  file(id: string): Promise<Uint8Array>;
  /** An administrator has understood it. The caller has checked the role. Throws CLIENT_NOT_FOUND. */
  acknowledge(id: string): Promise<void>;
  /** Throws CLIENT_ALARM_OPEN while one is not acknowledged. */
  demandQuiet(): Promise<void>;
};

const PREFIX = 'alarm/';

export function openAlarms(vault: Vault, identity: IdentityRoom, clock: { now(): number }): Alarms {
  const known = async (id: string): Promise<Stored> => {
    const stored = await recordOf<Stored>(vault, `${PREFIX}${id}`);
    need(stored, 'CLIENT_NOT_FOUND', `no alarm ${id}`);
    return stored;
  };
  const list = async (): Promise<KnownAlarm[]> =>
    (await recordsOf<Stored>(vault, PREFIX))
      .map(({ key, record }) => ({
        ...readAlarm(record.file).alarm,
        id: key.slice(PREFIX.length),
        acknowledgedAt: record.acknowledgedAt,
      }))
      .sort((a, b) => a.at - b.at);

  return {
    async raise(given) {
      const { device, authority } = await identity.device();
      const alarm: Alarm = { ...given, at: clock.now(), authority };
      const key = `${PREFIX}${alarmName(alarm)}`;
      if (!(await vault.get(key)))
        await vault.write([put(key, { file: signAlarm(alarm, signerOf(device)), acknowledgedAt: null })]);
      return new ClientError('CLIENT_ALARM', `${alarm.kind} of ${alarm.origin}: ${alarm.detail}`);
    },
    list,
    file: async (id) => (await known(id)).file,
    async acknowledge(id) {
      const stored = await known(id);
      await vault.write([put(`${PREFIX}${id}`, { ...stored, acknowledgedAt: stored.acknowledgedAt ?? clock.now() })]);
    },
    async demandQuiet() {
      const open = (await list()).filter((alarm) => alarm.acknowledgedAt === null);
      need(open.length === 0, 'CLIENT_ALARM_OPEN', `${open.length} alarms: ${open.map((a) => a.kind).join(', ')}`);
    },
  };
}
