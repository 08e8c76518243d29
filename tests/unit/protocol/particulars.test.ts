// What an authority says of its office: who may say it, what it may look like, and that the last word counts (docs/spec/roster.md ROS-17).
import { fc, test } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { signerOf } from '../../../crypto/protocol/device.ts';
import { ROLES } from '../../../crypto/wire/genesis.ts';
import {
  CHANNELS,
  type ChannelName,
  type Particulars,
  particularsFields,
  readParticulars,
  TRANSMISSION_FORMS,
  type TransmissionForm,
} from '../../../crypto/wire/particulars.ts';
import { decodeLink, encodeLink, type LinkBody } from '../../../crypto/wire/roster-link.ts';
import type { StatementSigner } from '../../../crypto/wire/statement.ts';
import { found, MINUTE, type TestAuthority } from '../../testkit/cast.ts';
import { linkOf } from '../../testkit/link-bodies.ts';
import { attempt, outcomeOf } from '../../testkit/links.ts';
import { outcome } from '../../testkit/outcome.ts';
import { PARTICULARS } from '../../testkit/particulars.ts';

beforeAll(ready);

const stating = (change: Partial<Particulars> = {}): LinkBody => ({
  type: 'particulars_set',
  ...PARTICULARS,
  ...change,
});
const both = (a: TestAuthority): StatementSigner[] => a.admins.map(({ device }) => signerOf(device));

describe('ROS-17: who says it', () => {
  it('as many administrators as the threshold; one alone, or an officer with one, does not', async () => {
    const a = await found('Norvania');
    const officer = await a.enrol('Lindt', ROLES.officer);
    const [first] = both(a) as [StatementSigner];
    expect(await outcomeOf(attempt(a, stating(), [first]))).toBe('ROSTER_THRESHOLD');
    expect(await outcomeOf(attempt(a, stating(), [first, signerOf(officer.device)]))).toBe('ROSTER_THRESHOLD');
    expect(await outcomeOf(attempt(a, stating(), both(a)))).toBe('accepted');
  });

  it('an authority, not the registrar', async () => {
    const registrar = await found('Secretariat', { kind: 'registrar', jurisdiction: 'QZ' });
    expect(await outcomeOf(attempt(registrar, stating(), both(registrar)))).toBe('ROSTER_ROLE');
  });

  it('nothing is known before; the last one counts, whole', async () => {
    const a = await found('Norvania');
    expect(a.roster().particulars).toBeNull();
    const seq = a.roster().headSeq;
    const first = await a.extend(stating());
    expect(first.particulars).toEqual({ seq: seq + 1, statedAt: a.now(), value: PARTICULARS });
    const bare: Particulars = { languages: ['ar'], forms: [], channels: [], hours: [], zone: 'UTC' };
    const second = await a.extend({ type: 'particulars_set', ...bare });
    expect(second.particulars).toEqual({ seq: seq + 2, statedAt: first.headCreatedAt + MINUTE, value: bare });
  });
});

