// A proposal taken back after a question, or one that came to nothing taken up again: either way what it said is a draft then.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useHere } from '../../components/here.ts';
import { Failure } from '../../components/loaded.tsx';
import { FileOnItsWay } from './attachments.tsx';

/** That a file cannot be had: the relay let it go, or what it gives is not the file. */
const GONE = /^(RELAY_NOT_FOUND|CLIENT_NOT_FOUND|CLIENT_FILE_CHANGED|CONTENT_.*)$/;

/** Goes to the draft that it becomes, unless somebody went elsewhere meanwhile. */
export function useTaking(subject: string) {
  const navigate = useNavigate();
  const isHere = useHere();
  const { data: progress } = useDesk('progress', ['file'], (d) => d.compose.progress());
  const act = useDeskAct((d, files: boolean) => d.compose.takeBack(subject, files), ['mail', 'drafts']);
  const take = (files: boolean): void =>
    void act.mutateAsync(files).then(
      (id) => (isHere() ? navigate({ to: '/draft/$draftId', params: { draftId: id } }) : undefined),
      () => undefined,
    );
  return { act, take, going: act.isPending && progress ? progress : null };
}

/** How far a file is, what went wrong, and the way on without files that cannot be had. */
export function Taken({ of: { act, take, going } }: { readonly of: ReturnType<typeof useTaking> }) {
  const { t } = useTranslation('compose');
  return (
    <>
      {going ? <FileOnItsWay progress={going} /> : null}
      {act.error ? <Failure error={act.error} /> : null}
      {act.error && GONE.test(act.error.code ?? '') ? (
        <>
          <p>{t('withoutFilesWhy')}</p>
          <Button look="quiet" onPress={() => take(false)}>
            {t('withoutFiles')}
          </Button>
        </>
      ) : null}
    </>
  );
}

export function TakingBack({ subject }: { readonly subject: string }) {
  const { t } = useTranslation('compose');
  const [asking, setAsking] = useState(false);
  const taken = useTaking(subject);
  const busy = taken.act.isPending;
  // Once they said yes it goes to its end: what is being taken back cannot be left to wait any more.
  const leave = (): void => {
    if (!busy) setAsking(false);
  };
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>
        {t('takeBack')}
      </Button>
      <Dialog
        title={t('takeBackTitle')}
        isOpen={asking}
        onClose={leave}
        actions={
          <>
            {busy ? null : <Button onPress={leave}>{t('takeBackKeep')}</Button>}
            <Button look="primary" busy={busy} onPress={() => taken.take(true)}>
              {t('takeBack')}
            </Button>
          </>
        }
      >
        <p>{t('takeBackWhy')}</p>
        <Taken of={taken} />
      </Dialog>
    </>
  );
}
