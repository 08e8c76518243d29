// The pages and their addresses; each page's code is loaded when it is first gone to.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queries, seatState } from './bridge.ts';
import { shownIn } from './components/mail/shown.ts';
import { FailurePage } from './layout/failure.tsx';
import { Frame } from './layout/frame.tsx';
import { NotFound } from './layout/not-found.tsx';
import { Waiting } from './layout/waiting.tsx';
import { isNewKind, type NewKind } from './pages/compose/kinds.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: FailurePage });

/** Only with an open desk: who is not signed in is asked to, and comes back. */
async function seated({ location }: { location: { href: string } }): Promise<void> {
  const { seat, profiles } = await queries.ensureQueryData(seatState);
  if (seat) return;
  if (profiles.length === 0) throw redirect({ to: '/enrol' });
  throw redirect({ to: '/sign-in', search: { next: location.href } });
}

/** Only for who may read content: an auditor is shown the register, in which the same transmissions stand sealed. */
async function reading({ location }: { location: { href: string } }): Promise<void> {
  await seated({ location });
  const { seat } = await queries.ensureQueryData(seatState);
  if (seat?.roles.includes('auditor')) throw redirect({ to: '/register' });
}

const at = <const P extends string>(path: P) => createRoute({ getParentRoute: () => root, path });
const behindDoor = <const P extends string>(path: P) =>
  createRoute({ getParentRoute: () => root, path, beforeLoad: seated });

const forReaders = <const P extends string>(path: P) =>
  createRoute({ getParentRoute: () => root, path, beforeLoad: reading });

const page = lazyRouteComponent;

const routes = [
  behindDoor('/').update({ component: page(() => import('./pages/seat/home.tsx'), 'HomePage') }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: ({ next }: { next?: unknown }) =>
      typeof next === 'string' && /^\/(?!\/)/.test(next) ? { next } : {},
    component: page(() => import('./pages/seat/sign-in.tsx'), 'SignInPage'),
  }),
  at('/enrol').update({ component: page(() => import('./pages/seat/enrol.tsx'), 'EnrolPage') }),
  at('/second').update({ component: page(() => import('./pages/seat/second.tsx'), 'SecondPage') }),
  at('/found').update({ component: page(() => import('./pages/authority/found.tsx'), 'FoundPage') }),
  at('/recover').update({ component: page(() => import('./pages/authority/recover.tsx'), 'RecoverPage') }),
  createRoute({
    getParentRoute: () => root,
    path: '/inbox',
    beforeLoad: reading,
    validateSearch: shownIn,
    component: page(() => import('./pages/mail/inbox.tsx'), 'InboxPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sent',
    beforeLoad: reading,
    validateSearch: shownIn,
    component: page(() => import('./pages/mail/sent.tsx'), 'SentPage'),
  }),
  forReaders('/sent/$subject').update({
    component: page(() => import('./pages/mail/confirmation.tsx'), 'ConfirmationPage'),
  }),
  forReaders('/case/$caseId').update({ component: page(() => import('./pages/mail/case.tsx'), 'CasePage') }),
  createRoute({
    getParentRoute: () => root,
    path: '/new',
    beforeLoad: reading,
    validateSearch: ({ kind, to }: { kind?: unknown; to?: unknown }): { kind?: NewKind; to?: string } => ({
      ...(isNewKind(kind) ? { kind } : {}),
      ...(typeof to === 'string' && /^[0-9a-f]{64}$/.test(to) ? { to } : {}),
    }),
    component: page(() => import('./pages/compose/new.tsx'), 'NewPage'),
  }),
  forReaders('/drafts').update({ component: page(() => import('./pages/compose/drafts.tsx'), 'DraftsPage') }),
  forReaders('/draft/$draftId').update({ component: page(() => import('./pages/compose/draft.tsx'), 'DraftPage') }),
  forReaders('/draft/$draftId/check').update({
    component: page(() => import('./pages/compose/check.tsx'), 'CheckPage'),
  }),
  forReaders('/draft/$draftId/sign').update({ component: page(() => import('./pages/compose/sign.tsx'), 'SignPage') }),
  forReaders('/draft/$draftId/conflict').update({
    component: page(() => import('./pages/compose/conflict.tsx'), 'ConflictPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reply/$caseId/$kind',
    beforeLoad: reading,
    // `to`: the transmission that is answered.
    validateSearch: ({ to }: { to?: unknown }): { to?: string } => (typeof to === 'string' ? { to } : {}),
    component: page(() => import('./pages/compose/reply.tsx'), 'ReplyPage'),
  }),
  forReaders('/proposal/$subject').update({
    component: page(() => import('./pages/compose/proposal.tsx'), 'ProposalPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/draft/$draftId/$section',
    beforeLoad: reading,
    // `at`: the field that "Check" found wanting.
    validateSearch: ({ at }: { at?: unknown }): { at?: string } => (typeof at === 'string' ? { at } : {}),
    component: page(() => import('./pages/compose/section.tsx'), 'SectionPage'),
  }),
  behindDoor('/register').update({ component: page(() => import('./pages/proof/register.tsx'), 'RegisterPage') }),
  behindDoor('/register/$subject').update({ component: page(() => import('./pages/proof/record.tsx'), 'RecordPage') }),
  behindDoor('/directory').update({ component: page(() => import('./pages/trust/directory.tsx'), 'DirectoryPage') }),
  behindDoor('/directory/$authority').update({
    component: page(() => import('./pages/trust/authority.tsx'), 'AuthorityPage'),
  }),
  behindDoor('/directory/$authority/verify').update({
    component: page(() => import('./pages/trust/ceremony.tsx'), 'CeremonyPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/authority',
    beforeLoad: seated,
    // `view`: what home sends its reader to.
    validateSearch: ({ view }: { view?: unknown }): { view?: 'approvals' } => (view === 'approvals' ? { view } : {}),
    component: page(() => import('./pages/authority/authority.tsx'), 'AuthorityPage'),
  }),
  at('/settings').update({ component: page(() => import('./pages/seat/settings.tsx'), 'SettingsPage') }),
  behindDoor('/alarms').update({ component: page(() => import('./pages/trust/alarms.tsx'), 'AlarmsPage') }),
  at('/verify').update({ component: page(() => import('./pages/proof/verify.tsx'), 'VerifyPage') }),
  at('/sign').update({ component: page(() => import('./pages/proof/gesture.tsx'), 'GesturePage') }),
  at('/practice/relay').update({ component: page(() => import('./pages/practice/relay.tsx'), 'RelayPage') }),
  at('/practice/lies').update({ component: page(() => import('./pages/practice/lies.tsx'), 'LiesPage') }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPendingComponent: Waiting,
  defaultErrorComponent: FailurePage,
  defaultPendingMs: 300,
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
