// "Change one byte": what the checks are worth, shown on a copy of the file that was just verified.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/choice.tsx';
import { useListed } from '../../components/listed.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { Select } from '../../components/select.tsx';
import { Verdict } from '../../components/verdict.tsx';
import type { Changed, ChangedPart } from '../../worker/proof.ts';

const PARTS = ['statement', 'entry', 'acknowledgement', 'summary'] as const satisfies readonly ChangedPart[];

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

export function ByteChange({ files, bare }: { readonly files: readonly File[]; readonly bare: boolean }) {
  const { t } = useTranslation('proof');
  const listed = useListed();
  const [part, setPart] = useState<ChangedPart>('statement');
  const [mend, setMend] = useState(false);
  const change = useDeskAct<void, Changed>((desk) => desk.proof.change(files, { part, mend, bare }));
  const { data } = change;
  const failed = data?.verdict.checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id) ?? [];
  return (
    <Panel title={t('changeTitle')}>
      <p>{t('changeWhy')}</p>
      <Select<ChangedPart>
        label={t('changePart')}
        value={part}
        onChange={setPart}
        options={PARTS.map((key) => ({ key, label: t(`part_${key}`) }))}
      />
      <Checkbox label={t('changeMend')} value={mend} onChange={setMend} />
      <div className="row">
        <Button busy={change.isPending} onPress={() => change.mutate()}>
          {t('changeDo')}
        </Button>
      </div>
      {change.error ? <Failure error={change.error} /> : null}
      {data ? (
        <>
          <Notice
            announced
            tone={failed.length > 0 ? 'good' : 'bad'}
            title={failed.length > 0 ? t('changeFailed', { failed: listed(failed) }) : t('changeUnseen')}
          >
            <p>
              {t('changeDone', {
                offset: data.offset,
                path: `\u2066${data.path}\u2069`,
                before: hex(data.before),
                after: hex(data.after),
              })}
            </p>
          </Notice>
          <Verdict verdict={data.verdict} />
        </>
      ) : null}
    </Panel>
  );
}
