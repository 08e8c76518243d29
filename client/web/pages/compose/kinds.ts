// The acts that open a case, as an address names them.

const NEW_KINDS = ['mla-request', 'preservation-request', 'consultation'] as const;
export type NewKind = (typeof NEW_KINDS)[number];
export const isNewKind = (word: unknown): word is NewKind => NEW_KINDS.some((kind) => kind === word);
