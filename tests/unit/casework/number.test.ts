// The number of a transmission as it is read aloud, and found again by whoever wrote it down.
import { expect, test } from 'vitest';
import { numberIn, shortNumber } from '../../../client/casework/number.ts';

const HASH = '3f2a91bc04de77f0'.padEnd(64, '5');

test('it is read aloud in four groups of four, and what was written down begins the whole', () => {
  expect(shortNumber(HASH)).toBe('3f2a 91bc 04de 77f0');
  expect(HASH.startsWith(numberIn(shortNumber(HASH)) ?? '-')).toBe(true);
});

test.each([
  ['as it is shown', '3f2a 91bc 04de 77f0', '3f2a91bc04de77f0'],
  ['its first group, in capitals', ' 3F2A ', '3f2a'],
  ['with dashes, or the spaces that letters are set with', '3f2a-91bc\u00a004de', '3f2a91bc04de'],
  ['whole', HASH, HASH],
  ['three digits are too few', '3f2', null],
  ['more digits than there are', `${HASH}0`, null],
  ['a reference is none', 'NV-2026-0412', null],
  ['nor is nothing', '', null],
])('a number typed: %s', (_, typed, digits) => {
  expect(numberIn(typed)).toBe(digits);
});
