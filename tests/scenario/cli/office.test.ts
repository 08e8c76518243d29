// Matters of more than one person at the command line: two signatories for one act, a device revoked, and a relay caught at a contradiction (protocol.md sections 3, 5 and 6).
import { cp, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundAuthority } from '../../testkit/authority.ts';
import { pdfPages } from '../../testkit/pdf.ts';
import { freePort, startTestRelay, type TestRelay } from '../../testkit/relay.ts';
import { openTerminal, type Terminal } from '../../testkit/terminal.ts';

let port: number;
let relay: TestRelay;
let terminal: Terminal;
const master = new Uint8Array(32).fill(7);
beforeAll(async () => {
  port = await freePort();
  relay = await startTestRelay({ master, port });
  terminal = await openTerminal();
  const norvania = await foundAuthority(relay, 'Norvania', { jurisdiction: 'QM', formalSigners: 2 });
  const talassa = await foundAuthority(relay, 'Talassa', { jurisdiction: 'QN' });
  await terminal.profile('first', relay.card, norvania.admin);
  await terminal.profile('second', relay.card, norvania.second);
  await terminal.profile('talassa', relay.card, talassa.admin);
  await relay.stop();
  await cp(relay.dataDir, terminal.at('yesterday'), { recursive: true });
  await relay.start();
  await writeFile(terminal.at('request.json'), (await terminal.run(['send', '--example', 'mla-request'])).out);
});
afterAll(async () => {
  await relay.close();
  await terminal.remove();
});

const as = (name: string, ...words: string[]) => terminal.run([...words, '--profile', name]);

test('a formal act of an authority that wants two signatories reaches nobody before the second has signed', async () => {
  const sent = await as('first', 'send', '--to', 'Talassa', '--act', 'request.json', '--yes');
  expect(sent.code).toBe(8);
  expect(sent.out).toMatch(/^Proposed: .*Nothing has reached the recipient/);
  const id = /rogatory sign ([0-9a-f]{8})/.exec(sent.out)?.[1] as string;
  expect((await as('talassa', 'inbox')).out).toContain('Nothing here yet');
  expect((await as('second', 'sign')).out).toContain(id);
  expect((await as('second', 'show', id)).out).toContain('Brisamar');
  const asked = await as('second', 'sign', id);
  expect(asked).toMatchObject({ code: 2, out: '' });
  expect(asked.err).toContain('CLI_NO_INPUT');
  expect(await as('second', 'sign', id, '--yes')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Submitted: /),
  });
  expect((await as('talassa', 'inbox')).out).toContain(id);
  expect((await as('first', 'inbox', '--sent')).out).toContain(`${id}  Request for mutual legal assistance`);
  expect((await as('second', 'sign')).out).toContain('Nothing waits');
});

test('what waits for a second signatory is taken back by either, after a question; it is sent to nobody and is no act of its case', async () => {
  const sent = await as('first', 'send', '--to', 'Talassa', '--act', 'request.json', '--yes');
  const id = /sign ([0-9a-f]{8}) --withdraw/.exec(sent.out)?.[1] as string;
  expect(await as('second', 'sign', '--withdraw')).toMatchObject({ code: 2, out: '' });
  expect((await as('second', 'sign', id, '--withdraw')).err).toContain('CLI_NO_INPUT');
  expect(await as('second', 'sign', id, '--withdraw', '--yes')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Taken back: /),
  });
  expect((await as('first', 'sign')).out).toContain('Nothing waits');
  expect((await as('first', 'sign', id, '--yes')).err).toContain('CLIENT_NOT_FOUND');
  const listed = (await as('first', 'inbox', '--sent')).out;
  expect(listed).toMatch(new RegExp(`${id}[^]*?withdrawn, [^;\n]*\n`));
  expect(listed).toContain(`Not sent: ${id} was taken back`);
  const entry = /send --discard ([0-9a-f]+)/.exec(listed)?.[1] as string;
  expect((await as('first', 'show', id)).out).toContain('It was never sent, and is no act of a case.');
  expect((await as('first', 'reply', id, '--kind', 'withdraw')).err).toContain('was never sent');
  expect((await as('first', 'show', id, '--letter', 'never.pdf')).code).toBe(0);
  const paper = pdfPages(new Uint8Array(await readFile(terminal.at('never.pdf')))).join('\n');
  expect(paper).toContain('not sent');
  expect(paper).not.toContain('proves that it was sent');
  expect((await as('first', 'send', '--discard', entry, '--yes')).out).toContain('It was never sent.');
  expect((await as('first', 'inbox', '--sent')).out).not.toContain('Not sent:');
  expect((await as('talassa', 'inbox')).out).not.toContain(id);
});

test('a relay that comes back with a shorter book is caught: refused, kept as a file, blocking until it is understood', async () => {
  await relay.stop();
  const yesterday = {
    databaseUrl: `sqlite:${join(terminal.at('yesterday'), 'relay.db')}`,
    secondPlacePath: terminal.at('yesterday', 'second-place.log'),
  };
  const liar = await startTestRelay({ master, port, file: yesterday });
  try {
    const caught = await as('first', 'inbox');
    expect(caught).toMatchObject({ code: 12, out: '' });
    expect(caught.err).toContain('CLIENT_ALARM');
  } finally {
    await liar.close();
    await relay.start();
  }
  const alarms = await terminal.json<{ alarms: { id: string; kind: string }[] }>(
    ['trust', 'alarms', '--profile', 'first'],
    12,
  );
  expect(alarms.alarms).toMatchObject([{ kind: 'rollback', acknowledgedAt: null }]);
  const id = alarms.alarms[0]?.id as string;
  const blocked = await as('first', 'send', '--to', 'Talassa', '--act', 'request.json', '--yes');
  expect(blocked.code).toBe(12);
  expect(blocked.err).toContain('CLIENT_ALARM_OPEN');
  expect((await as('first', 'trust', 'alarms', id.slice(0, 8), '-o', 'alarm.bin')).code).toBe(12);
  expect((await stat(terminal.at('alarm.bin'))).size).toBeGreaterThan(200);
  expect((await as('first', 'trust', 'alarms', id, '--acknowledge', '--yes')).code).toBe(0);
  // What waited goes out now.
  expect(await as('first', 'send', '--resume')).toMatchObject({ code: 8, out: expect.stringMatching(/^Proposed: /) });
});

test('the seal is renewed, a device revoked by another administrator, and that device is out', async () => {
  expect(await as('first', 'authority', 'rotate')).toMatchObject({ code: 0 });
  const whoami = await terminal.json<{ device: string }>(['whoami', '--profile', 'second']);
  const revoked = await as('first', 'authority', 'revoke', whoami.device.slice(0, 8), '--yes');
  expect(revoked).toMatchObject({ code: 0, out: expect.stringMatching(/^Revoked/) });
  const out = await as('second', 'inbox');
  expect(out.code).not.toBe(0);
  expect(out.err).toMatch(/CLIENT_REVOKED|RELAY_[A-Z_]+|ROSTER_[A-Z_]+/);
});
