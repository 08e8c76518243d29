// The typefaces of certificates and letters as the packages bring them, read from the disk (docs/dependencies.md).
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PdfFont } from '../casework/pdf/fonts.ts';
import { CliError } from './errors.ts';

const FILES = [
  ['Noto Sans', 400, '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'],
  ['Noto Sans', 600, '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'],
  ['Vazirmatn', 400, 'vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf'],
  ['Vazirmatn', 600, 'vazirmatn/fonts/ttf/Vazirmatn-SemiBold.ttf'],
] as const;

/** Latin, Greek and Cyrillic first, then Arabic. Throws CLI_FILE_READ where a package is missing. */
export async function readFonts(): Promise<readonly PdfFont[]> {
  const { resolve } = createRequire(import.meta.url);
  return Promise.all(
    FILES.map(async ([family, weight, file]) => {
      try {
        return { family, weight, bytes: new Uint8Array(await readFile(resolve(file))) };
      } catch (cause) {
        throw new CliError('CLI_FILE_READ', `The typeface ${family} is not installed.`, { cause });
      }
    }),
  );
}
