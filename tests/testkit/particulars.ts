// What an office of the cast says of itself: an honest example with every part of it.
import type { Particulars } from '../../crypto/wire/particulars.ts';

export const PARTICULARS: Particulars = {
  languages: ['en', 'fr'],
  forms: ['electronic', 'oral', 'diplomatic'],
  channels: [
    { kind: 'rogatory', text: null },
    { kind: 'post', text: '1 Harbour Row, Port Talassa' },
    { kind: 'telephone', text: '+999 (11) 555-0142' },
    { kind: 'email', text: 'cooperation@justice.talassa.example' },
    { kind: 'pointOfContact', text: '+999 11 555 0199' },
  ],
  hours: [
    { day: 1, from: 540, until: 720 },
    { day: 1, from: 780, until: 1020 },
    { day: 5, from: 0, until: 1440 },
  ],
  zone: 'Europe/Vienna',
};
