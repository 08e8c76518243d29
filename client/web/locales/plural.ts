// The shape of a language's texts, derived from the English ones: the same keys, and for a counted text each form that the language has (CLDR).

type Category = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
export type Texts = Readonly<Record<string, string>>;

type Forms<T extends Texts, C extends Category> = {
  readonly [K in keyof T as K extends `${infer Base}_${Category}` ? `${Base}_${C}` : K]: string;
};

/** French counts one, many (millions) and other. */
export type French<T extends Texts> = Forms<T, 'one' | 'many' | 'other'>;
/** Spanish, as French. */
export type Spanish<T extends Texts> = Forms<T, 'one' | 'many' | 'other'>;
/** Portuguese, as French. */
export type Portuguese<T extends Texts> = Forms<T, 'one' | 'many' | 'other'>;
/** Russian counts one, few, many, and fractions (other). */
export type Russian<T extends Texts> = Forms<T, 'one' | 'few' | 'many' | 'other'>;
/** Arabic counts six ways. */
export type Arabic<T extends Texts> = Forms<T, Category>;
/** Chinese counts one way. */
export type Chinese<T extends Texts> = Forms<T, 'other'>;
