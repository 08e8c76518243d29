// What a person is told when the relay ended their sign-in while they were at work: quietly while they write, as a question where something waits for it.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, useDesk } from '../bridge.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Failure } from '../components/loaded.tsx';
import { Notice } from '../components/notice.tsx';
import './sign-in-again.css';

/** Gives the focus back to where it was before this place took it, once it is gone. */
function useWayBack(shown: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const follow = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && !place.current?.contains(target)) before.current = target;
    };
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
  useEffect(() => {
    if (!shown && document.activeElement === document.body) before.current?.focus();
  }, [shown]);
  return place;
}

export function SignInAgain() {
  const { t } = useTranslation('shell');
  const { data: asked = 'no' } = useDesk('connection', ['again'], (d) => d.seat.again());
  // Not among the acts that wait for a sign-in: this is the sign-in.
  const again = useMutation({ mutationFn: () => desk.seat.signInAgain(), networkMode: 'always' });
  const later = (): void => void desk.seat.notNow();
  const place = useWayBack(asked === 'quiet');
  const busy = again.isPending;
  const press = (): void => again.mutate();
  const failed = again.error ? <Failure error={again.error} /> : null;
  return (
    <>
      <div ref={place} className={asked === 'quiet' ? 'again' : undefined}>
        {asked === 'quiet' ? (
          <Notice
            announced
            tone="waiting"
            title={t('againTitle')}
            actions={
              <Button busy={busy} onPress={press}>
                {t('again')}
              </Button>
            }
          >
            <p>{t('againQuiet')}</p>
            {failed}
          </Notice>
        ) : null}
      </div>
      <Dialog
        title={t('againTitle')}
        isOpen={asked === 'waiting'}
        onClose={later}
        actions={
          <>
            <Button onPress={later}>{t('againLater')}</Button>
            <Button look="primary" busy={busy} onPress={press}>
              {t('again')}
            </Button>
          </>
        }
      >
        <p>{t('againWhy')}</p>
        {failed}
      </Dialog>
    </>
  );
}
