// What one can do with the evidence of one's own transmission: verify it now, save it for others, and have it on paper. For the case page and wherever a transmission is shown.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RemoteDesk, useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/choice.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Panel } from '../../components/panel.tsx';
import { Verdict } from '../../components/verdict.tsx';
import { language } from '../../i18n.ts';
import { saveFile } from '../../save-file.ts';
import type { Paper, Verdict as VerdictView } from '../../worker/proof.ts';

/** A paper that the desk makes and the person keeps. */
function usePaper(make: (desk: RemoteDesk) => Promise<Paper | null>) {
  return useDeskAct<void, Paper | null>(async (desk) => {
    const paper = await make(desk);
    if (paper) saveFile(paper.bytes, paper.name, paper.type);
    return paper;
  });
}

/**
 * `subject`: the transmission's statement, 64 hexadecimal digits. `atOnce`: who opened this has asked for it to be verified.
 * `closed`: this reader cannot open the content, and so hands on nothing of it.
 */
export function OwnEvidence({
  subject,
  atOnce = false,
  closed = false,
}: {
  readonly subject: string;
  readonly atOnce?: boolean;
  readonly closed?: boolean;
}) {
  const { t } = useTranslation('proof');
  const [disclose, setDisclose] = useState(false);
  const verify = useDeskAct<void, VerdictView>((desk) => desk.proof.verifyNow(subject));
  const bundle = usePaper((desk) => desk.proof.bundle(subject, { disclose }));
  const certificate = usePaper((desk) => desk.proof.certificate(subject, language()));
  const letter = usePaper((desk) => desk.proof.letter(subject, language()));
  const asked = useRef(false);
  useEffect(() => {
    if (!atOnce || asked.current) return;
    asked.current = true;
    verify.mutate();
  });
  const error = verify.error ?? bundle.error ?? certificate.error ?? letter.error;
  return (
    <Panel title={t('ownTitle')}>
      <p>{t('ownWhy')}</p>
      <div className="row">
        <Button busy={verify.isPending} onPress={() => verify.mutate()}>
          {t('ownVerify')}
        </Button>
        <Button busy={certificate.isPending} onPress={() => certificate.mutate()}>
          {t('certificateSave')}
        </Button>
        {closed ? null : (
          <Button busy={letter.isPending} onPress={() => letter.mutate()}>
            {t('ownLetter')}
          </Button>
        )}
        <Button busy={bundle.isPending} onPress={() => bundle.mutate()}>
          {t('ownBundle')}
        </Button>
      </div>
      {closed ? null : (
        <Checkbox label={t('ownDisclose')} detail={t('ownDiscloseWhy')} value={disclose} onChange={setDisclose} />
      )}
      {error ? <Failure error={error} /> : null}
      <div aria-live="polite">{verify.data ? <Verdict verdict={verify.data} /> : null}</div>
    </Panel>
  );
}
