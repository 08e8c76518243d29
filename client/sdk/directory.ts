// The directory as this client verified it: every leaf of the log, the chains and admissions it commits to, pinned so that it can only grow (protocol.md section 3).
import {
  type AuthorityId,
  type ChainView,
  type Digest,
  decodeDirectoryLeaf,
  demand,
  digestOf,
  directoryOrigin,
  equal,
  idOf,
  OPERATOR_ID,
  type OpenedCheckpoint,
  openCheckpoint,
  ProtocolError,
  parseLink,
  readLogKeys,
  type TrustCard,
  utf8,
} from '../../crypto/index.ts';
import { type Admitted, openAdmissions } from './admissions.ts';
import type { Alarms } from './alarms.ts';
import { type Chain, openChainBook } from './chain-book.ts';
import { ClientError } from './failure.ts';
import { broughtDevice, keyNames, openKeyOwners } from './key-owners.ts';
import { PAGE_SIZE, type RelayDoor } from './relay-door.ts';
import { emptyTree, type Tree } from './tree.ts';
import { put, recordOf, recordsOf, type Vault } from './vault.ts';

/** How far ahead of this client's directory the newest things are. */
export type Anchor = { readonly size: number; readonly root: Digest };

export type Directory = {
  /** Fetches and verifies what is new. Throws CLIENT_ALARM for a contradiction, REGISTER_*, WIRE_*, CLIENT_RELAY_*. */
  sync(by?: RelayDoor): Promise<void>;
  anchor(): Anchor;
  rootAt(size: number): Uint8Array;
  chain(authority: AuthorityId): Promise<Chain | null>;
  viewAt(authority: AuthorityId, dirSize: number): Promise<ChainView | null>;
  admitted(authority: AuthorityId): Admitted | null;
  admissions(): Admitted[];
  authorities(): AuthorityId[];
  /** Leaves in order, as bundles carry them. */
  leaves(): readonly Uint8Array[];
  /** Opens a note of this log. Throws REGISTER_*. */
  openNote(note: string): OpenedCheckpoint;
  /** Compares a checkpoint signed by this log with the pinned tree, fetching what is new. Throws CLIENT_ALARM. */
  agree(opened: OpenedCheckpoint): Promise<void>;
};

type Item = { leaf: Uint8Array; object: Uint8Array };
type StoredItem = [leaf: Uint8Array, object: Uint8Array, keys: string[]];
type Head = { size: number; note: string };

const HEAD = 'directory/head';
const PAGES = 'directory/page/';
const pageKey = (from: number): string => `${PAGES}${String(from).padStart(15, '0')}`;

export type DirectoryOptions = {
  readonly vault: Vault;
  readonly door: RelayDoor;
  readonly alarms: Alarms;
  readonly trust: TrustCard;
};

