// A worker that gives the free places at Norvania new codes; the codes of the start before are worth nothing afterwards (protocol.md section 3, invitations).

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { OfficialId } from '../../../crypto/index.ts';
import type { Client } from '../../sdk/index.ts';
import { explained } from '../errors.ts';
import { homeAt, replaceText } from './home.ts';
import { atSeat } from './seat.ts';
import { SEATS, type SeatName, WORLD } from './world.ts';

export type CodesTask = { readonly folder: string };
export type IssuedCode = { readonly seat: SeatName; readonly code: string };
export type CodesAnswer =
  /** To be signed by the second administrator, and answered with anything. */
  | { readonly sign: Uint8Array }
  | { readonly codes: readonly IssuedCode[] }
  | { readonly failed: { readonly code: string; readonly what: string } };

type Seats = { [S in SeatName]?: OfficialId };

const port = parentPort;

/** The official invited to a place before, if nobody took it. */
async function stillFree(client: Client, official: OfficialId | undefined): Promise<OfficialId | undefined> {
  const member = (await client.members()).find((one) => one.official === official);
  return member && member.devices.length === 0 ? official : undefined;
}

async function issue({ folder }: CodesTask): Promise<CodesAnswer> {
  const home = homeAt(folder);
  const text = await readFile(home.seats, 'utf8').catch(() => '{}');
  const seats = JSON.parse(text) as Seats;
  const codes: IssuedCode[] = [];
  await atSeat(home, WORLD.norvania.first.profile, async (client) => {
    await client.sync();
    for (const { seat, name, roles } of SEATS) {
      const again = await stillFree(client, seats[seat]);
      const invited = await client.invitations.invite({ name, roles, ...(again ? { again } : {}) });
      seats[seat] = invited.official;
      if (invited.changed.state === 'pending') {
        port?.postMessage({ sign: invited.changed.file } satisfies CodesAnswer);
        await once(port as NonNullable<typeof port>, 'message');
        await client.sync();
      }
      codes.push({ seat, code: invited.code });
    }
  });
  await replaceText(home.seats, JSON.stringify(seats));
  return { codes };
}

port?.postMessage(
  await issue(workerData as CodesTask).catch((error: unknown): CodesAnswer => {
    const { code, text } = explained(error);
    return { failed: { code, what: code === 'CLI_UNEXPECTED' ? String(error) : text.what } };
  }),
);
port?.close();
