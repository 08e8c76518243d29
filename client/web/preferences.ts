// What this browser remembers of its user's wishes: language and theme, nothing else.

type Preference = 'language' | 'theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** A browser may forbid storage; then nothing is remembered. */
export function remembered(what: Preference): string | null {
  try {
    return localStorage.getItem(`rogatory.${what}`);
  } catch {
    return null;
  }
}

export function remember(what: Preference, value: string): void {
  try {
    localStorage.setItem(`rogatory.${what}`, value);
  } catch {
    // It holds until the page is closed.
  }
}

export const theme = (): Theme => THEMES.find((one) => one === remembered('theme')) ?? 'system';

/** Shows the app in a theme, from now on. */
export function wear(next: Theme): void {
  remember('theme', next);
  document.documentElement.dataset['theme'] = next;
}
