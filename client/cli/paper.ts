// Pages for a file: letters and certificates as PDF, in the language asked for, made here and never by the relay (product.md "certificate", "letter in PDF").
import { Option } from 'commander';
import type { BundleVerdict } from '../../crypto/index.ts';
import { LANGUAGES, type Language, labelsOf, onPaper } from '../casework/labels/language.ts';
import { isConfidential } from '../casework/outline.ts';
import { type Item, wasSent } from '../sdk/index.ts';
import { readFonts } from './fonts.ts';
import type { Names } from './mail.ts';
import { STATES } from './practice/world.ts';
import type { Run } from './run.ts';

/** `--language`, for the pages alone: the command line itself speaks English. */
export const languageOption = (): Option =>
  new Option('--language <code>', 'language of the page')
    .choices(LANGUAGES.filter((one) => onPaper(one) === one))
    .default('en');

// The renderer is large: a command that draws nothing does not read it.
const certificateRoom = () => import('../casework/pdf/certificate.ts');
const letterRoom = () => import('../casework/pdf/letter.ts');

type Paper = { readonly language: Language; readonly run: Run };

/** The certificate, or null when the bundle failed. `file`: the bundle's name. `item`: what the reader can open of it, if anything. */
export async function certificatePaper(
  verdict: BundleVerdict,
  { language, run, file, item }: Paper & { readonly file: string; readonly item?: Item },
): Promise<Uint8Array | null> {
  const { certificatePdf } = await certificateRoom();
  const known = item && {
    confidential: isConfidential(item.act.fields),
    documents: item.attachments.map(({ ref, name, size }) => ({
      uploadId: ref.uploadId,
      name,
      size,
      digest: ref.digest,
    })),
  };
  return certificatePdf(verdict, {
    fonts: await readFonts(),
    labels: await labelsOf(language),
    madeAt: run.now(),
    file,
    ...known,
  });
}

/** The act of a transmission as a letter. `index`: its number in one's own register. */
export async function letterPaper(
  item: Item,
  { language, run, names, practice, index }: Paper & { names: Names; practice: boolean; index: number },
): Promise<Uint8Array> {
  const { letterPdf } = await letterRoom();
  return letterPdf(item.act, {
    fonts: await readFonts(),
    labels: await labelsOf(language),
    madeAt: run.now(),
    from: names(item.sender.authority),
    to: item.to.map(names),
    class: item.class,
    at: item.registeredAt,
    practice,
    countries: practice ? STATES : {},
    ...(wasSent(item.status) ? { entry: { subject: item.subject, index, officials: item.signedBy.length } } : {}),
    annexes: item.attachments.map(({ name, size }) => ({ name, size })),
  });
}
