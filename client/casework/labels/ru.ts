// Every Russian text of casework by key (the words of the conventions; one word for a thing: docs/glossary.md).
import { ASSISTANCE } from './ru/assistance.ts';
import { CERTIFICATE } from './ru/certificate.ts';
import { COMPLETENESS } from './ru/completeness.ts';
import { FORM } from './ru/form.ts';
import { LETTER } from './ru/letter.ts';
import { PARTY } from './ru/party.ts';
import { PRESERVATION } from './ru/preservation.ts';
import { REPLY } from './ru/reply.ts';
import { REQUEST } from './ru/request.ts';
import { STATUS } from './ru/status.ts';
import type { Labels } from './say.ts';

export const RU: Labels = {
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
