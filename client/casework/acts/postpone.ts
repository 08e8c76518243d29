// The postponement of assistance because it would interfere with a case at home (UNTOC 18(25)), after consultation (18(26)).
import type { Form } from '../form.ts';
import { article18 } from '../instrument.ts';

export const POSTPONE: Form = {
  id: 'postpone',
  title: 'act.postpone',
  by: 'requested',
  classes: [1, 2],
  fields: [
    { id: 'items', section: 'assistance', label: 'field.items', type: 'numbers', max: 40 },
    {
      id: 'reasons',
      section: 'procedure',
      label: 'postpone.reasons',
      type: 'longText',
      max: 8000,
      essential: true,
      articles: article18(25),
    },
    { id: 'reviewOn', section: 'procedure', label: 'postpone.reviewOn', type: 'date', future: true, required: true },
    {
      id: 'consulted',
      section: 'procedure',
      label: 'field.consulted',
      type: 'boolean',
      required: true,
      articles: article18(26),
    },
  ],
};
