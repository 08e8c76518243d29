// Check: what the other side will read, part by part, and everything that still stands in the way of signing.
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { SECTIONS } from '../../../casework/form.ts';
import { say } from '../../../casework/labels/say.ts';
import { outline } from '../../../casework/outline.ts';
import { settleFields } from '../../../casework/settle.ts';
import { readFields } from '../../../casework/value.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { stateNames } from '../../components/form/names.ts';
import { useBeside } from '../../components/listed.tsx';
import { Outline } from '../../components/outline.tsx';
import { Page } from '../../components/page.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { useLabels } from '../../labels.ts';
import { Addressees } from './addressees.tsx';
import { useSize } from './attachments.tsx';
import type { Drafting } from './autosave.ts';
import { gapsOf } from './gaps.ts';
import { LanguageWords, useAccepted } from './languages.tsx';
import { WithDraft } from './with-draft.tsx';
import './compose.css';

export function CheckPage() {
  const { draftId } = useParams({ from: '/draft/$draftId/check' });
  return <WithDraft draftId={draftId}>{(drafting) => <Checked drafting={drafting} />}</WithDraft>;
}

function Checked({ drafting }: { readonly drafting: Drafting }) {
  const { t } = useTranslation('compose');
  const { labels, locale } = useLabels();
  const navigate = useNavigate();
  const size = useSize();
  const beside = useBeside();
  const { act, view } = drafting;
  const accepted = useAccepted(act.to);
  const form = ACT_KINDS[act.kind];
  const gaps = gapsOf(act, { now: Date.now(), labels, t, accepted });
  // What a reader could not read is among the gaps; the rest is shown as it will be read.
  const fields = readFields(form.fields, settleFields(form.fields, act.fields), 'essential', () => {});
  const parts = SECTIONS.filter((section) => section !== 'check').map((section) => {
    const own = form.fields.filter(
      (field) => field.section === section || (section === 'authority' && field.section === 'check'),
    );
    const given = Object.fromEntries(own.flatMap(({ id }) => (fields[id] === undefined ? [] : [[id, fields[id]]])));
    const said = outline(
      { kind: act.kind, version: 1, caseRefs: act.caseRefs, author: act.author, fields: given },
      { labels, countries: stateNames(locale) },
    );
    return { section, paragraphs: said.flatMap(({ paragraphs }) => paragraphs) };
  });
  const goTo = (section: string, at: string): void =>
    void navigate({ to: '/draft/$draftId/$section', params: { draftId: view.id, section }, search: { at } });

  return (
    <Page title={t('checkTitle')} lead={<Addressees to={act.to} />} failed={gaps.length > 0}>
      <ErrorSummary
        attempt={gaps.length}
        errors={gaps.map(({ path, section, brief }) => ({
          field: `${path} ${brief}`,
          message: brief,
          focus: () => goTo(section === null || section === 'check' ? 'authority' : section, path),
        }))}
      />
      {parts.map(({ section, paragraphs }) => (
        <Panel
          key={section}
          title={say(`section.${section}`, {}, labels)}
          actions={
            <ButtonLink look="quiet" href={`/draft/${view.id}/${section}`}>
              {t('change')}
              <span className="unseen"> {say(`section.${section}`, {}, labels)}</span>
            </ButtonLink>
          }
        >
          {section === 'documents' ? <LanguageWords act={act} onlyWrong /> : null}
          {paragraphs.length === 0 ? (
            <p className="soft">{t('nothingGiven')}</p>
          ) : (
            <Outline paragraphs={paragraphs} entry={(list, number) => say('check.entry', { list, number }, labels)} />
          )}
          {section === 'authority' ? (
            <Facts
              facts={[
                { name: t('authorTitle'), value: <bdi>{beside(Object.values(act.author))}</bdi> },
                ...(act.caseRefs.ours ? [{ name: t('ourReference'), value: <bdi>{act.caseRefs.ours}</bdi> }] : []),
              ]}
            />
          ) : null}
          {section === 'documents' && act.files.length > 0 ? (
            <Facts
              facts={act.files.map(({ name, size: bytes }) => ({
                name: t('file'),
                value: <bdi>{beside([name, size(bytes)])}</bdi>,
              }))}
            />
          ) : null}
        </Panel>
      ))}
      <div className="row">
        {gaps.length === 0 ? (
          <ButtonLink look="primary" href={`/draft/${view.id}/sign`}>
            {t('goSign')}
          </ButtonLink>
        ) : null}
        <ButtonLink look="quiet" href={`/draft/${view.id}`}>
          {t('toTasks')}
        </ButtonLink>
      </div>
    </Page>
  );
}
