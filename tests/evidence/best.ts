// The pictures of docs/screens: which screen, in which language, theme and width stands there under which name.
import type { Language } from '../../client/web/locales/languages.ts';

export type Best = {
  readonly screen: string;
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly width: 1280 | 360;
  /** Of the window; 800 unless told. */
  readonly height?: number;
};

export const BEST: Readonly<Record<string, Best>> = {
  home: { screen: 'home', language: 'en', theme: 'light', width: 1280 },
  'home-telephone': { screen: 'home', language: 'en', theme: 'dark', width: 360 },
  'inbox-dark': { screen: 'inbox', language: 'en', theme: 'dark', width: 1280 },
  case: { screen: 'case', language: 'en', theme: 'light', width: 1280 },
  'case-arabic': { screen: 'case', language: 'ar', theme: 'light', width: 1280 },
  'request-parts-russian': { screen: 'task-list', language: 'ru', theme: 'light', width: 1280 },
  'request-parts-telephone-arabic': { screen: 'task-list', language: 'ar', theme: 'light', width: 360 },
  check: { screen: 'check-missing', language: 'en', theme: 'light', width: 1280 },
  sign: { screen: 'sign', language: 'en', theme: 'light', width: 1280 },
  'second-signature': { screen: 'proposal', language: 'en', theme: 'light', width: 1280, height: 1200 },
  'eight-words': { screen: 'ceremony', language: 'en', theme: 'light', width: 1280, height: 1200 },
  changed: { screen: 'changed', language: 'en', theme: 'light', width: 1280 },
  verdict: { screen: 'verdict', language: 'en', theme: 'light', width: 1280 },
  'what-the-relay-holds': { screen: 'practice-relay', language: 'en', theme: 'light', width: 1280 },
};
