// What somebody writes, and what arrives, collected.
import { type Act, composeAct } from '../../client/casework/act.ts';
import type { Client } from '../../client/sdk/client.ts';
import { codeOf } from '../../client/sdk/failure.ts';
import type { Arrival } from '../../client/sdk/inbox.ts';
import type { Item } from '../../client/sdk/items.ts';
import { CLASSES } from '../../crypto/wire/envelope.ts';
import type { AuthorityId } from '../../crypto/wire/ids.ts';

/** An informal question. */
export const consult = (text: string): Act =>
  composeAct({
    kind: 'consultation',
    caseRefs: { ours: 'NV-1' },
    author: { officialName: 'Aurelia Lindt', function: 'Officer', unit: 'MLA' },
    fields: { subject: 'A question', text },
  });

/** Sends it, ordinary. */
export const write = ({ client }: { client: Client }, to: { id: AuthorityId }, text: string) =>
  client.outbox.send({ to: [to.id], act: consult(text), class: CLASSES.ordinary });

/** 'accepted', or the code that `act` was refused with; null for an error that has none. */
export const refused = (act: Promise<unknown>): Promise<string | null> =>
  act.then(
    () => 'accepted',
    (error: unknown) => codeOf(error),
  );

/** What somebody reads in each item that arrives. */
export const textsOf = (arrivals: readonly Arrival[]): unknown[] =>
  itemsOf(arrivals).map(({ act }) => act.fields['text']);

/** Everything a pull brings. */
export async function pulled({ client }: { client: Client }): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  for await (const arrival of client.inbox.pull()) arrivals.push(arrival);
  return arrivals;
}

export const itemsOf = (arrivals: readonly Arrival[]): Item[] =>
  arrivals.flatMap((arrival) => (arrival.type === 'item' ? [arrival.item] : []));

export const eventsOf = (arrivals: readonly Arrival[]): string[] =>
  arrivals.flatMap((arrival) =>
    arrival.type === 'event' ? [`${arrival.event}${arrival.proved ? '' : ' (relay)'}`] : [],
  );

export const troublesOf = (arrivals: readonly Arrival[]): string[] =>
  arrivals.flatMap((arrival) => (arrival.type === 'trouble' ? [arrival.trouble.code] : []));
