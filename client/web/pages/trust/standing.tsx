// How far an authority can be relied on, as one word of three; one's own, and those that cannot be written to, say so.
import { useTranslation } from 'react-i18next';
import { StatusWord, type Tone } from '../../components/status-word.tsx';
import type { DirectoryRow, Standing } from '../../worker/trust.ts';

const TONES: { readonly [S in Standing]: Tone } = {
  own: 'calm',
  verified: 'good',
  unverified: 'waiting',
  changed: 'bad',
};

export function StandingWord({ standing, state }: Pick<DirectoryRow, 'standing' | 'state'>) {
  const { t } = useTranslation('trust');
  if (standing !== 'changed' && (state === 'not admitted' || state === 'closed'))
    return <StatusWord tone="open">{t(state === 'closed' ? 'closed' : 'notAdmitted')}</StatusWord>;
  return <StatusWord tone={TONES[standing]}>{t(standing)}</StatusWord>;
}
