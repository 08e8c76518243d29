// The files of a draft: dropped or chosen, copied into this browser, shown with their size and, on demand, their SHA-256; what cannot be attached is told why.
import IconFile from '@tabler/icons-react/dist/esm/icons/IconFile.mjs';
import { useState } from 'react';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ACT_KINDS } from '../../../casework/act.ts';
import type { DraftFile } from '../../../casework/draft.ts';
import { fileProblem } from '../../../casework/file-name.ts';
import { say } from '../../../casework/labels/say.ts';
import { desk, useDesk } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Fold } from '../../components/form/fold.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Progress } from '../../components/progress.tsx';
import { useLabels } from '../../labels.ts';
import type { FileProgress } from '../../worker/compose.ts';
import type { Drafting } from './autosave.ts';

/** A size as people read it. */
export function useSize(): (bytes: number) => string {
  const { locale } = useLocale();
  return (bytes) => {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
    const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: units[step] ?? 'byte',
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: step === 0 ? 0 : 1,
    }).format(bytes / 1000 ** step);
  };
}

const STAGES = {
  keeping: 'fileKeeping',
  sealing: 'fileSealing',
  sending: 'fileSending',
  fetching: 'fileFetching',
} as const;

/** How far a file is on its way into this browser or to the relay. */
export function FileOnItsWay({ progress }: { readonly progress: FileProgress }) {
  const { t } = useTranslation('compose');
  const size = useSize();
  const { stage, name, done, total } = progress;
  return (
    <Progress
      label={t(STAGES[stage], { name })}
      value={done}
      max={total}
      words={t('ofSize', { done: size(done), total: size(total) })}
    />
  );
}

export function Attachments({
  drafting,
  brief = false,
}: {
  readonly drafting: Drafting;
  /** Folded away while there is none. */
  readonly brief?: boolean;
}) {
  const { t } = useTranslation(['compose', 'shell']);
  const size = useSize();
  const { labels } = useLabels();
  const { act, view, change } = drafting;
  const listed = ACT_KINDS[act.kind].fields.some(({ id }) => id === 'annexes');
  const [told, setTold] = useState<readonly string[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { data: progress } = useDesk('progress', ['file'], (d) => d.compose.progress());

  async function add(files: readonly File[]): Promise<void> {
    setBusy(true);
    setError(null);
    const said: string[] = [];
    let kept: readonly DraftFile[] = act.files;
    try {
      for (const file of files) {
        const problem = fileProblem(file.size);
        if (problem) {
          said.push(t(problem === 'empty' ? 'fileEmpty' : 'fileTooLarge', { name: file.name }));
          continue;
        }
        const taken = kept.map(({ name }) => name);
        const added = await desk.compose.keepFile(file, taken);
        if (added.name !== file.name) said.push(t('fileRenamed', { name: added.name }));
        kept = [...kept, added];
        change({ files: kept });
      }
    } catch (failed) {
      setError(failed);
    } finally {
      setTold(said);
      setBusy(false);
    }
  }

  function remove({ id }: DraftFile): void {
    change({ files: act.files.filter((one) => one.id !== id) });
    void drafting.flush().then(() => desk.compose.forgetFile(id));
  }

  const inner = (
    <>
      {listed ? <p>{t('filesWhat', { list: say('mla.annexes', {}, labels) })}</p> : null}
      <FileDrop label={t('filesDrop')} hint={t('filesHint')} many onFiles={(files) => void add(files)} />
      {busy && progress ? <FileOnItsWay progress={progress} /> : null}
      {error ? <Failure error={error} /> : null}
      {told.length > 0 ? (
        <Notice tone="waiting" announced title={t('filesTold')}>
          {told.map((words) => (
            <p key={words}>
              <bdi>{words}</bdi>
            </p>
          ))}
        </Notice>
      ) : null}
      {act.files.length > 0 ? (
        <ul className="compose-files" aria-label={t('filesAttached')}>
          {act.files.map((file) => (
            <li key={file.id} className="compose-file">
              <IconFile size={24} stroke={1.5} aria-hidden="true" />
              <div className="compose-file-words">
                <span>
                  <bdi>{file.name}</bdi>
                </span>
                <span className="soft small">{size(file.size)}</span>
                {view.elsewhere.includes(file.id) ? (
                  <span className="tone-waiting">{t('fileElsewhere')}</span>
                ) : (
                  <details className="small">
                    <summary>{t('fileFingerprint')}</summary>
                    <code dir="ltr">{file.digest.match(/.{4}/g)?.join(' ')}</code>
                  </details>
                )}
              </div>
              <Button look="quiet" onPress={() => remove(file)}>
                {t('fileRemove')}
                <span className="unseen"> {file.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
  if (brief)
    return (
      <Fold
        title={
          <>
            {t('filesTitle')} <span className="field-optional">{t('shell:optional')}</span>
          </>
        }
        begun={act.files.length > 0}
        failed={busy || error !== null || told.length > 0}
      >
        <section className="stack" aria-label={t('filesTitle')}>
          {inner}
        </section>
      </Fold>
    );
  return (
    <section className="stack" aria-label={t('filesTitle')}>
      <h2>{t('filesTitle')}</h2>
      {inner}
    </section>
  );
}
