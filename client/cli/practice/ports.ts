// The two ports of practice: the next free pair at the first start, and afterwards who sits on them (protocol.md section 10).
import { createServer } from 'node:net';

const FIRST = 8787;
const TRIES = 200;
const HOSTS = ['127.0.0.1', '::1'];

const canListen = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    // A computer without IPv6 has no ::1; that is not a busy port.
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'),
    );
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });

/** Whether nobody listens on `port` of this computer, in either address family. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of HOSTS) if (!(await canListen(port, host))) return false;
  return true;
}

/** The first free pair of neighbours, from `from` on; null when there is none near. */
export async function freePair(from = FIRST): Promise<{ relayPort: number; webPort: number } | null> {
  for (let port = from; port < from + 2 * TRIES && port < 65_534; port += 2)
    if ((await isFree(port)) && (await isFree(port + 1))) return { relayPort: port, webPort: port + 1 };
  return null;
}

/** A pair that the system chooses: for what runs beside everything else and ends by itself. */
export async function anyPair(): Promise<{ relayPort: number; webPort: number }> {
  const servers = [createServer(), createServer()] as const;
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return { relayPort: ports[0] as number, webPort: ports[1] as number };
}
