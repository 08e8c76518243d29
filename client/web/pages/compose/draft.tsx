// A draft: of a request the list of its parts; of a shorter act the one page on which it is written, signed and sent.
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { type FormField, SECTIONS, type Section } from '../../../casework/form.ts';
import { say } from '../../../casework/labels/say.ts';
import { settleFields } from '../../../casework/settle.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { type Task, TaskList } from '../../components/task-list.tsx';
import { useLabels } from '../../labels.ts';
import { Addressees } from './addressees.tsx';
import type { Drafting } from './autosave.ts';
import { gapsOf } from './gaps.ts';
import { useAccepted } from './languages.tsx';
import { OnePage } from './one-page.tsx';
import { Removing } from './removing.tsx';
import { SavedWord, WithDraft } from './with-draft.tsx';
import './compose.css';

export function DraftPage() {
  const { draftId } = useParams({ from: '/draft/$draftId' });
  return (
    <WithDraft draftId={draftId}>
      {(drafting) =>
        drafting.act.kind === 'mla-request' ? <Tasks drafting={drafting} /> : <OnePage drafting={drafting} />
      }
    </WithDraft>
  );
}

function Tasks({ drafting }: { readonly drafting: Drafting }) {
  const { t } = useTranslation(['compose', 'shell']);
  const { labels } = useLabels();
  const { act, view } = drafting;
  const accepted = useAccepted(act.to);
  const form = ACT_KINDS[act.kind];
  const gaps = gapsOf(act, { now: Date.now(), labels, t, accepted });
  const filled = settleFields(form.fields, act.fields);
  const begun = (section: Section): boolean =>
    form.fields.some((field: FormField) => field.section === section && filled[field.id] !== undefined) ||
    (section === 'documents' && act.files.length > 0);
  const open = (section: Section): number => gaps.filter((gap) => gap.section === section).length;
  const parts = SECTIONS.filter((section) => section !== 'check');
  const done = parts.filter((section) => open(section) === 0).length;
  const next = parts.find((section) => open(section) > 0);

  const tasks: Task[] = [
    ...parts.map((section): Task => {
      const missing = open(section);
      return {
        key: section,
        label: say(`section.${section}`, {}, labels),
        href: `/draft/${view.id}/${section}`,
        status:
          missing === 0 ? t('taskDone') : begun(section) ? t('taskMissing', { count: missing }) : t('taskNotStarted'),
        tone: missing === 0 ? 'good' : begun(section) ? 'waiting' : 'open',
      };
    }),
    {
      key: 'check',
      label: say('section.check', {}, labels),
      href: `/draft/${view.id}/check`,
      status: next === undefined ? t('taskReady') : t('taskNotYet'),
      tone: next === undefined ? 'calm' : 'open',
    },
  ];

  return (
    <Page
      title={say(form.title, {}, labels)}
      lead={<Addressees to={act.to} />}
      actions={
        <ButtonLink look="primary" href={`/draft/${view.id}/${next ?? 'check'}`}>
          {next === undefined ? t('goCheck') : begun(next) || done > 0 ? t('goOn') : t('begin')}
        </ButtonLink>
      }
    >
      <p>{t('shell:stepOf', { done, all: parts.length })}</p>
      <TaskList label={say(form.title, {}, labels)} tasks={tasks} />
      <SavedWord drafting={drafting} />
      <Removing draftId={view.id} />
    </Page>
  );
}
