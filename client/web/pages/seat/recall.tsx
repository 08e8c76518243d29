// A browser that knows nobody, and an official who still has the passkey: what the passkey left at the relay comes back.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { TextField } from '../../components/text-field.tsx';
import { askToPersist } from '../../passkeys.ts';

/** Nothing lies under that passkey, or nothing that it opens. */
const NONE = ['RELAY_NOT_FOUND', 'CLIENT_NOT_FOUND'];

export function Recall() {
  const { t } = useTranslation('seat');
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const recall = useDeskAct(
    async (d, called: string) => {
      const [kid] = await d.seat.recall();
      if (kid) await d.seat.restore(kid, called);
      return kid !== undefined;
    },
    ['seat'],
  );
  async function bring(): Promise<void> {
    const called = name.trim();
    setMissing(called === '');
    if (called === '' || !(await recall.mutateAsync(called))) return;
    await askToPersist();
    await navigate({ to: '/' });
  }
  return (
    <Panel title={t('recallTitle')}>
      <p>{t('recallWhy')}</p>
      <p className="soft">{t('goneWhy')}</p>
      <TextField
        label={t('name')}
        value={name}
        onChange={setName}
        autoComplete="name"
        error={missing ? t('nameMissing') : undefined}
      />
      {NONE.includes(recall.error?.code ?? '') || recall.data === false ? (
        <Notice announced tone="waiting" title={t('recallNone')}>
          <p>{t('recallNoneWhy')}</p>
        </Notice>
      ) : recall.error ? (
        <Failure error={recall.error} />
      ) : null}
      <div className="row">
        <Button look="primary" busy={recall.isPending} onPress={() => void bring().catch(() => undefined)}>
          {t('recall')}
        </Button>
      </div>
    </Panel>
  );
}
