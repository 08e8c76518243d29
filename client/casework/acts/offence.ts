// The offence of a request: what makes a request assessable for dual criminality (UNTOC 18(15)(b), 18(9)).
import type { Field } from '../form.ts';
import { article18 } from '../instrument.ts';

/** One offence, as the law of the requesting State knows it. */
export const OFFENCE: readonly Field[] = [
  { id: 'title', label: 'mla.offence.title', type: 'text', max: 300, required: true },
  { id: 'provisions', label: 'mla.offence.provisions', type: 'longText', max: 4000, required: true },
  { id: 'maximumPenalty', label: 'mla.offence.maximumPenalty', type: 'text', max: 300, required: true },
  { id: 'limitation', label: 'mla.offence.limitation', type: 'text', max: 300 },
  {
    id: 'dualCriminality',
    label: 'mla.offence.dualCriminality',
    type: 'longText',
    max: 2000,
    articles: article18(9),
  },
];
