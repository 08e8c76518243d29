// Every Portuguese text of casework by key (the words of the conventions; one word for a thing: docs/glossary.md).
import { ASSISTANCE } from './pt/assistance.ts';
import { CERTIFICATE } from './pt/certificate.ts';
import { COMPLETENESS } from './pt/completeness.ts';
import { FORM } from './pt/form.ts';
import { LETTER } from './pt/letter.ts';
import { PARTY } from './pt/party.ts';
import { PRESERVATION } from './pt/preservation.ts';
import { REPLY } from './pt/reply.ts';
import { REQUEST } from './pt/request.ts';
import { STATUS } from './pt/status.ts';
import type { Labels } from './say.ts';

export const PT: Labels = {
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
