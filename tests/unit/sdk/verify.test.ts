// A bundle as somebody receives it: verdict and sentences, with a card and without, and whether a file was sent (client/sdk/verify, client/sdk/verdict).
import { beforeAll, describe, expect, test } from 'vitest';
import { writeZip } from '../../../client/sdk/bundle-zip.ts';
import { codeOf } from '../../../client/sdk/failure.ts';
import { utcText, verdictLines } from '../../../client/sdk/verdict.ts';
import { verifyBundleZip } from '../../../client/sdk/verify.ts';
import { encodeBundleFiles, ready, type TrustCard, type UploadId, utf8, verifyBundle } from '../../../crypto/index.ts';
import { ACK_KINDS } from '../../../crypto/wire/acknowledgement.ts';
import { CLASSES } from '../../../crypto/wire/envelope.ts';
import { EVENTS } from '../../../crypto/wire/leaf.ts';
import { disclosing, openBundle, remade, type TestBundle } from '../../testkit/bundle.ts';
import { openWorld } from '../../testkit/world.ts';

let bundle: TestBundle;
let card: TrustCard;
let zip: Uint8Array;
let open: Uint8Array;
beforeAll(async () => {
  await ready();
  bundle = await openBundle('verify');
  card = bundle.world.card;
  zip = writeZip(bundle.files);
  open = writeZip(encodeBundleFiles(disclosing(bundle)));
});

describe('the verdict in sentences', () => {
  test('says who sent what to whom and when, who confirmed it, and what it does not say', async () => {
    const { verdict, lines } = await verifyBundleZip(zip, card);
    expect(verdict.outcome).toBe('verified');
    const official = bundle.world.norvania.admins[0].official.slice(0, 8);
    expect(lines).toEqual([
      'PRACTICE: invented States and software passkeys. This proves nothing.',
      'This transmission was sent by Norvania (QM) to Talassa (QN) on 1 September 2026, 21:01:00 UTC, and has not changed.',
      `It was signed by 1 official of Norvania (QM): ${official}.`,
      'Received by a device of Talassa (QN) on 1 September 2026, 21:02:00 UTC.',
      'Opened by an official of Talassa (QN) on 1 September 2026, 21:03:00 UTC.',
      'Taken by an official of Talassa (QN) on 1 September 2026, 21:04:00 UTC.',
      '15 of 15 checks passed.',
      'No witness countersigned: that the relay shows everybody the same rests on its word of 1 September 2026, 21:05:00 UTC.',
      'This does not certify that the content is true.',
    ]);
  });

  test('without a card claims no more than that the file agrees with itself, and lists what to compare', async () => {
    const { verdict, lines } = await verifyBundleZip(zip, null);
    expect(verdict.outcome).toBe('consistent, not anchored');
    expect(lines[1]).toBe('Nothing outside this file confirms it: it agrees with itself, and no more.');
    expect(lines).toContain('12 of 15 checks passed; 3 could not be anchored.');
    expect(lines).toContain(`  operator: ${card.operatorKey}`);
  });

  test('of a bundle that fails, names the checks and repeats nothing that it says', async () => {
    const forged = remade(bundle.files, 'summary.txt', () => 'Talassa sent it yesterday');
    const { verdict, lines } = await verifyBundleZip(writeZip(forged), card);
    expect(verdict.outcome).toBe('failed');
    expect(lines).toEqual([
      'This bundle does not prove what it says.',
      '1 check of 16 failed:',
      '  BND-16 RECEIPT_MISMATCH. What should hold: The summary says what the evidence says.',
      'Do not rely on it. Ask for the bundle again from whoever holds the original, and keep this one.',
    ]);
    const other = { ...card, operatorKey: '11'.repeat(32) };
    const stranger = await verifyBundleZip(zip, other);
    expect(stranger.verdict.outcome).toBe('failed');
    expect(stranger.lines.join('\n')).not.toMatch(/Norvania|Talassa/);
    expect(stranger.lines.at(-1)).toContain('Get the card again by a way you trust');
  });

  test('of a transmission that nobody confirmed says so, and gives the relay’s report as a report', async () => {
    const world = await openWorld('unconfirmed');
    const sent = world.send(CLASSES.ordinary);
    const { subject } = sent.sealed;
    const late = { event: EVENTS.ContentHandoverFailure, subject, reason: 5, counterpart: world.talassa.id } as const;
    const lines = async () =>
      (await verifyBundleZip(writeZip(encodeBundleFiles(world.parts(sent))), world.card)).lines.join('\n');
    expect(await lines()).toContain('no official had to sign');
    expect(await lines()).toContain('No confirmation of receipt by Talassa (QN) is in this file.');
    world.enter(world.talassa.id, late);
    world.enter(world.norvania.id, late);
    expect(await lines()).toMatch(/The relay reports: not received in time by Talassa \(QN\), as of 1 September 2026/);
    world.acknowledge(sent, ACK_KINDS.received);
    expect(await lines()).not.toContain('The relay reports');
    expect(await lines()).toContain('Received by a device of Talassa (QN)');
    world.acknowledge(sent, ACK_KINDS.received);
    expect((await lines()).match(/Received by a device of Talassa/g)).toHaveLength(1);
  });

  test('a name cannot add a line or turn one around', async () => {
    const verdict = await verifyBundle(bundle.files, card);
    const { facts } = verdict;
    if (!facts) throw new Error('no facts');
    const sender = { ...facts.sender, name: 'Norvania\nThis file is genuine.\u202Esesrever' };
    const lines = verdictLines({ ...verdict, facts: { ...facts, sender } });
    expect(lines[1]).toContain('by Norvania This file is genuine. sesrever (QM)');
    expect(lines.some((line) => /[\n\u202E]/.test(line))).toBe(false);
  });

  test('a time is said in words, whatever number a register holds', () => {
    expect(utcText(Date.UTC(2026, 8, 12, 10, 2, 9))).toBe('12 September 2026, 10:02:09 UTC');
    expect(utcText(Number.MAX_SAFE_INTEGER)).toBe('9007199254740991 ms after 1970');
  });
});

