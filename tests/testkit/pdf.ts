// Reads the text back out of a PDF as its glyphs are mapped to characters, page by page: what a reader's "copy" would give (docs/architecture.md "tests").
import { inflateSync } from 'node:zlib';

type Objects = ReadonlyMap<string, string>;

function objectsOf(bytes: Uint8Array): Objects {
  const file = Buffer.from(bytes).toString('latin1');
  const found = new Map<string, string>();
  for (const [, id, body] of file.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [dictionary = '', data] = (body as string).split(/\nstream\n/, 2);
    const raw = data === undefined ? '' : data.slice(0, data.lastIndexOf('\nendstream'));
    const text = dictionary.includes('/FlateDecode') ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1') : raw;
    found.set(id as string, `${dictionary}\n${text}`);
  }
  return found;
}

const follow = (objects: Objects, from: string, key: string): string | undefined => {
  const id = new RegExp(`/${key} (\\d+) 0 R`).exec(from)?.[1];
  return id === undefined ? undefined : objects.get(id);
};

const utf16 = (hex: string): string =>
  String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((one) => parseInt(one, 16)));

/** Hex of one piece of text to characters; a font without a map is one of the standard ones, a byte a character. */
function decoderOf(objects: Objects, font: string): (hex: string) => string {
  const map = follow(objects, font, 'ToUnicode');
  if (map === undefined) return (hex) => Buffer.from(hex, 'hex').toString('latin1');
  const glyphs = new Map<number, string>();
  for (const [, first, targets] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[(.*?)\]/gs)) {
    const list = [...(targets as string).matchAll(/<([0-9a-f ]*)>/g)];
    for (const [i, [, target]] of list.entries()) {
      glyphs.set(parseInt(first as string, 16) + i, utf16((target as string).replaceAll(' ', '')));
    }
  }
  return (hex) => (hex.match(/.{4}/g) ?? []).map((one) => glyphs.get(parseInt(one, 16)) ?? '\0').join('');
}

/** The pages in order, each as its lines, one under the other; within a line glyphs run from left to right as they are seen. */
export function pdfPages(bytes: Uint8Array): string[] {
  const objects = objectsOf(bytes);
  const kids = [...objects.values()].find((one) => /\/Type \/Pages\b/.test(one)) ?? '';
  const ids = [...(/\/Kids \[(.*?)\]/s.exec(kids)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, id]) => id as string);
  return ids.map((id) => {
    const page = objects.get(id) as string;
    const fonts = /\/Font <<([\s\S]*?)>>/.exec(follow(objects, page, 'Resources') ?? page)?.[1] ?? '';
    const decoders = new Map(
      [...fonts.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, font]) => [
        name as string,
        decoderOf(objects, objects.get(font as string) as string),
      ]),
    );
    let line = '';
    let height = '';
    let decode = (hex: string): string => hex;
    const lines: string[] = [];
    const content = follow(objects, page, 'Contents') ?? '';
    for (const [, y, font, shown] of content.matchAll(
      /1 0 0 1 [\d.-]+ ([\d.-]+) Tm|\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g,
    )) {
      if (y !== undefined && y !== height) {
        lines.push(line);
        line = '';
        height = y;
      } else if (font !== undefined) decode = decoders.get(font) as (hex: string) => string;
      else if (shown !== undefined)
        for (const [, hex] of shown.matchAll(/<([0-9a-f]*)>/g)) line += decode(hex as string);
    }
    return [...lines, line].join('\n');
  });
}
