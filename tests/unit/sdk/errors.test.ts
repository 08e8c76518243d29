// The table of errors: every code anybody can meet has a text that says what happened, whether the work is safe, and what to do.
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../client/casework/labels/language.ts';
import { ALL_CODES, errorTexts, explain, textOf } from '../../../client/sdk/errors.ts';
import { CLIENT_CODES, ClientError, codeOf, RelayError } from '../../../client/sdk/failure.ts';
import { ERROR_CODES, ProtocolError } from '../../../crypto/primitives/errors.ts';
import { RELAY_CODES } from '../../../crypto/wire/api.ts';

const SENTENCES = {
  fr: /^[A-ZÀÉÊ].{9,}\.$/s,
  es: /^[A-ZÁÉÍÓÚÑ].{9,}\.$/s,
  pt: /^[A-ZÁÉÍÓÚÃÕÂÊ].{9,}\.$/s,
  ar: /^[\u0600-\u06ff].{9,}\.$/s,
  ru: /^[А-Я].{9,}\.$/s,
  zh: /^\p{Script=Han}.{4,}。$/su,
};
// French: high signs without their space, straight apostrophes. Spanish and Portuguese: quotation marks of others, words of one country only. Arabic and Chinese: signs and digits of other writings, Latin words but for file names; Russian: quotation marks of others, dashes apart from the word before.
const NEVER = {
  fr: /[^\u202f][;:?!»]|«[^\u202f]|'/,
  es: /["'“”]|[^ ] [:;?!»]|\bordenador/,
  pt: /["'“”]|[^ ] [:;?!»]|\b(arquivos?|usuários?|registros?)\b/,
  ar: /[;?٠-٩۰-۹]|[\u0600-\u06ff],|(?<![a-z.])(?!zip|rogatory)[A-Za-z]/,
  ru: /["'“”„]| [—–]|[ёЁ]|(?<![a-z.])(?!zip|rogatory)[A-Za-z]/,
  zh: /[,;:?!"' ]|(?<![a-z.])(?!zip|rogatory)[A-Za-z]/,
};

describe('texts', () => {
  test('there is one for each code of the three lists, and no code is in two', () => {
    expect(ALL_CODES).toHaveLength(ERROR_CODES.length + RELAY_CODES.length + CLIENT_CODES.length);
    expect(new Set(ALL_CODES).size).toBe(ALL_CODES.length);
  });

  test.each(ALL_CODES)('%s says what happened, whether the work is safe, and what to do', (code) => {
    const { what, safe, action } = textOf(code);
    for (const sentence of [what, safe, action]) {
      expect(sentence).toMatch(/^[A-Z“].*[.!]$/s);
      expect(sentence.length).toBeGreaterThan(10);
      // People are told about their work, not about our workshop.
      expect(sentence).not.toMatch(/\b(hash|payload|token|sync|null|undefined|exception|CBOR)\b/i);
    }
    expect(what).not.toContain(code);
  });

  test.each(['fr', 'es', 'pt', 'ar', 'ru', 'zh'] as const)(
    'each is said in %s too, in sentences of that language, and none is the English one',
    async (language) => {
      const texts = await errorTexts(language);
      expect(Object.keys(texts.codes).toSorted()).toEqual(ALL_CODES.toSorted());
      const all = [
        ...ALL_CODES.map((code) => [textOf(code), textOf(code, texts)] as const),
        [explain(null).text, texts.unforeseen] as const,
      ];
      for (const [english, said] of all)
        for (const part of ['what', 'safe', 'action'] as const) {
          expect(said[part]).not.toBe(english[part]);
          expect(said[part]).toMatch(SENTENCES[language]);
          expect(said[part]).not.toMatch(NEVER[language]);
        }
      expect(explain(new ClientError('CLIENT_CLOCK', 'x'), texts).text).toEqual(textOf('CLIENT_CLOCK', texts));
      expect(explain(new TypeError('oops'), texts).text).toEqual(texts.unforeseen);
    },
  );

  test.each(LANGUAGES)('two codes are never told apart by their number alone, in %s', async (language) => {
    const texts = await errorTexts(language);
    const whats = ALL_CODES.map((code) => textOf(code, texts).what);
    const twice = whats.filter((what, i) => whats.indexOf(what) !== i);
    expect(twice).toEqual([]);
  });
});

describe('what was thrown', () => {
  test('is recognised by its own classes and by nothing that merely looks like them', () => {
    expect(codeOf(new ClientError('CLIENT_ALARM', 'x'))).toBe('CLIENT_ALARM');
    expect(codeOf(new ProtocolError('WIRE_SHAPE', 'x'))).toBe('WIRE_SHAPE');
    expect(codeOf(new RelayError('RELAY_BUSY', 503, 'x', true, 'r'))).toBe('RELAY_BUSY');
    for (const other of [
      null,
      undefined,
      'CLIENT_ALARM',
      { code: 'CLIENT_ALARM' },
      Object.assign(new Error('x'), { code: 'ENOENT' }),
    ])
      expect(codeOf(other)).toBeNull();
  });

  test('and explained even when nobody foresaw it', () => {
    expect(explain(new TypeError('oops')).code).toBeNull();
    expect(explain(new TypeError('oops')).text.what).not.toContain('oops');
    expect(explain(new ClientError('CLIENT_CLOCK', 'x')).text).toEqual(textOf('CLIENT_CLOCK'));
  });
});