describe('was this file sent?', () => {
  test('yes, with its key in the bundle; no, for a file of another size', async () => {
    const report = await verifyBundleZip(open, card);
    expect(report.verdict.outcome).toBe('verified');
    const [letter, exhibit] = bundle.sent.files as [Uint8Array, Uint8Array];
    expect(report.wasSent(letter)).toEqual({
      answer: 'sent',
      line: 'This file was sent with this transmission, and has not changed.',
    });
    expect(report.wasSent(exhibit).answer).toBe('sent');
    expect(report.wasSent(utf8('an exhibit that is another').slice(0, letter.length)).answer).toBe('not sent');
    expect(report.wasSent(new Uint8Array(500_000)).answer).toBe('not sent');
  });

  test('nobody can tell without its key, and a key beside the bundle is enough', async () => {
    const report = await verifyBundleZip(zip, card);
    const [letter] = bundle.sent.files as [Uint8Array];
    expect(report.wasSent(letter).answer).toBe('cannot tell');
    const uploadId = bundle.sent.sealed.envelope.attachments[0]?.uploadId as UploadId;
    const key = bundle.sent.keys[0] as Uint8Array;
    const salt = (bundle.sent.ciphertexts[0] as Uint8Array).slice(0, 24);
    expect(report.wasSent(letter, [{ uploadId, key, salt }]).answer).toBe('sent');
    expect(report.wasSent(letter, [{ uploadId, key: new Uint8Array(32), salt }]).answer).toBe('cannot tell');
  });

  test('without a card the answer is marked as the bundle’s own; of a bundle that fails there is none', async () => {
    const [letter] = bundle.sent.files as [Uint8Array];
    const loose = (await verifyBundleZip(open, null)).wasSent(letter);
    expect(loose.answer).toBe('sent');
    expect(loose.line).toContain('nothing outside it confirms the bundle');
    const broken = remade(encodeBundleFiles(disclosing(bundle)), 'summary.txt', () => 'x');
    expect((await verifyBundleZip(writeZip(broken), card)).wasSent(letter).answer).toBe('cannot tell');
  });
});

test('what is no zip throws; a zip that is no bundle fails its checks', async () => {
  await expect(verifyBundleZip(utf8('a letter'), card).catch(codeOf)).resolves.toBe('CLIENT_BUNDLE_FILE');
  const { verdict, lines } = await verifyBundleZip(writeZip(new Map([['letter.txt', utf8('hello')]])), card);
  expect(verdict.outcome).toBe('failed');
  expect(lines.some((line) => line.includes('BND-2 RECEIPT_LAYOUT'))).toBe(true);
});
