// One page: its one h1, the title of the tab, and where the focus goes when it is come to.
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import './page.css';

// On the first load the browser's own start of the page is right; afterwards the heading says where one is.
let arrived = false;

/** `failed`: a form on this page was refused, which the title of the tab says first. `returning`: come back to; what was left has the focus. */
export function Page({
  title,
  lead,
  actions,
  failed = false,
  returning = false,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly failed?: boolean;
  readonly returning?: boolean;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('shell');
  const heading = useRef<HTMLHeadingElement>(null);
  const back = useRef(returning);
  useEffect(() => {
    if (arrived && !back.current) heading.current?.focus();
    arrived = true;
  }, []);
  useEffect(() => {
    document.title = `${failed ? t('errorTitle', { title }) : title} - ${t('product')}`;
  }, [title, failed, t]);
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead === undefined ? null : <p className="page-lead">{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
