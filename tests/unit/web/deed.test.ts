// What a decision is about, as the second administrator reads it before they sign (client/web/worker/deed.ts).
import { beforeAll, expect, test } from 'vitest';
import { deedOf } from '../../../client/web/worker/deed.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import { found } from '../../testkit/cast.ts';
import { PARTICULARS } from '../../testkit/particulars.ts';

beforeAll(ready);

test('particulars are shown whole, so that nobody agrees to a telephone they have not read', async () => {
  const roster = (await found('Norvania')).roster();
  const deed = deedOf({ type: 'particulars_set', ...PARTICULARS }, roster, new Map());
  expect(deed.type).toBe('particulars_set');
  expect(deed.particulars).toEqual(PARTICULARS);
  expect(deedOf({ type: 'close' }, roster, new Map()).particulars).toBeNull();
});
