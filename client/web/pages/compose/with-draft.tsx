// A draft on a page: fetched, kept while it is changed, and what has to be said about it: saved when, changed by somebody else, in conflict.
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DraftedAct } from '../../../casework/draft.ts';
import { useDesk } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Failure, isNowhere, Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import type { DraftView } from '../../worker/compose.ts';
import { type Drafting, useAutosave } from './autosave.ts';
import { Went } from './went.tsx';

/**
 * A draft as it is now: what this page was told at an earlier visit is not shown as if it still stood. What is shown once stays while it is asked for again, and goes with the
 * draft; where one went, it still went when a colleague's word comes that it is no draft any more.
 */
function useDraft(draftId: string) {
  const query = useDesk('drafts', ['draft', draftId], (d) => d.compose.draft(draftId));
  const shown = useRef<string | null>(null);
  if (query.data !== undefined && !query.isFetching) shown.current = draftId;
  const data = shown.current === draftId ? query.data : undefined;
  if (!isNowhere(query.error)) return { ...query, data };
  return data?.went ? { ...query, data, error: null } : { ...query, data: undefined };
}

/** A draft as the desk has it, or where it went. */
export function WithView({ draftId, children }: { readonly draftId: string; children(view: DraftView): ReactNode }) {
  const query = useDraft(draftId);
  return (
    <Loaded query={query} whole>
      {(view) => (view.went ? <Went draftId={draftId} way={view.went} /> : children(view))}
    </Loaded>
  );
}

/** `children` draws the page; another draft, or the same after somebody else changed it, begins it anew. */
export function WithDraft({
  draftId,
  children,
}: {
  readonly draftId: string;
  children(drafting: Drafting): ReactNode;
}) {
  const { t } = useTranslation('compose');
  const [round, setRound] = useState(0);
  const renew = useCallback(() => setRound((before) => before + 1), []);
  return (
    <WithView draftId={draftId}>
      {(view) =>
        view.state === 'conflict' || !view.act ? (
          <Page title={t('draftTitle')}>
            <Notice
              tone="waiting"
              title={view.state === 'conflict' ? t('conflictTitle') : t('unreadable')}
              actions={
                <ButtonLink look="primary" href={view.state === 'conflict' ? `/draft/${draftId}/conflict` : '/drafts'}>
                  {view.state === 'conflict' ? t('conflictLook') : t('draftsTitle')}
                </ButtonLink>
              }
            >
              <p>{view.state === 'conflict' ? t('conflictWhy') : t('unreadableWhy')}</p>
            </Notice>
          </Page>
        ) : (
          <Opened key={`${draftId}/${round}`} view={view} first={view.act} renew={renew}>
            {children}
          </Opened>
        )
      }
    </WithView>
  );
}

function Opened({
  view,
  first,
  renew,
  children,
}: {
  readonly view: DraftView;
  readonly first: DraftedAct;
  renew(): void;
  children(drafting: Drafting): ReactNode;
}) {
  return children(useAutosave(view, first, renew));
}

/** Whether what was typed is kept, in one quiet line; what keeps it from that, loudly. */
export function SavedWord({ drafting }: { readonly drafting: Drafting }) {
  const { t } = useTranslation('compose');
  const { locale } = useLocale();
  const { saving, view } = drafting;
  if (saving.is === 'failed')
    return <Failure error={saving.error} onRetry={() => void drafting.flush().catch(() => undefined)} />;
  if (saving.is === 'overtaken')
    return (
      <Notice
        tone="waiting"
        announced
        title={t('overtaken')}
        actions={
          <>
            <Button onPress={drafting.takeTheirs}>{t('overtakenTheirs')}</Button>
            <Button onPress={() => void drafting.insist().catch(() => undefined)}>{t('overtakenMine')}</Button>
          </>
        }
      >
        <p>{t('overtakenWhy')}</p>
      </Notice>
    );
  const at = saving.is === 'saved' ? saving.at : view.changedAt;
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(at);
  const where = view.state === 'saved' ? t('savedAt', { time }) : t('savedHere', { time });
  return (
    <p className="soft small compose-saved" role="status">
      {saving.is === 'typing' ? t('saving') : where}
    </p>
  );
}
