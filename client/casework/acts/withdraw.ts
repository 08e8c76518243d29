// The notice that assistance, whole or by item, is no longer required (UNTOC 18(24)).
import type { Form } from '../form.ts';

export const WITHDRAW: Form = {
  id: 'withdraw',
  title: 'act.withdraw',
  by: 'requesting',
  classes: [1, 2],
  fields: [
    { id: 'items', section: 'assistance', label: 'field.items', type: 'numbers', max: 40 },
    {
      id: 'reasons',
      section: 'assistance',
      label: 'withdraw.reasons',
      type: 'longText',
      max: 8000,
      essential: true,
      articles: { untoc: '18(24)', uncac: '46(24)' },
    },
  ],
};
