// Every Arabic text of casework by key (the words of the conventions; one word for a thing: docs/glossary.md).
import { ASSISTANCE } from './ar/assistance.ts';
import { CERTIFICATE } from './ar/certificate.ts';
import { COMPLETENESS } from './ar/completeness.ts';
import { FORM } from './ar/form.ts';
import { LETTER } from './ar/letter.ts';
import { PARTY } from './ar/party.ts';
import { PRESERVATION } from './ar/preservation.ts';
import { REPLY } from './ar/reply.ts';
import { REQUEST } from './ar/request.ts';
import { STATUS } from './ar/status.ts';
import type { Labels } from './say.ts';

export const AR: Labels = {
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
