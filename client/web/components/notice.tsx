// Something to know before going on: what, and what to do about it.
import type { ReactNode } from 'react';
import { type Tone, ToneIcon } from './status-word.tsx';
import './notice.css';

/** `announced`: it came by itself and is read out; otherwise it stood there when the page came. */
export function Notice({
  tone = 'calm',
  title,
  actions,
  announced = false,
  children,
}: {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly announced?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <div className={`notice notice-${tone}`} role={announced ? 'status' : undefined}>
      <ToneIcon tone={tone} size={22} />
      <div className="notice-words">
        {title === undefined ? null : <p className="notice-title">{title}</p>}
        {children}
        {actions === undefined ? null : <div className="row">{actions}</div>}
      </div>
    </div>
  );
}

/** An error as it is told: what happened, whether the work is safe, what to do, and a code to report. */
export function ErrorNotice({
  text,
  code,
  actions,
}: {
  readonly text: { readonly what: string; readonly safe: string; readonly action: string };
  readonly code: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div role="alert">
      <Notice tone="bad" title={text.what} actions={actions}>
        <p>{text.safe}</p>
        <p>{text.action}</p>
        <p className="soft small">{code}</p>
      </Notice>
    </div>
  );
}
