// Who answers for an act, and its reference in one's own office: asked with every act, kept beside its form.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fold } from '../../components/form/fold.tsx';
import { useBeside } from '../../components/listed.tsx';
import { TextField } from '../../components/text-field.tsx';
import type { Drafting } from './autosave.ts';
import type { Gap } from './gaps.ts';

const FIELDS = [
  ['officialName', 'authorName'],
  ['function', 'authorFunction'],
  ['unit', 'authorUnit'],
] as const;

export function AuthorFields({
  drafting,
  missing,
  brief = false,
}: {
  readonly drafting: Drafting;
  readonly missing: readonly Gap[];
  /** Folded away where all of it is known from an act before: then its summary says it. */
  readonly brief?: boolean;
}) {
  const { t } = useTranslation(['compose', 'shell']);
  const { act, change } = drafting;
  const beside = useBeside();
  const title = useId();
  const [known] = useState(() => brief && FIELDS.every(([id]) => act.author[id].trim() !== ''));
  const reference = (
    <TextField
      label={t('ourReference')}
      optional
      value={act.caseRefs.ours ?? ''}
      onChange={(ours) => {
        const { ours: _, ...others } = act.caseRefs;
        change({ caseRefs: ours === '' ? others : { ...others, ours } });
      }}
    />
  );
  const fields = (
    <div className="form-fields">
      {FIELDS.map(([id, label]) => (
        <div key={id} data-place={`author.${id}`}>
          <TextField
            label={t(label)}
            value={act.author[id]}
            onChange={(value) => change({ author: { ...act.author, [id]: value } })}
            error={missing.find(({ path }) => path === `author.${id}`)?.brief}
          />
        </div>
      ))}
      {brief ? null : reference}
    </div>
  );
  return (
    <>
      {known ? (
        <Fold
          title={
            <>
              {t('authorTitle')} <bdi className="field-optional">{beside(Object.values(act.author))}</bdi>
            </>
          }
          begun={false}
          failed={missing.some(({ path }) => path.startsWith('author.'))}
        >
          {fields}
        </Fold>
      ) : (
        <fieldset className="form-group" aria-labelledby={title}>
          <legend id={title}>{t('authorTitle')}</legend>
          {fields}
        </fieldset>
      )}
      {brief ? (
        <Fold
          title={
            <>
              {t('ourReference')} <bdi className="field-optional">{act.caseRefs.ours ?? t('shell:optional')}</bdi>
            </>
          }
          begun={false}
        >
          {reference}
        </Fold>
      ) : null}
    </>
  );
}
