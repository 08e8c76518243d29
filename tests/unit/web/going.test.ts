// What goes by itself when the line is back, and what waits for a touch: the desk does and says the same (client/web/worker/keeper).
import { expect, test } from 'vitest';
import type { OutboxStatus } from '../../../client/sdk/index.ts';
import { goesAlone } from '../../../client/web/worker/keeper.ts';

const STATUSES: readonly OutboxStatus[] = ['composed', 'sealed', 'ready', 'stopped', 'submitted', 'proposed', 'closed'];

test.each([
  [0, ['composed', 'sealed', 'ready']],
  [1, ['ready']],
  [2, ['ready']],
] as const)('of class %d, what is %j', (level, alone) => {
  expect(STATUSES.filter((status) => goesAlone({ status, class: level }))).toEqual(alone);
});
