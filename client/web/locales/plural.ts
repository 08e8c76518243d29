// The shape of a language's texts, derived from the English ones: the same keys, and for a counted text each form that the language has (CLDR).

type Category = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
export type Texts = Readonly<Record<string, string>>;

type Forms<T extends Texts, C extends Category> = {
  readonly [K in keyof T as K extends `${infer Base}_${Category}` ? `${Base}_${C}` : K]: string;
};

/** French counts one, many (millions) and other. */
export type French<T extends Texts> = Forms<T, 'one' | 'many' | 'other'>;
/** Arabic counts six ways. */
export type Arabic<T extends Texts> = Forms<T, Category>;
/** Chinese counts one way. */
export type Chinese<T extends Texts> = Forms<T, 'other'>;
