// An alarm as a stranger reads it: which contradiction, of which register, and the pieces that show it.
import { useTranslation } from 'react-i18next';
import { CopyText } from '../../components/copy-text.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts } from '../../components/panel.tsx';
import { useSigns } from '../../components/signs.ts';
import { Times } from '../../components/times.tsx';
import { What } from '../../components/told.tsx';
import '../../components/verdict.css';
import type { AlarmView } from '../../worker/proof.ts';

const LAST_DATE = 8_640_000_000_000_000;

export function AlarmReport({ alarm }: { readonly alarm: AlarmView }) {
  const { t } = useTranslation('proof');
  const { colon } = useSigns();
  const { kind, origin, code, why, detail, at, reporter, pieces } = alarm;
  return (
    <>
      <Notice tone="bad" title={`${t('alarmTitle')}${colon}${t(`alarm_${kind}`)}`}>
        <p>{t('alarmLead')}</p>
        <p>{t('alarmNot')}</p>
      </Notice>
      <Facts
        facts={[
          { name: t('alarmLog'), value: <code dir="ltr">{origin}</code> },
          {
            name: t('alarmFound'),
            value: (
              <span lang="en" dir="ltr">
                {detail}
              </span>
            ),
          },
          {
            name: t('alarmCode'),
            value: (
              <>
                {why && <What fault={why} />} <code dir="ltr">{code}</code>
              </>
            ),
          },
          { name: t('alarmMet'), value: at > LAST_DATE ? t('milliseconds', { at }) : <Times value={at} /> },
          { name: t('alarmBy'), value: <CopyText text={reporter} label={t('alarmBy')} grouped /> },
        ]}
      />
      <details className="verdict-checks">
        <summary>{t('alarmPieces')}</summary>
        {pieces.map(({ size, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the file
          <div key={index} className="stack">
            <p>{t('alarmPiece', { number: index + 1, size })}</p>
            {text === null ? null : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
              <pre dir="ltr" tabIndex={0}>
                {text}
              </pre>
            )}
          </div>
        ))}
      </details>
    </>
  );
}
