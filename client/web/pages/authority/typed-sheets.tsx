// Recovery sheets as they are typed from paper: each judged by itself, then all together against those in force.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskAct } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Failure } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { TextArea } from '../../components/text-field.tsx';
import type { ComingBack as Plan } from '../../worker/seat.ts';

const FAULTS = {
  foreign: 'sheetForeign',
  'other share': 'sheetMixed',
  'given twice': 'sheetTwice',
} as const;

type Judged = { readonly plan: Plan | null; readonly mistyped: readonly boolean[] };

export function TypedSheets({ onPlan }: { onPlan(plan: Plan, typed: readonly string[]): void }) {
  const { t } = useTranslation('authority');
  const [typed, setTyped] = useState<readonly string[]>(['', '']);
  const look = useDeskAct<void, Judged>(async (d) => {
    const mistyped = await Promise.all(
      typed.map((one) =>
        d.seat.sheetNumber(one).then(
          () => false,
          () => true,
        ),
      ),
    );
    const plan = mistyped.includes(true) ? null : await d.seat.planRecovery(typed);
    return { plan, mistyped };
  });
  async function send(): Promise<void> {
    const { plan } = await look.mutateAsync();
    if (plan && plan.faults.length === 0) onPlan(plan, typed);
  }
  return (
    <form
      className="authority-part"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send().catch(() => undefined);
      }}
    >
      <Panel title={t('typeSheets')}>
        {typed.map((text, at) => (
          <TextArea
            // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is known by nothing but its place until it was read
            key={at}
            label={t('typeSheet', { number: at + 1 })}
            hint={t('typeSheetHint')}
            rows={3}
            value={text}
            onChange={(value) => setTyped((before) => before.map((one, i) => (i === at ? value : one)))}
            error={look.data?.mistyped[at] ? t(text.trim() === '' ? 'typeSheetMissing' : 'sheetMistyped') : undefined}
            autoComplete="off"
            spellCheck="false"
          />
        ))}
        {look.data?.plan?.faults.map(({ number, fault }) => (
          <Notice key={number} announced tone="bad">
            {t(FAULTS[fault], { number })}
          </Notice>
        ))}
        {look.error ? <Failure error={look.error} /> : null}
        <div className="row">
          <Button type="submit" look="primary" busy={look.isPending}>
            {t('readSheets')}
          </Button>
          <Button onPress={() => setTyped((before) => [...before, ''])}>{t('anotherSheet')}</Button>
        </div>
      </Panel>
    </form>
  );
}
