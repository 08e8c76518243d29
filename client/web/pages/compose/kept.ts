// What a page shows of a draft once it is kept (docs/spec/drafts.md).
import type { QueryClient } from '@tanstack/react-query';
import type { DraftView } from '../../worker/compose.ts';

/**
 * Puts the draft as it was just kept in the place of what was shown. Whoever asked for it before it was kept is not answered any more: the older
 * state, arriving late, would be taken for somebody else's change, and begin the page anew without what was typed last.
 */
export async function showKept(client: QueryClient, draft: DraftView): Promise<void> {
  const queryKey = ['drafts', 'draft', draft.id];
  await client.cancelQueries({ queryKey });
  client.setQueryData(queryKey, draft);
}
