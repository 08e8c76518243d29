// A working day at the command line, by two authorities and an auditor, over a real relay: founded, invited, sent, read, answered, proven (protocol.md sections 3 to 8).
import { readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthorityId } from '../../../crypto/wire/ids.ts';
import { trustCardJson } from '../../../crypto/wire/trust-card.ts';
import { foundAuthority } from '../../testkit/authority.ts';
import { pdfPages } from '../../testkit/pdf.ts';
import { startTestRelay, type TestRelay } from '../../testkit/relay.ts';
import { seededRandom } from '../../testkit/seed.ts';
import { openTerminal, type Ran, type Terminal, textIn } from '../../testkit/terminal.ts';

let relay: TestRelay;
let stranger: TestRelay;
let terminal: Terminal;
beforeAll(async () => {
  relay = await startTestRelay();
  stranger = await startTestRelay();
  await stranger.stop();
  terminal = await openTerminal();
  const talassa = await foundAuthority(relay, 'Central Authority of Talassa', { jurisdiction: 'QN' });
  await terminal.profile('talassa-1', relay.card, talassa.admin);
  await terminal.profile('talassa-2', relay.card, talassa.second);
  await writeFile(terminal.at('card.json'), trustCardJson(relay.card));
});
afterAll(async () => {
  await relay.close();
  await stranger.close();
  await terminal.remove();
});

const good = ({ code, out, err }: Ran): string => {
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return out;
};
const run = async (...words: string[]): Promise<string> => good(await terminal.run(words));

/** Founds an authority by its first and second administrator, with profiles `name`-1 and `name`-2. */
async function found(name: string, title: string, state: string): Promise<AuthorityId> {
  const first = ['--profile', `${name}-1`];
  const words = ['authority', 'found', ...first, '--name', title, '--state', state, '--admin', `First of ${title}`];
  const { authority } = await terminal.json<{ authority: AuthorityId }>([...words, '--trust', 'card.json']);
  const invite = ['authority', 'invite', ...first, '--name', `Second of ${title}`, '--role', 'admin'];
  const { code } = await terminal.json<{ code: string }>([...invite, '--role', 'signatory']);
  const accept = [
    'authority',
    'accept',
    '--profile',
    `${name}-2`,
    '--trust',
    'card.json',
    '--name',
    `Second of ${title}`,
  ];
  good(await terminal.run([...accept, '--code-file', '-'], { input: `${code}\n` }));
  await run('authority', 'complete', ...first, '--sheets', `sheets-${name}`);
  return authority;
}

