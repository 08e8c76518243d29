// One part of a request on a page of its own: its questions, kept while they are answered, then on to the next part.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { SECTIONS } from '../../../casework/form.ts';
import { say } from '../../../casework/labels/say.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ActForm } from '../../components/form/act-form.tsx';
import { focusAt } from '../../components/form/held.ts';
import { Page } from '../../components/page.tsx';
import { useLabels } from '../../labels.ts';
import { NotFound } from '../../layout/not-found.tsx';
import { Attachments } from './attachments.tsx';
import { AuthorFields } from './author.tsx';
import type { Drafting } from './autosave.ts';
import { type Gap, gapsOf } from './gaps.ts';
import { LanguageWords, useAccepted } from './languages.tsx';
import { useDraftSpeech } from './speech.ts';
import { SavedWord, WithDraft } from './with-draft.tsx';
import './compose.css';

const PARTS = SECTIONS.filter((section) => section !== 'check');

export function SectionPage() {
  const { draftId, section } = useParams({ from: '/draft/$draftId/$section' });
  const found = PARTS.find((one) => one === section);
  if (!found) return <NotFound />;
  return (
    <WithDraft key={`${draftId}/${found}`} draftId={draftId}>
      {(drafting) => <Part drafting={drafting} section={found} />}
    </WithDraft>
  );
}

function Part({ drafting, section }: { readonly drafting: Drafting; readonly section: (typeof PARTS)[number] }) {
  const { t } = useTranslation('compose');
  const { labels } = useLabels();
  const navigate = useNavigate();
  const { at } = useSearch({ from: '/draft/$draftId/$section' });
  const { act, view, change } = drafting;
  const heading = say(`section.${section}`, {}, labels);
  const accepted = useAccepted(act.to);
  const drafted = useDraftSpeech(act);
  const speech = useMemo(() => ({ ...drafted, title: heading }), [drafted, heading]);
  // Come from "Check": what is missing is said beside its field; while one drafts, nothing scolds.
  const [missing] = useState<readonly Gap[]>(() =>
    at === undefined
      ? []
      : gapsOf(act, { now: Date.now(), labels, t, accepted }).filter((gap) => gap.section === section),
  );
  const fields = ACT_KINDS[act.kind].fields.filter(
    (field) => field.section === section || (section === 'authority' && field.section === 'check'),
  );
  const following = PARTS[PARTS.indexOf(section) + 1];

  useEffect(() => {
    if (at !== undefined) focusAt(at);
  }, [at]);

  async function goOn(): Promise<void> {
    await drafting.flush();
    const params = { draftId: view.id };
    if (at !== undefined || following === undefined) return navigate({ to: '/draft/$draftId/check', params });
    return navigate({ to: '/draft/$draftId/$section', params: { ...params, section: following } });
  }

  return (
    <Page title={heading} failed={missing.length > 0}>
      {section === 'documents' ? <LanguageWords act={act} /> : null}
      <ActForm
        fields={fields}
        values={act.fields}
        speech={speech}
        missing={missing}
        onChange={(next) => change({ fields: next })}
      />
      {section === 'authority' ? <AuthorFields drafting={drafting} missing={missing} /> : null}
      {section === 'documents' ? <Attachments drafting={drafting} /> : null}
      <div className="row">
        <Button look="primary" onPress={() => void goOn().catch(() => undefined)}>
          {t('saveContinue')}
        </Button>
        <ButtonLink look="quiet" href={`/draft/${view.id}`}>
          {t('toTasks')}
        </ButtonLink>
      </div>
      <SavedWord drafting={drafting} />
    </Page>
  );
}
