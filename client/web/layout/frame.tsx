// What stands around every page: the ribbon of practice, the head, the way elsewhere, and the place of the page.
import { Outlet, useRouter } from '@tanstack/react-router';
import { Suspense, useEffect, useSyncExternalStore } from 'react';
import { RouterProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { lockDesk, useSeat } from '../bridge.ts';
import { Button } from '../components/button.tsx';
import { Failure } from '../components/loaded.tsx';
import { Notice } from '../components/notice.tsx';
import { newerVersion, takeNewerVersion } from '../updates.ts';
import { AlarmBar } from './alarm-bar.tsx';
import { Header } from './header.tsx';
import { Rail } from './rail.tsx';
import { SignInAgain } from './sign-in-again.tsx';
import { Waiting } from './waiting.tsx';
import './frame.css';

function NewerVersion() {
  const { t } = useTranslation('shell');
  if (!useSyncExternalStore(newerVersion.subscribe, newerVersion.isWaiting)) return null;
  return (
    <Notice
      announced
      title={t('newVersion')}
      actions={<Button onPress={takeNewerVersion}>{t('newVersionUse')}</Button>}
    />
  );
}

export function Frame() {
  const { t } = useTranslation('shell');
  const router = useRouter();
  const { data, error, refetch } = useSeat();
  const seat = data?.seat ?? null;
  const practice = data?.practice ?? false;
  const locked = data !== undefined && seat === null;

  useEffect(() => {
    // Locked, or taken over by another tab: whoever looks at a page behind the door is asked to sign in.
    if (locked) void router.invalidate();
  }, [locked, router]);

  const shutOut = data?.shutOut ?? null;
  useEffect(() => {
    // Also from a page that stands open without a desk: who was shut out is told so.
    if (shutOut !== null) void router.navigate({ to: '/sign-in' });
  }, [shutOut, router]);

  async function lock(): Promise<void> {
    await lockDesk();
    await router.navigate({ to: '/sign-in' });
  }

  return (
    <RouterProvider navigate={(href) => void router.navigate({ href })}>
      <a className="frame-skip" href="#content">
        {t('skip')}
      </a>
      {practice ? (
        <aside className="frame-practice" aria-label={t('practice')}>
          <strong>{t('practice')}</strong> <span>{t('practiceLong')}</span>
        </aside>
      ) : null}
      <div className={seat ? 'frame frame-seated' : 'frame'}>
        <Header seat={seat} onLock={() => void lock()} />
        {seat ? <Rail practice={practice} auditor={seat.roles.includes('auditor')} /> : null}
        <main id="content" className="frame-main" tabIndex={-1}>
          <NewerVersion />
          {seat ? (
            <Suspense fallback={null}>
              <SignInAgain />
              <AlarmBar />
            </Suspense>
          ) : null}
          {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </RouterProvider>
  );
}
