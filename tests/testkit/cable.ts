// A cable between a browser and everything it speaks to (SOCKS 5, no authentication): pulled after so many bytes, closed for one path, or led elsewhere.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Cable = {
  /** For the browser: what it speaks through. */
  readonly address: string;
  /** Pulls the cable once so many more bytes have gone to `port`; it stays out until `plug`. Resolves when it is out. */
  pullAfter(port: number, bytes: number): Promise<void>;
  plug(): void;
  /** Bytes that went to `port`, from the beginning. */
  sentTo(port: number): number;
  /** From now on no connection whose first request asks for a path that begins so gets through. */
  refuse(path: string): void;
  /** How many did not. */
  refused(): number;
  /** Everything that came back on connections whose first request asked for a path that begins so. */
  heard(path: string): Buffer;
  /** From now on connections to the one port end at the other; those that stand are cut. */
  divert(from: number, to: number): void;
  close(): Promise<void>;
};

const GREETING = 3;
const NO_AUTHENTICATION = Buffer.from([5, 0]);
const CONNECTED = Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);

/** The port that a request of SOCKS 5 asks for, its last two bytes. */
const portIn = (request: Buffer): number => request.readUInt16BE(request.length - 2);
const pathIn = (request: Buffer): string => request.toString('latin1').split(' ', 2)[1] ?? '';

export async function openCable(): Promise<Cable> {
  const sockets = new Set<Socket>();
  const sent = new Map<number, number>();
  const diverted = new Map<number, number>();
  const closed: string[] = [];
  const heard: { readonly path: string; readonly bytes: Buffer }[] = [];
  let plan: { readonly port: number; left: number; readonly done: () => void } | null = null;
  let out = false;
  let refused = 0;

  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  function carry(port: number, browser: Socket, far: Socket): void {
    let path: string | null = null;
    browser.on('data', (bytes) => {
      if (path === null) {
        path = pathIn(bytes);
        if (closed.some((start) => path?.startsWith(start))) {
          refused++;
          browser.destroy();
          return;
        }
      }
      const pulling = plan?.port === port ? plan : null;
      const through = pulling ? bytes.subarray(0, pulling.left) : bytes;
      sent.set(port, (sent.get(port) ?? 0) + through.length);
      if (pulling) pulling.left -= through.length;
      far.write(through);
      if (pulling?.left !== 0) return;
      plan = null;
      out = true;
      cut();
      pulling.done();
    });
    far.on('data', (bytes) => {
      heard.push({ path: path ?? '', bytes });
      browser.write(bytes);
    });
  }

  const server = createServer((browser) => {
    sockets.add(browser);
    browser.on('close', () => sockets.delete(browser)).on('error', () => browser.destroy());
    if (out) {
      browser.destroy();
      return;
    }
    browser.once('data', (greeting) => {
      if (greeting.length < GREETING) return void browser.destroy();
      browser.write(NO_AUTHENTICATION);
      browser.once('data', (request) => {
        const port = portIn(request);
        const far = connect(diverted.get(port) ?? port, '127.0.0.1', () => {
          browser.write(CONNECTED);
          carry(port, browser, far);
        });
        sockets.add(far);
        far
          .on('error', () => browser.destroy())
          .on('close', () => {
            sockets.delete(far);
            browser.end();
          });
        browser.on('close', () => far.destroy());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `socks5://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pullAfter: (port, bytes) =>
      new Promise((done) => {
        plan = { port, left: bytes, done };
      }),
    plug() {
      out = false;
    },
    sentTo: (port) => sent.get(port) ?? 0,
    refuse: (path) => void closed.push(path),
    refused: () => refused,
    heard: (path) => Buffer.concat(heard.flatMap((one) => (one.path.startsWith(path) ? [one.bytes] : []))),
    divert(from, to) {
      diverted.set(from, to);
      cut();
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
