// New recovery sheets in the place of those that are out: asked, shown once, and proven to be on paper before they are put away (docs/spec/roster.md, ROS-12).
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Outcome } from '../../worker/authority.ts';
import type { SheetView } from '../../worker/founding.ts';
import { KEPT, type Kept, KeptChoice } from './kept.tsx';
import { Sheets } from './sheets.tsx';

export type NewSheets = { readonly sheets: readonly SheetView[]; readonly needed: number; readonly outcome: Outcome };

/** The button and the question before it. `onMade`: they exist in this answer and nowhere else. */
export function MakeSheets({ onMade }: { onMade(made: NewSheets): void }) {
  const { t } = useTranslation(['authority', 'shell']);
  const [asking, setAsking] = useState(false);
  const [kept, setKept] = useState<Kept>('2 3');
  const renew = useDeskAct((d) => d.founding.renewSheets(KEPT[kept]), ['authority']);
  function close(): void {
    setAsking(false);
    renew.reset();
  }
  async function make(): Promise<void> {
    const made = await renew.mutateAsync();
    close();
    onMade({ ...made, needed: KEPT[kept].needed });
  }
  return (
    <div className="row">
      <Button onPress={() => setAsking(true)}>{t('sheetsNew')}</Button>
      <Dialog
        title={t('sheetsNewTitle')}
        isOpen={asking}
        onClose={close}
        actions={
          <>
            <Button onPress={close}>{t('shell:cancel')}</Button>
            <Button look="primary" busy={renew.isPending} onPress={() => void make().catch(() => undefined)}>
              {t('sheetsMake')}
            </Button>
          </>
        }
      >
        <p>{t('sheetsNewWhy')}</p>
        <KeptChoice value={kept} onChange={setKept} />
        {renew.error ? <Failure error={renew.error} /> : null}
      </Dialog>
    </div>
  );
}

/** Shown instead of everything else until somebody read from the paper. */
export function ShownSheets({ made, onProven }: { readonly made: NewSheets; onProven(): void }) {
  const { t } = useTranslation('authority');
  const waiting = made.outcome.is === 'waiting';
  return (
    <div className="authority-part">
      <Notice announced tone="waiting" title={waiting ? t('sheetsWaiting') : t('sheetsVoid')}>
        <p>{waiting ? t('sheetsKeepOld') : t('sheetsVoidWhy')}</p>
      </Notice>
      <Sheets sheets={made.sheets} needed={made.needed} onProven={onProven} />
    </div>
  );
}
