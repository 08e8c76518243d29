// A request for additional information (UNTOC 18(16)): numbered questions; the clock stands until they are answered.
import type { Form } from '../form.ts';
import { article18 } from '../instrument.ts';

export const ASK: Form = {
  id: 'ask',
  title: 'act.ask',
  by: 'requested',
  classes: [0, 1, 2],
  fields: [
    {
      id: 'questions',
      section: 'facts',
      label: 'ask.questions',
      type: 'list',
      max: 40,
      distinct: 'number',
      essential: true,
      articles: article18(16),
      of: [
        { id: 'number', label: 'ask.number', type: 'integer', min: 1, max: 999, essential: true },
        { id: 'question', label: 'ask.question', type: 'longText', max: 8000, essential: true },
        { id: 'item', label: 'ask.item', type: 'integer', min: 1, max: 999 },
      ],
    },
    { id: 'reasons', section: 'facts', label: 'ask.reasons', type: 'longText', max: 4000 },
    { id: 'answerBy', section: 'procedure', label: 'ask.answerBy', type: 'date', future: true },
  ],
};