/** Opens the directory as the vault has it. Throws CLIENT_VAULT_CORRUPT when what is stored contradicts itself. */
export async function openDirectory({ vault, door, alarms, trust }: DirectoryOptions): Promise<Directory> {
  const origin = directoryOrigin(trust.relayName);
  const keys = readLogKeys(trust.directoryKeys, origin);
  const tree: Tree = emptyTree();
  const leaves: Uint8Array[] = [];
  const book = openChainBook(trust);
  const admissions = openAdmissions(trust);
  const owners = openKeyOwners();
  let head: Head = (await recordOf<Head>(vault, HEAD)) ?? { size: 0, note: '' };

  function enter({ leaf, object }: Item): void {
    const { authority, seq } = decodeDirectoryLeaf(leaf);
    const index = leaves.length;
    if (authority === OPERATOR_ID) admissions.take(seq, index, object);
    else book.list(authority, seq, index, object);
    leaves.push(leaf);
    tree.add([leaf]);
  }

  for (const { record } of await recordsOf<StoredItem[]>(vault, PAGES))
    for (const [leaf, object, names] of record) {
      enter({ leaf, object });
      owners.claim(decodeDirectoryLeaf(leaf).authority, names);
    }
  if (leaves.length !== head.size)
    throw new ClientError(
      'CLIENT_VAULT_CORRUPT',
      `the vault has ${leaves.length} entries of a directory of ${head.size}`,
    );

  const openNote = (note: string): OpenedCheckpoint => openCheckpoint(note, origin, keys);
  const raise = (
    kind: 'rollback' | 'fork' | 'falseEntry' | 'chain',
    code: string,
    detail: string,
    pieces: Uint8Array[],
  ) => alarms.raise({ kind, origin, code, detail, evidence: [utf8(head.note), ...pieces] });

  /** DIR-1: a size smaller than pinned, or another root at a size that is held. */
  async function demandPinned({ checkpoint, note }: OpenedCheckpoint, newest: boolean): Promise<void> {
    const { size, root } = checkpoint;
    if (newest && size < tree.size())
      throw await raise('rollback', 'REGISTER_ROLLBACK', `${size} entries where ${tree.size()} were shown`, [
        utf8(note),
      ]);
    if (size <= tree.size() && !equal(tree.rootAt(size), root))
      throw await raise('fork', 'REGISTER_INCONSISTENT', `another root at size ${size}`, [utf8(note)]);
  }

  /** DIR-2: every object hashes to its leaf, all leaves together to the signed root. */
  async function fetchUntil(opened: OpenedCheckpoint, by: RelayDoor): Promise<Item[]> {
    const { size, root } = opened.checkpoint;
    const fresh: Item[] = [];
    while (tree.size() + fresh.length < size) {
      const page = await by.objects(tree.size() + fresh.length);
      const wanted = page.slice(0, Math.min(PAGE_SIZE, size - tree.size() - fresh.length));
      if (wanted.length === 0) throw new ProtocolError('REGISTER_PROOF', 'fewer entries than the checkpoint says');
      for (const item of wanted) {
        if (decodeDirectoryLeaf(item.leaf).hash !== digestOf(item.object))
          throw await raise('falseEntry', 'REGISTER_LEAF', 'an object that is not the one in the log', [
            utf8(opened.note),
            item.leaf,
            item.object,
          ]);
      }
      fresh.push(...wanted);
    }
    if (!equal(tree.rootWith(fresh.map(({ leaf }) => leaf)), root))
      throw await raise('fork', 'REGISTER_INCONSISTENT', 'the entries do not lead to the signed root', [
        utf8(opened.note),
        ...fresh.slice(0, PAGE_SIZE).map(({ leaf }) => leaf),
      ]);
    return fresh;
  }

  const namesOf = ({ leaf, object }: Item): string[] => {
    if (decodeDirectoryLeaf(leaf).authority === OPERATOR_ID) return [];
    try {
      const device = broughtDevice(parseLink(object).link.body);
      return device ? keyNames(device) : [];
    } catch {
      return []; // a link that cannot be read stops its chain, and brings nothing
    }
  };

  /** DIR-3: kept first, then believed: a crash in between fetches it again. */
  async function keep(fresh: readonly Item[], note: string): Promise<void> {
    const from = tree.size();
    const items = fresh.map((item): StoredItem => [item.leaf, item.object, namesOf(item)]);
    const pages = [];
    for (let at = 0; at < items.length; at += PAGE_SIZE)
      pages.push(put(pageKey(from + at), items.slice(at, at + PAGE_SIZE)));
    const next: Head = { size: from + fresh.length, note };
    await probe(fresh);
    await vault.write([...pages, put(HEAD, next)]);
    head = next;
    for (const item of fresh) enter(item);
    await judge(items);
  }

  // What the operator did not sign, or a link out of its order, is refused before anything is kept of it.
  async function probe(fresh: readonly Item[]): Promise<void> {
    const counts = new Map<AuthorityId, number>();
    const trial = admissions.copy();
    for (const [i, { leaf, object }] of fresh.entries()) {
      const { authority, seq } = decodeDirectoryLeaf(leaf);
      try {
        if (authority === OPERATOR_ID) {
          trial.take(seq, tree.size() + i, object);
          continue;
        }
        const due = counts.get(authority) ?? book.count(authority);
        demand(seq === due, 'REGISTER_LEAF', `link ${seq} where ${due} follows`);
        counts.set(authority, due + 1);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        throw await raise('falseEntry', error.code, error.message, [leaf, object]);
      }
    }
  }

  /** DIR-4: chains that gained links are folded now; one that stops holding, and a key with two owners, is an alarm. */
  async function judge(items: readonly StoredItem[]): Promise<void> {
    const touched = new Set<AuthorityId>();
    for (const [leaf, object, names] of items) {
      const { authority } = decodeDirectoryLeaf(leaf);
      if (authority === OPERATOR_ID) continue;
      touched.add(authority);
      const other = owners.claim(authority, names);
      if (other)
        await raise('chain', 'ROSTER_KEY_REUSED', `a key of ${other} in the chain of ${authority}`, [leaf, object]);
    }
    for (const authority of touched) {
      const chain = await book.chain(authority);
      const stopped = chain?.stopped;
      if (!chain || !stopped) continue;
      const link = chain.links[stopped.seq]?.bytes ?? new Uint8Array();
      await raise('chain', stopped.code, `link ${stopped.seq} of ${authority} breaks a rule`, [link]);
    }
  }

  let running: { readonly by: RelayDoor; readonly done: Promise<void> } | null = null;
  async function pull(by: RelayDoor): Promise<void> {
    const opened = openNote(await by.note('/v1/directory/checkpoint'));
    await demandPinned(opened, true);
    if (opened.checkpoint.size > tree.size()) await keep(await fetchUntil(opened, by), opened.note);
  }
  async function sync(by = door): Promise<void> {
    // Whether the relay knows one's key is no answer for somebody who asks with another.
    while (running && running.by !== by) await running.done.catch(() => undefined);
    running ??= {
      by,
      done: pull(by).finally(() => {
        running = null;
      }),
    };
    return running.done;
  }

  return {
    sync,
    anchor: () => ({ size: tree.size(), root: idOf('digest', tree.root()) }),
    rootAt: tree.rootAt,
    chain: book.chain,
    viewAt: book.viewAt,
    admitted: admissions.of,
    admissions: admissions.all,
    authorities: book.authorities,
    leaves: () => leaves,
    openNote,
    async agree(opened) {
      if (opened.checkpoint.size > tree.size()) await sync();
      await demandPinned(opened, false);
    },
  };
}
