// What an official sees before the passkey: who will be able to read it, what the relay sees, what proves it; and after: not yet sent, until the receipt verified.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS, classesOf } from '../../../casework/act.ts';
import { ANSWER_WITHIN } from '../../../casework/draft.ts';
import type { ActClass } from '../../../casework/form.ts';
import { say } from '../../../casework/labels/say.ts';
import { acting, useDesk } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choice.tsx';
import { useHere } from '../../components/here.ts';
import { Failure, Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Select } from '../../components/select.tsx';
import { DeskError } from '../../fault.ts';
import { useLabels } from '../../labels.ts';
import type { Signing } from '../../worker/compose.ts';
import { FileOnItsWay } from './attachments.tsx';
import type { Drafting } from './autosave.ts';
import { Barred } from './barred.tsx';
import { BeforeSigning } from './before-signing.tsx';

const CLASS_WORDS = ['classOrdinary', 'classFormal', 'classUrgent'] as const;
const CLASS_WHY = ['classOrdinaryWhy', 'classFormalWhy', 'classUrgentWhy'] as const;
const PERIODS = [30, 60, 120, 240, 480, 1440, 2880, 4320].filter(
  (one) => one >= ANSWER_WITHIN.least && one <= ANSWER_WITHIN.most,
);
const AWAY = ['CLIENT_RELAY_UNREACHABLE', 'CLIENT_RELAY_TIMEOUT'];

/** `check`: looks once more whether it may be signed, and says where not; true when it may. */
export function SignAndSend({ drafting, check }: { readonly drafting: Drafting; check(): boolean }) {
  const { t } = useTranslation('compose');
  const { act, change } = drafting;
  const classes = classesOf(act);
  const level = classes.find((one) => one === act.class) ?? classes[0] ?? 1;
  const signing = useDesk('directory', ['signing', act.to, level], (d) => d.compose.signing(act.to, level));
  return (
    <>
      {classes.length > 1 ? (
        <RadioGroup<string>
          label={t('classTitle')}
          value={String(level)}
          onChange={(key) => change({ class: Number(key) as ActClass })}
          choices={classes.map((one) => ({ key: String(one), label: t(CLASS_WORDS[one]), detail: t(CLASS_WHY[one]) }))}
        />
      ) : null}
      {level === 2 ? (
        <Select
          label={t('answerWithin')}
          hint={t('answerWithinHint')}
          options={PERIODS.map((one) => ({
            key: String(one),
            label: one < 60 ? t('minutes', { count: one }) : t('hours', { count: one / 60 }),
          }))}
          value={String(act.answerWithin)}
          onChange={(key) => change({ answerWithin: Number(key) })}
        />
      ) : null}
      <Loaded query={signing}>
        {(known) =>
          known.stopped.length > 0 ? (
            <Barred stopped={known.stopped} />
          ) : (
            <>
              <BeforeSigning files={act.files} level={level} signing={known} twoSigners={known.twoSigners} />
              <Sending drafting={drafting} level={level} signing={known} check={check} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

type Known = { readonly drafting: Drafting; readonly level: ActClass; readonly signing: Signing };

function Sending({ drafting, level, signing, check }: Known & { check(): boolean }) {
  const { t } = useTranslation('compose');
  const { labels } = useLabels();
  const navigate = useNavigate();
  const { act, view } = drafting;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // Once it is signed, where it went stands here and leads on by itself: whoever has gone elsewhere since is not fetched back.
  const isHere = useHere();
  const { data: progress } = useDesk('progress', ['file'], (d) => d.compose.progress());
  const code = error instanceof DeskError ? error.code : null;
  const away = code !== null && AWAY.includes(code);
  // What needs no touch goes on when the line is back, and takes this page along.
  const byItself = away && view.sending?.alone === true;
  const going = busy || (byItself && progress);

  async function send(): Promise<void> {
    if (!check()) return;
    setBusy(true);
    setError(null);
    try {
      await drafting.flush();
      const { subject } = await acting((d) => d.compose.send(view.id));
      if (subject && isHere()) await navigate({ to: '/sent/$subject', params: { subject }, replace: true });
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  }

  if (!signing.maySign)
    return (
      <Notice tone="waiting" title={t('mayNotSign')}>
        <p>{t('mayNotSignWhy')}</p>
      </Notice>
    );
  return (
    <>
      {code === 'CLIENT_PASSKEY_CANCELLED' ? (
        <Notice tone="waiting" announced title={t('cancelled')}>
          <p>{t('cancelledWhy')}</p>
        </Notice>
      ) : away && !going ? (
        <Notice tone="waiting" announced title={t('offlineTitle')}>
          <p>{t(byItself ? 'offlineGoesOn' : 'offlineWhy')}</p>
        </Notice>
      ) : error && !away ? (
        <Failure error={error} />
      ) : !error && !going && view.sending?.status === 'stopped' ? (
        <Notice tone="waiting" title={t('stoppedTitle', { title: say(ACT_KINDS[act.kind].title, {}, labels) })}>
          <p>{t('stoppedWhy', { code: view.sending.code ?? '' })}</p>
        </Notice>
      ) : null}
      {going ? (
        <Notice announced title={t('notYetSent')}>
          <p>{level === 0 ? t('notYetSentOrdinary') : t('notYetSentWhy')}</p>
          {progress ? <FileOnItsWay progress={progress} /> : null}
        </Notice>
      ) : null}
      <div className="row">
        <Button look="primary" busy={busy} onPress={() => void send()}>
          {level === 0 ? t('send') : t('signSend')}
        </Button>
        <ButtonLink look="quiet" href="/drafts">
          {t('keepDraft')}
        </ButtonLink>
      </div>
    </>
  );
}
