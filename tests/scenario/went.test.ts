// Where a draft went that was signed, as each of two colleagues is told it, through a real relay (docs/spec/drafts.md, DRF-8).
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DraftedAct, emptyDraft } from '../../client/casework/draft.ts';
import type { DraftContent } from '../../client/sdk/index.ts';
import { composeRoom } from '../../client/web/worker/compose.ts';
import { dispatch } from '../../client/web/worker/dispatch.ts';
import { openOffice } from '../../client/web/worker/office.ts';
import { wentAs } from '../../client/web/worker/went.ts';
import type { DraftId } from '../../crypto/wire/ids.ts';
import type { Someone } from '../testkit/authority.ts';
import { type Drafting, honestly, type OwnLine, openDrafting, synced } from '../testkit/drafting.ts';
import { pulled, refused } from '../testkit/mail.ts';

let world: Drafting;
let lindt: Someone;
let maro: Someone;
let lindtLine: OwnLine;
beforeAll(async () => {
  world = await openDrafting();
});
afterAll(() => world.relay.close());
beforeEach(async () => {
  ({ lindt, maro, lindtLine } = await world.seated());
});

const asking = (text: string): DraftedAct => ({
  ...emptyDraft('consultation', [world.talassa.id]),
  author: { officialName: 'Aurelia Lindt', function: 'Officer', unit: 'MLA' },
  fields: { subject: 'A ship', text },
});
const contentOf = (act: DraftedAct): DraftContent => act as unknown as DraftContent;

/** A draft that both have, ready to be sent. */
async function shared(act: DraftedAct): Promise<DraftId> {
  const { id } = await lindt.client.drafts.save(null, contentOf(act));
  await synced(maro, id);
  return id;
}

test('what a colleague sent is no draft any more, before their word of it comes; the same words written afterwards are one', async () => {
  const act = asking('Which register holds it?');
  const [id, other] = [await shared(act), await shared(asking('Which flag does it fly?'))];
  expect(await wentAs(maro.client, id)).toBeNull();
  const { sealed } = await dispatch(lindt.client, id, act, Date.now());
  expect(await wentAs(lindt.client, id)).toMatchObject({ status: 'submitted', own: true, subject: sealed?.subject });
  await pulled(maro);
  expect(await wentAs(maro.client, id)).toMatchObject({ status: 'submitted', own: false, subject: sealed?.subject });
  expect(await wentAs(maro.client, other)).toBeNull();

  await maro.client.drafts.save(id, contentOf(asking('Which register held it?')));
  expect(await wentAs(maro.client, id)).toBeNull();
  await maro.client.drafts.save(id, contentOf(act));
  expect(await wentAs(maro.client, id)).toBeNull();
});

test('what is signed and was not handed in is known here without the relay, and is not written in any more', async () => {
  const act = asking('Who owns it?');
  const id = await shared(act);
  const { changedAt } = await lindt.client.drafts.get(id);
  lindtLine.becomes((url, init, honest) =>
    url.endsWith('/v1/transmissions') ? Promise.reject(new TypeError('fetch failed')) : honestly(url, init, honest),
  );
  expect(await refused(dispatch(lindt.client, id, act, Date.now()))).toBe('CLIENT_RELAY_UNREACHABLE');
  expect(await wentAs(lindt.client, id)).toMatchObject({ status: 'ready', own: true, act: { fields: act.fields } });
  const office = openOffice({ origin: 'http://localhost:8788', announce: () => undefined });
  office.seated(lindt.client);
  const compose = composeRoom(office);
  expect(await refused(compose.save(id, asking('Who owned it?'), changedAt))).toBe('CLIENT_ALREADY_SENT');
  expect((await lindt.client.drafts.get(id)).content).toMatchObject({ fields: act.fields });
  lindtLine.becomes(honestly);
  expect(await compose.send(id)).toMatchObject({ status: 'submitted' });
});
