// What must hold of a relay after any fault or load, asked as its parties ask: receipts, registers, contents, and who is told nothing.
// It remembers every register as its reader saw it, so that a register that shrinks, forks or changes is noticed whenever it does.
import { equal, toHex } from '../../crypto/primitives/bytes.ts';
import { ProtocolError } from '../../crypto/primitives/errors.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { type VerifiedReceipt, verifyReceipt } from '../../crypto/protocol/receipt.ts';
import type { LogKeys } from '../../crypto/protocol/register-entry.ts';
import { type Checkpoint, openCheckpoint } from '../../crypto/tlog/checkpoint.ts';
import {
  append,
  type CompactRange,
  EMPTY_RANGE,
  leafHash,
  root,
  verifyConsistency,
  verifyInclusion,
} from '../../crypto/tlog/merkle.ts';
import { parseVkey } from '../../crypto/tlog/note.ts';
import { decodeList, decodeStored } from '../../crypto/wire/frames.ts';
import type { AuthorityId } from '../../crypto/wire/ids.ts';
import { decodeRegisterLeaf } from '../../crypto/wire/leaf.ts';
import type { RelayKeys } from '../../server/services/keys.ts';
import type { TestAuthority } from './cast.ts';
import type { Acknowledged } from './load.ts';
import { expectAnswer, type Visitor } from './visitor.ts';

type Register = { range: CompactRange; leaves: Uint8Array[]; current: Checkpoint | null };

export type Oracle = {
  /** Takes note of what was acknowledged since the last time; it is never forgotten. */
  acknowledged(these: readonly Acknowledged[]): void;
  /** Reads every register on from its cursor and holds what is new, or with `all` everything ever acknowledged, to the relay. Findings in words. */
  consult(visitor: Visitor, all?: boolean): Promise<string[]>;
  /** How many transmissions were acknowledged, and how many leaves were read. */
  counts(): { transmissions: number; leaves: number };
};

const PAGE = 500;

