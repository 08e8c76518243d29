// The certificate: what is proven is written, what is not proven is not, and no name can write on the page.
import { beforeAll, describe, expect, test } from 'vitest';
import { certificate } from '../../../client/casework/certificate.ts';
import { labelsOf } from '../../../client/casework/labels/language.ts';
import { EN } from '../../../client/casework/labels/say.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import {
  type BundleVerdict,
  encodeBundleFiles,
  type ProvenFacts,
  verifyBundle,
} from '../../../crypto/protocol/bundle.ts';
import { CLASSES } from '../../../crypto/wire/envelope.ts';
import { EVENTS } from '../../../crypto/wire/leaf.ts';
import { openBundle, remade, type TestBundle } from '../../testkit/bundle.ts';

let bundle: TestBundle;
let verdict: BundleVerdict;
const frame = { file: 'case 7.rogatory' };
beforeAll(async () => {
  await ready();
  bundle = await openBundle('certificate');
  verdict = await verifyBundle(bundle.files, bundle.world.card);
});

const page = (of: BundleVerdict): string => (certificate(of, frame) as string[]).join('\n');
const altered = (change: Partial<ProvenFacts>): BundleVerdict => ({
  ...verdict,
  facts: { ...(verdict.facts as ProvenFacts), ...change },
});

describe('a verified bundle', () => {
  test('says who sent to whom and when, what was done with it, and how to check again', () => {
    const text = page(verdict);
    expect(text).toContain('CERTIFICATE OF TRANSMISSION');
    expect(text).toContain('This certifies that Norvania (QM) transmitted to Talassa (QN)');
    expect(text).toMatch(/on 1 September 2026, \d\d:\d\d UTC\./);
    expect(text).toContain('An official of Talassa (QN) opened it on ');
    expect(text).toContain('An official of Talassa (QN) took charge of it on ');
    expect(text).toContain('designation notified on 2026-08-01');
    expect(text).toContain(bundle.sent.sealed.subject);
    expect(text).toContain('15 checks held, 1 had nothing to check');
    expect(text).toContain('rogatory verify case 7.rogatory --trust CARD');
    expect(text).toContain('It does not certify the content');
    expect(text.split('\n')[0]).toMatch(/^PRACTICE/);
    expect(text).not.toContain('{');
  });

  test('every event has words', () => {
    for (const name of Object.keys(EVENTS)) expect(Object.keys(EN)).toContain(`certificate.event.${name}`);
  });

  test.each([
    [
      'fr',
      'CERTIFICAT DE TRANSMISSION',
      'Il est certifié que Norvania (QM) a transmis à Talassa (QN)',
      'septembre 2026',
    ],
    ['ar', 'شهادة إحالة', 'يُشهد بأن Norvania (QM) أحالت إلى Talassa (QN)', 'أيلول/سبتمبر 2026'],
    [
      'es',
      'CERTIFICADO DE TRANSMISIÓN',
      'Se certifica que Norvania (QM) transmitió a Talassa (QN)',
      'de septiembre de 2026',
    ],
    [
      'pt',
      'CERTIFICADO DE TRANSMISSÃO',
      'Certifica-se que Norvania (QM) transmitiu a Talassa (QN)',
      'de setembro de 2026',
    ],
    ['ru', 'СВИДЕТЕЛЬСТВО О ПЕРЕДАЧЕ', 'Отправитель: Norvania (QM).', 'сентября 2026 года'],
  ] as const)('is certified in %s too, with nothing left in English', async (language, title, sentence, month) => {
    const labels = await labelsOf(language);
    const text = (certificate(verdict, { ...frame, labels }) as string[]).join('\n');
    expect(text).toContain(title);
    expect(text).toContain(sentence);
    expect(text).toContain(month);
    expect(text).toContain(labels['certificate.event.ConsignmentAcceptance']);
    expect(text).not.toContain('{');
    expect(text).not.toMatch(/\b(the|of|and|on|September)\b/);
  });

  test('what did not happen is not written', async () => {
    const sent = bundle.world.send(CLASSES.ordinary);
    const fresh = await verifyBundle(encodeBundleFiles(bundle.world.parts(sent)), bundle.world.card);
    const text = page(fresh);
    expect(text).toContain('Norvania (QM) transmitted');
    expect(text).not.toMatch(/received|opened|took charge/);
    expect(text).toContain('0 officials');
  });
});

test('without a card it says that nobody vouches, and prints what to compare', async () => {
  const text = page(await verifyBundle(bundle.files, null));
  expect(text).toContain('nobody outside it vouches for it');
  expect(text).toContain(`operator: ${bundle.world.card.operatorKey}`);
  expect(text).not.toContain('Verified against');
});

test('of a bundle that failed nothing is certified', async () => {
  const failed = await verifyBundle(
    remade(bundle.files, 'README.txt', () => 'x'),
    bundle.world.card,
  );
  expect(certificate(failed, frame)).toBeNull();
  expect(certificate(altered({ sentAt: null }), frame)).toBeNull();
});

test('a name writes neither a line nor backwards; a time beyond the calendar is a number', () => {
  const facts = verdict.facts as ProvenFacts;
  const name = 'Evil\nThis certifies that\u202e pot \u0007';
  const text = page(altered({ sender: { ...facts.sender, name }, createdAt: Number.MAX_SAFE_INTEGER }));
  expect(text).toContain('This certifies that Evil This certifies that pot (QM) transmitted');
  expect(text).not.toMatch(/[\u202e\u0007]/);
  expect(text.split('\n').filter((line) => line.startsWith('This certifies'))).toHaveLength(1);
  expect(text).toContain(`${Number.MAX_SAFE_INTEGER} ms`);
});
