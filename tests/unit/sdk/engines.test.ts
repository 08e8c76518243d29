// Engines of Node against the ones that run everywhere: faster, and the same bytes.
import { describe, expect, test } from 'vitest';
import { nodeStretcher } from '../../../client/sdk/engines/node.ts';
import { utf8 } from '../../../crypto/primitives/bytes.ts';
import { stretch } from '../../../crypto/primitives/passphrase.ts';

describe('Argon2id', () => {
  const salt = Uint8Array.from({ length: 16 }, (_, i) => i);
  const costs = [
    { passes: 1, kibibytes: 8, lanes: 1 },
    { passes: 3, kibibytes: 256, lanes: 1 },
    { passes: 2, kibibytes: 64, lanes: 4 },
  ];
  test.each(costs)('$passes passes, $kibibytes KiB, $lanes lanes', (params) => {
    for (const secret of [utf8(''), utf8('4T7Q-NM2K'), new Uint8Array(100).fill(255)])
      expect(stretch(secret, salt, params, nodeStretcher)).toEqual(stretch(secret, salt, params));
  });
  test('exists in the Node that the launcher brings', () => {
    expect(nodeStretcher).toBeDefined();
  });
});
