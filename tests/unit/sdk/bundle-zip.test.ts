// The zip around a bundle: one set of bytes for one set of files, and nothing that a stranger's zip can do to its reader (client/sdk/bundle-zip).
import { unzipSync, Zip, ZipDeflate, type Zippable, zipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BUNDLE_LIMITS, readZip, writeZip, type ZipLimits } from '../../../client/sdk/bundle-zip.ts';
import { codeOf } from '../../../client/sdk/failure.ts';
import { ready, utf8 } from '../../../crypto/index.ts';
import { encodeBundleFiles } from '../../../crypto/protocol/bundle.ts';
import { disclosing, openBundle } from '../../testkit/bundle.ts';
import { below, seededRandom } from '../../testkit/seed.ts';

let files: ReadonlyMap<string, Uint8Array>;
let zip: Uint8Array;
beforeAll(async () => {
  await ready();
  files = encodeBundleFiles(disclosing(await openBundle('zip')));
  zip = writeZip(files);
});

const outcome = (bytes: Uint8Array, limits?: ZipLimits): string => {
  try {
    readZip(bytes, limits);
    return 'read';
  } catch (error) {
    return codeOf(error) ?? `not one of ours: ${error}`;
  }
};
const zipped = (entries: Zippable): Uint8Array => zipSync(entries, { mtime: new Date(2020, 0, 1) });
const hello = utf8('hello');
const smallest: ZipLimits = { entries: 3, entryBytes: 1000, totalBytes: 1500 };

/** Where a record of the zip begins: its `nth` local header, or its `nth` entry in the directory. */
function place(bytes: Uint8Array, kind: 'local' | 'central' | 'end', nth = 0): number {
  const mark = { local: [3, 4], central: [1, 2], end: [5, 6] }[kind];
  let seen = 0;
  for (let at = 0; at < bytes.length - 3; at++)
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === mark[0] && bytes[at + 3] === mark[1])
      if (seen++ === nth) return at;
  throw new Error(`no ${kind} ${nth}`);
}

function patched(bytes: Uint8Array, at: number, ...with_: number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(with_, at);
  return copy;
}
const u32 = (n: number): number[] => [n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24];

