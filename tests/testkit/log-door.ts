// A relay that is only its logs: it serves what a world has, or whatever a test puts in the place of one answer.
import type { RelayDoor } from '../../client/sdk/relay-door.ts';
import { consistencyProof, leafHash, nodeHash } from '../../crypto/tlog/merkle.ts';
import { decodeDirectoryLeaf } from '../../crypto/wire/leaf.ts';
import { digestOf } from '../../crypto/wire/statement.ts';
import type { TestLog } from './log.ts';
import type { World } from './world.ts';

export type LogDoor = {
  readonly door: RelayDoor;
  /** What is answered instead, until it is taken away. */
  readonly lies: {
    note?: (path: string) => string | undefined;
    objects?: RelayDoor['objects'];
    list?: RelayDoor['list'];
  };
  /** Paths asked for so far. */
  readonly asked: string[];
};

/** Complete subtrees of a log, computed from its leaves. */
const readerOf =
  ({ leaves }: TestLog) =>
  (level: number, index: number): Uint8Array => {
    if (level === 0) return leafHash(leaves[index] as Uint8Array);
    const read = readerOf({ leaves } as TestLog);
    return nodeHash(read(level - 1, index * 2), read(level - 1, index * 2 + 1));
  };

const consistencyOf = (log: TestLog, from: number, to: number): Uint8Array[] =>
  consistencyProof(from, to, readerOf(log));

/** Every object that the directory of `world` may speak of, by its hash. */
function objectsOf(world: World): Map<string, Uint8Array> {
  const chains = [world.norvania, world.talassa, world.bystander, world.registrar].flatMap((a) => [...a.links()]);
  return new Map([...chains, ...world.admissions.values()].map((bytes) => [digestOf(bytes), bytes]));
}

export function logDoor(world: World): LogDoor {
  const lies: LogDoor['lies'] = {};
  const asked: string[] = [];
  const door = {
    async note(path: string) {
      asked.push(path);
      const instead = lies.note?.(path);
      if (instead !== undefined) return instead;
      if (path === '/v1/directory/checkpoint') return world.directory.note();
      if (path === '/v1/register/checkpoint') return world.register(world.norvania.id).note();
      throw new Error(`not served: ${path}`);
    },
    async objects(from: number) {
      asked.push(`objects ${from}`);
      if (lies.objects) return lies.objects(from);
      const objects = objectsOf(world);
      return world.directory.leaves.slice(from, from + 512).map((leaf) => ({
        leaf,
        object: objects.get(decodeDirectoryLeaf(leaf).hash) ?? new Uint8Array(1),
      }));
    },
    async list(path: string) {
      asked.push(path);
      if (lies.list) return lies.list(path);
      const from = Number(/from=(\d+)/.exec(path)?.[1] ?? 0);
      const foreign = /^\/v1\/registers\/([0-9a-f]{64})\/consistency/.exec(path)?.[1];
      if (foreign) return consistencyOf(world.register(foreign as never), from, Number(/to=(\d+)/.exec(path)?.[1]));
      return world.register(world.norvania.id).leaves.slice(from, from + 512);
    },
  };
  return { door: door as unknown as RelayDoor, lies, asked };
}
