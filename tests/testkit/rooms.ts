// The rooms of a browser's worker without a browser, over somebody's client: what they say, and what a round of the keeper does.
import type { DraftedAct } from '../../client/casework/draft.ts';
import { composeRoom } from '../../client/web/worker/compose.ts';
import { mailRoom } from '../../client/web/worker/mail.ts';
import { openOffice } from '../../client/web/worker/office.ts';
import { putSentAway } from '../../client/web/worker/put-away.ts';
import type { DraftId } from '../../crypto/wire/ids.ts';
import type { Someone } from './authority.ts';
import { pulled } from './mail.ts';

/** Of a file that is attached. */
export const BYTES = new Uint8Array(40_000).map((_, i) => i % 251);

/** One round for each, in this order. */
export async function roundsOf(...people: readonly Someone[]): Promise<void> {
  for (const who of people) {
    await who.client.sync();
    await pulled(who);
    await putSentAway(who.client);
  }
}

export function roomsOf({ client }: Someone, clock: { now(): number }) {
  const office = openOffice({ origin: 'http://localhost:8788', announce: () => undefined });
  office.seated(client);
  const mail = mailRoom(office, clock.now);
  return { compose: composeRoom(office), mail, needs: async () => (await mail.today('en')).map(({ need }) => need) };
}

/** What a draft says, its files by their bytes. */
export async function saidIn({ client }: Someone, id: string) {
  const content = (await client.drafts.get(id as DraftId)).content as unknown as DraftedAct;
  const files = await Promise.all(
    content.files.map(async ({ id: kept, name, digest }) => {
      const found = await client.keptFiles.find(kept);
      return { name, digest, bytes: await found?.read(0, BYTES.length) };
    }),
  );
  return { fields: content.fields, to: content.to, caseRefs: content.caseRefs, files };
}
