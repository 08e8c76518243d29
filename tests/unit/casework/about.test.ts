// Two drafts of a kind to the same authority, told apart by what they are about.
import { expect, test } from 'vitest';
import { aboutOf } from '../../../client/casework/about.ts';
import { exampleMlaRequest, examplePreservation } from '../../../client/casework/example.ts';

const now = Date.UTC(2026, 10, 22);

test('a request says the number of its proceedings and whom it concerns; less where less is written', () => {
  const { fields } = exampleMlaRequest({ now });
  expect(aboutOf('mla-request', fields)).toEqual(['31 St 118/26', 'Varga-Holm, Teodor']);
  const { conductingAuthority: _, persons: __, ...rest } = fields;
  expect(aboutOf('mla-request', rest)).toHaveLength(2);
  expect(aboutOf('mla-request', rest)).not.toContain('31 St 118/26');
  expect(aboutOf('mla-request', {})).toEqual([]);
  expect(aboutOf('mla-request', { persons: [{ name: ' ' }], offences: 'x' })).toEqual([]);
});

test('a preservation its offence, a consultation its subject, in one line that ends', () => {
  expect(aboutOf('preservation-request', examplePreservation({ now }).fields)[0]).toMatch(/\w/);
  expect(aboutOf('consultation', { subject: 'A hearing\nby video' })).toEqual(['A hearing by video']);
  expect(aboutOf('consultation', { subject: 'x'.repeat(200) })[0]).toHaveLength(80);
  expect(aboutOf('withdraw', { reasons: 'No longer needed.' })).toEqual([]);
});
