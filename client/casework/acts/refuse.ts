// A refusal, whole or by item, with its ground (UNTOC 18(21), 18(9)) and the reasons that must be given (18(23)).
import type { Choices, Form } from '../form.ts';
import { article18 } from '../instrument.ts';

const GROUNDS: Choices = {
  set: 'ground',
  values: [
    'not-in-conformity',
    'essential-interests',
    'prohibited-action',
    'contrary-to-legal-system',
    'dual-criminality',
    'other-treaty',
  ],
  articles: {
    'not-in-conformity': article18(21, 'a'),
    'essential-interests': article18(21, 'b'),
    'prohibited-action': article18(21, 'c'),
    'contrary-to-legal-system': article18(21, 'd'),
    'dual-criminality': article18(9),
  },
};

export const REFUSE: Form = {
  id: 'refuse',
  title: 'act.refuse',
  by: 'requested',
  classes: [1, 2],
  fields: [
    { id: 'items', section: 'assistance', label: 'field.items', type: 'numbers', max: 40 },
    {
      id: 'ground',
      section: 'legal-basis',
      label: 'refuse.ground',
      type: 'choice',
      choices: GROUNDS,
      essential: true,
      articles: article18(21),
    },
    {
      id: 'provision',
      section: 'legal-basis',
      label: 'refuse.provision',
      type: 'text',
      max: 300,
      required: true,
      when: { field: 'ground', in: ['other-treaty'] },
    },
    {
      id: 'reasons',
      section: 'legal-basis',
      label: 'refuse.reasons',
      type: 'longText',
      max: 20_000,
      essential: true,
      articles: article18(23),
    },
    {
      id: 'consulted',
      section: 'procedure',
      label: 'field.consulted',
      type: 'boolean',
      required: true,
      articles: article18(26),
    },
    { id: 'remedy', section: 'procedure', label: 'refuse.remedy', type: 'longText', max: 4000 },
  ],
};
