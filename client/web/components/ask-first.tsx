// A button that asks before it acts: what cannot be undone is decided in a dialog, which stays while it is done and tells what went wrong.
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Failure } from './loaded.tsx';

/** `act` does it and may reject; `keep` is the way out. `quiet`: the button that asks is one of many in a list. */
export function AskFirst({
  label,
  title,
  keep,
  act,
  danger = false,
  quiet = false,
  children,
}: {
  readonly label: ReactNode;
  readonly title: string;
  readonly keep: string;
  act(): Promise<unknown>;
  readonly danger?: boolean;
  readonly quiet?: boolean;
  readonly children: ReactNode;
}) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  function close(): void {
    setAsking(false);
    setError(null);
  }
  async function decide(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await act();
      setAsking(false);
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <Button look={quiet ? 'quiet' : danger ? 'danger' : 'plain'} onPress={() => setAsking(true)}>
        {label}
      </Button>
      <Dialog
        title={title}
        isOpen={asking}
        onClose={close}
        actions={
          <>
            <Button onPress={close}>{keep}</Button>
            <Button look={danger ? 'danger' : 'primary'} busy={busy} onPress={() => void decide()}>
              {label}
            </Button>
          </>
        }
      >
        {children}
        {error ? <Failure error={error} /> : null}
      </Dialog>
    </>
  );
}
