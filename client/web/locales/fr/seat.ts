// French texts of signing in, enrolment, home and settings; the English ones are the measure.
import type en from '../en/seat.ts';
import type { French } from '../plural.ts';

export default {
  signInTitle: 'Se connecter',
  enrolTitle: 'Utiliser une invitation',
  homeTitle: 'À faire aujourd’hui',
  settingsTitle: 'Réglages',
} as const satisfies French<typeof en>;
