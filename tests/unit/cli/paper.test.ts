// The languages of a page for a file: each that the shipped typefaces have the letters of, and no other.
import { expect, test } from 'vitest';
import { LANGUAGES, onPaper } from '../../../client/casework/labels/language.ts';
import { languageOption } from '../../../client/cli/paper.ts';

test('a page for a Chinese reader is in English, everybody else’s in their own language', () => {
  expect(onPaper('zh')).toBe('en');
  for (const language of LANGUAGES.filter((one) => one !== 'zh')) expect(onPaper(language)).toBe(language);
});

test('the command line offers the languages that can be printed', () => {
  expect(languageOption().argChoices).toEqual(LANGUAGES.filter((one) => one !== 'zh'));
});
