// What a page shows of a draft once it is kept: never what was asked for before (docs/spec/drafts.md).
import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { showKept } from '../../../client/web/pages/compose/kept.ts';
import type { DraftView } from '../../../client/web/worker/compose.ts';

const ID = 'ab'.repeat(16);
const KEY = ['drafts', 'draft', ID];
const draft = (changedAt: number): DraftView => ({ id: ID, changedAt }) as DraftView;

test('an answer that was on its way before the draft was kept comes too late', async () => {
  const client = new QueryClient();
  client.setQueryData(KEY, draft(1));
  let arrive = (_late: DraftView): void => undefined;
  const asked = client
    .fetchQuery({ queryKey: KEY, queryFn: () => new Promise<DraftView>((resolve) => (arrive = resolve)) })
    .catch(() => undefined);
  await showKept(client, draft(2));
  arrive(draft(1));
  await asked;
  expect(client.getQueryData(KEY)).toEqual(draft(2));
  expect(client.getQueryState(KEY)?.fetchStatus).toBe('idle');
});

test('what is asked for afterwards is shown', async () => {
  const client = new QueryClient();
  await showKept(client, draft(2));
  await client.fetchQuery({ queryKey: KEY, queryFn: () => Promise.resolve(draft(3)), staleTime: 0 });
  expect(client.getQueryData(KEY)).toEqual(draft(3));
});
