// The result, item by item: what was done, how, by whom, and the material handed over with its custody (domain reference 4.7).
import type { Choices, Form } from '../form.ts';
import { article18 } from '../instrument.ts';

const OUTCOME: Choices = { set: 'outcome', values: ['executed', 'partly-executed', 'not-executed'] };
const FORM: Choices = {
  set: 'material',
  values: ['original', 'certified-copy', 'plain-copy', 'electronic-original', 'electronic-copy'],
};
const DONE = { field: 'outcome', in: ['executed', 'partly-executed'] } as const;
const NOT_ALL = { field: 'outcome', in: ['partly-executed', 'not-executed'] } as const;

export const RESULT: Form = {
  id: 'result',
  title: 'act.result',
  by: 'requested',
  classes: [1, 2],
  fields: [
    {
      id: 'items',
      section: 'assistance',
      label: 'result.items',
      type: 'list',
      max: 40,
      distinct: 'number',
      essential: true,
      articles: article18(17),
      of: [
        { id: 'number', label: 'item.number', type: 'integer', min: 1, max: 999, essential: true },
        { id: 'outcome', label: 'result.outcome', type: 'choice', choices: OUTCOME, essential: true },
        {
          id: 'how',
          label: 'result.how',
          type: 'longText',
          max: 8000,
          required: true,
          when: DONE,
          articles: article18(17),
        },
        { id: 'doneOn', label: 'result.doneOn', type: 'date', past: true, required: true, when: DONE },
        { id: 'doneBy', label: 'result.doneBy', type: 'text', max: 300, required: true, when: DONE },
        {
          id: 'reasons',
          label: 'result.reasons',
          type: 'longText',
          max: 8000,
          required: true,
          when: NOT_ALL,
          articles: article18(23),
        },
        {
          id: 'materials',
          label: 'result.materials',
          type: 'list',
          max: 60,
          when: DONE,
          of: [
            { id: 'description', label: 'result.material.description', type: 'text', max: 300, required: true },
            { id: 'form', label: 'result.material.form', type: 'choice', choices: FORM, required: true },
            { id: 'file', label: 'mla.annex.file', type: 'text', max: 255 },
            { id: 'seal', label: 'result.material.seal', type: 'text', max: 120 },
            { id: 'custody', label: 'result.material.custody', type: 'longText', max: 4000 },
          ],
        },
      ],
    },
    {
      id: 'conditionsOfUse',
      section: 'procedure',
      label: 'result.conditionsOfUse',
      type: 'longText',
      max: 8000,
      articles: article18(19),
    },
    {
      id: 'confidential',
      section: 'procedure',
      label: 'result.confidential',
      type: 'boolean',
      articles: article18(20),
    },
    { id: 'returnOfMaterials', section: 'procedure', label: 'result.returnOfMaterials', type: 'longText', max: 4000 },
    { id: 'costs', section: 'procedure', label: 'mla.costs', type: 'longText', max: 2000, articles: article18(28) },
    { id: 'note', section: 'check', label: 'field.note', type: 'longText', max: 8000 },
  ],
};
