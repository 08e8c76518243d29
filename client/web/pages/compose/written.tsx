// An act as it was signed, whole, to be read before another signature or while it is on its way.
import { ACT_KINDS, type Act } from '../../../casework/act.ts';
import { say } from '../../../casework/labels/say.ts';
import { outline } from '../../../casework/outline.ts';
import { stateNames } from '../../components/form/names.ts';
import { Outline } from '../../components/outline.tsx';
import { Panel } from '../../components/panel.tsx';
import { useLabels } from '../../labels.ts';

export function Written({ act }: { readonly act: Act }) {
  const { labels, locale } = useLabels();
  return outline(act, { labels, countries: stateNames(locale) }).map(({ title, paragraphs }) => (
    <Panel key={title ?? ''} title={title ?? say(ACT_KINDS[act.kind].title, {}, labels)}>
      <Outline paragraphs={paragraphs} entry={(list, number) => say('check.entry', { list, number }, labels)} />
    </Panel>
  ));
}
