// The socket: a signed handshake, hints and nothing else, and an end for whoever may act no more (protocol.md sections 6 and 7).
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import type { Person, TestAuthority } from '../../../testkit/cast.ts';
import { openDoorOf, type TestDoor } from '../../../testkit/door.ts';

let door: TestDoor;
let norvania: TestAuthority;
let url: string;
let sockets: Socket[];

beforeEach(async () => {
  door = await openDoorOf();
  norvania = await door.enter('Norvania');
  await door.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(door.app.server.address() as AddressInfo).port}`;
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.disconnect();
  await door.close();
});

type Auth = { signature?: string; signatureInput?: string };
function handshakeOf(person: Person, path = '/v1/socket'): Auth {
  const headers = door.headersOf(person, { method: 'GET', url: path });
  return { signature: headers['signature'] as string, signatureInput: headers['signature-input'] as string };
}
function open(auth: Auth, transports: string[] = ['websocket']): Promise<string> {
  const socket = io(url, { path: '/v1/socket', transports, auth, reconnection: false, forceNew: true });
  sockets.push(socket);
  return new Promise((resolve) => {
    socket.on('connect', () => resolve('connected'));
    socket.on('connect_error', (error) => resolve(error.message));
  });
}
const next = (socket: Socket, event: string): Promise<unknown> =>
  new Promise((resolve) => socket.once(event as 'disconnect', resolve as never));
const latest = (): Socket => sockets.at(-1) as Socket;

describe('the handshake', () => {
  test('takes a signed GET of its address by a device that is signed in', async () => {
    const [first, second] = norvania.admins;
    expect(await open(handshakeOf(first))).toBe('connected');
    expect(await open(handshakeOf(second))).toBe('RELAY_SIGN_IN');
    await door.login(second);
    expect(await open(handshakeOf(second))).toBe('connected');
  });

  test('refuses what is unsigned, signed for another path, old, or a stranger’s', async () => {
    const [first] = norvania.admins;
    const { signatureInput } = handshakeOf(first);
    expect(await open({})).toBe('RELAY_SIGNATURE');
    expect(await open({ ...handshakeOf(first), signatureInput: signatureInput as string })).toBe('RELAY_SIGNATURE');
    expect(await open(handshakeOf(first, '/v1/session'))).toBe('RELAY_SIGNATURE');
    const old = handshakeOf(first);
    door.clock.at += 61_000;
    expect(await open(old)).toBe('RELAY_CLOCK');
  });

  test('is a websocket: polling would pass by the limits of the routes', async () => {
    expect(await open(handshakeOf(norvania.admins[0]), ['polling'])).not.toBe('connected');
  });
});

describe('hints', () => {
  test('say that the directory grew, to everybody; nothing said by a client is heard', async () => {
    await open(handshakeOf(norvania.admins[0]));
    const hint = next(latest(), 'hint');
    await door.app.relay.directory.admit(norvania.id);
    expect(await hint).toEqual({ kind: 'directory', size: norvania.links().length + 1 });
    const gone = next(latest(), 'disconnect');
    latest().emit('join', `authority ${norvania.id}`);
    expect(await gone).toBe('io server disconnect');
  });

  test('a removed official’s socket ends with the link that removed them, before the hint', async () => {
    const from = norvania.links().length;
    const leaving = await norvania.enrol('officer', ROLES.officer);
    await door.catchUp(norvania, from);
    await door.app.relay.directory.admit(norvania.id);
    await door.login(leaving);
    expect(await open(handshakeOf(leaving))).toBe('connected');
    const heard: unknown[] = [];
    latest().on('hint', (hint) => heard.push(hint));
    const gone = next(latest(), 'disconnect');
    await norvania.remove(leaving);
    await door.catchUp(norvania, norvania.links().length - 1);
    expect(await gone).toBe('io server disconnect');
    expect(heard).toEqual([]);
  });

  test('closing the relay ends every socket at once', async () => {
    await open(handshakeOf(norvania.admins[0]));
    const gone = next(latest(), 'disconnect');
    const before = performance.now();
    await door.app.close();
    await gone;
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
