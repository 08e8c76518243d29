// What the pages of an open desk share, fetched when the first page stands: a later page then brings little more than itself.
export * as acts from '../casework/act.ts';

export const components = import.meta.glob('./components/**/*.tsx', { eager: true });