describe('written', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  test('the kind of file stands in its first bytes, uncompressed', () => {
    expect([...zip.subarray(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
    expect(new TextDecoder().decode(zip.subarray(30, 38 + 31))).toBe('mimetypeapplication/vnd.etsi.asic-e+zip');
  });

  test('the same files give the same bytes, wherever and whenever', () => {
    const made = ['Pacific/Kiritimati', 'America/St_Johns', 'UTC'].map((name) => {
      process.env['TZ'] = name;
      return writeZip(files);
    });
    for (const bytes of made) expect(Buffer.from(bytes).equals(Buffer.from(zip))).toBe(true);
  });

  test('comes back as it was, by this reader and by another one', () => {
    const again = readZip(zip);
    expect([...again.keys()]).toEqual([...files.keys()]);
    const other = unzipSync(zip);
    for (const [path, content] of files) {
      expect(Buffer.from(again.get(path) as Uint8Array).equals(Buffer.from(content)), path).toBe(true);
      expect(Buffer.from(other[path] as Uint8Array).equals(Buffer.from(content)), path).toBe(true);
    }
  });

  test('what no reader would take is not written', () => {
    const codes = [
      new Map([['../x', hello]]),
      new Map([['a', new Uint8Array(1001)]]),
      new Map([
        ['a', new Uint8Array(800)],
        ['b', new Uint8Array(800)],
      ]),
      new Map(['a', 'b', 'c', 'd'].map((path) => [path, hello])),
    ].map((given) => {
      try {
        writeZip(given, smallest);
        return 'written';
      } catch (error) {
        return codeOf(error);
      }
    });
    expect(codes).toEqual([
      'CLIENT_BUNDLE_FILE',
      'CLIENT_BUNDLE_TOO_LARGE',
      'CLIENT_BUNDLE_TOO_LARGE',
      'CLIENT_BUNDLE_TOO_LARGE',
    ]);
  });
});

describe('read', () => {
  test('also when another program packed it: compressed, with folders, with lengths behind the data', () => {
    expect(outcome(zipped({ mimetype: hello, folder: { inner: hello } }))).toBe('read');
    const withFolder = zipped({ 'folder/': new Uint8Array(0), 'folder/inner': hello });
    expect([...readZip(withFolder).keys()]).toEqual(['folder/inner']);
    const pieces: Uint8Array[] = [];
    const stream = new Zip((error, piece) => {
      if (error) throw error;
      pieces.push(piece);
    });
    for (const name of ['one', 'two']) {
      const entry = new ZipDeflate(name);
      stream.add(entry);
      entry.push(utf8(`${name} `.repeat(200)), true);
    }
    stream.end();
    expect(readZip(new Uint8Array(Buffer.concat(pieces))).get('two')?.length).toBe(800);
  });

  test('a name that leads elsewhere, or that systems read differently, is refused', () => {
    const names = [
      '../up',
      'a/../../up',
      '/root',
      'a//b',
      './a',
      'a/.',
      '..',
      'C:',
      'a\\b',
      'a b',
      'é',
      'a\n',
      '',
      '…/x',
    ];
    for (const name of names)
      expect(outcome(zipped({ [name]: [hello, { level: 0 }] })), name).toBe('CLIENT_BUNDLE_FILE');
    expect(outcome(zipped({ '..a': hello, 'a..b/c-d_e.f': hello }))).toBe('read');
  });

  test('two entries of one name are refused, also where only some systems take them for one', () => {
    for (const names of [
      ['Notes', 'notes'],
      ['notes', 'Notes'],
    ])
      expect(outcome(zipped(Object.fromEntries(names.map((name) => [name, hello]))))).toBe('CLIENT_BUNDLE_FILE');
    const both = zipped({ aa: hello, ab: hello });
    const once = patched(both, place(both, 'local', 1) + 30, 97, 97);
    expect(outcome(patched(once, place(both, 'central', 1) + 46, 97, 97))).toBe('CLIENT_BUNDLE_FILE');
  });

  test('one entry under two names is refused', () => {
    const made = zipped({ aa: hello });
    expect(outcome(patched(made, place(made, 'central') + 46, 98))).toBe('CLIENT_BUNDLE_FILE');
    expect(outcome(patched(made, place(made, 'local') + 30, 98))).toBe('CLIENT_BUNDLE_FILE');
  });

  test('a bomb is refused before it goes off: too large alone, too large together, too many', () => {
    const zeros = new Uint8Array(8 * 1024 * 1024);
    const bomb = zipped({ bomb: zeros });
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(outcome(bomb, smallest)).toBe('CLIENT_BUNDLE_FILE');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    expect(outcome(zipped({ a: new Uint8Array(1001) }), smallest)).toBe('CLIENT_BUNDLE_FILE');
    expect(outcome(zipped({ a: new Uint8Array(1000) }), smallest)).toBe('read');
    expect(outcome(zipped({ a: new Uint8Array(800), b: new Uint8Array(701) }), smallest)).toBe('CLIENT_BUNDLE_FILE');
    expect(outcome(zipped({ a: hello, b: hello, c: hello, d: hello }), smallest)).toBe('CLIENT_BUNDLE_FILE');
  });

  test('an entry that is not of the size it says is refused', () => {
    for (const level of [0, 6] as const) {
      const made = zipped({ a: [new Uint8Array(500), { level }] });
      for (const size of [0, 499, 501, 900])
        expect(outcome(patched(made, place(made, 'central') + 24, ...u32(size))), `${level} ${size}`).toBe(
          'CLIENT_BUNDLE_FILE',
        );
    }
    // A small announcement before a large content: no more room is made than was announced.
    const liar = zipped({ a: new Uint8Array(8 * 1024 * 1024) });
    const before = process.memoryUsage().arrayBuffers;
    expect(outcome(patched(liar, place(liar, 'central') + 24, ...u32(10)), smallest)).toBe('CLIENT_BUNDLE_FILE');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  test('entries that overlap, and bytes before, between and after them, are refused', () => {
    const inner = zipped({ inner: [hello, { level: 0 }] }).slice(0, 30 + 5 + 5);
    const nested = zipped({ outer: [inner, { level: 0 }], inner: [hello, { level: 0 }] });
    expect(outcome(nested)).toBe('read');
    expect(outcome(patched(nested, place(nested, 'central', 1) + 42, ...u32(35)))).toBe('CLIENT_BUNDLE_FILE');
    // Without the true one there is no gap that would tell.
    const cut = new Uint8Array([...nested.subarray(0, 75), ...nested.subarray(115)]);
    const hidden = patched(cut, place(cut, 'central', 1) + 42, ...u32(35));
    expect(outcome(patched(hidden, place(hidden, 'end') + 16, ...u32(75)))).toBe('CLIENT_BUNDLE_FILE');
    const made = zipped({ a: hello });
    const wider = (at: number, entryMoves: boolean): Uint8Array => {
      const bytes = new Uint8Array([...made.subarray(0, at), 1, 2, 3, ...made.subarray(at)]);
      const moved = patched(bytes, place(bytes, 'end') + 16, ...u32(place(bytes, 'central')));
      return entryMoves ? patched(moved, place(bytes, 'central') + 42, ...u32(3)) : moved;
    };
    expect(outcome(wider(0, true))).toBe('CLIENT_BUNDLE_FILE');
    expect(outcome(wider(place(made, 'central'), false))).toBe('CLIENT_BUNDLE_FILE');
    expect(outcome(wider(place(made, 'end'), false))).toBe('CLIENT_BUNDLE_FILE');
    expect(outcome(new Uint8Array([...made, 0]))).toBe('CLIENT_BUNDLE_FILE');
    const [directory, end] = [place(made, 'central'), place(made, 'end')];
    for (const size of [end - directory - 1, end - directory + 1, 0])
      expect(outcome(patched(made, end + 12, ...u32(size)))).toBe('CLIENT_BUNDLE_FILE');
    const longer = wider(end, false);
    expect(outcome(patched(longer, end + 3 + 12, ...u32(end + 3 - directory)))).toBe('CLIENT_BUNDLE_FILE');
  });

  test('encrypted, packed otherwise, in several parts, with a comment: refused', () => {
    const made = zipped({ a: hello });
    const central = place(made, 'central');
    const end = place(made, 'end');
    const bent = [
      patched(made, central + 8, 1),
      patched(made, central + 10, 12),
      patched(made, central + 34, 1),
      patched(made, end + 4, 1),
      patched(made, end + 8, 2),
      patched(made, end + 10, 0xff, 0xff),
      patched(made, end + 20, 1),
      patched(made, place(made, 'local') + 8, 0),
      patched(made, place(made, 'local'), 0),
    ];
    expect(bent.map((bytes) => outcome(bytes))).toEqual(bent.map(() => 'CLIENT_BUNDLE_FILE'));
  });

  test('cut anywhere it is refused, and no damage makes the reader fail in its own way', () => {
    const made = zipped({
      mimetype: [hello, { level: 0 }],
      'a/b.txt': utf8('text '.repeat(40)),
      empty: new Uint8Array(0),
    });
    expect(outcome(made)).toBe('read');
    for (let length = 0; length < made.length; length++)
      expect(outcome(made.subarray(0, length)), `${length}`).toBe('CLIENT_BUNDLE_FILE');
    const random = seededRandom('zip damage');
    const outcomes = new Set<string>();
    for (let round = 0; round < 4000; round++) {
      const bytes = made.slice();
      for (let hits = 0; hits <= round % 3; hits++) bytes[below(random, bytes.length)] = below(random, 256);
      outcomes.add(outcome(bytes, smallest));
    }
    expect([...outcomes].sort()).toEqual(['CLIENT_BUNDLE_FILE', 'read']);
  });

  test('limits that a bundle has by default let a real one through', () => {
    expect(outcome(zip)).toBe('read');
    expect(BUNDLE_LIMITS.totalBytes).toBeLessThanOrEqual(2 ** 30);
  });
});
