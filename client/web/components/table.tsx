// Facts in rows and columns, with a heading for each and a sideways scroll that a keyboard reaches.
import type { ReactNode } from 'react';
import './table.css';

export type Column<R> = { readonly head: string; cell(row: R): ReactNode; readonly numeric?: boolean };

export function Table<R>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  keyOf(row: R): string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, numeric = false }) => (
              <th key={head} scope="col" className={numeric ? 'table-number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ head, cell, numeric = false }) => (
                <td key={head} className={numeric ? 'table-number' : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
