// What happened, in order, each with when, who says so, and where it stands.
import type { ReactNode } from 'react';
import type { Tone } from './status-word.tsx';
import './timeline.css';

export type Moment = {
  readonly key: string;
  readonly time: ReactNode;
  readonly words: ReactNode;
  readonly detail?: ReactNode;
  readonly tone?: Tone;
};

export function Timeline({ label, moments }: { readonly label: string; readonly moments: readonly Moment[] }) {
  return (
    <ol className="timeline" aria-label={label}>
      {moments.map(({ key, time, words, detail, tone = 'open' }) => (
        <li key={key} className={`tone-${tone}`}>
          <div className="timeline-time">{time}</div>
          <div className="timeline-words">{words}</div>
          {detail === undefined ? null : <div className="timeline-detail">{detail}</div>}
        </li>
      ))}
    </ol>
  );
}
