// The operator's way into a running relay: a socket in its data directory, for the directory's owner only (protocol.md section 3, admission).
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { relative } from 'node:path';
import { type AuthorityId, isFounded, ProtocolError, parseId, sha256, toHex, utf8 } from '../../crypto/relay.ts';
import { StartFailure } from '../failure.ts';
import { RelayRefusal } from '../refusal.ts';
import type { Relay } from '../services/relay.ts';

export type Waiting = {
  readonly authority: AuthorityId;
  readonly jurisdiction: string;
  readonly names: readonly string[];
  readonly foundedAt: number;
  /** Founding is complete: it can be admitted. */
  readonly ready: boolean;
};
export type Admitted = { readonly authority: string; readonly directoryIndex: number | null };

export type Operator = { waiting(): Promise<Waiting[]>; admit(authority: string): Promise<Admitted> };

type Question = { readonly ask: 'waiting' } | { readonly ask: 'admit'; readonly authority: string };
type Answer = { readonly value: unknown } | { readonly code: string; readonly message: string };

const MAX_LINE = 4096;

/** What an operator may do, over the services of a relay in this process. */
export const operatorOf = ({ rosters, directory }: Pick<Relay, 'rosters' | 'directory'>): Operator => ({
  waiting: async () =>
    [...rosters.all()]
      .filter((chain) => chain.state === 'founding')
      .map(({ roster, foundedAt }) => ({
        authority: roster.authority,
        jurisdiction: roster.genesis.jurisdiction,
        names: roster.genesis.names.map(([, name]) => name),
        foundedAt,
        ready: isFounded(roster),
      })),
  admit: async (authority) => {
    const id = parseId('authority', authority);
    if (!rosters.get(id)) throw new RelayRefusal('RELAY_NOT_FOUND', 'No authority with this id was founded here.');
    const { directoryIndex } = await directory.admit(id);
    return { authority, directoryIndex };
  },
});

/** Where the socket listens. A path longer than the system takes is shortened by starting from here. */
function addressOf(path: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\rogatory-${toHex(sha256(utf8(path))).slice(0, 32)}`;
  const near = relative(process.cwd(), path);
  const address = near.length < path.length ? near : path;
  if (Buffer.byteLength(address) > 100)
    throw new StartFailure('RELAY-DATA', 'The path of the data directory is too long: choose one nearer to the root.');
  return address;
}

const listening = (server: Server, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** A relay that answers on its socket, or null. */
export function reach(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(addressOf(path), () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

/**
 * Claims the data directory for this process by listening on its socket; until `answer` is given, questions wait. Throws StartFailure RELAY-RUNNING
 * when another relay answers there.
 */
export async function claim(path: string): Promise<{ answer(operator: Operator): void; close(): Promise<void> }> {
  let serve: (operator: Operator) => void = () => {};
  const operator = new Promise<Operator>((resolve) => {
    serve = resolve;
  });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
    let line = '';
    socket.on('data', (chunk) => {
      line += String(chunk);
      if (line.length > MAX_LINE) socket.destroy();
      if (!line.endsWith('\n')) return;
      void operator.then((o) => reply(o, line)).then((answer) => socket.end(`${JSON.stringify(answer)}\n`));
    });
  });
  const address = addressOf(path);
  try {
    await listening(server, address);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const other = await reach(path);
    other?.destroy();
    if (other) throw new StartFailure('RELAY-RUNNING', 'The relay of this data directory is running already.');
    // Left behind by a relay that was killed: nobody answers.
    await rm(path, { force: true });
    await listening(server, address);
  }
  return {
    answer: serve,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

async function reply(operator: Operator, line: string): Promise<Answer> {
  try {
    const question = JSON.parse(line) as Question;
    return { value: question.ask === 'admit' ? await operator.admit(question.authority) : await operator.waiting() };
  } catch (error) {
    if (error instanceof RelayRefusal || error instanceof ProtocolError)
      return { code: error.code, message: error.message };
    return { code: 'RELAY_INTERNAL', message: 'The relay could not do it; its log says where.' };
  }
}

/** The operator of a running relay, by its socket; null when none runs. Throws StartFailure RELAY-ADMISSION with the relay's reason. */
export async function remoteOperator(path: string): Promise<Operator | null> {
  const first = await reach(path);
  if (!first) return null;
  first.destroy();
  const ask = async (question: Question): Promise<unknown> => {
    const socket = await reach(path);
    if (!socket) throw new StartFailure('RELAY-ADMISSION', 'The relay stopped meanwhile: try again.');
    socket.write(`${JSON.stringify(question)}\n`);
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    const answer = JSON.parse(text) as Answer;
    if ('value' in answer) return answer.value;
    throw new StartFailure('RELAY-ADMISSION', `${answer.message} (${answer.code})`);
  };
  return {
    waiting: () => ask({ ask: 'waiting' }) as Promise<Waiting[]>,
    admit: (authority) => ask({ ask: 'admit', authority }) as Promise<Admitted>,
  };
}