/** `bystander` is an authority of the same relay that is party to nothing. */
export function openOracle(keys: RelayKeys, parties: readonly TestAuthority[], bystander: TestAuthority): Oracle {
  const registers = new Map<AuthorityId, Register>();
  const logKeys = new Map<AuthorityId, LogKeys>();
  for (const { id } of parties) {
    registers.set(id, { range: EMPTY_RANGE, leaves: [], current: null });
    logKeys.set(id, keys.vkeys(keys.registerOrigin(id)));
  }
  const trust = {
    registerKeys: (authority: AuthorityId) => logKeys.get(authority) ?? null,
    origin: keys.registerOrigin,
    requireSealed: false,
  };
  const promised = new Map<string, Acknowledged>();
  let fresh: Acknowledged[] = [];

  const get = async (visitor: Visitor, reader: TestAuthority, url: string): Promise<Uint8Array> =>
    expectAnswer(await visitor.as(reader.admins[0], { method: 'GET', url }), url, 200).body;

  /** No register shrinks or forks; every leaf beyond the cursor comes once, in order. */
  async function* readOn(visitor: Visitor, reader: TestAuthority): AsyncGenerator<string> {
    const register = registers.get(reader.id) as Register;
    const origin = keys.registerOrigin(reader.id);
    const note = new TextDecoder().decode(await get(visitor, reader, '/v1/register/checkpoint'));
    const known = (logKeys.get(reader.id) as LogKeys).map(parseVkey);
    const { checkpoint } = openCheckpoint(note, origin, known);
    if (checkpoint.size < register.range.size) {
      yield `${origin}: shrank from ${register.range.size} to ${checkpoint.size}`;
      return;
    }
    while (register.range.size < checkpoint.size) {
      const from = register.range.size;
      const limit = Math.min(PAGE, checkpoint.size - from);
      const page = decodeList(await get(visitor, reader, `/v1/register/leaves?from=${from}&limit=${limit}`));
      if (page.length !== limit) {
        yield `${origin}: ${page.length} leaves from ${from} where ${limit} were promised`;
        return;
      }
      for (const leaf of page) {
        register.leaves.push(leaf);
        register.range = append(register.range, leafHash(leaf)).range;
      }
    }
    if (!equal(root(register.range), checkpoint.root)) yield `${origin}: forked: not the leaves that were read before`;
    register.current = checkpoint;
  }

  /** One leaf for each event of a subject, none unread, none twice. */
  function* countLeaves(): Generator<string> {
    for (const [authority, { leaves }] of registers) {
      const seen = new Set<string>();
      for (const [index, bytes] of leaves.entries()) {
        const { event, subject } = decodeRegisterLeaf(bytes);
        if (seen.has(`${event} ${subject}`)) yield `register ${authority}: leaf ${index} is entered twice`;
        seen.add(`${event} ${subject}`);
      }
    }
  }

  async function* holdToReceipt(
    visitor: Visitor,
    one: Acknowledged,
    verified: VerifiedReceipt,
  ): AsyncGenerator<string> {
    for (const entry of [verified.submission, ...verified.consignments]) {
      const reader = parties.find(({ id }) => id === entry.register) as TestAuthority;
      const register = registers.get(entry.register) as Register;
      const now = register.current as Checkpoint;
      const then = entry.checkpoint;
      const leaf = one.receipt.find(({ authority }) => authority === entry.register)?.leaf as Uint8Array;
      const standing = register.leaves[entry.index];
      if (!standing || !equal(standing, leaf)) {
        yield `${then.origin}: leaf ${entry.index} of an acknowledged transmission is gone or another one`;
        continue;
      }
      const query = `from=${then.size}&to=${now.size}`;
      const grown = decodeList(await get(visitor, reader, `/v1/register/consistency?${query}`));
      verifyConsistency(then.size, now.size, grown, then.root, now.root);
      const path = await get(visitor, reader, `/v1/register/proof?index=${entry.index}&size=${now.size}`);
      verifyInclusion(entry.index, now.size, leafHash(leaf), decodeList(path), now.root);
    }
  }

  async function* holdToContent(visitor: Visitor, { sealed, from, to }: Acknowledged): AsyncGenerator<string> {
    for (const reader of [from, to]) {
      const stored = decodeStored(await get(visitor, reader, `/v1/transmissions/${sealed.subject}`));
      const mine = sealed.envelope.core.recipients.findIndex(({ authority }) => authority === reader.id);
      const parts = [
        [stored.statement, sealed.statement],
        [stored.body, sealed.body],
        [stored.wrapList, sealed.wrapList],
        [stored.wrap, sealed.wraps[mine]],
      ] as const;
      for (const [kept, sent] of parts)
        if (!kept || !sent || !equal(kept, sent)) yield `${sealed.subject}: not kept as it was sent`;
    }
  }

  /** Nobody who is not a party learns even that it exists. */
  async function* holdFromOthers(visitor: Visitor, { sealed }: Acknowledged): AsyncGenerator<string> {
    const [outsider] = bystander.admins;
    const ask = async (subject: string): Promise<string> => {
      const url = `/v1/transmissions/${subject}`;
      const text = expectAnswer(await visitor.as(outsider, { method: 'GET', url }), url, 404).text();
      const { reference: _, ...rest } = JSON.parse(text) as { reference: string };
      return JSON.stringify(rest);
    };
    if ((await ask(sealed.subject)) !== (await ask(toHex(systemRandom(32)))))
      yield `${sealed.subject}: an outsider is told that it exists`;
  }

  async function* hold(visitor: Visitor, one: Acknowledged): AsyncGenerator<string> {
    const { sealed, from, to, receipt } = one;
    const recipients = [from.id, to.id];
    const expected = { subject: sealed.subject, evidence: null, sender: from.id, recipients, dirSizeAtLeast: 1 };
    const verified = verifyReceipt({ leaves: receipt, expected, ...trust });
    yield* holdToReceipt(visitor, one, verified);
    yield* holdToContent(visitor, one);
    yield* holdFromOthers(visitor, one);
  }

  return {
    acknowledged(these) {
      for (const one of these) {
        // Of a transmission acknowledged twice the earlier receipt is the harder to keep.
        if (!promised.has(one.sealed.subject)) promised.set(one.sealed.subject, one);
        fresh.push(one);
      }
    },
    async consult(visitor, all = false) {
      const findings: string[] = [];
      const collect = async (from: AsyncIterable<string> | Iterable<string>): Promise<void> => {
        try {
          for await (const finding of from) findings.push(finding);
        } catch (error) {
          findings.push(error instanceof ProtocolError ? `${error.code}: ${error.message}` : String(error));
        }
      };
      for (const party of parties) await collect(readOn(visitor, party));
      await collect(countLeaves());
      for (const one of all ? promised.values() : fresh) await collect(hold(visitor, one));
      fresh = [];
      return findings;
    },
    counts: () => ({
      transmissions: promised.size,
      leaves: [...registers.values()].reduce((sum, { leaves }) => sum + leaves.length, 0),
    }),
  };
}
