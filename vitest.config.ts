// One vitest project a room of tests/ (house.md, rooms): the same isolation everywhere, time limits by what the room does.
import { defineConfig } from 'vitest/config';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Rooms in the order they run; a group starts when the one before it has ended, so that crashes and type checks do not share the cores. */
const ROOMS = [
  { name: 'architecture', group: 0, testTimeout: 2 * MINUTE },
  { name: 'vectors', group: 1, testTimeout: 30 * SECOND },
  { name: 'unit', group: 1, testTimeout: 30 * SECOND },
  { name: 'property', group: 1, testTimeout: 2 * MINUTE },
  { name: 'contract', group: 1, testTimeout: 30 * SECOND },
  { name: 'scenario', group: 2, testTimeout: MINUTE },
  { name: 'adversary', group: 2, testTimeout: MINUTE },
  { name: 'faults', group: 3, testTimeout: 5 * MINUTE },
  { name: 'browser', group: 4, testTimeout: 3 * MINUTE },
] as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: ROOMS.map(({ name, group, testTimeout }) => ({
      test: {
        name,
        include: [`tests/${name}/**/*.test.ts`],
        environment: 'node' as const,
        pool: 'forks' as const,
        testTimeout,
        hookTimeout: testTimeout,
        sequence: { groupOrder: group },
        setupFiles: name === 'browser' ? ['tests/testkit/when-failed.ts'] : [],
      },
    })),
  },
});
