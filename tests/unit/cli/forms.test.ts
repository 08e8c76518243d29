// Forms as files: every kind's empty form can be read back, what people write becomes what an act holds, and hostile text becomes neither.
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { ACT_KINDS, type ActKind, composeAct } from '../../../client/casework/act.ts';
import { exampleMlaRequest, examplePreservation } from '../../../client/casework/example.ts';
import { actOf, fieldsFromWords, gapsOf, readActFile } from '../../../client/cli/act-file.ts';
import { CliError } from '../../../client/cli/errors.ts';
import { templateOf } from '../../../client/cli/template.ts';

const NOW = Date.UTC(2026, 8, 12, 10);
const KINDS = Object.keys(ACT_KINDS) as ActKind[];

describe('empty forms', () => {
  test.each(KINDS)('%s: is read back, and what it lacks is named', (kind) => {
    const draft = readActFile(templateOf(kind), kind);
    expect(draft.kind).toBe(kind);
    const gaps = gapsOf(draft, NOW);
    expect(gaps.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['author.officialName', 'author.function', 'author.unit']),
    );
    // A blank form breaks no rule but that of being blank.
    for (const { message } of gaps) expect(message).toMatch(/Needed: /);
  });

  test('say label, need, paragraph and choices of a field', () => {
    const text = templateOf('mla-request', 'uncac');
    expect(text).toMatch(/"\/\/ facts": "[^"]*\(needed where it applies; UNCAC article 46\(15\)\(c\)/);
    expect(text).toContain('new | supplementary | follows-preservation | confirms-oral');
  });

  test('filled in they are the act', () => {
    for (const example of [exampleMlaRequest({ now: NOW }), examplePreservation({ now: NOW })]) {
      const form = JSON.parse(templateOf(example.kind));
      const { version: _, ...act } = example;
      const draft = readActFile(
        JSON.stringify({ ...form, ...act, fields: { ...form.fields, ...act.fields } }),
        example.kind,
      );
      expect(gapsOf(draft, NOW)).toEqual([]);
      expect(actOf(draft)).toEqual(example);
    }
  });
});

describe('what people write', () => {
  const author = { officialName: 'A', function: 'B', unit: 'C' };

  test('moments, numbers and answers as text', () => {
    const fields = fieldsFromWords('preservation-reply', [
      'step=preserved',
      'from.at=2026-09-12T10:00:00Z',
      'from.zone=UTC',
    ]);
    expect(fields).toEqual({ step: 'preserved', from: { at: NOW, zone: 'UTC' } });
    expect(fieldsFromWords('postpone', ['consulted=yes', 'items=1, 2'])).toEqual({ consulted: true, items: [1, 2] });
  });

  test('lists by numbers', () => {
    const words = [
      'questions.1.number=1',
      'questions.1.question=Which = branch?',
      'questions.2.number=2',
      'questions.2.question=When?',
    ];
    const fields = fieldsFromWords('ask', words);
    expect(composeAct({ kind: 'ask', caseRefs: {}, author, fields }).fields).toEqual({
      questions: [
        { number: 1, question: 'Which = branch?' },
        { number: 2, question: 'When?' },
      ],
    });
  });

  test('a byte order mark, notes anywhere, blanks: none of it is sent', () => {
    const file = `\ufeff${JSON.stringify({ kind: 'close', '//': 'x', caseRefs: { ours: ' ' }, author, fields: { '// step': 'y', step: 'closed', reasons: 'Done.', note: '' } })}`;
    expect(actOf(readActFile(file, null))).toEqual({
      kind: 'close',
      version: 1,
      caseRefs: {},
      author,
      fields: { step: 'closed', reasons: 'Done.' },
    });
  });

  test.each([
    ['{', 'not JSON'],
    ['[]', 'not a form'],
    ['{"kind":"__proto__","fields":{}}', 'kind'],
    ['{"kind":"close"}', 'fields'],
  ])('%s is refused', (text, part) => {
    expect(() => readActFile(text, null)).toThrow(new RegExp(part));
  });

  test('another kind than was asked for is refused', () => {
    expect(() => readActFile('{"kind":"close","fields":{}}', 'ask')).toThrow(/"ask" was asked for/);
  });

  prop.prop([fc.json(), fc.constantFrom(...KINDS)])('anything: a draft, or CLI_ACT_FILE', (text, kind) => {
    try {
      gapsOf(readActFile(text, kind), NOW);
    } catch (error) {
      expect(error).toBeInstanceOf(CliError);
    }
  });

  prop.prop([fc.array(fc.string({ maxLength: 40 })), fc.constantFrom(...KINDS)])(
    'any words: fields, or CLI_USAGE, and no prototype is touched',
    (words, kind) => {
      try {
        fieldsFromWords(kind, [...words, '__proto__.polluted=1', 'constructor.prototype.polluted=1']);
      } catch (error) {
        expect(error).toBeInstanceOf(CliError);
      }
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );
});
