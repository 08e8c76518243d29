// Every Spanish text of casework by key (the words of the conventions; one word for a thing: docs/glossary.md).
import { ASSISTANCE } from './es/assistance.ts';
import { CERTIFICATE } from './es/certificate.ts';
import { COMPLETENESS } from './es/completeness.ts';
import { FORM } from './es/form.ts';
import { LETTER } from './es/letter.ts';
import { PARTY } from './es/party.ts';
import { PRESERVATION } from './es/preservation.ts';
import { REPLY } from './es/reply.ts';
import { REQUEST } from './es/request.ts';
import { STATUS } from './es/status.ts';
import type { Labels } from './say.ts';

export const ES: Labels = {
  ...FORM,
  ...COMPLETENESS,
  ...PARTY,
  ...REQUEST,
  ...ASSISTANCE,
  ...PRESERVATION,
  ...REPLY,
  ...STATUS,
  ...CERTIFICATE,
  ...LETTER,
};
