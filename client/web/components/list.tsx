// A list whose rows go somewhere: who, what, a status word, when; two lines of it on a narrow screen.
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import './list.css';

export function List({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className="list" aria-label={label}>
      {children}
    </ul>
  );
}

/** `title` names the row for everybody; `unread` sets it in bold. */
export function ListRow({
  href,
  icon,
  title,
  detail,
  status,
  time,
  unread = false,
}: {
  readonly href: string;
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly status?: ReactNode;
  readonly time?: ReactNode;
  readonly unread?: boolean;
}) {
  return (
    <li>
      <Link href={href} className={unread ? 'list-row list-row-unread' : 'list-row'}>
        <span className="list-icon">{icon}</span>
        <span className="list-title">{title}</span>
        {detail === undefined ? null : <span className="list-detail">{detail}</span>}
        <span className="list-side">
          {status}
          {time === undefined ? null : <span className="list-time">{time}</span>}
        </span>
      </Link>
    </li>
  );
}
