// One's own register, followed whole: the mailbox's index, which can only grow, without gaps, in the order of time (protocol.md section 6).
import {
  type AuthorityId,
  type Digest,
  decodeRegisterLeaf,
  EVENTS,
  equal,
  formatProof,
  type OpenedCheckpoint,
  openCheckpoint,
  ProtocolError,
  type RegisterLeaf,
  readLogKeys,
  registerOrigin,
  type TrustCard,
  utf8,
} from '../../crypto/index.ts';
import type { Alarms } from './alarms.ts';
import type { Directory } from './directory.ts';
import { ClientError, need } from './failure.ts';
import type { RelayDoor } from './relay-door.ts';
import { emptyTree } from './tree.ts';
import { put, recordOf, recordsOf, type Vault } from './vault.ts';

export type Register = {
  readonly authority: AuthorityId;
  readonly origin: string;
  /** Fetches and verifies what is new. Throws CLIENT_ALARM, CLIENT_NOT_ADMITTED, REGISTER_*, WIRE_*, CLIENT_RELAY_*. */
  sync(): Promise<void>;
  size(): number;
  leaf(index: number): RegisterLeaf;
  raw(index: number): Uint8Array;
  rootAt(size: number): Uint8Array;
  /** Indexes of the leaves about a transmission, ascending. */
  about(subject: Digest): readonly number[];
  /** The newest checkpoint as it was signed; empty before the first. */
  note(): string;
  /** The leaf with its proof under that checkpoint, as text that convinces a stranger. */
  proof(index: number): string;
  /** Compares a checkpoint of this register with what is held, fetching what is new. Throws CLIENT_ALARM. */
  agree(note: string): Promise<void>;
};

type Head = { size: number; note: string /** Directory verified before the last pull. */; floor: number };

const HEAD = 'register/head';
const PAGES = 'register/page/';
const PAGE = 512;
/** One entry each per transmission. */
const ONCE: readonly number[] = [EVENTS.SubmissionAcceptance, EVENTS.ContentConsignment, EVENTS.Proposed];

export type RegisterOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly alarms: Alarms;
  readonly directory: Directory;
  readonly trust: TrustCard;
  readonly authority: AuthorityId;
  readonly clock: { now(): number };
};

