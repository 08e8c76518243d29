// The return of a request by an authority that is not competent, or its forwarding to the one that is (UNTOC 18(13)).
import type { Choices, Form } from '../form.ts';
import { article18 } from '../instrument.ts';

const STEP: Choices = { set: 'return-step', values: ['returned', 'forwarded'] };

export const RETURN: Form = {
  id: 'return',
  title: 'act.return',
  by: 'requested',
  classes: [1, 2],
  fields: [
    {
      id: 'step',
      section: 'authority',
      label: 'return.step',
      type: 'choice',
      choices: STEP,
      essential: true,
      articles: article18(13),
    },
    { id: 'reasons', section: 'authority', label: 'return.reasons', type: 'longText', max: 8000, essential: true },
    {
      id: 'competentAuthority',
      section: 'authority',
      label: 'return.competentAuthority',
      type: 'text',
      max: 300,
      required: { field: 'step', in: ['forwarded'] },
      articles: article18(13),
    },
    { id: 'country', section: 'authority', label: 'mla.country', type: 'country' },
  ],
};
