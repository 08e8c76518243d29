// Every French text of casework by key (the words of the conventions; one word for a thing: docs/glossary.md).
import { ASSISTANCE } from './fr/assistance.ts';
import { CERTIFICATE } from './fr/certificate.ts';
import { COMPLETENESS } from './fr/completeness.ts';
import { FORM } from './fr/form.ts';
import { LETTER } from './fr/letter.ts';
import { PARTY } from './fr/party.ts';
import { PRESERVATION } from './fr/preservation.ts';
import { REPLY } from './fr/reply.ts';
import { REQUEST } from './fr/request.ts';
import { STATUS } from './fr/status.ts';
import type { Labels } from './say.ts';

export const FR: Labels = {
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