/** Opens the register of this vault's authority as the vault has it. Throws CLIENT_VAULT_CORRUPT. */
export async function openRegister(options: RegisterOptions): Promise<Register> {
  const { vault, door, alarms, directory, trust, authority } = options;
  const origin = registerOrigin(trust.relayName, authority);
  const tree = emptyTree();
  const raws: Uint8Array[] = [];
  const leaves: RegisterLeaf[] = [];
  const subjects = new Map<Digest, number[]>();
  let head: Head = (await recordOf<Head>(vault, HEAD)) ?? { size: 0, note: '', floor: 0 };

  function enter(raw: Uint8Array, leaf: RegisterLeaf): void {
    const places = subjects.get(leaf.subject) ?? [];
    places.push(leaves.length);
    subjects.set(leaf.subject, places);
    raws.push(raw);
    leaves.push(leaf);
    tree.add([raw]);
  }
  for (const { record } of await recordsOf<Uint8Array[]>(vault, PAGES))
    for (const raw of record) enter(raw, decodeRegisterLeaf(raw));
  if (leaves.length !== head.size)
    throw new ClientError(
      'CLIENT_VAULT_CORRUPT',
      `the vault has ${leaves.length} entries of a register of ${head.size}`,
    );

  const open = (note: string): OpenedCheckpoint => {
    const admitted = directory.admitted(authority);
    need(admitted, 'CLIENT_NOT_ADMITTED', 'the authority has no register yet');
    return openCheckpoint(note, origin, readLogKeys(admitted.registerKeys, origin));
  };
  const raise = (
    kind: 'rollback' | 'fork' | 'falseEntry',
    code: string,
    detail: string,
    pieces: readonly Uint8Array[],
  ) => alarms.raise({ kind, origin, code, detail, evidence: [utf8(head.note), ...pieces] });

  /** REG-1: never smaller, never another content at a size that was seen. */
  async function demandPinned({ checkpoint, note }: OpenedCheckpoint, newest: boolean): Promise<void> {
    const { size, root } = checkpoint;
    if (newest && size < tree.size())
      throw await raise('rollback', 'REGISTER_ROLLBACK', `${size} entries where ${tree.size()} were shown`, [
        utf8(note),
      ]);
    if (size <= tree.size() && !equal(tree.rootAt(size), root))
      throw await raise('fork', 'REGISTER_INCONSISTENT', `another root at size ${size}`, [utf8(note)]);
  }

  /** REG-2: without a gap up to the signed root. */
  async function fetchUntil({ checkpoint, note }: OpenedCheckpoint): Promise<Uint8Array[]> {
    const fresh: Uint8Array[] = [];
    while (tree.size() + fresh.length < checkpoint.size) {
      const from = tree.size() + fresh.length;
      const page = await door.list(`/v1/register/leaves?from=${from}&limit=${PAGE}`);
      if (page.length === 0) throw new ProtocolError('REGISTER_PROOF', 'fewer entries than the checkpoint says');
      fresh.push(...page.slice(0, checkpoint.size - from));
    }
    if (!equal(tree.rootWith(fresh), checkpoint.root))
      throw await raise('fork', 'REGISTER_INCONSISTENT', 'the entries do not lead to the signed root', [
        utf8(note),
        ...fresh.slice(0, PAGE),
      ]);
    return fresh;
  }

  /**
   * REG-3: time and directory never go back; what came after my last pull cannot be older than the directory I had verified before it;
   * a transmission is entered once.
   */
  async function judge(fresh: readonly Uint8Array[], note: string): Promise<RegisterLeaf[]> {
    const judged: RegisterLeaf[] = [];
    let before = leaves.at(-1) ?? null;
    const entered = new Set<string>();
    for (const raw of fresh) {
      const leaf = decodeRegisterLeaf(raw);
      const name = `${leaf.event} ${leaf.subject}`;
      const twice =
        ONCE.includes(leaf.event) &&
        (entered.has(name) || (subjects.get(leaf.subject) ?? []).some((i) => leaves[i]?.event === leaf.event));
      const wrong = twice
        ? 'a transmission is entered twice'
        : before && leaf.at < before.at
          ? 'the time goes back'
          : leaf.dirSize < Math.max(head.floor, before?.dirSize ?? 0)
            ? 'the directory goes back'
            : null;
      if (wrong) throw await raise('falseEntry', 'REGISTER_LEAF', wrong, [utf8(note), raw]);
      entered.add(name);
      judged.push(leaf);
      before = leaf;
    }
    return judged;
  }

  async function pull(): Promise<void> {
    const floor = directory.anchor().size;
    const opened = open(await door.note('/v1/register/checkpoint'));
    await demandPinned(opened, true);
    const fresh = await fetchUntil(opened);
    const judged = await judge(fresh, opened.note);
    // The newest entries may speak of links this client has not seen: they are fetched before anything is opened.
    if ((judged.at(-1)?.dirSize ?? 0) > directory.anchor().size) await directory.sync();
    const size = tree.size() + fresh.length;
    const pages = [];
    for (let at = 0; at < fresh.length; at += PAGE)
      pages.push(put(`${PAGES}${String(tree.size() + at).padStart(15, '0')}`, fresh.slice(at, at + PAGE)));
    const next: Head = { size, note: opened.note, floor };
    await vault.write([...pages, put(HEAD, next)]);
    head = next;
    for (const [i, raw] of fresh.entries()) enter(raw, judged[i] as RegisterLeaf);
  }

  let running: Promise<void> | null = null;
  const sync = (): Promise<void> => {
    running ??= pull().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    authority,
    origin,
    sync,
    size: () => tree.size(),
    leaf: (index) => leaves[index] as RegisterLeaf,
    raw: (index) => raws[index] as Uint8Array,
    rootAt: tree.rootAt,
    about: (subject) => subjects.get(subject) ?? [],
    note: () => head.note,
    proof: (index) => formatProof({ index, hashes: tree.inclusion(index, head.size), checkpointNote: head.note }),
    async agree(note) {
      const opened = open(note);
      if (opened.checkpoint.size > tree.size()) await sync();
      await demandPinned(opened, false);
    },
  };
}
