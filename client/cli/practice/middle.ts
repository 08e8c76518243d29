// Somebody in the middle: an HTTP proxy between clients and the practice relay that carries everything, and changes an answer where it is told a lie
// (docs/threat-model.md). It holds no key of anybody; what it can do, everybody on the way can do.
import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
};
export type Said = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};
/** What is said instead. `honest` asks the relay, as often as it is called. */
export type Lie = (asked: Asked, honest: () => Promise<Said>) => Promise<Said>;

export type Middle = {
  /** Where it listens, on this computer. */
  readonly port: number;
  /** Carries a client's requests through here. */
  readonly via: typeof fetch;
  /** From now on this is done to answers; null: nothing. */
  tell(lie: Lie | null): void;
  /** From now on requests go to another relay. */
  towards(origin: string): void;
  close(): Promise<void>;
};

export type MiddleOptions = {
  /** Scheme and host of the relay, as the trust card names it. */
  readonly origin: string;
  /** Gets every byte in both directions, heads included. */
  readonly onBytes?: (bytes: Uint8Array) => void;
};

// A length is written anew, and a connection is each side's own.
const NOT_CARRIED = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

async function bodyOf(message: IncomingMessage): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return new Uint8Array(Buffer.concat(pieces));
}

const headOf = (first: string, { rawHeaders }: IncomingMessage): Uint8Array =>
  Buffer.from(`${first}\r\n${rawHeaders.join('\r\n')}\r\n`);

/** Opens the proxy on a port of its own on this computer. */
export async function openMiddle({ origin, onBytes = () => undefined }: MiddleOptions): Promise<Middle> {
  const agent = new Agent({ keepAlive: true });
  let target = origin;
  let lie: Lie | null = null;

  const ask = ({ method, path, headers, body }: Asked): Promise<Said> =>
    new Promise((resolve, reject) => {
      const asked = request(`${target}${path}`, { agent, method, headers }, async (answer) => {
        try {
          const said = await bodyOf(answer);
          onBytes(headOf(`${answer.statusCode}`, answer));
          onBytes(said);
          const kept = Object.entries(answer.headers).filter(([name]) => !NOT_CARRIED.includes(name));
          resolve({
            status: answer.statusCode ?? 502,
            headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
            body: said,
          });
        } catch (error) {
          reject(error);
        }
      });
      asked.once('error', reject);
      asked.end(body);
    });

  const server = createServer(async (incoming, outgoing) => {
    try {
      const { method = 'GET', url: path = '/', headers } = incoming;
      const asked = { method, path, headers, body: await bodyOf(incoming) };
      onBytes(headOf(`${method} ${path}`, incoming));
      onBytes(asked.body);
      const said = await (lie ? lie(asked, () => ask(asked)) : ask(asked));
      outgoing.writeHead(said.status, {
        ...said.headers,
        ...(method === 'HEAD' ? {} : { 'content-length': said.body.length }),
      });
      outgoing.end(said.body);
    } catch {
      // Whoever does not get an answer asks again: the client's rule, not ours.
      outgoing.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    via: (uri, init) => fetch(String(uri).replace(origin, `http://127.0.0.1:${port}`), init),
    tell(next) {
      lie = next;
    },
    towards(next) {
      target = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}
