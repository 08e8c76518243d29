// Two people changed one draft: both versions beside each other, field by field; a person decides for each field, or for all.
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import type { DraftedAct } from '../../../casework/draft.ts';
import type { Fields, FormField } from '../../../casework/form.ts';
import { fieldTexts, say } from '../../../casework/labels/say.ts';
import { outline } from '../../../casework/outline.ts';
import { settleFields } from '../../../casework/settle.ts';
import { readFields } from '../../../casework/value.ts';
import { useDeskAct } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choice.tsx';
import { Empty } from '../../components/empty.tsx';
import { stateNames } from '../../components/form/names.ts';
import { Failure } from '../../components/loaded.tsx';
import { Outline } from '../../components/outline.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { useLabels } from '../../labels.ts';
import type { DraftView } from '../../worker/compose.ts';
import { WithView } from './with-draft.tsx';
import './compose.css';

type Chosen = 'mine' | 'theirs';

export function ConflictPage() {
  const { t } = useTranslation('compose');
  const { draftId } = useParams({ from: '/draft/$draftId/conflict' });
  return (
    <WithView draftId={draftId}>
      {(view) => (
        <Page title={t('conflictTitle')} lead={view.state === 'conflict' ? t('conflictWhy') : undefined}>
          {view.state === 'conflict' ? (
            <Deciding key={view.changedAt} view={view} />
          ) : (
            <Empty
              title={t('conflictOver')}
              action={<ButtonLink href={`/draft/${draftId}`}>{t('draftTitle')}</ButtonLink>}
            />
          )}
        </Page>
      )}
    </WithView>
  );
}

const differs = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

function Deciding({ view }: { readonly view: DraftView }) {
  const { t } = useTranslation('compose');
  const { labels } = useLabels();
  const navigate = useNavigate();
  const { id, act: mine, theirs } = view;
  const [chosen, setChosen] = useState<Readonly<Record<string, Chosen>>>({});
  const done = (): Promise<void> => navigate({ to: '/draft/$draftId', params: { draftId: id } });
  const resolve = useDeskAct((d, act: DraftedAct) => d.compose.resolve(id, act), ['drafts']);
  const remove = useDeskAct((d) => d.compose.remove(id), ['drafts']);
  const keep = (act: DraftedAct): void => void resolve.mutateAsync(act).then(done, () => undefined);
  const other = theirs?.act ?? null;
  const by = theirs?.by.name ?? t('aColleague');
  const failed = resolve.error ?? remove.error;

  if (!mine || !other)
    return (
      <>
        {failed ? <Failure error={failed} /> : null}
        <p>{mine ? t('conflictTheyRemoved', { name: by }) : t('conflictYouRemoved', { name: by })}</p>
        <div className="row">
          <Button look="primary" onPress={() => keep((mine ?? other) as DraftedAct)}>
            {t('conflictKeep')}
          </Button>
          <Button
            look="danger"
            onPress={() =>
              void remove.mutateAsync().then(
                () => navigate({ to: '/drafts' }),
                () => undefined,
              )
            }
          >
            {t('removeDraft')}
          </Button>
        </div>
      </>
    );

  const form = ACT_KINDS[mine.kind];
  const apart = form.fields.filter(({ id: field }) => differs(mine.fields[field], other.fields[field]));
  const decided = apart.every(({ id: field }) => chosen[field] !== undefined);
  const merged = (): DraftedAct => {
    const fields: Record<string, Fields[string]> = { ...mine.fields };
    for (const { id: field } of apart) {
      const value = (chosen[field] === 'theirs' ? other : mine).fields[field];
      if (value === undefined) delete fields[field];
      else fields[field] = value;
    }
    const files = [...mine.files, ...other.files.filter((file) => !mine.files.some((own) => own.id === file.id))];
    return { ...mine, fields, files };
  };

  return (
    <>
      {failed ? <Failure error={failed} /> : null}
      <div className="row">
        <Button onPress={() => keep(mine)}>{t('conflictAllMine')}</Button>
        <Button onPress={() => keep(other)}>{t('conflictAllTheirs', { name: by })}</Button>
      </div>
      {apart.map((field) => (
        <Panel key={field.id} title={fieldTexts(field, labels).label}>
          <div className="compose-pair">
            <Version title={t('conflictMine')} act={mine} field={field} />
            <Version title={t('conflictTheirs', { name: by })} act={other} field={field} />
          </div>
          <RadioGroup<Chosen>
            label={t('conflictChoose')}
            value={chosen[field.id] ?? null}
            onChange={(one) => setChosen((before) => ({ ...before, [field.id]: one }))}
            choices={[
              { key: 'mine', label: t('conflictMine') },
              { key: 'theirs', label: t('conflictTheirs', { name: by }) },
            ]}
          />
        </Panel>
      ))}
      <div className="row">
        <Button look="primary" isDisabled={!decided} busy={resolve.isPending} onPress={() => keep(merged())}>
          {t('conflictDone')}
        </Button>
      </div>
    </>
  );
}

function Version({
  title,
  act,
  field,
}: {
  readonly title: string;
  readonly act: DraftedAct;
  readonly field: FormField;
}) {
  const { t } = useTranslation('compose');
  const { labels, locale } = useLabels();
  const form = ACT_KINDS[act.kind].fields;
  const fields = pick(
    readFields(form, settleFields(form, act.fields), 'essential', () => {}),
    field.id,
  );
  const { kind, caseRefs, author } = act;
  const said = outline({ kind, version: 1, caseRefs, author, fields }, { labels, countries: stateNames(locale) });
  const paragraphs = said.flatMap((part) => part.paragraphs);
  // The panel is called as the field is: of a field that is one text only the text is left to say.
  const [only, ...more] = paragraphs;
  const text = only !== undefined && more.length === 0 && 'text' in only ? only.text : null;
  return (
    <section className="stack">
      <h3>{title}</h3>
      {paragraphs.length === 0 ? (
        <p className="soft">{t('nothingGiven')}</p>
      ) : text !== null ? (
        <p className="outline-text">
          <bdi>{text}</bdi>
        </p>
      ) : (
        <Outline paragraphs={paragraphs} entry={(list, number) => say('check.entry', { list, number }, labels)} />
      )}
    </section>
  );
}

const pick = (fields: Fields, id: string): Fields => {
  const value = fields[id];
  return value === undefined ? {} : { [id]: value };
};
