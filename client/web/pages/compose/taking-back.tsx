// A proposal taken back after a question, or one that came to nothing taken up again: either way what it said is a draft then.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/loaded.tsx';
import { FileOnItsWay } from './attachments.tsx';

export type Taking = { readonly subject: string; readonly hasFiles: boolean };

/** Goes to the draft that it becomes. */
export function useTaking({ subject, hasFiles }: Taking) {
  const navigate = useNavigate();
  const { data: progress } = useDesk('progress', ['file'], (d) => d.compose.progress());
  const act = useDeskAct((d, files: boolean) => d.compose.takeBack(subject, files), ['mail', 'drafts']);
  const take = (files: boolean): void =>
    void act.mutateAsync(files).then(
      (id) => navigate({ to: '/draft/$draftId', params: { draftId: id } }),
      () => undefined,
    );
  return { act, take, going: act.isPending && progress ? progress : null, leavesFiles: act.isError && hasFiles };
}

/** How far a file is, what went wrong, and the way on without files that cannot be had. */
export function Taken({ of: { act, take, going, leavesFiles } }: { readonly of: ReturnType<typeof useTaking> }) {
  const { t } = useTranslation('compose');
  return (
    <>
      {going ? <FileOnItsWay progress={going} /> : null}
      {act.error ? <Failure error={act.error} /> : null}
      {leavesFiles ? (
        <Button look="quiet" onPress={() => take(false)}>
          {t('withoutFiles')}
        </Button>
      ) : null}
    </>
  );
}

export function TakingBack(taking: Taking) {
  const { t } = useTranslation('compose');
  const [asking, setAsking] = useState(false);
  const taken = useTaking(taking);
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>
        {t('takeBack')}
      </Button>
      <Dialog
        title={t('takeBackTitle')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t('takeBackKeep')}</Button>
            <Button look="primary" busy={taken.act.isPending} onPress={() => taken.take(true)}>
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
