// Every Chinese text of casework by key (the words of the conventions; one word for a thing: docs/glossary.md).
import type { Labels } from './say.ts';
import { ASSISTANCE } from './zh/assistance.ts';
import { CERTIFICATE } from './zh/certificate.ts';
import { COMPLETENESS } from './zh/completeness.ts';
import { FORM } from './zh/form.ts';
import { LETTER } from './zh/letter.ts';
import { PARTY } from './zh/party.ts';
import { PRESERVATION } from './zh/preservation.ts';
import { REPLY } from './zh/reply.ts';
import { REQUEST } from './zh/request.ts';
import { STATUS } from './zh/status.ts';

export const ZH: Labels = {
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
