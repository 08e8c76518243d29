// Languages, channels and hours at the command line: stated by two administrators, seen by the other authority, and asked for when a request is sent (docs/spec/roster.md ROS-17).
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundAuthority } from '../../testkit/authority.ts';
import { startTestRelay, type TestRelay } from '../../testkit/relay.ts';
import { openTerminal, type Terminal } from '../../testkit/terminal.ts';

let relay: TestRelay;
let terminal: Terminal;
beforeAll(async () => {
  relay = await startTestRelay();
  terminal = await openTerminal();
  const norvania = await foundAuthority(relay, 'Office of Norvania', { jurisdiction: 'QM' });
  const talassa = await foundAuthority(relay, 'Central Authority of Talassa', { jurisdiction: 'QN' });
  await terminal.profile('norvania', relay.card, norvania.admin);
  await terminal.profile('talassa', relay.card, talassa.admin);
  await terminal.profile('talassa-2', relay.card, talassa.second);
});
afterAll(async () => {
  await relay.close();
  await terminal.remove();
});

const as = (name: string, ...words: string[]) => terminal.run([...words, '--profile', name]);

let decisions = 0;
async function state(...given: string[]): Promise<void> {
  decisions += 1;
  const file = `office-${decisions}.pending`;
  const first = await as('talassa', 'authority', 'particulars', 'set', ...given, '-o', file);
  expect(first).toMatchObject({ code: 8, out: expect.stringContaining('another administrator') });
  const shown = await as('talassa-2', 'authority', 'pending', terminal.at(file));
  expect(shown.out).toContain('what other authorities see of the office');
  expect(await as('talassa-2', 'authority', 'sign-pending', terminal.at(file), '--yes')).toMatchObject({
    code: 0,
  });
}

test('nothing is stated at first, and the screen says so', async () => {
  expect((await as('norvania', 'authority', 'particulars', 'show', 'Talassa')).out).toContain('not stated');
  expect((await as('norvania', 'authority', 'list')).out).toContain('languages not stated');
});

test('what two administrators stated is shown, with the word that nobody compared its eight words', async () => {
  await state(
    ...['--language', 'fr', '--language', 'ar', '--form', 'electronic', '--telephone', '+999 11 555 0142'],
    ...['--point-of-contact', '+999 11 555 0199', '--hours', 'mon-thu 09:00-12:00', '--hours', 'mon-thu 13:00-17:00'],
    ...['--zone', 'Europe/Vienna'],
  );
  const { out } = await as('norvania', 'authority', 'particulars', 'show', 'Talassa');
  for (const said of [
    'French, Arabic',
    '+999 11 555 0199',
    'mon,tue,wed,thu 09:00-12:00, 13:00-17:00',
    'Europe/Vienna',
  ])
    expect(out).toContain(said);
  expect(out).toContain('Do not compare by these numbers');
  expect((await as('norvania', 'authority', 'list')).out).toContain('accepts French, Arabic');
});

test('a later statement changes what it names and keeps the rest; "" takes away', async () => {
  await state('--telephone', '', '--email', 'office@talassa.example');
  const shown = await terminal.json<{ particulars: object }>([
    ...['authority', 'particulars', 'show', 'Talassa', '--profile', 'norvania'],
  ]);
  expect(shown.particulars).toMatchObject({
    languages: ['fr', 'ar'],
    forms: ['electronic'],
    channels: { rogatory: true, email: 'office@talassa.example', pointOfContact: '+999 11 555 0199' },
    zone: 'Europe/Vienna',
  });
  expect(Object.keys((shown.particulars as { channels: object }).channels)).not.toContain('telephone');
});

test('what cannot be stated is named by its option, and nobody is asked to sign it', async () => {
  const set = (...given: string[]) => as('talassa', 'authority', 'particulars', 'set', ...given);
  const refused = await set('--telephone', '0115550142', '--zone', 'Europe/Atlantis');
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('--telephone has another form than it should');
  expect(refused.err).toContain('--zone is no time zone known here');
  expect((await set('--hours', 'sometimes')).err).toContain('--hours takes days and times');
  expect((await set('--form', 'fax')).err).toContain('is no form');
  expect((await set('--hours', 'mon 09:00-12:00', '--hours', 'mon-tue 11:00-13:00')).err).toContain(
    '--hours (number 2) overlaps',
  );
});

test('a request in a language they do not accept is not sent before a translation is named', async () => {
  const example = await terminal.json<object>(['send', '--example', 'mla-request']);
  await writeFile(terminal.at('request.json'), JSON.stringify(example));
  const send = () => as('norvania', 'send', '--to', 'Talassa', '--act', terminal.at('request.json'), '--yes');
  const refused = await send();
  expect(refused.out).toContain('the requested authority accepts French, Arabic');
  expect(refused.code).not.toBe(0);
  const { fields } = example as { fields: object };
  const translated = { ...example, fields: { ...fields, translation: 'follows', translationLanguage: 'ar' } };
  await writeFile(terminal.at('request.json'), JSON.stringify(translated));
  expect(await send()).toMatchObject({ code: 0, out: expect.stringMatching(/^Submitted: /) });
});