describe('two authorities', () => {
  let norvania: AuthorityId;
  let number = '';

  test('are founded by two people each, and admitted', { timeout: 180_000 }, async () => {
    norvania = await found('norvania', 'Norvania', 'QM');
    expect(await run('authority', 'show', '--profile', 'norvania-1')).toContain('Wait until the operator');
    const sheet = terminal.at('sheets-norvania', 'recovery-sheet-3.txt');
    expect(await textIn(sheet)).toMatch(/RECOVERY SHEET 3 of 3\n\n[0-9A-Z-]{80,}\n/);
    expect((await stat(sheet)).mode & 0o777).toBe(0o600);
    await relay.admit(norvania);
    const list = await run('authority', 'list', '--profile', 'norvania-1');
    expect(list).toMatch(/Norvania \(QM\) +can be written to +your own/);
    expect(list).toMatch(/Central Authority of Talassa \(QN\) +can be written to +eight words not compared yet/);
    const { members } = await terminal.json<{ members: object[] }>(['authority', 'members', '--profile', 'norvania-1']);
    expect(members).toMatchObject([
      { name: 'First of Norvania' },
      { name: 'Second of Norvania', roles: ['admin', 'signatory'] },
    ]);
  });

  test('compare the eight words: only the right ones are entered', async () => {
    const shown = ['authority', 'show', 'talassa', '--profile', 'norvania-1'];
    const { authority } = await terminal.json<{ authority: { words: string[]; digits: string } }>(shown);
    const verify = ['trust', 'verify', 'QN', '--profile', 'norvania-1', '--yes', '--words'];
    const wrong = await terminal.run([...verify, [...authority.words.slice(1), 'zoo'].join(' ')]);
    expect(wrong).toMatchObject({ code: 13, out: '' });
    expect(wrong.err).toContain('CLI_WORDS_DIFFER');
    expect(await run(...verify, authority.digits)).toContain('Verified: Central Authority of Talassa (QN)');
    expect(await run('authority', 'list', '--profile', 'norvania-1')).toMatch(/Talassa \(QN\).*eight words compared/);
  });

  test('decide by two: the decision goes from one administrator to the other as a file', async () => {
    const invite = ['authority', 'invite', '--name', 'An officer', '--role', 'officer', '--profile', 'norvania-1'];
    const first = await terminal.run([...invite, '-o', 'decision.pending']);
    expect(first.code).toBe(8);
    expect(first.out).toMatch(/[0-9A-Z]{4}(-[0-9A-Z]{4}){4}/);
    expect(first.out).toContain('authority sign-pending decision.pending');
    const sign = ['authority', 'sign-pending', 'decision.pending', '--profile', 'norvania-2', '--yes'];
    expect(await run('authority', 'pending', 'decision.pending', '--profile', 'norvania-2')).toContain(
      'invite an official',
    );
    expect(await run(...sign)).toContain('entered');
    const again = await terminal.run(sign);
    expect(again).toMatchObject({ code: 7, out: '' });
    expect(again.err).toContain('CLIENT_PENDING_STALE');
    expect(await run('authority', 'members', '--profile', 'norvania-1')).toMatch(/An officer +officer +invited until/);
  });

  test('a request with files is checked, shown, sealed, signed and proven before it counts as sent', async () => {
    await writeFile(terminal.at('request.json'), await run('send', '--example', 'mla-request'));
    await writeFile(terminal.at('provisions.pdf'), seededRandom('provisions')(2_500_000));
    await writeFile(terminal.at('form.txt'), 'certificate form');
    const words = [
      'send',
      '--to',
      'talassa',
      '--act',
      'request.json',
      '--file',
      'provisions.pdf',
      '--file',
      'form.txt',
    ];
    const asked = await terminal.run([...words, '--profile', 'norvania-1']);
    expect(asked).toMatchObject({ code: 2, out: '' });
    expect(asked.err).toContain('CLI_NO_INPUT');
    const sent = await terminal.run([...words, '--profile', 'norvania-1', '--yes']);
    expect(good(sent)).toMatch(/^Submitted: .*The receipt was checked here\.\n {2}Number ([0-9a-f]{8})/);
    number = /Number ([0-9a-f]{8})/.exec(sent.out)?.[1] as string;
    expect(sent.err).toMatch(/Who will be able to read this +2 officials of Norvania \(QM\)\n +2 officials of Central/);
    expect(sent.err).toMatch(
      /What the relay will see +that you sent Central Authority of Talassa \(QN\) an item marked formal and 2 files, about 2\.4 MB/,
    );
    // Not on a terminal: a line each 10 %, no moving one.
    expect(sent.err).toContain('Sealing provisions.pdf: 50 % of 2.4 MB\n');
    expect(sent.err).not.toContain('\r');
  });

  test('the other side reads it, its files come whole, and it answers', async () => {
    const inbox = await run('inbox', '--profile', 'talassa-2');
    expect(inbox).toMatch(
      new RegExp(
        `^PRACTICE\n\n${number} +Request for mutual legal assistance +from Norvania \\(QM\\)\\s+yours - / theirs NV-2026-0412\n`,
      ),
    );
    expect(inbox).toMatch(
      /handed over, .* case: received; 2 files\n +Acknowledgement: \d+ \w+ \d{4}, \d\d:\d\d UTC, in 6 days/,
    );
    const letter = await run('show', number, '--profile', 'talassa-2');
    for (const part of [
      'Brisamar Freight',
      'UNTOC 18(15)',
      'provisions.pdf',
      'State: Talassa (QN)',
      'Opened by an official of Central Authority of Talassa (QN)',
    ])
      expect(letter).toContain(part);
    await run('file', 'get', number, 'prov', '-o', 'got.pdf', '--profile', 'talassa-2');
    expect(await readFile(terminal.at('got.pdf'))).toEqual(await readFile(terminal.at('provisions.pdf')));
    expect(await run('file', 'get', number, '2', '-o', '-', '--profile', 'talassa-2')).toBe('certificate form');
    const none = await terminal.run(['file', 'get', number, 'gone', '--profile', 'talassa-2']);
    expect(none).toMatchObject({ code: 3, err: expect.stringContaining('There are: provisions.pdf, form.txt.') });
    const set = ['reference=TL-7', 'officer.authority=CA', 'officer.official=R. Dunai'].flatMap((one) => [
      '--set',
      one,
    ]);
    const unsaid = await terminal.run(['reply', number, '--profile', 'talassa-2']);
    expect(unsaid).toMatchObject({
      code: 2,
      err: expect.stringMatching(/one of:\n +preservation-reply.*\n +acknowledge +Ack/),
    });
    expect(unsaid.err).not.toMatch(/mla-request|withdraw/);
    const words = ['reply', number, '--kind', 'progress', '--set', 'step=soon', '--profile', 'talassa-2', '--yes'];
    expect((await terminal.run(words)).out).toMatch(/\[step: .*under-execution/);
    const reply = ['reply', number, '--kind', 'acknowledge', '--author', 'R. Dunai, Case officer, MLA unit', ...set];
    const answered = await terminal.run([...reply, '--profile', 'talassa-2', '--yes']);
    expect(good(answered)).toContain('Submitted');
    expect(answered.err).toContain('Taken');
    const wrong = await terminal.run([
      'reply',
      number,
      '--kind',
      'withdraw',
      '--set',
      'reasons=x',
      '--profile',
      'talassa-2',
      '--yes',
    ]);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain('requested side');
  });

  test('the sender sees it move, asks on, and is answered in the same case', async () => {
    const inbox = await terminal.run(['inbox', '--profile', 'norvania-1']);
    expect(good(inbox)).toMatch(
      /Acknowledgement of receipt +from Central Authority of Talassa \(QN\)\s+yours NV-2026-0412 \/ theirs TL-7/,
    );
    expect(inbox.err).toContain(`${number}  Taken: an official of Central Authority of Talassa (QN) answers for it`);
    expect(await run('inbox', '--sent', '--profile', 'norvania-1')).toMatch(/taken, .* case: acknowledged/);
    const ask = ['reply', 'TL-7', '--kind', 'progress', '--set', 'step=asked', '--profile', 'norvania-1', '--yes'];
    await run(...ask);
    const told = await run('show', 'NV-2026-0412', '--profile', 'talassa-2');
    expect(told).toContain('Progress');
    expect(told).toMatch(/CASE: Acknowledged/);
  });

  test('the letter and the certificate are written as PDF, in the language asked for', {
    timeout: 120_000,
  }, async () => {
    await run('show', number, '--letter', 'letter.pdf', '--language', 'fr', '--profile', 'talassa-2');
    const letter = pdfPages(await readFile(terminal.at('letter.pdf'))).join('\n');
    expect(letter).toContain('NV-2026-0412');
    expect(letter).toMatch(/Signé\s+électroniquement/);
    expect(letter).toContain('provisions.pdf');
    const certificate = ['evidence', 'certificate', number, '-o', 'certificate.pdf', '--profile', 'norvania-1'];
    expect(await run(...certificate)).toContain('evidence export');
    const pages = pdfPages(await readFile(terminal.at('certificate.pdf')));
    expect(pages[0]).toContain('Certificate of transmission');
    expect(pages[2]).toContain('provisions.pdf');
    expect((await terminal.run(certificate)).err).toContain('CLI_FILE_EXISTS');
    const unknown = await terminal.run([...certificate, '--force', '--language', 'xx']);
    expect(unknown).toMatchObject({ code: 2 });
  });

  test('an auditor has the answer from one file, without home, profile or relay', { timeout: 120_000 }, async () => {
    await run('evidence', 'export', number, '-o', 'bundle.zip', '--profile', 'norvania-1');
    await run('evidence', 'export', number, '-o', 'disclosed.zip', '--disclose', '--yes', '--profile', 'norvania-1');
    await relay.stop();
    try {
      const env = { ROGATORY_HOME: terminal.at('nowhere') };
      const verify = (...words: string[]) => terminal.run(['verify', ...words], { env });
      const verified = await verify('bundle.zip', '--trust', 'card.json', '--certificate', 'certificate.txt');
      expect(good(verified)).toMatch(
        /^Verified\n {2}PRACTICE.*\n.*was sent by Norvania \(QM\) to Central Authority of Talassa \(QN\)/,
      );
      expect(verified.out).toMatch(/13 of 13 checks passed/);
      expect(await textIn(terminal.at('certificate.txt'))).toContain('rogatory verify bundle.zip --trust CARD');
      expect((await verify('bundle.zip', '--trust', 'card.json', '--certificate', 'auditor.pdf')).code).toBe(0);
      expect(pdfPages(await readFile(terminal.at('auditor.pdf')))[2]).toContain('name is sealed');
      const loose = await verify('bundle.zip');
      expect(loose.code).toBe(15);
      expect(loose.out).toMatch(/^Consistent, not anchored\n/);
      expect(await verify('disclosed.zip', '--trust', 'card.json', '--original', 'provisions.pdf')).toMatchObject({
        code: 0,
        out: expect.stringContaining('This file was sent with this transmission'),
      });
      await writeFile(terminal.at('other.pdf'), seededRandom('another')(2_500_000));
      const other = await verify('disclosed.zip', '--trust', 'card.json', '--original', 'other.pdf');
      const shorter = await verify('bundle.zip', '--trust', 'card.json', '--original', 'request.json');
      expect(shorter).toMatchObject({
        code: 10,
        out: expect.stringMatching(/^Verified, but the file you named was not sent with it\n/),
      });
      expect(other.out).not.toContain('This file was sent with');
      const whole = await readFile(terminal.at('bundle.zip'));
      const cut = await terminal.run(['verify', '-', '--trust', 'card.json'], { env, input: whole.subarray(0, -40) });
      expect(cut).toMatchObject({ code: 2, out: '' });
      expect(cut.err).toContain('CLIENT_BUNDLE_FILE');
      await writeFile(
        terminal.at('stranger.json'),
        trustCardJson({ ...relay.card, directoryKeys: stranger.card.directoryKeys }),
      );
      expect(await verify('bundle.zip', '--trust', 'stranger.json')).toMatchObject({
        code: 13,
        out: expect.stringMatching(/^Not proven\n/),
      });
      const piped = await terminal.run(['verify', '-', '--trust', 'card.json', '--verbose'], { env, input: whole });
      expect(good(piped)).toMatch(/BND-16 +passed/);
    } finally {
      await relay.start();
    }
  });

  test('a register leaves as files that tile clients read', async () => {
    const { size, vkeys } = await terminal.json<{ size: number; vkeys: string[] }>([
      'register',
      'checkpoint',
      '--profile',
      'norvania-1',
    ]);
    await run('register', 'export', 'log', '--profile', 'norvania-1');
    expect(await textIn(terminal.at('log', 'log.vkey'))).toBe(`${vkeys[0]}\n`);
    const [origin, count] = (await textIn(terminal.at('log', 'checkpoint'))).split('\n');
    expect([origin, Number(count)]).toEqual([`relay.test/register/${norvania}`, size]);
    expect((await stat(terminal.at('log', 'tile/0', `000.p/${size}`))).size).toBe(size * 32);
    expect((await stat(terminal.at('log', 'tile/entries', `000.p/${size}`))).size).toBeGreaterThan(size * 100);
  });
});
