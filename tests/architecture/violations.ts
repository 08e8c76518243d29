// One small tree for each import rule that breaks it: what proves that the rules can fail.

/** `files`: path to source of a tree that breaks `rule` at the import from `from` to `to`; packages appear as installed. */
export type Violation = { rule: string; files: Record<string, string>; from: string; to: string };

const pack = (name: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'module.exports = {};',
});

/** A file that imports, and the file it imports, which is empty. */
function imports(rule: string, from: string, to: string, how = 'import * as it from'): Violation {
  const up = '../'.repeat(from.split('/').length - 1);
  return { rule, from, to, files: { [from]: `${how} '${up}${to}';\nexport { it };\n`, [to]: 'export const x = 1;\n' } };
}

function importsPackage(rule: string, from: string, name: string): Violation {
  const files = { [from]: `import it from '${name}';\nexport { it };\n`, ...pack(name) };
  return { rule, from, to: `node_modules/${name}/index.js`, files };
}

function importsBuiltin(rule: string, from: string): Violation {
  return { rule, from, to: 'fs', files: { [from]: "import * as it from 'node:fs';\nexport { it };\n" } };
}

export const VIOLATIONS: readonly Violation[] = [
  imports('R1.ours', 'crypto/tlog/note.ts', 'server/config.ts'),
  importsBuiltin('R1.node', 'crypto/primitives/random.ts'),
  importsPackage('R1.libsodium', 'crypto/primitives/sign.ts', 'libsodium-wrappers'),
  importsPackage('R1.schema', 'crypto/wire/envelope.ts', 'typebox'),
  importsPackage('R1.packages', 'crypto/primitives/hash.ts', 'hash-wasm'),
  imports('R2.primitives', 'crypto/primitives/sign.ts', 'crypto/wire/ids.ts'),
  imports('R2.wire', 'crypto/wire/leaf.ts', 'crypto/tlog/merkle.ts'),
  imports('R2.tlog', 'crypto/tlog/proof.ts', 'crypto/protocol/receipt.ts'),
  imports('R2.faces', 'crypto/protocol/seal.ts', 'crypto/relay.ts'),
  {
    rule: 'R2.cycle',
    from: 'crypto/wire/ids.ts',
    to: 'crypto/wire/leaf.ts',
    files: {
      'crypto/wire/leaf.ts': "import type { Id } from './ids.ts';\nexport type Leaf = { id: Id };\n",
      'crypto/wire/ids.ts': "import type { Leaf } from './leaf.ts';\nexport type Id = { of: Leaf };\n",
    },
  },
  imports('R3.crypto', 'server/services/submission.ts', 'crypto/protocol/roster.ts'),
  imports('R3.port', 'server/app.ts', 'db/lanes/sqlite.ts'),
  imports('R3.types', 'server/services/submission.ts', 'db/store.ts'),
  imports('R3.routes', 'server/routes/watch.ts', 'db/store.ts', 'import type * as it from'),
  imports('R3.services', 'server/services/watch.ts', 'server/routes/watch.ts'),
  imports('R4.ids', 'db/queries/roster.ts', 'crypto/wire/roster-link.ts'),
  importsPackage('R4.engine', 'server/services/notifier.ts', 'better-sqlite3'),
  {
    // Four steps, the last one a type: what the direct rules would not see.
    rule: 'R5',
    from: 'server/services/submission.ts',
    to: 'crypto/protocol/open.ts',
    files: {
      'server/services/submission.ts': "import '../../crypto/relay.ts';\n",
      'crypto/relay.ts': "export * from './protocol/gesture.ts';\n",
      'crypto/protocol/gesture.ts': "export * from './roster.ts';\n",
      'crypto/protocol/roster.ts': "import type { Opened } from './open.ts';\nexport type Roster = Opened;\n",
      'crypto/protocol/open.ts': 'export type Opened = 1;\n',
    },
  },
  imports('R6.relay', 'client/sdk/transport.ts', 'server/config.ts'),
  importsBuiltin('R6.node', 'client/sdk/outbox.ts'),
  imports('R6.casework', 'client/casework/lifecycle.ts', 'client/sdk/inbox.ts'),
  importsBuiltin('R6.pure', 'client/casework/letter.ts'),
  imports('R7.sdk', 'client/cli/main.ts', 'client/sdk/outbox.ts'),
  imports('R7.crypto', 'client/cli/verify.ts', 'crypto/protocol/bundle.ts'),
  imports('R7.keys', 'client/web/app.ts', 'client/sdk/client.ts'),
  imports('R7.worker', 'client/web/pages/home.tsx', 'client/web/worker/seat.ts'),
  imports('R7.components', 'client/web/components/clock.tsx', 'client/web/pages/home.tsx'),
  imports('R8.tests', 'server/app.ts', 'tests/testkit/cast.ts'),
  importsPackage('R8.dev', 'client/cli/main.ts', 'fast-check'),
  {
    rule: 'R8.missing',
    from: 'server/app.ts',
    to: './nowhere.ts',
    files: { 'server/app.ts': "export * from './nowhere.ts';\n" },
  },
];

