// What was to be sent and has not gone: by itself where nobody has to sign, else by one press; what the relay refused says why.
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import { say } from '../../../casework/labels/say.ts';
import { useDesk, useDeskAct } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLabels } from '../../labels.ts';
import type { DraftView } from '../../worker/compose.ts';
import { Addressees } from './addressees.tsx';
import { GoesAlone } from './alone.tsx';

/** Nothing, while nothing waits. */
export function ReadyToSend() {
  const { data } = useDesk('drafts', ['list'], (d) => d.compose.drafts());
  const waiting = (data ?? []).filter(({ sending }) => sending !== null);
  return waiting.map((draft) => <Waiting key={draft.id} draft={draft} />);
}

function Waiting({ draft }: { readonly draft: DraftView }) {
  const { t } = useTranslation('compose');
  const { labels } = useLabels();
  const navigate = useNavigate();
  const { id, act, sending } = draft;
  const send = useDeskAct((d) => d.compose.send(id), ['drafts', 'connection']);
  if (!act) return null;
  const press = (): void =>
    void send
      .mutateAsync()
      .then(({ subject }) => (subject ? navigate({ to: '/sent/$subject', params: { subject } }) : undefined))
      .catch(() => undefined);
  const title = say(ACT_KINDS[act.kind].title, {}, labels);
  return (
    <Notice
      tone="waiting"
      title={sending?.status === 'stopped' ? t('stoppedTitle', { title }) : t('readyTitle', { title })}
      actions={
        <>
          <Button look="primary" busy={send.isPending} onPress={press}>
            {act.class === 0 || sending?.status === 'ready' ? t('send') : t('signSend')}
          </Button>
          <ButtonLink look="quiet" href={`/draft/${id}`}>
            {t('readyLook')}
          </ButtonLink>
        </>
      }
    >
      <p>
        <Addressees to={act.to} />
      </p>
      {sending?.alone ? (
        <GoesAlone />
      ) : (
        <p>{sending?.status === 'stopped' ? t('stoppedWhy', { code: sending.code ?? '' }) : t('readyWhy')}</p>
      )}
      {send.error ? <Failure error={send.error} /> : null}
    </Notice>
  );
}
