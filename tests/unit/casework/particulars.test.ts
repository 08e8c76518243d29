// What an office says of itself as people type it: read as the chain takes it, every fault named, and shown again as it was typed (docs/spec/roster.md ROS-17).
import { expect, test } from 'vitest';
import {
  channelOf,
  type TypedParticulars,
  typedFrom,
  typedParticulars,
  weekOf,
} from '../../../client/casework/particulars.ts';
import { PARTICULARS } from '../../testkit/particulars.ts';

const typed: TypedParticulars = {
  languages: ['en', 'fr'],
  forms: ['diplomatic', 'electronic', 'oral'],
  here: true,
  post: '  1 Harbour Row,\n Port Talassa ',
  telephone: '+999 (11) 555-0142',
  email: 'cooperation@Justice.Talassa.example',
  pointOfContact: '+999 11 555 0199',
  hours: [
    { days: [5], from: '0:00', until: '24:00' },
    { days: [1], from: '13:00', until: '17:00' },
    { days: [1], from: '09:00', until: '12:00' },
    { days: [], from: '', until: ' ' },
  ],
  zone: 'Europe/Vienna',
};
const faults = (change: Partial<TypedParticulars>) => {
  const read = typedParticulars({ ...typed, ...change });
  return read.is === 'wrong' ? read.faults.map(({ field, problem, line }) => [field, problem, line]) : [];
};

test('what was typed becomes the one spelling of the chain', () => {
  expect(typedParticulars(typed)).toEqual({ is: 'right', particulars: PARTICULARS });
});

test('what stands fills the form, and the form says the same again', () => {
  const again = typedFrom(PARTICULARS, 'UTC');
  expect(again).toMatchObject({ here: true, telephone: '+999 (11) 555-0142', zone: 'Europe/Vienna' });
  expect(typedParticulars(again)).toEqual({ is: 'right', particulars: PARTICULARS });
});

test('an empty form asks for the languages, and for nothing else', () => {
  const empty = typedFrom(null, 'Asia/Tokyo');
  expect(empty).toMatchObject({ here: true, zone: 'Asia/Tokyo', hours: [] });
  expect(typedParticulars(empty)).toEqual({
    is: 'wrong',
    faults: [{ field: 'languages', problem: 'missing', line: null }],
  });
  expect(typedParticulars({ ...empty, languages: ['ar'], here: false })).toEqual({
    is: 'right',
    particulars: { languages: ['ar'], forms: [], channels: [], hours: [], zone: 'Asia/Tokyo' },
  });
});

test('each thing wrong is named at its place', () => {
  expect(faults({ languages: ['en-GB'] })).toEqual([['languages', 'form', null]]);
  expect(faults({ telephone: '011 555 0142' })).toEqual([['telephone', 'form', null]]);
  expect(faults({ pointOfContact: 'the duty officer' })).toEqual([['pointOfContact', 'form', null]]);
  expect(faults({ email: 'office' })).toEqual([['email', 'form', null]]);
  expect(faults({ post: 'x'.repeat(301) })).toEqual([['post', 'form', null]]);
  expect(faults({ zone: 'Europe/Atlantis' })).toEqual([['zone', 'unknown-zone', null]]);
  expect(faults({ zone: ' ' })).toEqual([['zone', 'missing', null]]);
  expect(faults({ languages: [], telephone: '1', zone: '' })).toHaveLength(3);
});

test('hours: a day, a time that is none, an end before the start, two that overlap or touch', () => {
  const line = (days: number[], from: string, until: string) => ({ days, from, until });
  expect(faults({ hours: [line([], '09:00', '17:00')] })).toEqual([['hours', 'missing', 0]]);
  for (const [from, until] of [
    ['9', '17:00'],
    ['09:60', '17:00'],
    ['09:00', '24:01'],
    ['17:00', '09:00'],
    ['', '09:00'],
  ] as const)
    expect(faults({ hours: [line([1], '01:00', '02:00'), line([1, 2], from, until)] })).toEqual([['hours', 'form', 1]]);
  const twice = [line([1, 2], '09:00', '12:00'), line([2, 3], '12:00', '17:00')];
  expect(faults({ hours: twice })).toEqual([['hours', 'overlap', 1]]);
});

test('days of the same hours are one line', () => {
  const day = (n: number) => [
    { day: n, from: 540, until: 720 },
    { day: n, from: 780, until: 1020 },
  ];
  const short = { day: 3, from: 540, until: 720 };
  expect(weekOf([...day(1), ...day(2), short, ...day(4)])).toEqual([
    {
      days: [1, 2, 4],
      spans: [
        { from: 540, until: 720 },
        { from: 780, until: 1020 },
      ],
    },
    { days: [3], spans: [{ from: 540, until: 720 }] },
  ]);
});

test('a channel is found by its kind; nothing stated, nothing found', () => {
  expect(channelOf(PARTICULARS, 'pointOfContact')).toBe('+999 11 555 0199');
  expect(channelOf({ ...PARTICULARS, channels: [] }, 'post')).toBeNull();
  expect(channelOf(null, 'telephone')).toBeNull();
});
