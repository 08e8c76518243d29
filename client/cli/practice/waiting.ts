// What waits for whoever comes first: Talassa asks Norvania too, through the relay's front door like anybody (product.md: three things to do on the first day).
import { type AuthorityId, CLASSES } from '../../../crypto/index.ts';
import { HOUR } from '../../casework/calendar.ts';
import { exampleReceivedPreservation, exampleReceivedRequest } from '../../casework/example-received.ts';
import type { Client } from '../../sdk/index.ts';
import type { Lines } from './lines.ts';

const ANSWER_HOURS = 6;

/** Sends a formal request and an urgent preservation request; nobody at Norvania has opened them. */
export async function sendWaiting(
  talassa: Client,
  norvania: AuthorityId,
  lines: Lines,
  now: () => number,
): Promise<void> {
  await talassa.outbox.send({ to: [norvania], act: exampleReceivedRequest({ now: now() }), class: CLASSES.formal });
  await talassa.outbox.send({
    to: [norvania],
    act: exampleReceivedPreservation({ now: now() }),
    class: CLASSES.urgent,
    answerBy: now() + ANSWER_HOURS * HOUR,
  });
  lines.fact(
    `Talassa asked too: a request, and an urgent preservation of data to be answered within ${ANSWER_HOURS} hours. They wait at Norvania, unopened, with Talassa's question.`,
  );
}
