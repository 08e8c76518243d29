// A worker that founds one practice authority through the front door: two administrators, recovery, its first seal, a threshold of two (protocol.md section 3).
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type AuthorityId, ready } from '../../../crypto/index.ts';
import { sheetText } from '../../sdk/index.ts';
import { explained } from '../errors.ts';
import { homeAt, type PracticeHome } from './home.ts';
import { openSeat } from './seat.ts';
import { ADMINISTRATOR, foundingOf, OFFICES, WORLD, type WorldName } from './world.ts';

export type FounderTask = { readonly folder: string; readonly which: WorldName; readonly webOrigin: string };
export type FounderAnswer =
  | { readonly founded: { readonly authority: AuthorityId; readonly links: number; readonly devices: number } }
  | { readonly failed: { readonly code: string; readonly what: string } };

async function keepSheets(home: PracticeHome, which: WorldName, sheets: readonly string[]): Promise<void> {
  await mkdir(home.recovery, { recursive: true, mode: 0o700 });
  const text = sheets.map((sheet, index) => `Custodian ${index + 1}: ${sheet}`).join('\n');
  await writeFile(join(home.recovery, `${which}.txt`), `PRACTICE. Two of these give ${which} back.\n${text}\n`, {
    mode: 0o600,
  });
}

async function found({ folder, which, webOrigin }: FounderTask): Promise<FounderAnswer> {
  const home = homeAt(folder);
  const { first, second } = WORLD[which];
  const admin = await openSeat(home, first.profile);
  const other = await openSeat(home, second.profile);
  try {
    await admin.client.founding.found(foundingOf(which, webOrigin));
    const { code } = await admin.client.invitations.invite({ name: second.name, roles: ADMINISTRATOR });
    await other.client.invitations.accept({ code, name: second.name });
    const { sheets } = await admin.client.founding.complete();
    await keepSheets(home, which, sheets.map(sheetText));
    const office = OFFICES[which];
    if (office) {
      const stated = await admin.client.devices.setParticulars(office);
      if (stated.state === 'pending') await other.client.pending.sign(stated.file);
      await admin.client.sync();
    }
    const roster = await admin.client.roster();
    return { founded: { authority: roster.authority, links: roster.headSeq + 1, devices: roster.devices.size } };
  } finally {
    await admin.close();
    await other.close();
  }
}

const port = parentPort as NonNullable<typeof parentPort>;
await Promise.all([ready(), once(port, 'message')]);
port.postMessage(
  await found(workerData as FounderTask).catch((error: unknown): FounderAnswer => {
    const { code, text } = explained(error);
    return { failed: { code, what: code === 'CLI_UNEXPECTED' ? String(error) : text.what } };
  }),
);
