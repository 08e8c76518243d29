// What may be left alone, folded away: it opens by itself for what stands in the way inside it, and stays as its reader left it.
import { type ReactNode, useEffect, useState } from 'react';
import './form.css';

export function Fold({
  title,
  place,
  begun,
  failed = false,
  children,
}: {
  readonly title: ReactNode;
  /** As `data-place` of a field: by it an error finds what it is about. */
  readonly place?: string;
  /** Something of it was given: it is open as the page comes, or as soon as it is. */
  readonly begun: boolean;
  readonly failed?: boolean;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(begun);
  useEffect(() => {
    if (begun || failed) setOpen(true);
  }, [begun, failed]);
  return (
    <details
      className="form-fold"
      data-place={place}
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{title}</summary>
      {children}
    </details>
  );
}
