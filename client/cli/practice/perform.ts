// The main job of a first start and of the demo: a world founded, one transmission done, the relay stopped, its evidence verified, its memory searched (product.md).
import { writeFile } from 'node:fs/promises';
import { composeAct } from '../../casework/act.ts';
import { exampleMlaRequest } from '../../casework/example.ts';
import { keepBundle, PLANTED, searchRelay, sendFirst, verifyBundle } from './first.ts';
import { foundWorld } from './founding.ts';
import type { PracticeConfig, PracticeHome } from './home.ts';
import { count, type Lines } from './lines.ts';
import { atSeat } from './seat.ts';
import { sendWaiting } from './waiting.ts';
import { WORLD } from './world.ts';

/** A request to try for oneself: complete, with a number of its own and no documents. */
async function leaveRequest(home: PracticeHome, now: number): Promise<void> {
  const example = exampleMlaRequest({ now });
  const { annexes: _, ...fields } = example.fields;
  const act = composeAct({ ...example, caseRefs: { ours: 'NV-2026-0431' }, fields });
  await writeFile(home.request, `${JSON.stringify(act, null, 2)}\n`, { mode: 0o600 });
}

/** Does it all; the relay is stopped when this resolves. Throws CLI_PRACTICE_*, what the client throws. */
export async function perform(
  home: PracticeHome,
  config: PracticeConfig,
  lines: Lines,
  now: () => number,
): Promise<void> {
  const { relay, trust } = await foundWorld(home, config, lines, now());
  try {
    const zip = await atSeat(home, WORLD.norvania.first.profile, (norvania) =>
      atSeat(home, WORLD.talassa.second.profile, async (talassa) => {
        const kept = await keepBundle(home, norvania, await sendFirst(norvania, talassa, lines, now), lines);
        await sendWaiting(talassa, norvania.register().authority, lines, now);
        return kept;
      }),
    );
    const live = await searchRelay(home);
    await relay.stop();
    await verifyBundle(zip, trust, lines);
    const still = await searchRelay(home);
    lines.fact(
      `Searched the relay's database, journals, files and log, while it ran and stopped: "${PLANTED.join('" and "')}" found nowhere in ${count(live.bytes + still.bytes, 'byte')} of ${count(live.files + still.files, 'file')}, in no spelling.`,
    );
    await leaveRequest(home, now());
  } finally {
    await relay.stop();
  }
}
