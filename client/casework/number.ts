// The number of a transmission as people read it, tell it by telephone and look for it: the first digits of its statement's hash, in fours.

/** Digits of the short form: enough that no two transmissions of one authority share them, few enough to read aloud. */
const SHORT = 16;

/** Hexadecimal digits as people compare them. */
export const inFours = (hex: string): string => hex.match(/.{1,4}/g)?.join(' ') ?? hex;

/** "3f2a 91bc 04de 77f0": what stands wherever the number of a transmission is shown. `hash`: its 64 digits. */
export const shortNumber = (hash: string): string => inFours(hash.slice(0, SHORT));

/** What was typed as a number, its first four digits at least, without the gaps between them; else `null`. */
export function numberIn(typed: string): string | null {
  const digits = typed.replace(/[\s\u00a0-]/g, '').toLowerCase();
  return /^[0-9a-f]{4,64}$/.test(digits) ? digits : null;
}
