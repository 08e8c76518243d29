// A button, and a link that looks like one: the one next step of a page is `primary`, all else is quiet.
import { type ReactNode, useId } from 'react';
import { Button as AriaButton, Link as AriaLink, type ButtonProps, type LinkProps } from 'react-aria-components';
import './button.css';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

/** `busy`: it was pressed and works; it keeps its place and the focus, and cannot be pressed again. */
export function Button({
  look = 'plain',
  icon,
  busy = false,
  children,
  ...rest
}: Omit<ButtonProps, 'children' | 'className' | 'style'> & {
  readonly look?: Look;
  readonly icon?: ReactNode;
  readonly busy?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <AriaButton {...rest} isPending={busy} className={`button button-${look}`}>
      {busy ? <span className="button-busy" aria-hidden="true" /> : icon}
      <span>{children}</span>
    </AriaButton>
  );
}

/** A button of which only the icon is seen; `label` is its name. */
export function IconButton({
  label,
  icon,
  ...rest
}: Omit<ButtonProps, 'children' | 'className' | 'style'> & { readonly label: string; readonly icon: ReactNode }) {
  return (
    <AriaButton {...rest} aria-label={label} className="button button-icon">
      {icon}
    </AriaButton>
  );
}

/** Goes somewhere; looks like a button because it is the next step. */
export function ButtonLink({
  look = 'plain',
  icon,
  children,
  ...rest
}: Omit<LinkProps, 'children' | 'className' | 'style'> & {
  readonly look?: Look;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <AriaLink {...rest} className={`button button-${look}`} id={useId()}>
      {icon}
      <span>{children}</span>
    </AriaLink>
  );
}
