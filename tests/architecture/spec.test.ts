// The specification and the code, held to each other: rules that are cited exist, no rule is defined twice, every code has a rule, examples are what the code writes.
import { beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '../../crypto/primitives/bytes.ts';
import { ERROR_CODES } from '../../crypto/primitives/errors.ts';
import { sha256 } from '../../crypto/primitives/hash.ts';
import {
  CONTEXT_LABELS,
  DERIVE_LABELS,
  HASH_LABELS,
  HPKE_INFOS,
  STATEMENT_TYPES,
} from '../../crypto/primitives/labels.ts';
import { signingKey } from '../../crypto/primitives/sign.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { practiceAaguid } from '../../crypto/protocol/gesture.ts';
import { leafHash } from '../../crypto/tlog/merkle.ts';
import { encodeWithdrawal } from '../../crypto/wire/acknowledgement.ts';
import { RELAY_CODES } from '../../crypto/wire/api.ts';
import { MEDIA } from '../../crypto/wire/frames.ts';
import { idOf } from '../../crypto/wire/ids.ts';
import { EVENTS, encodeRegisterLeaf, REASONS } from '../../crypto/wire/leaf.ts';
import { LINK_NUMBERS } from '../../crypto/wire/roster-link.ts';
import { signStatement } from '../../crypto/wire/statement.ts';
import { projectFiles, projectText } from '../testkit/tree.ts';

beforeAll(ready);

const PAGES = projectFiles().filter((path) => path.startsWith('docs/spec/') && path !== 'docs/spec/README.md');
const CODE = projectFiles().filter((path) => /^(crypto|server|client|db|tests)\/.*\.(ts|tsx|mjs)$/.test(path));
const PREFIXES = 'ENC|ENV|OPN|GES|ROS|REG|TIM|REC|BND|HTTP|ENR|REL-LINK|SUB|ACK|MBX|UPL|DRF|BRW';
const CITED = new RegExp(`(?<![A-Z-])(?:${PREFIXES})-[0-9]+(?![0-9])`, 'g');
const DEFINED = new RegExp(`^\\*\\*((?:${PREFIXES})-[0-9]+)\\.\\*\\* `, 'gm');

const pages = new Map(PAGES.map((path) => [path, projectText(path)]));
const defined = [...pages.values()].flatMap((text) => [...text.matchAll(DEFINED)].map((match) => match[1] as string));
const all = [...pages.values()].join('\n');
/** The text of the rules alone: from each definition to the next heading or rule. */
const rules = [...all.matchAll(new RegExp(`^\\*\\*(?:${PREFIXES})-[0-9]+\\.\\*\\* [\\s\\S]*?(?=^\\*\\*|^#)`, 'gm'))]
  .map(([text]) => text)
  .join('\n');
const citations = (path: string, text: string): string[] => [...text.matchAll(CITED)].map(([id]) => `${id} in ${path}`);
const unknown = (cited: readonly string[]): string[] =>
  cited.filter((c) => !defined.includes(c.split(' ')[0] as string));

describe('rules', () => {
  test('there are pages and rules', () => {
    expect(PAGES.length).toBeGreaterThan(7);
    expect(defined.length).toBeGreaterThan(100);
  });

  test('no rule is defined twice', () => {
    expect(defined.filter((id, i) => defined.indexOf(id) !== i)).toEqual([]);
  });

  test('every rule that code or a test names exists', () => {
    const cited = CODE.flatMap((path) => citations(path, projectText(path)));
    expect(cited.length).toBeGreaterThan(50);
    expect(unknown(cited)).toEqual([]);
  });

  test('every rule that a page names exists', () => {
    const others = projectFiles().filter((path) => path.endsWith('.md'));
    expect(unknown(others.flatMap((path) => citations(path, projectText(path))))).toEqual([]);
  });

  test('every code of the protocol stands in a rule, and of the relay on the page of its interface', () => {
    const mentions = (text: string, code: string): boolean => new RegExp(`\\b${code}\\b`).test(text);
    expect(ERROR_CODES.filter((code) => !mentions(rules, code))).toEqual([]);
    expect(RELAY_CODES.filter((code) => !mentions(pages.get('docs/spec/http.md') ?? '', code))).toEqual([]);
  });

  test('no page names a code that does not exist', () => {
    const known: readonly string[] = [...ERROR_CODES, ...RELAY_CODES];
    const named = [
      ...all.matchAll(/`((?:WIRE|SIGNATURE|ROSTER|EPOCH|WRAP|CONTENT|REGISTER|RECEIPT|POLICY|RELAY)_[A-Z_]+)`/g),
    ];
    expect(named.map((match) => match[1] as string).filter((code) => !known.includes(code))).toEqual([]);
  });
});

describe('tables', () => {
  const page = (name: string): string => pages.get(`docs/spec/${name}.md`) ?? '';

  test('every label, type of link, event, reason and media type stands on its page', () => {
    const labels = [...HASH_LABELS, ...DERIVE_LABELS, ...STATEMENT_TYPES, ...HPKE_INFOS, ...CONTEXT_LABELS];
    expect(labels.filter((label) => !new RegExp(`[\`"]${label}[\`"]`).test(page('encoding')))).toEqual([]);
    const link = ([type, number]: [string, number]): boolean => page('roster').includes(`| ${number} | ${type} |`);
    expect(Object.entries(LINK_NUMBERS).filter((entry) => !link(entry))).toEqual([]);
    const row = ([name, code]: [string, number]): boolean => page('register').includes(`${code} | ${name} |`);
    expect([...Object.entries(EVENTS), ...Object.entries(REASONS)].filter((entry) => !row(entry))).toEqual([]);
    const frames = Object.values(MEDIA).flatMap((media) => /vnd\.rogatory\.(\w+)\+cbor/.exec(media)?.[1] ?? []);
    expect(frames.filter((name) => name !== 'card' && !page('http').includes(name))).toEqual([]);
  });
});

describe('examples', () => {
  const solid = all.replaceAll(/\s/g, '');
  const filled = (byte: number, length = 32): Uint8Array => new Uint8Array(length).fill(byte);
  const AT = 1_788_253_200_000;

  test('the statement of the page on encoding', () => {
    const payload = encodeWithdrawal({ subject: idOf('digest', filled(0x11)), createdAt: AT });
    const signer = { kid: idOf('kid', filled(0x22, 16)), sign: signingKey(filled(1)).sign };
    const statement = signStatement('withdraw', payload, signer);
    expect(solid).toContain(toHex(statement));
    expect(solid).toContain(toHex(sha256(statement)));
  });

  test('the leaf of the page on registers', () => {
    const leaf = encodeRegisterLeaf({
      event: EVENTS.ContentConsignment,
      subject: idOf('digest', filled(0x11)),
      evidence: null,
      counterpart: idOf('authority', filled(0x33)),
      reason: REASONS.none,
      at: AT,
      dirSize: 40,
    });
    expect(solid).toContain(toHex(leaf));
    expect(solid).toContain(toHex(leafHash(leaf)));
    expect(solid).toContain(toHex(practiceAaguid()));
  });
});
