// How near a deadline is, in three steps, and its day as it was written before the moment it is over (client/web/components/mail/due; today-list).
import i18next from 'i18next';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../client/casework/calendar.ts';
import { DueMoment, stepOf } from '../../../client/web/components/mail/due.tsx';
import { TodayList } from '../../../client/web/components/mail/today-list.tsx';
import mail from '../../../client/web/locales/en/mail.ts';
import shell from '../../../client/web/locales/en/shell.ts';
import type { Due } from '../../../client/web/worker/mail/rows.ts';

const NOW = Date.UTC(2026, 10, 22, 10, 0);
beforeAll(async () => {
  vi.useFakeTimers({ now: NOW });
  await i18next.use(initReactI18next).init({ lng: 'en', ns: ['shell'], resources: { en: { mail, shell } } });
});
afterAll(() => vi.useRealTimers());

const due = (at: number, day: string | null = null): Due => ({
  what: 'Acknowledgement',
  at,
  day,
  owner: 'you',
  late: at < NOW,
});

test.each([
  [-1, 'late'],
  [0, 'hours'],
  [DAY - 1, 'hours'],
  [DAY, 'days'],
] as const)('%d milliseconds away', (away, step) => {
  expect(stepOf(NOW + away, NOW)).toBe(step);
});

test.each([
  [5 * HOUR, 'Due within hours', 'tone-waiting', 'in 5 hr'],
  [6 * DAY, 'Due soon', 'tone-calm', 'in 6 days'],
  [-30 * MINUTE, 'Overdue', 'tone-urgent', '30 min late'],
])('home says of work due in %d ms: %s', (away, need, tone, span) => {
  const row = {
    key: 'work 1',
    need: 'work' as const,
    title: 'Request for mutual legal assistance',
    others: [],
    ours: null,
    theirs: null,
    due: due(NOW + away),
    theirZone: 'Asia/Tokyo',
    since: NOW - DAY,
    caseId: 'c',
    subject: 's',
    reply: null,
    id: null,
    code: null,
    count: 1,
    advice: null,
  };
  const said = renderToStaticMarkup(createElement(TodayList, { rows: [row], onRetry: () => undefined }));
  expect(said).toContain(`<span class="today-need ${tone}">${need}</span>`);
  expect(said).toContain(`Acknowledgement: ${span}`);
  // The date, and the hour on the other side.
  expect(said).toMatch(/\d+ November 2026|November \d+, 2026/);
  expect(said).toContain('their time');
});

test('of a day that was written, the day comes first and then when it is over', () => {
  const end = Date.UTC(2026, 11, 14, 11, 59, 59, 999);
  const said = renderToStaticMarkup(createElement(DueMoment, { due: due(end, '2026-12-13'), theirZone: null }));
  const words = said.replace(/<[^>]+>/g, ' ');
  expect(words).toMatch(/^\s*December 13, 2026\s+this day is over everywhere:\s+December 14, 2026 at 11:59 UTC/);
  const bare = renderToStaticMarkup(createElement(DueMoment, { due: due(end), theirZone: null }));
  expect(bare).not.toContain('13');
});
