// What a reply answers, to look at while one writes it.
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { say } from '../../../casework/labels/say.ts';
import { outline } from '../../../casework/outline.ts';
import { stateNames } from '../../components/form/names.ts';
import { Outline } from '../../components/outline.tsx';
import { useLabels } from '../../labels.ts';
import type { Drafting } from './autosave.ts';
import { useNamed } from './speech.ts';

export function Answered({ drafting }: { readonly drafting: Drafting }) {
  const { t } = useTranslation('compose');
  const { labels, locale } = useLabels();
  const { data } = useNamed(drafting.act);
  const act = data?.answered;
  if (!act) return null;
  const paragraphs = outline(act, { labels, countries: stateNames(locale) }).flatMap((part) => part.paragraphs);
  return (
    <details className="compose-answered" open={act.kind === 'ask' || undefined}>
      <summary>{t('answers', { title: say(ACT_KINDS[act.kind].title, {}, labels) })}</summary>
      <Outline paragraphs={paragraphs} entry={(list, number) => say('check.entry', { list, number }, labels)} />
    </details>
  );
}
