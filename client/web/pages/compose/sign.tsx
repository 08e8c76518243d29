// Sign and send a request: the last page before the passkey (look.md "Sign and send").
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { say } from '../../../casework/labels/say.ts';
import { Page } from '../../components/page.tsx';
import { useSigns } from '../../components/signs.ts';
import { useLabels } from '../../labels.ts';
import { Addressees } from './addressees.tsx';
import type { Drafting } from './autosave.ts';
import { gapsOf } from './gaps.ts';
import { useAccepted } from './languages.tsx';
import { SignAndSend } from './signing.tsx';
import { SavedWord, WithDraft } from './with-draft.tsx';
import './compose.css';

export function SignPage() {
  const { draftId } = useParams({ from: '/draft/$draftId/sign' });
  return <WithDraft draftId={draftId}>{(drafting) => <Sign drafting={drafting} />}</WithDraft>;
}

function Sign({ drafting }: { readonly drafting: Drafting }) {
  const { t } = useTranslation('compose');
  const { labels } = useLabels();
  const { stop } = useSigns();
  const navigate = useNavigate();
  const { act, view } = drafting;
  const accepted = useAccepted(act.to);
  // Time passes on this page too: a deadline may have gone by since "Check".
  const check = (): boolean => {
    if (gapsOf(act, { now: Date.now(), labels, t, accepted }).length === 0) return true;
    void navigate({ to: '/draft/$draftId/check', params: { draftId: view.id } });
    return false;
  };
  return (
    <Page
      title={t('signTitle')}
      lead={
        <>
          {say(ACT_KINDS[act.kind].title, {}, labels)}
          {stop}
          <Addressees to={act.to} />
        </>
      }
    >
      <SignAndSend drafting={drafting} check={check} />
      {drafting.saving.is === 'still' ? null : <SavedWord drafting={drafting} />}
    </Page>
  );
}
