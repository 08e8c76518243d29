// How wide text stands in a terminal, and where a line of it may end: East Asian letters take two columns and need no spaces between words (the letter in plain text).

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** The columns `text` takes in a terminal. */
export const columnsOf = (text: string): number => [...text].reduce((sum, one) => sum + (WIDE.test(one) ? 2 : 1), 0);

// What opens never ends a line, and what closes never begins one.
const OPENS = '[\u201c\u2018\uff08\u300a\u3008\u300c\u300e\u3010]';
const CLOSES =
  '[\u201d\u2019\uff09\u300b\u3009\u300d\u300f\u3011\uff0c\u3002\u3001\uff1b\uff1a\uff01\uff1f\u2026\u2014]';
const LETTER = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]';
const PIECE = new RegExp(`${OPENS}*(?:${LETTER}|(?:(?!${LETTER}).)+?(?=${OPENS}|${LETTER}|$))${CLOSES}*`, 'gsu');

/** The parts of a word between which a line may end: the word itself, unless it is written without spaces. */
export const piecesOf = (word: string): readonly string[] =>
  new RegExp(LETTER, 'u').test(word) ? (word.match(PIECE) ?? [word]) : [word];
