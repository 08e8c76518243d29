// How a change of one's own authority ended, and the question before one that cannot be undone.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type RemoteDesk, useDeskAct } from '../../bridge.ts';
import { AskFirst } from '../../components/ask-first.tsx';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Outcome } from '../../worker/authority.ts';

export function OutcomeNotice({ outcome, onWaiting }: { readonly outcome: Outcome; onWaiting(): void }) {
  const { t } = useTranslation('authority');
  return outcome.is === 'entered' ? (
    <Notice announced tone="good">
      {t('done')}
    </Notice>
  ) : (
    <Notice announced tone="waiting" actions={<Button onPress={onWaiting}>{t('seeApprovals')}</Button>}>
      {t('waiting')}
    </Notice>
  );
}

/** A button that asks before it acts. `onDone` gets how it ended. */
export function Decide({
  label,
  title,
  keep,
  act,
  danger = false,
  onDone,
  children,
}: {
  readonly label: ReactNode;
  readonly title: string;
  readonly keep: string;
  act(desk: RemoteDesk): Promise<Outcome>;
  readonly danger?: boolean;
  onDone(outcome: Outcome): void;
  readonly children: ReactNode;
}) {
  const deed = useDeskAct((desk) => act(desk), ['authority']);
  return (
    <AskFirst
      label={label}
      title={title}
      keep={keep}
      danger={danger}
      // Awaited here: what it was about may be gone from the page by then, and with it this button.
      act={async () => onDone(await deed.mutateAsync())}
    >
      {children}
    </AskFirst>
  );
}
