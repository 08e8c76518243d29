// Where a transmission stands, and who says so: never more than what was proven (product.md "Two layers of status").
import { useTranslation } from 'react-i18next';
import type { TransmissionStatus } from '../../../sdk/index.ts';
import type { Standing } from '../../worker/mail/rows.ts';
import { StatusWord, type Tone } from '../status-word.tsx';

const OUT = {
  proposed: ['proposed', 'waiting'],
  withdrawn: ['withdrawn', 'open'],
  lapsed: ['lapsed', 'bad'],
  submitted: ['submitted', 'good'],
  consigned: ['consigned', 'waiting'],
  'handed over': ['handedOver', 'calm'],
  opened: ['opened', 'calm'],
  taken: ['taken', 'good'],
  passed: ['passed', 'calm'],
  refused: ['refused', 'bad'],
  overdue: ['overdue', 'bad'],
} as const satisfies Record<TransmissionStatus, readonly [string, Tone]>;

const IN = {
  ...OUT,
  submitted: ['inNew', 'calm'],
  consigned: ['inNew', 'calm'],
  'handed over': ['inNew', 'calm'],
  opened: ['inOpened', 'waiting'],
  taken: ['inTaken', 'good'],
  passed: ['inPassed', 'calm'],
  refused: ['inRefused', 'calm'],
  overdue: ['overdue', 'urgent'],
} as const satisfies Record<TransmissionStatus, readonly [string, Tone]>;

/** For who keeps the books: nothing is new to them, and what a device of the authority has received is another state than what waits. */
const IN_BOOKS = {
  ...IN,
  submitted: ['inConsigned', 'waiting'],
  consigned: ['inConsigned', 'waiting'],
  'handed over': ['inHandedOver', 'calm'],
} as const satisfies Record<TransmissionStatus, readonly [string, Tone]>;

const BY = { register: 'byRegister', signed: 'bySignature', reported: 'byRelay' } as const;

/** `by`: also who says so. `books`: as a register shows it, and not a desk with work to do. */
export function StandingWord({
  status,
  direction,
  standing,
  by = false,
  books = false,
}: {
  readonly status: TransmissionStatus;
  readonly direction: 'in' | 'out';
  readonly standing: Standing;
  readonly by?: boolean;
  readonly books?: boolean;
}) {
  const { t } = useTranslation('mail');
  const [key, tone] = (direction === 'out' ? OUT : books ? IN_BOOKS : IN)[status];
  return (
    <span className="standing">
      <StatusWord tone={tone}>{t(key)}</StatusWord>
      {by && direction === 'out' ? <span className="soft small"> {t(BY[standing])}</span> : null}
    </span>
  );
}

/** Who says so; `own`: one's own authority did it. */
export function ByWord({ standing, own }: { readonly standing: Standing; readonly own: boolean }) {
  const { t } = useTranslation('mail');
  return <>{t(own && standing === 'signed' ? 'byOwnSignature' : BY[standing])}</>;
}
