// The parts of a piece of work, each with its state and the page where it is done.
import { Link } from 'react-aria-components';
import { StatusWord, type Tone } from './status-word.tsx';
import './task-list.css';

export type Task = {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly status: string;
  readonly tone: Tone;
  /** Where it is done; without it it cannot be begun yet. */
  readonly href?: string;
};

export function TaskList({ label, tasks }: { readonly label: string; readonly tasks: readonly Task[] }) {
  return (
    <ol className="task-list" aria-label={label}>
      {tasks.map(({ key, label: words, hint, status, tone, href }) => (
        <li key={key}>
          <div className="task-words">
            {href === undefined ? (
              <span>{words}</span>
            ) : (
              <Link href={href} aria-describedby={`task-${key}`} className="task-link">
                {words}
              </Link>
            )}
            {hint === undefined ? null : <span className="soft small">{hint}</span>}
          </div>
          <span id={`task-${key}`}>
            <StatusWord tone={tone}>{status}</StatusWord>
          </span>
        </li>
      ))}
    </ol>
  );
}
