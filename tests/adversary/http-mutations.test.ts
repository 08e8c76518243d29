// Two thousand mutated submissions at the door of a relay in its own process, some signed again by the sender's own key: each is refused by a code,
// none is accepted, none is a failure of the relay, and nothing is entered.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHex } from '../../crypto/primitives/bytes.ts';
import type { Random } from '../../crypto/primitives/random.ts';
import { signerOf } from '../../crypto/protocol/device.ts';
import { type CborValue, decode, encode } from '../../crypto/wire/codec.ts';
import { encodeEnvelope } from '../../crypto/wire/envelope.ts';
import { encodeSubmission, MEDIA } from '../../crypto/wire/frames.ts';
import { signStatement } from '../../crypto/wire/statement.ts';
import type { TestAuthority } from '../testkit/cast.ts';
import { establishAll, type Loaded, seal, submit } from '../testkit/load.ts';
import { mutateBytes, mutateEncoded, mutateValue } from '../testkit/mutation.ts';
import { type RelayFolder, type RelayProcess, relayFolder, startRelay } from '../testkit/relay-process.ts';
import { below, seededRandom } from '../testkit/seed.ts';
import { expectAnswer, type Visitor, visit } from '../testkit/visitor.ts';

const COUNT = 2_000;
const AT_ONCE = 8;

let folder: RelayFolder;
let relay: RelayProcess;
let visitor: Visitor;
let parties: TestAuthority[];
beforeAll(async () => {
  folder = await relayFolder();
  relay = await startRelay(folder.dataDir);
  visitor = visit(relay.port, AT_ONCE);
  parties = await establishAll(visitor, folder.dataDir, ['Norvania', 'Talassa', 'Ostmark']);
});
afterAll(async () => {
  visitor.close();
  await relay.end('SIGTERM');
  await folder.remove();
});

// What a blind relay can judge: version, suite, class, sender, recipients, digests of body, attachments and wraps, answer-by. Of the ids and the
// times near now it only sees that they are well formed, so that its own sender may put others there.
const JUDGED = [1, 2, 5, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7, 12, 13, 14, 15];

/** The envelope with one judged field mutated, signed anew by the device that sealed it. */
function signedAnew({ sealed, from }: Loaded, donor: Loaded, random: Random): Uint8Array {
  const payload = encodeEnvelope(sealed.envelope);
  const fields = new Map(decode(payload, payload.length) as Map<number, CborValue>);
  const others = encodeEnvelope(donor.sealed.envelope);
  const theirs = decode(others, others.length) as Map<number, CborValue>;
  const key = JUDGED[below(random, JUDGED.length)] as number;
  // Other recipients with their true keys are the sender's to choose.
  fields.set(key, mutateValue(fields.get(key) ?? null, random, key === 7 ? undefined : theirs.get(key)));
  return signStatement('envelope', encode(fields), signerOf(from.admins[0].device));
}

function mutate(one: Loaded, donor: Loaded, random: Random): Uint8Array {
  const { statement, wraps, body } = one.sealed;
  const frame = { statement, wraps, body, gestures: null };
  const at = below(random, wraps.length);
  switch (below(random, 8)) {
    case 0:
      return mutateBytes(one.frame, random);
    case 1:
      return mutateEncoded(one.frame, random, donor.frame);
    case 2:
      return encodeSubmission({ ...frame, statement: mutateBytes(statement, random) });
    case 3:
      return encodeSubmission({ ...frame, body: mutateBytes(body, random) });
    case 4:
      return encodeSubmission({ ...frame, wraps: wraps.with(at, mutateBytes(wraps[at] as Uint8Array, random)) });
    default:
      return encodeSubmission({ ...frame, statement: signedAnew(one, donor, random) });
  }
}

async function sizes(): Promise<string[]> {
  const sizeOf = async ({ admins: [reader] }: TestAuthority): Promise<string> => {
    const answer = await visitor.as(reader, { method: 'GET', url: '/v1/register/checkpoint' });
    return expectAnswer(answer, 'checkpoint', 200).text().split('\n')[1] as string;
  };
  return Promise.all(parties.map(sizeOf));
}

test(`${COUNT} mutated submissions`, { timeout: 120_000 }, async () => {
  const random = seededRandom('mutations at the door');
  const subjects = Array.from({ length: 6 }, (_, i) => seal(parties, `subject ${i}`, 'to be mutated'));
  const originals = new Set(subjects.map(({ frame }) => toHex(frame)));
  const before = await sizes();
  const codes = new Map<string, number>();
  let left = COUNT;
  const work = async (): Promise<void> => {
    while (left > 0) {
      const [one, donor] = [below(random, subjects.length), below(random, subjects.length)];
      const raw = mutate(subjects[one] as Loaded, subjects[donor] as Loaded, random);
      if (raw.length === 0 || originals.has(toHex(raw))) continue; // some mutations change nothing
      left -= 1;
      const ask = { method: 'POST', url: '/v1/transmissions', body: raw, media: MEDIA.submission };
      const answer = await visitor.plain(ask);
      if (!answer || answer.status < 400 || answer.status > 499)
        expect.fail(`${answer?.status} ${answer?.text()} to ${toHex(raw).slice(0, 4000)}`);
      const { code } = JSON.parse(answer.text()) as { code: string };
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const table = [...codes].sort(([, a], [, b]) => b - a);
  console.log(`${COUNT} refused, none accepted: ${table.map(([code, n]) => `${code} ${n}`).join(', ')}`);
  expect(await sizes()).toEqual(before);
  expect(codes.get('RELAY_INTERNAL')).toBeUndefined();
  // They reach the checks behind the signature, not only the first.
  for (const code of ['WIRE_SHAPE', 'SIGNATURE_INVALID', 'WRAP_DIGEST', 'CONTENT_DIGEST', 'ROSTER_PREVIOUS'])
    expect(codes.get(code) ?? 0, code).toBeGreaterThan(0);
  const last = [...codes.keys()].filter((code) => code.startsWith('EPOCH_') || code === 'ROSTER_AUTHORITY');
  expect(last.length).toBeGreaterThan(0);
  // And the door still opens to what was not bent.
  for (const one of subjects) expectAnswer(await submit(visitor, one), 'as it was sealed', 201);
});
