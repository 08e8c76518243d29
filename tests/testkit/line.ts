// A telephone line of a kind: TCP to a relay in this process, counted, and cut where a test wants it.

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import type { TestDoor } from './door.ts';

export type Line = {
  readonly port: number;
  /** Bytes that went through since the last call, to the relay and back. */
  counted(): { readonly up: number; readonly down: number };
  /** The connection breaks after so many more bytes in that direction, and each next one after so many again. */
  cutAfter(direction: 'up' | 'down', ...bytes: number[]): void;
  /** How often it broke. */
  cuts(): number;
  close(): Promise<void>;
};

/** Lets the relay listen, and opens a line to it. */
export async function openLine({ app }: Pick<TestDoor, 'app'>): Promise<Line> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const relayPort = (app.server.address() as AddressInfo).port;
  const count = { up: 0, down: 0 };
  const left = { up: Number.POSITIVE_INFINITY, down: Number.POSITIVE_INFINITY };
  const next: { up: number[]; down: number[] } = { up: [], down: [] };
  const sockets = new Set<Socket>();
  let cuts = 0;

  const server = createServer((caller) => {
    const relay = connect(relayPort, '127.0.0.1');
    const both = [caller, relay];
    let broken = false;
    const end = (): void => {
      for (const socket of both) {
        socket.destroy();
        sockets.delete(socket);
      }
    };
    const pass = (direction: 'up' | 'down', from: Socket, to: Socket): void => {
      from.on('data', (bytes) => {
        if (broken) return;
        const through = bytes.subarray(0, Math.min(bytes.length, left[direction]));
        count[direction] += through.length;
        left[direction] -= bytes.length;
        to.write(through);
        if (left[direction] > 0) return;
        left[direction] = next[direction].shift() ?? Number.POSITIVE_INFINITY;
        cuts++;
        broken = true;
        // What was let through arrives; nothing after it does.
        to.end(end);
      });
      from.on('error', end);
      from.on('close', end);
    };
    for (const socket of both) sockets.add(socket);
    pass('up', caller, relay);
    pass('down', relay, caller);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    counted() {
      const { up, down } = count;
      count.up = 0;
      count.down = 0;
      return { up, down };
    },
    cutAfter(direction, first = Number.POSITIVE_INFINITY, ...rest) {
      left[direction] = first;
      next[direction] = rest;
    },
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
