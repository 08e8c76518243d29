// An informal consultation, before a formal request or beside it (product.md row 5; UNTOC 18(26) before a refusal).
import type { Form } from '../form.ts';

export const CONSULTATION: Form = {
  id: 'consultation',
  title: 'act.consultation',
  by: 'either',
  classes: [0, 2],
  fields: [
    { id: 'subject', section: 'facts', label: 'consultation.subject', type: 'text', max: 200, essential: true },
    { id: 'text', section: 'facts', label: 'consultation.text', type: 'longText', max: 60_000, essential: true },
    { id: 'draftShared', section: 'documents', label: 'consultation.draftShared', type: 'boolean' },
    { id: 'answerBy', section: 'procedure', label: 'ask.answerBy', type: 'date', future: true },
  ],
};
