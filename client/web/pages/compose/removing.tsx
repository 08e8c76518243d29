// Removing a draft, for everybody of the authority, after a question.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/loaded.tsx';

export function Removing({ draftId }: { readonly draftId: string }) {
  const { t } = useTranslation('compose');
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const removing = useDeskAct((d) => d.compose.remove(draftId), ['drafts']);
  const remove = (): void =>
    void removing.mutateAsync().then(
      () => navigate({ to: '/drafts' }),
      () => setAsking(false),
    );
  return (
    <div className="compose-next">
      {removing.error ? <Failure error={removing.error} /> : null}
      <Button look="quiet" onPress={() => setAsking(true)}>
        {t('removeDraft')}
      </Button>
      <Dialog
        title={t('removeDraftTitle')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t('removeDraftKeep')}</Button>
            <Button look="danger" busy={removing.isPending} onPress={remove}>
              {t('removeDraft')}
            </Button>
          </>
        }
      >
        <p>{t('removeDraftWhy')}</p>
      </Dialog>
    </div>
  );
}
