// How far something is, in words and as a bar; without a number it only says that it goes on.
import { ProgressBar } from 'react-aria-components';
import './progress.css';

/** `value` and `max` in any unit; `words` says them as people do ("12 of 40 MB"). */
export function Progress({
  label,
  value,
  max = 1,
  words,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly max?: number;
  readonly words?: string;
}) {
  return (
    <ProgressBar
      aria-label={label}
      isIndeterminate={value === null}
      value={value ?? 0}
      maxValue={max}
      className="progress"
      {...(words === undefined ? {} : { valueLabel: words })}
    >
      {({ percentage }) => (
        <>
          <span className="progress-words">
            <span>{label}</span>
            <span>{words}</span>
          </span>
          <svg className="progress-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect className="progress-rest" width="100" height="4" />
            <rect
              className={value === null ? 'progress-done progress-moving' : 'progress-done'}
              width={value === null ? 30 : (percentage ?? 0)}
              height="4"
            />
          </svg>
        </>
      )}
    </ProgressBar>
  );
}
