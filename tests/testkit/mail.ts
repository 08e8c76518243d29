// What arrives at somebody, collected.
import type { Client } from '../../client/sdk/client.ts';
import type { Arrival } from '../../client/sdk/inbox.ts';
import type { Item } from '../../client/sdk/items.ts';

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
