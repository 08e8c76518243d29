// A question about progress, or the answer to it (UNTOC 18(24)); also the word that work has begun or was handed on.
import type { Choices, Form } from '../form.ts';

const STEP: Choices = {
  set: 'progress-step',
  values: ['asked', 'under-assessment', 'translating', 'under-execution', 'resumed', 'delayed'],
};
const REPORTED = { not: { field: 'step', in: ['asked'] } } as const;
const SPEED = { untoc: '18(24)', uncac: '46(24)' };

export const PROGRESS: Form = {
  id: 'progress',
  title: 'act.progress',
  by: 'either',
  sides: {
    field: 'step',
    of: {
      asked: 'requesting',
      'under-assessment': 'requested',
      translating: 'requested',
      'under-execution': 'requested',
      resumed: 'requested',
      delayed: 'requested',
    },
  },
  classes: [0, 1, 2],
  fields: [
    {
      id: 'step',
      section: 'assistance',
      label: 'progress.step',
      type: 'choice',
      choices: STEP,
      essential: true,
      articles: SPEED,
    },
    { id: 'items', section: 'assistance', label: 'field.items', type: 'numbers', max: 40 },
    {
      id: 'executingAuthority',
      section: 'authority',
      label: 'field.executingAuthority',
      type: 'text',
      max: 300,
      when: REPORTED,
    },
    {
      id: 'estimate',
      section: 'assistance',
      label: 'field.estimate',
      type: 'date',
      future: true,
      when: REPORTED,
      articles: SPEED,
    },
    {
      id: 'reasons',
      section: 'assistance',
      label: 'progress.reasons',
      type: 'longText',
      max: 8000,
      required: true,
      when: { field: 'step', in: ['delayed'] },
    },
    { id: 'note', section: 'check', label: 'field.note', type: 'longText', max: 8000 },
  ],
};
