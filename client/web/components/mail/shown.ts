// The ways to look at a list of mail, as an address names them.
import type { MailRow } from '../../worker/mail/rows.ts';

const SHOWN = {
  all: () => true,
  unread: ({ unread }: MailRow) => unread,
  urgent: ({ urgent }: MailRow) => urgent,
  open: ({ status }: MailRow) => !['taken', 'refused', 'passed'].includes(status),
  due: ({ due }: MailRow) => due !== null,
} as const;
export type Shown = keyof typeof SHOWN;
export const WAYS = Object.keys(SHOWN) as readonly Shown[];

/** Rows of this way to look. */
export const rowsOf = (rows: readonly MailRow[], shown: Shown): readonly MailRow[] => rows.filter(SHOWN[shown]);

/** What an address asks for; everything is the way nobody has to name. */
export const shownIn = ({ show }: { readonly show?: unknown }): { show?: Exclude<Shown, 'all'> } => {
  const way = WAYS.find((one) => one === show);
  return way === undefined || way === 'all' ? {} : { show: way };
};
