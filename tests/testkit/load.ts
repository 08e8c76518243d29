// Load on a relay that runs as its own process: transmissions sealed ahead, sent many at a time, sent again with the same bytes until they are acknowledged.
import { readFile } from 'node:fs/promises';
import { utf8 } from '../../crypto/primitives/bytes.ts';
import type { SealedTransmission } from '../../crypto/protocol/seal.ts';
import { decodeReceipt, encodeSubmission, MEDIA, type ProvenLeaf } from '../../crypto/wire/frames.ts';
import type { Digest } from '../../crypto/wire/ids.ts';
import { parseTrustCard, trustCardHash } from '../../crypto/wire/trust-card.ts';
import { placesIn } from '../../server/main/places.ts';
import type { TestAuthority } from './cast.ts';
import { below, seededRandom } from './seed.ts';
import { sealTo } from './transmission.ts';
import { establish, type Visitor } from './visitor.ts';

/** Founds `names` through the door of the running relay of `dataDir`, `atOnce` side by side. */
export async function establishAll(
  visitor: Visitor,
  dataDir: string,
  names: readonly string[],
  atOnce = 8,
): Promise<TestAuthority[]> {
  const card = trustCardHash(parseTrustCard(await readFile(placesIn(dataDir).trustCard, 'utf8')));
  const made: TestAuthority[] = [];
  const queue = [...names.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift())
      made[next[0]] = await establish(visitor, dataDir, next[1], card);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return made;
}

/** One transmission ready to be sent, any number of times. */
export type Loaded = {
  readonly sealed: SealedTransmission;
  readonly from: TestAuthority;
  readonly to: TestAuthority;
  readonly frame: Uint8Array;
};

/** Seals one from one of `parties` to another, with `text` in its act, as now. */
export function seal(parties: readonly TestAuthority[], label: string, text: string): Loaded {
  const random = seededRandom(label);
  const at = below(random, parties.length);
  const from = parties[at] as TestAuthority;
  const to = parties[(at + 1 + below(random, parties.length - 1)) % parties.length] as TestAuthority;
  const sealed = sealTo(from, [to], {
    label,
    act: utf8(text),
    core: { createdAt: Date.now(), directory: { size: 1, root: '00'.repeat(32) as Digest } },
  });
  const { statement, wraps, body } = sealed;
  return { sealed, from, to, frame: encodeSubmission({ statement, wraps, body, gestures: null }) };
}

/** `receipt`: the proven leaves of the last answer. `outcome`: 201 entered by this answer, 200 known before. */
export type Acknowledged = Loaded & { readonly receipt: readonly ProvenLeaf[]; readonly outcome: 200 | 201 };
export type Refused = { readonly one: Loaded; readonly status: number; readonly problem: string };

export type LoadOutcome = {
  readonly acknowledged: readonly Acknowledged[];
  /** Sent, and no answer came: whether they were entered is unknown. */
  readonly unanswered: readonly Loaded[];
  readonly refused: readonly Refused[];
};

export const submit = (visitor: Visitor, { frame }: Loaded) =>
  visitor.plain({ method: 'POST', url: '/v1/transmissions', body: frame, media: MEDIA.submission });

/** Sends each of `pool` once, `atOnce` under way; stops offering new ones when an answer fails to come. `heard` is told of each acknowledgement at once. */
export async function load(
  visitor: Visitor,
  pool: readonly Loaded[],
  atOnce: number,
  heard: (count: number) => void = () => {},
): Promise<LoadOutcome> {
  const queue = [...pool];
  const acknowledged: Acknowledged[] = [];
  const unanswered: Loaded[] = [];
  const refused: Refused[] = [];
  const work = async (): Promise<void> => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      const answer = await submit(visitor, one);
      if (!answer) {
        unanswered.push(one, ...queue.splice(0));
        return;
      }
      const { status } = answer;
      if (status === 200 || status === 201) {
        acknowledged.push({ ...one, receipt: decodeReceipt(answer.body), outcome: status });
        heard(acknowledged.length);
      } else refused.push({ one, status, problem: answer.text() });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { acknowledged, unanswered, refused };
}
