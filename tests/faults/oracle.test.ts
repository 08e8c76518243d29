// The oracle notices: what was not kept, what was never entered, what an outsider is told, a register that is not the one its reader read.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDeps, readConfig } from '../../server/main/data-directory.ts';
import { placesIn } from '../../server/main/places.ts';
import { relayLogger } from '../../server/plugins/logging.ts';
import { openRelay } from '../../server/services/relay.ts';
import type { TestAuthority } from '../testkit/cast.ts';
import { type Acknowledged, establishAll, load, seal } from '../testkit/load.ts';
import { openOracle } from '../testkit/oracle.ts';
import { flip } from '../testkit/outcome.ts';
import { type RelayProcess, relayFolder, startRelay } from '../testkit/relay-process.ts';
import { type Visitor, visit } from '../testkit/visitor.ts';

let folder: Awaited<ReturnType<typeof relayFolder>>;
let relay: RelayProcess;
let visitor: Visitor;
let parties: TestAuthority[];
let bystander: TestAuthority;
let sent: readonly Acknowledged[];

const oracle = () => openOracle(folder.keys, parties, bystander);
const single = (): Acknowledged => sent[0] as Acknowledged;
/** What it says of one relay when told that `these` were acknowledged. */
async function findings(...these: Acknowledged[]): Promise<string> {
  const one = oracle();
  one.acknowledged(these);
  return (await one.consult(visitor)).join('\n');
}

beforeAll(async () => {
  folder = await relayFolder();
  relay = await startRelay(folder.dataDir);
  visitor = visit(relay.port);
  [bystander, ...parties] = (
    await establishAll(visitor, folder.dataDir, ['Norvania', 'Talassa', 'Ostmark', 'Bystander'])
  ).reverse() as [TestAuthority];
  const pool = Array.from({ length: 6 }, (_, i) => seal(parties, `oracle ${i}`, 'to be found'));
  sent = (await load(visitor, pool, 2)).acknowledged;
});
afterAll(async () => {
  visitor.close();
  await relay.end('SIGTERM');
  await folder.remove();
});

test('an honest relay has nothing to fear', async () => {
  expect(await findings(...sent)).toBe('');
});

test('a body that is not the one sent', async () => {
  const { sealed } = single();
  expect(await findings({ ...single(), sealed: { ...sealed, body: flip(sealed.body, 77) } })).toContain('not kept');
});

test('a receipt of another transmission, and none at all', async () => {
  const [one, other] = sent as [Acknowledged, Acknowledged];
  expect(await findings({ ...one, receipt: other.receipt })).toContain('RECEIPT_MI');
  expect(await findings({ ...one, receipt: [] })).toContain('RECEIPT_MISSING');
});

test('a transmission that was never entered', async () => {
  const [one, other] = sent as [Acknowledged, Acknowledged];
  const absent = seal(parties, 'never sent', 'nothing');
  expect(await findings({ ...one, sealed: absent.sealed, from: absent.from, to: absent.to })).not.toBe('');
  expect(await findings(one, other)).toBe('');
});

test('an outsider who is told', async () => {
  const told = openOracle(folder.keys, parties, single().to);
  told.acknowledged([single()]);
  expect((await told.consult(visitor)).join()).toContain(': 200 ');
});

test('a register whose reader had read another one', async () => {
  const one = oracle();
  const shown = visit(relay.port);
  const forked: Visitor = {
    ...shown,
    async as(person, ask) {
      const answer = await shown.as(person, ask);
      if (!answer || !ask.url.startsWith('/v1/register/leaves')) return answer;
      return { ...answer, body: flip(answer.body, answer.body.length * 8 - 1) };
    },
  };
  expect((await one.consult(forked)).join()).toContain('forked');
  expect((await one.consult(shown)).join()).toContain('forked');
  shown.close();
});

test('a leaf that is entered twice', async () => {
  await relay.end('SIGTERM');
  const places = placesIn(folder.dataDir);
  const deps = await openDeps(places, await readConfig(places), relayLogger({ now: () => 0, level: 'silent' }));
  const services = await openRelay(deps);
  const { receipt, from } = single();
  const leaf = receipt.find(({ authority }) => authority === from.id);
  await services.sequencer.submit({
    keys: [],
    prepare: () => ({
      leaves: [{ origin: folder.keys.registerOrigin(from.id), data: leaf?.leaf as Uint8Array }],
      effects: () => [],
      answer: () => undefined,
    }),
  });
  await services.close();
  await deps.store.close();
  relay = await startRelay(folder.dataDir);
  visitor.close();
  visitor = visit(relay.port);
  expect(await findings(single())).toContain('entered twice');
});
