// Twenty thousand mutated transmissions, of the grammar and of the bytes, unsigned and signed again by the sender's own key: each is refused
// with a ProtocolError, none opens, none breaks the opener.
import { beforeAll, expect, test } from 'vitest';
import { toHex } from '../../crypto/primitives/bytes.ts';
import { ready } from '../../crypto/primitives/sodium.ts';
import { signerOf } from '../../crypto/protocol/device.ts';
import { type OpenInput, openTransmission } from '../../crypto/protocol/open.ts';
import { CLASSES, encodeEnvelope } from '../../crypto/wire/envelope.ts';
import { gesturesDigest } from '../../crypto/wire/gesture.ts';
import { digestOf, signStatement } from '../../crypto/wire/statement.ts';
import { found, type TestAuthority } from '../testkit/cast.ts';
import { mutateBytes, mutateEncoded } from '../testkit/mutation.ts';
import { refusal } from '../testkit/outcome.ts';
import { below, seededRandom } from '../testkit/seed.ts';
import { sealTo, served } from '../testkit/transmission.ts';

const COUNT = 20_000;

let norvania: TestAuthority;
let talassa: TestAuthority;
let ostmark: TestAuthority;
beforeAll(async () => {
  await ready();
  [norvania, talassa, ostmark] = [await found('Norvania'), await found('Talassa'), await found('Ostmark')];
});

type Subject = ReturnType<typeof subject>;
function subject(label: string, envelopeClass: 0 | 1 | 2) {
  const sealed = sealTo(norvania, [talassa, ostmark], { label, class: envelopeClass });
  const signers = envelopeClass === CLASSES.ordinary ? [] : [norvania.admins[0]];
  const honest = served(sealed, norvania, talassa, signers);
  return { honest, payload: encodeEnvelope(sealed.envelope), theirs: served(sealed, norvania, ostmark) };
}

test(`${COUNT} mutated envelopes`, { timeout: 60_000 }, async () => {
  const random = seededRandom('mutations');
  const subjects = [subject('a', 0), subject('b', 1), subject('c', 2), subject('d', 1)];
  for (const { honest } of subjects) expect(await refusal(() => openTransmission(honest))).toBe('accepted');

  // The relay chooses the leaf, so that it always speaks of what is served.
  const restated = (honest: OpenInput, statement: Uint8Array): OpenInput => ({
    ...honest,
    statement,
    leaf: { ...honest.leaf, subject: digestOf(statement) },
  });
  const signer = signerOf(norvania.admins[0].device);
  const mutate = ({ honest, payload, theirs }: Subject, donor: Subject): OpenInput => {
    switch (below(random, 12)) {
      case 0:
        return restated(honest, mutateBytes(honest.statement, random));
      case 1:
        return restated(honest, mutateEncoded(honest.statement, random, donor.honest.statement));
      case 2:
        return restated(honest, signStatement('envelope', mutateBytes(payload, random), signer));
      case 3:
        return { ...honest, wrap: mutateBytes(random(1)[0] === 0 ? theirs.wrap : honest.wrap, random) };
      case 4:
        return { ...honest, wrapList: mutateEncoded(honest.wrapList, random, donor.honest.wrapList) };
      case 5: {
        if (honest.gestures === null) return { ...honest, body: mutateBytes(honest.body, random) };
        const gestures = mutateEncoded(honest.gestures, random, donor.honest.gestures ?? honest.gestures);
        return { ...honest, gestures, leaf: { ...honest.leaf, evidence: gesturesDigest(gestures) } };
      }
      default:
        return restated(honest, signStatement('envelope', mutateEncoded(payload, random, donor.payload), signer));
    }
  };
  const print = ({ statement, wrap, wrapList, body, gestures }: OpenInput): string =>
    [statement, wrap, wrapList, body, gestures ?? new Uint8Array(0)].map((part) => toHex(part)).join();
  const originals = new Set(subjects.map(({ honest }) => print(honest)));

  const codes = new Map<string, number>();
  for (let done = 0; done < COUNT; ) {
    const [chosen, donor] = [below(random, subjects.length), below(random, subjects.length)];
    const mutated = mutate(subjects[chosen] as Subject, subjects[donor] as Subject);
    if (originals.has(print(mutated))) continue; // some mutations change nothing
    const code = await refusal(() => openTransmission(mutated));
    if (code === 'accepted')
      expect.fail(`mutation ${done} of subject ${chosen} opened: ${print(mutated).slice(0, 4000)}`);
    codes.set(code, (codes.get(code) ?? 0) + 1);
    done++;
  }
  const table = [...codes].sort(([, a], [, b]) => b - a);
  console.log(
    `${COUNT} mutated envelopes refused, none accepted: ${table.map(([code, n]) => `${code} ${n}`).join(', ')}`,
  );
  // The mutations reach the checks behind the signature, not only the first.
  for (const code of [
    'WIRE_SHAPE',
    'WIRE_NON_CANONICAL',
    'SIGNATURE_INVALID',
    'ROSTER_PREVIOUS',
    'WRAP_DIGEST',
    'WRAP_OPEN',
    'CONTENT_DIGEST',
    'EPOCH_KEY_MISMATCH',
    'POLICY_TIME',
    'SIGNATURE_GESTURE',
  ])
    expect(codes.get(code) ?? 0, code).toBeGreaterThan(0);
});
