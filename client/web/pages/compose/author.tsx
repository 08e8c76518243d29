// Who answers for an act, and its reference in one's own office: asked with every act, kept beside its form.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../components/text-field.tsx';
import type { Drafting } from './autosave.ts';
import type { Gap } from './gaps.ts';

const FIELDS = [
  ['officialName', 'authorName'],
  ['function', 'authorFunction'],
  ['unit', 'authorUnit'],
] as const;

export function AuthorFields({ drafting, missing }: { readonly drafting: Drafting; readonly missing: readonly Gap[] }) {
  const { t } = useTranslation('compose');
  const { act, change } = drafting;
  const title = useId();
  return (
    <fieldset className="form-group" aria-labelledby={title}>
      <legend id={title}>{t('authorTitle')}</legend>
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
        <TextField
          label={t('ourReference')}
          optional
          value={act.caseRefs.ours ?? ''}
          onChange={(ours) => {
            const { ours: _, ...others } = act.caseRefs;
            change({ caseRefs: ours === '' ? others : { ...others, ours } });
          }}
        />
      </div>
    </fieldset>
  );
}
