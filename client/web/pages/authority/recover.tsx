// Getting back in: what happened, and the way from there; each way says what is lost and what is not.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeat } from '../../bridge.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Recall } from '../seat/recall.tsx';
import { ComingBack } from './coming-back.tsx';
import './authority.css';

export function RecoverPage() {
  const { t } = useTranslation(['authority', 'seat']);
  const { data } = useSeat();
  const [sheets, setSheets] = useState(false);
  if (sheets)
    return (
      <Page key="sheets" title={t('sheetsBegin')} lead={t('lostEveryDo')}>
        <ComingBack
          practice={data?.practice ?? false}
          rpId={data?.rpId ?? location.hostname}
          onCancel={() => setSheets(false)}
        />
      </Page>
    );
  return (
    <Page key="choice" title={t('recoverTitle')} lead={t('recoverLead')}>
      <Recall />
      <Panel title={t('lostSome')}>
        <p>{t('lostSomeDo')}</p>
        <div className="row">
          <ButtonLink href="/sign-in">{t('seat:signInTitle')}</ButtonLink>
        </div>
      </Panel>
      <Panel title={t('lostAll')}>
        <p>{t('lostAllDo')}</p>
        <div className="row">
          <ButtonLink href="/enrol">{t('seat:haveCode')}</ButtonLink>
        </div>
      </Panel>
      <Panel title={t('lostEvery')}>
        <p>{t('lostEveryDo')}</p>
        <div className="row">
          <Button onPress={() => setSheets(true)}>{t('sheetsBegin')}</Button>
        </div>
      </Panel>
    </Page>
  );
}
