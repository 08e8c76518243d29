// A status: always a word, with an icon of the same meaning; the colour only repeats it.
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import type { ReactNode } from 'react';
import './status-word.css';

export type Tone = 'good' | 'waiting' | 'bad' | 'urgent' | 'calm' | 'open';

const ICONS = {
  good: IconCircleCheck,
  waiting: IconClock,
  bad: IconCircleX,
  urgent: IconAlertTriangle,
  calm: IconInfoCircle,
  open: IconCircleDashed,
} as const;

export function ToneIcon({ tone, size = 18 }: { readonly tone: Tone; readonly size?: number }) {
  const Icon = ICONS[tone];
  return <Icon size={size} aria-hidden="true" className={`tone-${tone}`} />;
}

export function StatusWord({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`status tone-${tone}`}>
      <ToneIcon tone={tone} />
      <span>{children}</span>
    </span>
  );
}
