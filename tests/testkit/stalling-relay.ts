// A relay program for fault tests: the same relay as `serve`, which can be told to stand still for ever at one point of a commit, and says so.
// Usage: node stalling-relay.ts DATA [POINT NTH]. Asked by IPC, it answers what processor time it has used, in microseconds.
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { buildRelay } from '../../server/app.ts';
import { openDeps, readConfig } from '../../server/main/data-directory.ts';
import { claim, operatorOf } from '../../server/main/operator-socket.ts';
import { placesIn } from '../../server/main/places.ts';
import { relayLogger } from '../../server/plugins/logging.ts';

const [data = '', point, nth = '1'] = process.argv.slice(2);
const SEAL_MS = 3_600_000;
const say = (fact: object): void => void process.stdout.write(`${JSON.stringify(fact)}\n`);

const places = placesIn(data);
const config = await readConfig(places);
const operator = await claim(places.operatorSocket);
const destination = pino.destination({ fd: 2, sync: true });
const measured = process.send !== undefined;
// Every line there can be, for whoever searches the log; where it is measured what an operator gets.
const level = measured ? 'info' : 'debug';
const deps = await openDeps(places, config, relayLogger({ now: () => Date.now(), destination, level }));
let passed = 0;
const app = await buildRelay({
  ...deps,
  // Where it is measured nothing is sealed: in practice a seal follows every change within a second, which no relay in earnest does.
  schedule: (ms, act) => deps.schedule(measured ? Math.max(ms, SEAL_MS) : ms, act),
  testingOnlyStall: async (here) => {
    if (here !== point) return;
    passed += 1;
    if (passed < Number(nth)) return;
    say({ event: 'stalled', point });
    await new Promise(() => {});
  },
});
await app.listen(config.listen);
operator.answer(operatorOf(app.relay));
process.on('message', () => process.send?.(process.cpuUsage()));
process.once('disconnect', () => process.exit());
say({ event: 'listening', port: (app.server.address() as AddressInfo).port });
