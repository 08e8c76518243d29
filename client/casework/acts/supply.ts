// Additional information: answers to the questions asked, or an addition of one's own accord (UNTOC 18(16)).
import type { Form } from '../form.ts';
import { article18 } from '../instrument.ts';

export const SUPPLY: Form = {
  id: 'supply',
  title: 'act.supply',
  by: 'either',
  classes: [0, 1, 2],
  fields: [
    {
      id: 'answers',
      section: 'facts',
      label: 'supply.answers',
      type: 'list',
      max: 40,
      distinct: 'number',
      required: { not: { given: 'information' } },
      articles: article18(16),
      of: [
        { id: 'number', label: 'ask.number', type: 'integer', min: 1, max: 999, essential: true },
        { id: 'answer', label: 'supply.answer', type: 'longText', max: 20_000, essential: true },
      ],
    },
    {
      id: 'information',
      section: 'facts',
      label: 'supply.information',
      type: 'longText',
      max: 60_000,
      articles: article18(16),
    },
  ],
};
