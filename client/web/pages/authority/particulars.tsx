// What others see of one's own office: as it stands, and the way to change it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Panel } from '../../components/panel.tsx';
import { ParticularsFacts } from '../../components/particulars.tsx';
import { Times } from '../../components/times.tsx';
import type { Outcome } from '../../worker/authority.ts';
import { OutcomeNotice } from './outcome.tsx';
import { ParticularsForm } from './particulars-form.tsx';

export function OwnParticulars({ admin, onWaiting }: { readonly admin: boolean; onWaiting(): void }) {
  const { t } = useTranslation('particulars');
  const stands = useDesk('authority', ['particulars'], (d) => d.particulars.own());
  const [changing, setChanging] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  function change(): void {
    setOutcome(null);
    setChanging(true);
  }
  return (
    <div className="authority-part">
      {outcome ? <OutcomeNotice outcome={outcome} onWaiting={onWaiting} /> : null}
      <p>{t('ownLead')}</p>
      <Loaded query={stands}>
        {(stated) =>
          changing ? (
            <ParticularsForm
              stands={stated}
              onCancel={() => setChanging(false)}
              onOutcome={(next) => {
                setChanging(false);
                setOutcome(next);
              }}
            />
          ) : stated ? (
            <Panel title={t('ownTitle')} actions={admin ? <Button onPress={change}>{t('change')}</Button> : null}>
              <ParticularsFacts
                particulars={stated}
                more={[{ name: t('statedOn'), value: <Times value={stated.statedAt} /> }]}
              />
            </Panel>
          ) : (
            <Empty
              title={t('ownNothing')}
              {...(admin
                ? {
                    action: (
                      <Button look="primary" onPress={change}>
                        {t('stateIt')}
                      </Button>
                    ),
                  }
                : {})}
            >
              <p>{t('ownNothingWhy')}</p>
            </Empty>
          )
        }
      </Loaded>
    </div>
  );
}