describe('ROS-17: what it looks like', () => {
  const reading = (change: Partial<Particulars>): string =>
    outcome(() => decodeLink(encodeLink(linkOf(stating(change)))));
  const channel = (kind: ChannelName, text: string | null): string => reading({ channels: [{ kind, text }] });

  it('the example is read as it was written', () => {
    expect(decodeLink(encodeLink(linkOf(stating()))).body).toEqual(stating());
  });

  it.each(['en', 'ar', 'fil'])('%s is a language', (one) => {
    expect(reading({ languages: [one] })).toBe('accepted');
  });
  it.each(['', 'e', 'EN', 'en-GB', 'engl', 'e1', 'е́n'])('%j is none', (one) => {
    expect(reading({ languages: [one] })).toBe('WIRE_SHAPE');
  });
  it('languages: at least one, at most sixteen, none twice, in the order given', () => {
    const many = Array.from({ length: 17 }, (_, i) => `a${String.fromCharCode(97 + i)}`);
    expect(reading({ languages: [] })).toBe('WIRE_SHAPE');
    expect(reading({ languages: many.slice(0, 16) })).toBe('accepted');
    expect(reading({ languages: many })).toBe('WIRE_SHAPE');
    expect(reading({ languages: ['fr', 'en', 'fr'] })).toBe('WIRE_SHAPE');
    expect(reading({ languages: ['fr', 'ar', 'en'] })).toBe('accepted');
  });

  it('forms: in order, none twice; none at all is not stated', () => {
    expect(reading({ forms: [] })).toBe('accepted');
    expect(reading({ forms: ['oral', 'electronic'] })).toBe('WIRE_SHAPE');
    expect(reading({ forms: ['oral', 'oral'] })).toBe('WIRE_SHAPE');
    const raw = particularsFields(PARTICULARS);
    expect(outcome(() => readParticulars(raw))).toBe('accepted');
    expect(outcome(() => readParticulars(new Map(raw).set(2, [7])))).toBe('WIRE_SHAPE');
    expect(outcome(() => readParticulars(new Map(raw).set(3, [[6, 'x']])))).toBe('WIRE_SHAPE');
  });

  it('channels: in order, none twice, this system without an address and the others with one', () => {
    const post = { kind: 'post', text: 'x' } as const;
    const email = { kind: 'email', text: 'a@b.example' } as const;
    expect(reading({ channels: [email, post] })).toBe('WIRE_SHAPE');
    expect(reading({ channels: [post, post] })).toBe('WIRE_SHAPE');
    expect(channel('rogatory', null)).toBe('accepted');
    expect(channel('rogatory', 'here')).toBe('WIRE_SHAPE');
    expect(channel('post', null)).toBe('WIRE_SHAPE');
  });

  it.each(['+999 11 555 0199', '+1234567', '+999 (11) 555-0142', `+${'1'.repeat(39)}`])('%s is a telephone', (text) => {
    expect(channel('telephone', text)).toBe('accepted');
    expect(channel('pointOfContact', text)).toBe('accepted');
  });
  it.each([
    '',
    '0115550199',
    '+',
    '+12345',
    '+ 999 11 555',
    '+999 11 555 x9',
    '+999 11 555 ',
    `+${'1'.repeat(40)}`,
    '+١٢٣٤٥٦٧٨',
  ])('%j is none', (text) => {
    expect(channel('telephone', text)).toBe('WIRE_SHAPE');
    expect(channel('pointOfContact', text)).toBe('WIRE_SHAPE');
  });

  it.each(['office@justice.example', 'a.b+c@x-y.example', `${'a'.repeat(244)}@b.example`])(
    '%s is an e-mail',
    (text) => {
      expect(channel('email', text)).toBe('accepted');
    },
  );
  it.each([
    '',
    'office',
    'office@host',
    'a@b@c.example',
    'a b@c.example',
    'a@C.example',
    'a@.example',
    'ä@c.example',
    'a@с.example',
    `${'a'.repeat(245)}@b.example`,
  ])('%j is none', (text) => {
    expect(channel('email', text)).toBe('WIRE_SHAPE');
  });

  it.each(['1 Harbour Row, Port Talassa', 'شارع الميناء 1', 'x'.repeat(300)])('%s is an address', (text) => {
    expect(channel('post', text)).toBe('accepted');
  });
  it.each(['', ' ', 'x'.repeat(301), 'one\ntwo', 'Row\u202e 1', 'a\u2028b', 'a\u0000'])('%j is none', (text) => {
    expect(channel('post', text)).toBe('WIRE_SHAPE');
  });

  it('hours: of the week, in order, apart, opening before they close', () => {
    const one = (day: number, from: number, until: number) => ({ day, from, until });
    expect(reading({ hours: [] })).toBe('accepted');
    expect(reading({ hours: [one(7, 0, 1440)] })).toBe('accepted');
    expect(reading({ hours: [one(1, 540, 720), one(1, 721, 1020), one(2, 540, 720)] })).toBe('accepted');
    for (const hours of [
      [one(0, 540, 720)],
      [one(8, 540, 720)],
      [one(1, 540, 1441)],
      [one(1, 540, 540)],
      [one(1, 720, 540)],
      [one(2, 540, 720), one(1, 540, 720)],
      [one(1, 540, 720), one(1, 720, 1020)],
      [one(1, 540, 720), one(1, 600, 660)],
      [one(1, 540, 720), one(1, 540, 720)],
    ])
      expect(reading({ hours }), JSON.stringify(hours)).toBe('WIRE_SHAPE');
  });

  it.each(['UTC', 'Europe/Vienna', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'])('%s is a zone', (zone) => {
    expect(reading({ zone })).toBe('accepted');
  });
  it.each(['', '+02:00', 'Europe/', 'Europe Vienna', 'a/b/c/d', 'x'.repeat(41)])('%j is none', (zone) => {
    expect(reading({ zone })).toBe('WIRE_SHAPE');
  });
});

describe('ROS-17: any', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 3 });
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 39 });
  const textOf = (kind: ChannelName): fc.Arbitrary<string | null> => {
    if (kind === 'rogatory') return fc.constant(null);
    if (kind === 'post')
      return fc.string({ unit: fc.constantFrom(...`${letters} ,.-ش港`), maxLength: 40 }).map((s) => `1${s}`);
    return kind === 'email' ? word.map((name) => `${name}@office.example`) : digits.map((number) => `+${number}`);
  };
  const channels = fc
    .subarray(Object.keys(CHANNELS) as ChannelName[])
    .chain((kinds) => fc.tuple(...kinds.map((kind) => textOf(kind).map((text) => ({ kind, text })))));
  const hours = fc
    .uniqueArray(fc.integer({ min: 1, max: 7 * 1440 - 1 }), { maxLength: 20 })
    .map((cuts) => cuts.sort((x, y) => x - y))
    .map((cuts) =>
      cuts.flatMap((cut, i) => {
        const end = cuts[i + 1];
        const day = Math.floor(cut / 1440);
        const whole = i % 2 === 0 && end !== undefined && Math.floor(end / 1440) === day;
        return whole ? [{ day: day + 1, from: cut % 1440, until: end % 1440 }] : [];
      }),
    );
  const particulars: fc.Arbitrary<Particulars> = fc.record({
    languages: fc.uniqueArray(word, { minLength: 1, maxLength: 16 }),
    forms: fc.subarray(Object.keys(TRANSMISSION_FORMS) as TransmissionForm[]),
    channels,
    hours,
    zone: fc.constantFrom('UTC', 'Europe/Vienna', 'Asia/Tokyo'),
  });

  test.prop([particulars])('particulars are what they were after writing and reading', (value) => {
    expect(decodeLink(encodeLink(linkOf({ type: 'particulars_set', ...value }))).body).toEqual({
      type: 'particulars_set',
      ...value,
    });
  });

  test.prop([particulars, fc.constantFrom(1, 2, 3, 4)])(
    'a list that is not in its one order is refused',
    (value, key) => {
      const raw = particularsFields(value);
      const list = raw.get(key) as readonly unknown[];
      const doubled = new Map(raw).set(key, [...list, ...list.slice(0, 1)] as never);
      if (list.length > 0) expect(outcome(() => readParticulars(doubled))).toBe('WIRE_SHAPE');
    },
  );
});
