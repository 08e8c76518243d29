// An auditor at the command line: the evidence of one transmission, from the register, without what it says (docs/auditors.md).
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signAlarm } from '../../../client/sdk/alarm.ts';
import { verifyBundleZip } from '../../../client/sdk/verify.ts';
import { deviceFromSeed, ROLES, signerOf, utf8 } from '../../../crypto/index.ts';
import { foundAuthority, join } from '../../testkit/authority.ts';
import { write } from '../../testkit/mail.ts';
import { pdfPages } from '../../testkit/pdf.ts';
import { startTestRelay, type TestRelay } from '../../testkit/relay.ts';
import { openTerminal, type Terminal } from '../../testkit/terminal.ts';

let relay: TestRelay;
let terminal: Terminal;
let subject = '';
beforeAll(async () => {
  relay = await startTestRelay();
  terminal = await openTerminal();
  const norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM' });
  const talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
  const auditor = await join(relay, norvania.admin, 'Auditor', [ROLES.auditor], norvania.second);
  await norvania.admin.client.sync();
  subject = (await write(norvania.admin, talassa, 'to be proven')).sealed?.subject as string;
  await terminal.profile('auditor', relay.card, auditor);
});
afterAll(async () => {
  await relay.close();
  await terminal.remove();
});

const evidence = (...more: string[]) => terminal.run(['evidence', 'export', ...more, '--profile', 'auditor']);

test('exports the bundle of one transmission, which verifies and holds no content', async () => {
  const exported = await evidence(subject.slice(0, 8), '-o', 'bundle.zip');
  expect(exported).toMatchObject({ code: 0, out: expect.stringContaining('nobody can read the content in it') });
  const zip = new Uint8Array(await readFile(terminal.at('bundle.zip')));
  const { verdict } = await verifyBundleZip(zip, relay.card);
  expect(verdict.outcome).toBe('verified');
  expect(Buffer.from(zip).includes('body.bin')).toBe(false);
});

test('has the certificate of one transmission as pages to file, which say that names of files are sealed', async () => {
  const asked = ['evidence', 'certificate', subject.slice(0, 8), '-o', 'certificate.pdf', '--profile', 'auditor'];
  const written = await terminal.run(asked);
  expect(written).toMatchObject({ code: 0, out: expect.stringContaining('nothing of the content') });
  const pages = pdfPages(new Uint8Array(await readFile(terminal.at('certificate.pdf')))).join('\n');
  expect(pages).toContain('Norvania');
  expect(pages).not.toContain('to be proven');
});

test('is told when a number is nobody’s, and that content is not theirs', async () => {
  await writeFile(terminal.at('kept.zip'), 'as it was');
  for (const asked of ['--content', '--files', '--disclose']) {
    const refused = await evidence(subject.slice(0, 8), asked, '--yes', '-o', 'kept.zip', '--force');
    expect(refused.err, asked).toContain('CLIENT_ROLE');
  }
  expect((await evidence('ffffffff')).err).toContain('CLIENT_NOT_FOUND');
  expect(await readFile(terminal.at('kept.zip'), 'utf8')).toBe('as it was');
});

test('reads an alarm file that somebody handed on, with its pieces as text where they are', async () => {
  const device = deviceFromSeed(new Uint8Array(32).fill(7));
  const alarm = {
    kind: 'fork',
    origin: 'relay.example/log/1',
    code: 'LOG_INCONSISTENT',
    detail: 'another root at size 7',
    evidence: [utf8('relay.example/log/1\n7\n'), new Uint8Array([0, 255])],
    at: Date.UTC(2026, 10, 22, 3),
    authority: null,
  } as const;
  await writeFile(terminal.at('met.alarm'), signAlarm(alarm, signerOf(device)));
  const short = await terminal.run(['verify', 'met.alarm']);
  expect(short.code).toBe(15);
  for (const part of ['two contents', 'relay.example/log/1', 'another root at size 7 (LOG_INCONSISTENT)', device.kid])
    expect(short.out).toContain(part);
  expect(short.out).not.toContain('Piece 1');
  const long = await terminal.run(['verify', 'met.alarm', '--verbose']);
  expect(long.out).toMatch(/Piece 1, 22 bytes\n +relay\.example\/log\/1\n +7\n +Piece 2, 2 bytes\n/);
  const { alarm: read } = JSON.parse((await terminal.run(['verify', 'met.alarm', '--json'])).out);
  expect(read).toMatchObject({ kind: 'fork', at: '2026-11-22T03:00:00.000Z', pieces: [expect.any(String), 'AP8='] });
});
