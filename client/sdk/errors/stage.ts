// How the protocol's refusals get their texts in every language: a sentence of their own, and the advice of the stage their prefix names.
import type { ErrorCode } from '../../../crypto/index.ts';
import type { AnyCode, ErrorText } from '../failure.ts';

/** Every text of one language. */
export type ErrorTexts = {
  readonly codes: { readonly [C in AnyCode]: ErrorText };
  /** For an error that has no code. */
  readonly unforeseen: ErrorText;
};

type Stage = 'WIRE' | 'SIGNATURE' | 'ROSTER' | 'EPOCH' | 'WRAP' | 'CONTENT' | 'REGISTER' | 'RECEIPT' | 'POLICY';
type Advice = Omit<ErrorText, 'what'>;
export type Whats = { readonly [C in ErrorCode]: string };
export type Stages = { readonly [S in Stage]: Advice };
/** Where the stage's advice would mislead. */
export type OwnAdvice = { readonly [C in ErrorCode]?: Partial<Advice> };

/** The texts of every protocol code, put together from its own sentence and its stage. */
export function textsByStage(whats: Whats, stages: Stages, own: OwnAdvice): { readonly [C in ErrorCode]: ErrorText } {
  const textFor = (code: ErrorCode): ErrorText => {
    const stage = stages[code.slice(0, code.indexOf('_')) as Stage];
    return { what: whats[code], ...stage, ...own[code] };
  };
  const codes = Object.keys(whats) as ErrorCode[];
  return Object.fromEntries(codes.map((code) => [code, textFor(code)])) as ReturnType<typeof textsByStage>;
}
