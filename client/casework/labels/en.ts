// Every English text of casework by key. `<label>.hint`, `.example` and `.need` belong to the field of that label; choices are `<set>.<value>`.
import { ASSISTANCE } from './en/assistance.ts';
import { CERTIFICATE } from './en/certificate.ts';
import { COMPLETENESS } from './en/completeness.ts';
import { FORM } from './en/form.ts';
import { LETTER } from './en/letter.ts';
import { PARTY } from './en/party.ts';
import { PRESERVATION } from './en/preservation.ts';
import { REPLY } from './en/reply.ts';
import { REQUEST } from './en/request.ts';
import { STATUS } from './en/status.ts';

export const EN = {
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
} as const;
