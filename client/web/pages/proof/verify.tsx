// The page "Verify a file": a bundle or an alarm, checked here without an account or a network (look.md "Verdict"; docs/spec/bundle.md).
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choice.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Progress } from '../../components/progress.tsx';
import { useSigns } from '../../components/signs.ts';
import { Verdict } from '../../components/verdict.tsx';
import { language } from '../../i18n.ts';
import { saveFile } from '../../save-file.ts';
import type { Anchor, Examined } from '../../worker/proof.ts';
import { AlarmReport } from './alarm-report.tsx';
import { ByteChange } from './byte-change.tsx';
import { CommandLine } from './command-line.tsx';

const ANSWERS = {
  sent: ['original_sent', 'good'],
  'not sent': ['original_notSent', 'bad'],
  'cannot tell': ['original_cannotTell', 'waiting'],
} as const;
const ANCHORS = { installed: 'anchorInstalled', dropped: 'anchorDropped', none: 'anchorNone' } as const;

type Asked = { readonly files: readonly File[]; readonly bare: boolean };

function Bundle({
  found,
  files,
  bare,
  onBare,
}: Asked & { readonly found: Extract<Examined, { kind: 'bundle' }>; onBare(bare: boolean): void }) {
  const { t } = useTranslation('proof');
  const { colon } = useSigns();
  const { file, atHand, verdict, original } = found;
  const certificate = useDeskAct(async (desk) => {
    const paper = await desk.proof.certificateOf(files, language(), bare);
    if (paper) saveFile(paper.bytes, paper.name, paper.type);
  });
  return (
    <>
      <h2>
        {`${t('given')}${colon}`}
        <bdi>{file}</bdi>
      </h2>
      <Verdict verdict={verdict} />
      {original ? (
        <Notice
          tone={ANSWERS[original.answer][1]}
          title={t(ANSWERS[original.answer][0], { name: `\u2068${original.name}\u2069` })}
        />
      ) : null}
      {atHand === 'none' ? null : (
        <RadioGroup<Anchor>
          label={t('anchorTitle')}
          hint={t('anchorHint')}
          value={bare ? 'none' : atHand}
          onChange={(next) => onBare(next === 'none')}
          choices={[atHand, 'none' as const].map((key) => ({ key, label: t(ANCHORS[key]) }))}
        />
      )}
      {certificate.error ? <Failure error={certificate.error} /> : null}
      {verdict.facts ? (
        <div className="row">
          <Button busy={certificate.isPending} onPress={() => certificate.mutate()}>
            {t('certificateSave')}
          </Button>
        </div>
      ) : null}
      {verdict.outcome === 'failed' ? null : <ByteChange files={files} bare={bare} />}
      <CommandLine file={file} bare={bare || atHand === 'none'} card={!bare && atHand === 'installed'} />
    </>
  );
}

export function VerifyPage() {
  const { t } = useTranslation('proof');
  const { colon } = useSigns();
  const [asked, setAsked] = useState<Asked>({ files: [], bare: false });
  const examine = useDeskAct<Asked, Examined>((desk, { files, bare }) => desk.proof.examine(files, { bare }));
  const found = examine.data ?? null;

  function look(next: Asked): void {
    setAsked(next);
    examine.mutate(next);
  }
  // What is not told apart yet is given again with what comes next: a document makes sense beside its bundle only.
  const add = (files: readonly File[]): void => look({ ...asked, files: [...asked.files, ...files] });
  function clear(): void {
    setAsked({ files: [], bare: false });
    examine.reset();
  }

  return (
    <Page
      title={t('verifyTitle')}
      lead={t('verifyLead')}
      failed={examine.isError}
      {...(found ? { actions: <Button onPress={clear}>{t('startAgain')}</Button> } : {})}
    >
      <div aria-live="polite">
        {examine.isPending ? <Progress label={t('checking')} value={null} /> : null}
        {examine.error ? <Failure error={examine.error} /> : null}
      </div>
      {found?.kind === 'bundle' ? (
        <Bundle found={found} {...asked} onBare={(bare) => look({ ...asked, bare })} />
      ) : null}
      {found?.kind === 'alarm' ? (
        <>
          <h2>
            {`${t('given')}${colon}`}
            <bdi>{found.file}</bdi>
          </h2>
          <AlarmReport alarm={found.alarm} />
        </>
      ) : null}
      <FileDrop
        label={found ? t('dropAnother') : t('drop')}
        hint={t('dropHint')}
        many
        onFiles={(files) => (examine.isError ? look({ files, bare: false }) : add(files))}
      />
    </Page>
  );
}
