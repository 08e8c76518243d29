// The last words of a case: results received, materials returned, closed, and its reopening (product.md, case status).
import type { Choices, Form } from '../form.ts';

const STEP: Choices = { set: 'close-step', values: ['results-received', 'materials-returned', 'closed', 'reopened'] };

export const CLOSE: Form = {
  id: 'close',
  title: 'act.close',
  by: 'either',
  sides: { field: 'step', of: { 'results-received': 'requesting', 'materials-returned': 'requesting' } },
  classes: [0, 1],
  fields: [
    { id: 'step', section: 'check', label: 'close.step', type: 'choice', choices: STEP, essential: true },
    {
      id: 'reasons',
      section: 'check',
      label: 'close.reasons',
      type: 'longText',
      max: 8000,
      required: true,
      when: { field: 'step', in: ['closed', 'reopened'] },
    },
    { id: 'note', section: 'check', label: 'field.note', type: 'longText', max: 8000 },
  ],
};
