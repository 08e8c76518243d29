// Randomness as an argument (house.md, style 4): programs pass `systemRandom`, known-answer tests pass a fixed stream.
import { randomBytes } from './sodium.ts';

/** Returns `length` fresh random bytes at each call. */
export type Random = (length: number) => Uint8Array;

/** The operating system's generator, through libsodium. */
export const systemRandom: Random = randomBytes;
