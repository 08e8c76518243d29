// Particulars as frozen bytes: the link is made again from what it says, and each spoiled one is refused with the code it names.
import { beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '../../crypto/primitives/bytes.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { foldChain } from '../../crypto/protocol/chain.ts';
import { decodeLink, encodeLink } from '../../crypto/wire/roster-link.ts';
import { parseJoint } from '../../crypto/wire/statement.ts';
import { hex, readVectors } from '../testkit/vector-data.ts';
import type { KnownAnswer } from './known-answer-record.ts';
import { bundleFiles, expected, tried } from './negative-run.ts';
import type { ParticularsAnswer } from './particulars-record.ts';

const answer = readVectors<ParticularsAnswer>('own/particulars-v1.json');
const known = readVectors<KnownAnswer>('own/transmission-v1.json');
beforeAll(ready);

test('the link follows the known chain, says what stands beside it, and is made again byte for byte', async () => {
  const id = known.authorities[0]?.id;
  const chain = [...bundleFiles(known.bundle.files)].filter(([path]) => path.startsWith(`chains/${id}/`));
  const before = await foldChain(chain.map(([, link]) => link));
  expect(before.particulars).toBeNull();
  const link = hex(answer.link);
  const after = await foldChain([...chain.map(([, one]) => one), link]);
  expect(after.particulars?.value).toEqual(answer.particulars);
  const { payload } = parseJoint('link', link, 262_144);
  const read = decodeLink(payload);
  expect(toHex(encodeLink({ ...read, body: { type: 'particulars_set', ...answer.particulars } }))).toBe(toHex(payload));
});

describe('refused', () => {
  test.each(answer.negatives.map((vector) => [vector.name, vector] as const))('%s', async (_name, vector) => {
    expect(await tried(vector, known)).toBe(expected(vector));
  });
});