/** A tree that keeps every rule, where a careless pattern would still fire. */
export const INNOCENT: Record<string, string> = {
  ...pack('libsodium-wrappers'),
  ...pack('typebox'),
  'crypto/primitives/sodium.ts': "import sodium from 'libsodium-wrappers';\nexport { sodium };\n",
  'crypto/primitives/hpke.ts': "export * from './sodium.ts';\n",
  'crypto/wire/ids.ts': "export * from '../primitives/sodium.ts';\n",
  'crypto/wire/api/session.ts': "import typebox from 'typebox';\nexport { typebox };\n",
  'crypto/tlog/note.ts': "export * from '../wire/ids.ts';\n",
  'crypto/protocol/receipt.ts': "export * from '../tlog/note.ts';\n",
  'crypto/protocol/open.ts': "export * from './receipt.ts';\nexport * from '../primitives/hpke.ts';\n",
  'crypto/relay.ts': "export * from './protocol/receipt.ts';\n",
  'crypto/index.ts': "export * from './protocol/open.ts';\n",
  'db/store.ts': "export type { sodium as Store } from '../crypto/wire/ids.ts';\n",
  'db/index.ts': "export type * from './store.ts';\n",
  'server/main.ts': "export * from '../db/index.ts';\nexport * from './routes/session.ts';\n",
  'server/routes/session.ts':
    "export * from '../services/session.ts';\nexport * from '../../crypto/wire/api/session.ts';\n",
  'server/services/session.ts': "export * from '../../crypto/relay.ts';\nexport type * from '../../db/store.ts';\n",
  'client/sdk/client.ts': "export * from '../../crypto/index.ts';\nexport * from '../../crypto/protocol/open.ts';\n",
  'client/sdk/index.ts': "export * from './client.ts';\n",
  'client/sdk/engines/node.ts': "export * from 'node:crypto';\n",
  'client/casework/acts.ts': "export * from '../../crypto/primitives/hpke.ts';\n",
  'client/cli/main.ts':
    "export * from '../sdk/client.ts';\nexport * from '../sdk/engines/node.ts';\nexport * from 'node:fs';\n",
  'client/web/worker.ts': "export * from '../sdk/client.ts';\n",
  'client/web/worker/seat.ts': "export * from '../../sdk/index.ts';\n",
  'client/web/pages/home.tsx':
    "export type * from '../worker/seat.ts';\nexport type * from '../../sdk/client.ts';\nexport * from '../components/clock.tsx';\n",
  'client/web/components/clock.tsx': "export * from '../../casework/acts.ts';\n",
  'tests/scenario/first.test.ts':
    "export * from '../../server/main.ts';\nexport * from '../../client/sdk/client.ts';\n",
};
