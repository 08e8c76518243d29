// Recovery sheets against a roster that was made wrongly: what only the comparison of the derived key notices (protocol.md section 3).
import { beforeAll, expect, test } from 'vitest';
import { combineSheets, judgeSheets, makeRecovery } from '../../../client/sdk/recovery.ts';
import { ready } from '../../../crypto/primitives/sodium.ts';
import type { Roster } from '../../../crypto/protocol/roster.ts';
import { keyKid } from '../../../crypto/wire/device.ts';
import { found } from '../../testkit/cast.ts';
import { seededRandom } from '../../testkit/seed.ts';

beforeAll(ready);

async function setUp(label: string) {
  const made = await makeRecovery({ needed: 2, custodians: 3, random: seededRandom(label) });
  const { recoveryKey, needed, custodians } = made.public;
  const before = (await found('Norvania')).roster();
  const own = custodians.map((one) => ({ ...one, kid: keyKid('custodian-kid', one.key) }));
  const recovery = { key: recoveryKey, kid: keyKid('recovery-kid', recoveryKey), needed, custodians: own };
  const roster: Roster = { ...before, recovery: { ...recovery, delayMs: 0, seq: before.headSeq } };
  return { ...made, roster };
}

test('E4 shares that keep their commitments and combine to another key are refused', async () => {
  const { sheets, roster } = await setUp('one');
  expect(await combineSheets(sheets.slice(0, 2), roster)).toHaveLength(32);
  const other = (await setUp('other')).roster.recovery?.key as Uint8Array;
  const bent = { ...roster, recovery: { ...(roster.recovery as NonNullable<Roster['recovery']>), key: other } };
  expect(judgeSheets(sheets, bent).every(({ fault }) => fault === null)).toBe(true);
  await expect(combineSheets(sheets.slice(0, 2), bent)).rejects.toMatchObject({ code: 'POLICY_RECOVERY_SHARE' });
});

test('a roster without a recovery takes no sheet', async () => {
  const { sheets, roster } = await setUp('one');
  await expect(combineSheets(sheets, { ...roster, recovery: null })).rejects.toMatchObject({
    code: 'POLICY_RECOVERY_SHARE',
  });
  expect(judgeSheets(sheets, { ...roster, recovery: null }).map(({ fault }) => fault)).toEqual(
    Array.from({ length: 3 }, () => 'foreign'),
  );
});
