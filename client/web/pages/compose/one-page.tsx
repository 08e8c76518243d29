// A shorter act on one page, from the first question to the passkey: urgent preservation, consultation, every reply.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { say } from '../../../casework/labels/say.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { ActForm } from '../../components/form/act-form.tsx';
import { focusAt } from '../../components/form/held.ts';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useLabels } from '../../labels.ts';
import { Addressees } from './addressees.tsx';
import { Answered } from './answered.tsx';
import { Attachments } from './attachments.tsx';
import { AuthorFields } from './author.tsx';
import type { Drafting } from './autosave.ts';
import { type Gap, gapsOf } from './gaps.ts';
import { AtAnyHour, useAccepted } from './languages.tsx';
import { Removing } from './removing.tsx';
import { SignAndSend } from './signing.tsx';
import { useDraftSpeech } from './speech.ts';
import { SavedWord } from './with-draft.tsx';

export function OnePage({ drafting }: { readonly drafting: Drafting }) {
  const { t } = useTranslation('compose');
  const { labels } = useLabels();
  const { act, change, view } = drafting;
  const accepted = useAccepted(act.to);
  const form = ACT_KINDS[act.kind];
  const title = say(form.title, {}, labels);
  // Most replies are a few words: whoever wants to say more opens what there is.
  const brief = act.inReplyTo !== null;
  const speech = useDraftSpeech(act);
  const [missing, setMissing] = useState<readonly Gap[]>([]);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(act);
  latest.current = act;

  function find(): readonly Gap[] {
    const gaps = gapsOf(latest.current, { now: Date.now(), labels, t, accepted });
    // As they stand on this page, where the author's part comes last.
    const own = ({ path }: Gap): boolean => path.startsWith('author.');
    const ordered = [...gaps.filter((gap) => !own(gap)), ...gaps.filter(own)];
    setMissing(ordered);
    return ordered;
  }
  function check(): boolean {
    setAttempt((before) => before + 1);
    return find().length === 0;
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the language changes, in whose words the gaps were named
  useEffect(() => {
    if (missing.length > 0) find();
  }, [labels]);

  return (
    <Page title={title} lead={<Addressees to={act.to} />} failed={missing.length > 0}>
      <ErrorSummary
        attempt={attempt}
        errors={missing.map(({ path, brief }) => ({
          field: `${path} ${brief}`,
          message: brief,
          focus: () => focusAt(path),
        }))}
      />
      {act.kind === 'consultation' ? (
        <Notice title={t('informal')}>
          <p>{t('informalWhy')}</p>
        </Notice>
      ) : null}
      {act.kind === 'preservation-request' ? <AtAnyHour to={act.to} /> : null}
      <Answered drafting={drafting} />
      <ActForm
        fields={form.fields}
        values={act.fields}
        speech={speech}
        missing={missing}
        brief={brief ? title : undefined}
        onChange={(fields) => change({ fields })}
      />
      <AuthorFields drafting={drafting} missing={missing} brief={brief} />
      <Attachments drafting={drafting} brief={brief && act.kind !== 'result'} />
      <SignAndSend drafting={drafting} check={check} />
      <SavedWord drafting={drafting} />
      <Removing draftId={view.id} />
    </Page>
  );
}
