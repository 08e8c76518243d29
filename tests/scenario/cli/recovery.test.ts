// Recovery at the command line: sheets from files, what is announced and when it counts, a veto, a wrong sheet by its number (protocol.md section 3).
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sheetText } from '../../../client/sdk/recovery.ts';
import { trustCardJson } from '../../../crypto/wire/trust-card.ts';
import { type FoundedAuthority, foundAuthority } from '../../testkit/authority.ts';
import { write } from '../../testkit/mail.ts';
import { startTestRelay, type TestRelay } from '../../testkit/relay.ts';
import { openTerminal, type Terminal } from '../../testkit/terminal.ts';

let relay: TestRelay;
let terminal: Terminal;
beforeAll(async () => {
  relay = await startTestRelay();
  terminal = await openTerminal();
  const norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  const talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN', delayMs: 3_600_000 });
  await terminal.profile('talassa', relay.card, talassa.second);
  await writeFile(terminal.at('card.json'), trustCardJson(relay.card));
  const keep = (name: string, { sheets }: FoundedAuthority) =>
    Promise.all(
      sheets.map((sheet) =>
        writeFile(
          terminal.at(`${name}-${sheet.number}`),
          `RECOVERY SHEET ${sheet.number} of 3\n\n${sheetText(sheet)}\n`,
        ),
      ),
    );
  await keep('norvania', norvania);
  await keep('talassa', talassa);
  await talassa.admin.client.sync();
  await write(talassa.admin, norvania, 'before');
});
afterAll(async () => {
  await relay.close();
  await terminal.remove();
});

const recover = (profile: string, sheets: string[], ...more: string[]) =>
  terminal.run([
    ...['authority', 'recover', '--profile', profile, '--trust', 'card.json', ...more],
    ...sheets.flatMap((sheet) => ['--sheet', sheet]),
  ]);

test('too few sheets, a wrong one and a mistyped one are named, and nothing is announced', async () => {
  const few = await recover('new', ['talassa-1']);
  expect(few).toMatchObject({ code: 2, out: '' });
  expect(few.err).toContain('2 sheets are needed, 1 more than were given');
  const wrong = await recover('new', ['talassa-1', 'norvania-3'], '--name', 'Mira', '--yes');
  expect(wrong.code).not.toBe(0);
  await writeFile(terminal.at('mistyped'), 'AAAA-'.repeat(20));
  expect((await recover('new', ['mistyped'])).err).toContain('mistyped is mistyped, or no recovery sheet');
  expect((await terminal.run(['authority', 'veto', '--profile', 'talassa'])).out).toContain('No recovery');
});

test('a recovery is announced with the day from which it counts, seen by those who are left, and vetoed', async () => {
  const asked = await recover('mira', ['talassa-1', 'talassa-3'], '--name', 'Mira');
  expect(asked).toMatchObject({ code: 2, out: '' });
  expect(asked.err).toContain('CLI_NO_INPUT');
  const announced = await recover('mira', ['talassa-1', 'talassa-3'], '--name', 'Mira', '--yes');
  expect(announced.code).toBe(8);
  expect(announced.err).toMatch(/These sheets recover: Talassa\n +Eight words +\w+( \w+){7}/);
  expect(announced.out).toMatch(/^Announced. It can be completed from .* unless an administrator vetoes it/);
  expect((await recover('mira', ['talassa-1', 'talassa-3'])).code).toBe(8);
  const show = await terminal.run(['authority', 'show', '--profile', 'talassa']);
  expect(show.out).toContain('ANNOUNCED');
  const vetoed = await terminal.json<{ state: string }>(['authority', 'veto', '--profile', 'talassa', '--yes']);
  expect(vetoed.state).toBe('entered');
  expect((await terminal.run(['authority', 'show', '--profile', 'talassa'])).out).not.toContain('ANNOUNCED');
});

test('without a delay, as in practice, two sheets bring the authority back in one run, with its old mail', async () => {
  const done = await recover('aurelia', ['norvania-2', 'norvania-3'], '--name', 'Aurelia', '--yes');
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining('Recovered: this device now acts for an admin') });
  const inbox = await terminal.run(['inbox', '--profile', 'aurelia']);
  expect(inbox).toMatchObject({ code: 0, out: expect.stringContaining('Talassa') });
});
