// The acknowledgement of a request: incoming number, officer, first estimate (product.md, case status "acknowledged").
import type { Form } from '../form.ts';
import { CONTACT } from './party.ts';

export const ACKNOWLEDGE: Form = {
  id: 'acknowledge',
  title: 'act.acknowledge',
  by: 'requested',
  classes: [0, 1, 2],
  fields: [
    { id: 'reference', section: 'authority', label: 'acknowledge.reference', type: 'text', max: 120, required: true },
    { id: 'officer', section: 'authority', label: 'acknowledge.officer', type: 'group', of: CONTACT, required: true },
    { id: 'executingAuthority', section: 'authority', label: 'field.executingAuthority', type: 'text', max: 300 },
    {
      id: 'estimate',
      section: 'assistance',
      label: 'field.estimate',
      type: 'date',
      future: true,
      articles: { untoc: '18(24)', uncac: '46(24)' },
    },
    { id: 'translationPending', section: 'documents', label: 'acknowledge.translationPending', type: 'boolean' },
    { id: 'note', section: 'check', label: 'field.note', type: 'longText', max: 8000 },
  ],
};
