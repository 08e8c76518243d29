// Letters and certificates as PDF, made in this browser and never by the relay: the renderer and the typefaces, loaded when somebody asks for a page (product.md "certificate", "letter in PDF").

import notoRegular from '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf?url';
import notoSemiBold from '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf?url';
import vazirRegular from 'vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf?url';
import vazirSemiBold from 'vazirmatn/fonts/ttf/Vazirmatn-SemiBold.ttf?url';
import type { AuthorityId, BundleVerdict } from '../../../crypto/index.ts';
import { type Language, labelsOf, onPaper } from '../../casework/labels/language.ts';
import { isConfidential } from '../../casework/outline.ts';
import { certificatePdf } from '../../casework/pdf/certificate.ts';
import type { PdfFont } from '../../casework/pdf/fonts.ts';
import { letterPdf } from '../../casework/pdf/letter.ts';
import { ClientError, type Item } from '../../sdk/index.ts';
import { stateNames } from '../components/form/names.ts';
import { LANGUAGES } from '../locales/languages.ts';

const FILES = [
  ['Noto Sans', 400, notoRegular],
  ['Noto Sans', 600, notoSemiBold],
  ['Vazirmatn', 400, vazirRegular],
  ['Vazirmatn', 600, vazirSemiBold],
] as const;

/** Latin, Greek and Cyrillic first, then Arabic. Throws CLIENT_RELAY_UNREACHABLE where they were never loaded and there is no network. */
const readFonts = (): Promise<PdfFont[]> =>
  Promise.all(
    FILES.map(async ([family, weight, address]) => {
      const answer = await fetch(address).catch((cause: unknown) => {
        throw new ClientError('CLIENT_RELAY_UNREACHABLE', 'a typeface cannot be fetched', { cause });
      });
      return { family, weight, bytes: new Uint8Array(await answer.arrayBuffer()) };
    }),
  );

type Frame = { readonly language: Language /** Unix ms. */; readonly now: number };

/** The certificate, or null when the bundle failed. `file`: the bundle's name. `item`: what the reader can open of it, if anything. */
export async function certificatePage(
  verdict: BundleVerdict,
  { language, now, file, item }: Frame & { readonly file: string; readonly item?: Item },
): Promise<Uint8Array | null> {
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
    labels: await labelsOf(onPaper(language)),
    madeAt: now,
    file,
    ...known,
  });
}

/** The act of a transmission as a letter. `index`: its number in one's own register. */
export async function letterPage(
  item: Item,
  {
    language,
    now,
    practice,
    index,
    names,
  }: Frame & {
    readonly practice: boolean;
    readonly index: number;
    readonly names: ReadonlyMap<AuthorityId, string>;
  },
): Promise<Uint8Array> {
  const nameOf = (id: AuthorityId): string => names.get(id) ?? id.slice(0, 8);
  return letterPdf(item.act, {
    fonts: await readFonts(),
    labels: await labelsOf(onPaper(language)),
    madeAt: now,
    from: nameOf(item.sender.authority),
    to: item.to.map(nameOf),
    class: item.class,
    at: item.registeredAt,
    practice,
    countries: stateNames(LANGUAGES[onPaper(language)].locale),
    entry: { subject: item.subject, index, officials: item.signedBy.length },
    annexes: item.attachments.map(({ name, size }) => ({ name, size })),
  });
}
