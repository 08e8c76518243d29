// A place with nothing in it yet, which teaches the next step.
import type { ReactNode } from 'react';
import './empty.css';

export function Empty({
  icon,
  title,
  action,
  children,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <section className="empty">
      {icon === undefined ? null : <span className="empty-icon">{icon}</span>}
      <h2>{title}</h2>
      {children}
      {action === undefined ? null : <div className="row">{action}</div>}
    </section>
  );
}
