// What is due and when: in words first, then the moment itself.
import { useTranslation } from 'react-i18next';
import type { Due } from '../../worker/mail/rows.ts';
import { ToneIcon } from '../status-word.tsx';
import { ShortTime } from '../times.tsx';
import { useSpan } from './clock.tsx';
import './mail.css';

/** `moment`: also when exactly, in a short line. */
export function DueWord({ due, moment = true }: { readonly due: Due; readonly moment?: boolean }) {
  const { t } = useTranslation('mail');
  const spanOf = useSpan();
  const { words, late } = spanOf(due.at);
  const what = due.what ?? t('takeWanted');
  const tone = late && due.owner === 'you' ? 'urgent' : late ? 'bad' : due.owner === 'you' ? 'waiting' : 'open';
  return (
    <span className={`due tone-${tone}`}>
      <ToneIcon tone={tone} size={16} />
      <span>{t(late ? 'dueLate' : 'dueIn', { what, span: words })}</span>
      {moment ? (
        <span className="due-moment">
          <ShortTime value={due.at} />
        </span>
      ) : null}
    </span>
  );
}
