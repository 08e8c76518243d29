// Lengths of the ids, and the CHECKs that hold them at rest too: a row written past our code must still have the right shape.
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

export const KID = 16;
export const AUTHORITY = 32;
export const DIGEST = 32;
export const RANDOM_ID = 16;

/** `length(column) = bytes`; a null passes, as in every CHECK. */
export const sized = (column: SQLWrapper, bytes: number): SQL => sql`length(${column}) = ${sql.raw(String(bytes))}`;

/** `column in (words)`. */
export const oneOf = (column: SQLWrapper, ...words: string[]): SQL =>
  sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;
