// The schema holds what docs/what-the-relay-holds.md says and nothing more, on both engines, and the migrations make exactly that schema.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api';
import { getTableColumns, getTableName, type Table } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import postgresConfig from '../../db/drizzle.postgres.config.ts';
import sqliteConfig from '../../db/drizzle.sqlite.config.ts';
import * as postgres from '../../db/schema.postgres.ts';
import * as sqlite from '../../db/schema.sqlite.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(ROOT, 'docs/what-the-relay-holds.md'), 'utf8');
const reasons = [...page.matchAll(/^\| `([a-z_]+\.[a-z_]+)` \| (\w+) \| (.+) \|$/gm)].map(
  ([, column = '', kind = '', reason = '']) => ({ column, kind, reason }),
);
const columns = (schema: Record<string, unknown>) =>
  (Object.values(schema) as Table[]).flatMap((table) =>
    Object.values(getTableColumns(table)).map((column) => ({
      column: `${getTableName(table)}.${column.name}`,
      type: column.getSQLType(),
    })),
  );

describe('what the relay holds', () => {
  it.each([
    ['sqlite', sqlite],
    ['postgres', postgres],
  ])('every column on %s has its reason, and every reason its column', (_name, schema) => {
    const names = columns(schema).map(({ column }) => column);
    expect(names.length).toBeGreaterThan(80);
    expect(names.toSorted()).toEqual(reasons.map(({ column }) => column).toSorted());
  });

  it('each reason is of a known kind, given once, and says something', () => {
    expect(reasons.filter(({ kind }) => !['public', 'sealed', 'record', 'count'].includes(kind))).toEqual([]);
    expect(reasons.filter(({ reason }) => reason.trim().length < 4)).toEqual([]);
    expect(new Set(reasons.map(({ column }) => column)).size).toBe(reasons.length);
  });

  it('whatever is sealed says who opens it', () => {
    const sealed = reasons.filter(({ kind }) => kind === 'sealed');
    expect(sealed.map(({ column }) => column).toSorted()).toEqual([
      'device_copies.sealed',
      'draft_versions.sealed',
      'envelopes.body',
      'lockboxes.box',
      'wraps.wrap',
    ]);
    expect(sealed.filter(({ reason }) => !/\b(opens|opened)\b/.test(reason))).toEqual([]);
  });

  it('no column sounds like a secret or like content', () => {
    const suspect =
      /secret|private|seed|passw|passphrase|plain|clear|content|cek|message$|text|title|name|mail|phone|person|file|key/;
    const found = columns(sqlite).filter(({ column }) => suspect.test(column.split('.')[1] ?? ''));
    expect(found.map(({ column }) => column)).toEqual(['epoch_keys.public_key']);
  });

  it('no column is a bag: bytes, whole numbers and short words only', () => {
    expect(new Set(columns(sqlite).map(({ type }) => type))).toEqual(new Set(['blob', 'integer', 'text']));
    const words = columns(sqlite).filter(({ type }) => type === 'text');
    expect(words.map(({ column }) => column).toSorted()).toEqual([
      'chains.state',
      'directory_objects.kind',
      'envelopes.state',
      'lockboxes.scope',
      'logs.checkpoint',
      'logs.kind',
      'logs.origin',
      'nonces.nonce',
      'nonces.purpose',
      'requests.nonce',
      'sealed_checkpoints.note',
    ]);
  });
});

describe('migrations', () => {
  const newest = (engine: string) => {
    const folder = join(ROOT, 'db/migrations', engine, 'meta');
    const last = readdirSync(folder)
      .filter((name) => name.endsWith('_snapshot.json'))
      .toSorted()
      .at(-1);
    return JSON.parse(readFileSync(join(folder, last ?? ''), 'utf8'));
  };

  it('of sqlite leave nothing to generate', async () => {
    expect(await generateSQLiteMigration(newest('sqlite'), await generateSQLiteDrizzleJson({ ...sqlite }))).toEqual([]);
  });

  it('of postgres leave nothing to generate', async () => {
    expect(await generateMigration(newest('postgres'), generateDrizzleJson({ ...postgres }))).toEqual([]);
  });

  it('would be generated if a column came', async () => {
    const { pulse: _, ...less } = sqlite;
    const made = await generateSQLiteMigration(await generateSQLiteDrizzleJson(less), newest('sqlite'));
    expect(made.join('\n')).toMatch(/CREATE TABLE `pulse`/);
  });

  it('are generated from these schemas into these folders', () => {
    for (const [engine, config] of [
      ['sqlite', sqliteConfig],
      ['postgres', postgresConfig],
    ] as const)
      expect(config).toMatchObject({ schema: `./db/schema.${engine}.ts`, out: `./db/migrations/${engine}` });
  });
});
