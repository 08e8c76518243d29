// Conditions under which assistance can be given, and their acceptance, which binds (UNTOC 18(26)).
import type { Choices, Form } from '../form.ts';
import { article18 } from '../instrument.ts';

const STEP: Choices = { set: 'conditions-step', values: ['proposed', 'accepted', 'declined'] };
const PROPOSED = { field: 'step', in: ['proposed'] } as const;

export const CONDITIONS: Form = {
  id: 'conditions',
  title: 'act.conditions',
  by: 'either',
  sides: { field: 'step', of: { proposed: 'requested', accepted: 'requesting', declined: 'requesting' } },
  classes: [1, 2],
  fields: [
    {
      id: 'step',
      section: 'procedure',
      label: 'conditions.step',
      type: 'choice',
      choices: STEP,
      essential: true,
      articles: article18(26),
    },
    {
      id: 'terms',
      section: 'procedure',
      label: 'conditions.terms',
      type: 'longText',
      max: 8000,
      essential: true,
      when: PROPOSED,
      articles: article18(26),
    },
    { id: 'reasons', section: 'procedure', label: 'conditions.reasons', type: 'longText', max: 8000 },
    { id: 'items', section: 'assistance', label: 'field.items', type: 'numbers', max: 40 },
    { id: 'answerBy', section: 'procedure', label: 'ask.answerBy', type: 'date', future: true, when: PROPOSED },
  ],
};
