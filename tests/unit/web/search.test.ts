// Search over what one device has open: names in every language, numbers, texts and files, of two thousand as of two (client/web/worker/mail/search).
import { expect, test } from 'vitest';
import { exampleMlaRequest } from '../../../client/casework/example.ts';
import { type EN, say } from '../../../client/casework/labels/say.ts';
import type { Item } from '../../../client/sdk/index.ts';
import type { Reading } from '../../../client/web/worker/mail/reading.ts';
import { searched } from '../../../client/web/worker/mail/search.ts';

const act = exampleMlaRequest({ now: Date.UTC(2026, 10, 22) });
const [OURS, THEIRS] = ['a'.repeat(64), 'b'.repeat(64)];

/** `count` received requests, each with a number, a text and a file of its own. */
function mailOf(count: number): { readonly items: readonly Item[]; readonly reading: Reading } {
  const items = Array.from({ length: count }, (_, i) => ({
    subject: i.toString(16).padStart(8, '0').padEnd(64, '5'),
    caseId: String(i),
    direction: 'in',
    sender: { authority: THEIRS },
    to: [OURS],
    act: { ...act, caseRefs: { ours: `NV-2026-${i}` }, fields: { ...act.fields, facts: `Warehouse ${i}, Møn` } },
    attachments: [{ name: `ledger ${i}.pdf` }],
  })) as unknown as Item[];
  const reading = {
    mine: OURS,
    word: (key: keyof typeof EN) => say(key),
    actsOf: (caseId: string) => [items[Number(caseId)]],
    partyOf: () => ({ name: 'Norvania', otherNames: ['Norvégie du Sud', 'نورفانيا'] }),
  } as unknown as Reading;
  return { items, reading };
}

test.each([
  ['a file', 'LEDGER 1234.pdf', [1234]],
  ['a number of the case', 'nv-2026-777', [777]],
  ['a text', 'warehouse 42, møn', [42, 1042, 1142]],
  ['the party in another language', 'norvegie 1999', [1999]],
  ['the party in another writing, and a file', 'نورفانيا ledger 31.pdf', [31, 131]],
  ['the transmission’s own number', '0000 07cf', [0x7cf]],
  ['nothing', 'nowhere to be found', []],
])('of two thousand: by %s', (_, text, expected) => {
  const { items, reading } = mailOf(2000);
  const found = searched(items, text, reading).map((item) => items.indexOf(item));
  for (const one of expected) expect(found).toContain(one);
  expect(found.length === 0).toBe(expected.length === 0);
});

test('what is searched again is not read again', () => {
  const { items, reading } = mailOf(3);
  let asked = 0;
  const counting: Reading = {
    ...reading,
    partyOf: (authority) => {
      asked += 1;
      return reading.partyOf(authority);
    },
  };
  for (const text of ['l', 'le', 'led']) expect(searched(items, text, counting)).toHaveLength(3);
  expect(asked).toBe(3);
});
