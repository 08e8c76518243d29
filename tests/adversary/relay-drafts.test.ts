// Lies of a relay about drafts: old versions, foreign ones, two lines of them, none at all (docs/threat-model.md, section F).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuthorityId, DraftId } from '../../crypto/wire/ids.ts';
import type { Someone } from '../testkit/authority.ts';
import {
  type Drafting,
  draftOf,
  honestly,
  type OwnLine,
  openDrafting,
  showing,
  subjectOf,
  synced,
} from '../testkit/drafting.ts';
import { refused } from '../testkit/mail.ts';

let world: Drafting;
let lindt: Someone;
let maro: Someone;
let lindtLine: OwnLine;
let maroLine: OwnLine;
beforeAll(async () => {
  world = await openDrafting();
});
afterAll(() => world.relay.close());
beforeEach(async () => {
  ({ lindt, maro, lindtLine, maroLine } = await world.seated());
});

/** A draft that both have. */
async function shared(subject = 'first'): Promise<DraftId> {
  const { id } = await lindt.client.drafts.save(null, draftOf(subject));
  expect((await synced(maro, id)).state).toBe('saved');
  return id;
}

describe('a relay that lies', () => {
  test('F1 an older version served as the newest is refused, and what was there stays', async () => {
    const id = await shared('old');
    await maro.client.drafts.save(id, draftOf('new'));
    await synced(lindt, id);
    const old = await world.keptAs(lindt, id, 1);
    lindtLine.becomes(showing(id, 1, () => old));
    expect(await synced(lindt, id)).toMatchObject({ version: 2, trouble: 'CLIENT_DRAFT_REFUSED' });
    lindtLine.becomes(showing(id, 3, () => old));
    const bent = await synced(lindt, id);
    expect([bent.trouble, subjectOf(bent)]).toEqual(['CONTENT_COMMITMENT', 'new']);
    lindtLine.becomes(honestly);
    expect(await synced(lindt, id)).toMatchObject({ state: 'saved', trouble: null });
  });

  test('F2 drafts exchanged for one another, or for another authority’s, are refused', async () => {
    const id = await shared('one');
    const other = await shared('another');
    const swapped = await world.keptAs(lindt, other, 1);
    const foreign = await world.talassa.admin.client.drafts.save(null, draftOf('Talassa’s'));
    const theirs = await world.keptAs(world.talassa.admin, foreign.id, 1);
    for (const sealed of [swapped, theirs]) {
      lindtLine.becomes(showing(id, 2, () => sealed));
      const shown = await synced(lindt, id);
      expect([shown.trouble, subjectOf(shown), shown.version]).toEqual(['CONTENT_COMMITMENT', 'one', 1]);
    }
    lindtLine.becomes(showing(foreign.id, 1, () => theirs));
    await lindt.client.drafts.sync();
    expect(await refused(lindt.client.drafts.get(foreign.id))).toBe('CLIENT_NOT_FOUND');
  });

  test('F3 two lines of versions of one draft are not joined: who saved on one does not take the other', async () => {
    const id = await shared('common');
    const common = await world.keptAs(lindt, id, 1);
    await lindt.client.drafts.save(id, draftOf('Lindt’s second'));
    // The relay forgets Lindt's version for Maro, who saves a second one of his own, and then serves that line to Lindt.
    const kept = new Map<string, Uint8Array>();
    maroLine.becomes(async (url, init, honest) => {
      if (init.method === 'PUT' && url.includes(id)) {
        kept.set(String(kept.size + 2), new Uint8Array(init.body as Uint8Array));
        return new Response(null, { status: 204 });
      }
      return showing(id, 1, () => common)(url, init, honest);
    });
    await maro.client.drafts.save(id, draftOf('Maro’s second'));
    await maro.client.drafts.save(id, draftOf('Maro’s third'));
    expect([...kept.keys()]).toEqual(['2', '3']);
    lindtLine.becomes(showing(id, 3, (url) => kept.get(url.split('=')[1] as string) as Uint8Array));
    const shown = await synced(lindt, id);
    expect([shown.trouble, subjectOf(shown)]).toEqual(['CLIENT_DRAFT_REFUSED', 'Lindt’s second']);
    const gone = { type: 'about:blank', title: '', status: 404, code: 'RELAY_NOT_FOUND', detail: '', action: '' };
    const problem = JSON.stringify({ ...gone, retry: false, reference: '' });
    lindtLine.becomes(async (url, init, honest) =>
      url.endsWith(`${id}?version=2`)
        ? new Response(problem, { status: 404, headers: { 'content-type': 'application/problem+json' } })
        : showing(id, 3, () => kept.get('3') as Uint8Array)(url, init, honest),
    );
    expect(subjectOf(await synced(lindt, id))).toBe('Lindt’s second');
    expect((await lindt.client.drafts.get(id)).trouble).toBe('CLIENT_DRAFT_REFUSED');
  });

  test('F4 a draft that is left out is missing, not removed', async () => {
    const id = await shared('wanted');
    lindtLine.becomes(async (url, init, honest) =>
      url.endsWith('/v1/drafts') && init.method === 'GET' ? Response.json({ drafts: [] }) : honest(),
    );
    const shown = await synced(lindt, id);
    expect([shown.state, subjectOf(shown)]).toEqual(['missing', 'wanted']);
    lindtLine.becomes(honestly);
    expect((await synced(lindt, id)).state).toBe('saved');
    const rows = world.relay.app().relay.drafts;
    expect((await rows.list(lindt.client.whoami()?.authority as AuthorityId)).map(({ draftId }) => draftId)).toContain(
      id,
    );
  });
});
