// Who may import whom: rules R1-R8 of docs/architecture.md, as tests/architecture/imports.test.ts runs them.
// A rule's name is its number and the part it guards; its comment says what to do when it fires.

/** Third-party packages crypto/ may use, and nothing else: four families (docs/adr/0001-layout-and-errors.md). */
export const CRYPTO_PACKAGES = [
  'libsodium-wrappers',
  '@noble/hashes',
  '@noble/curves',
  '@noble/post-quantum',
  '@scure/bip39',
  'cborg',
  'typebox',
];

/** What the relay must be unable to reach, by whatever detour. */
const PARTY_ONLY =
  '^(client/|crypto/index\\.ts$|crypto/protocol/(open|seal|lockbox|attachment|epoch|draft)(\\.ts$|/)|crypto/primitives/(hpke|chunks)\\.ts$)';

const any = (names) => names.map((name) => name.replace('/', '\\/')).join('|');
const npm = (names) => `(^|/)node_modules/(${any(names)})(/|$)`;
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    forbid(
      'R1.ours',
      'crypto/ stands alone: pass what it needs as an argument.',
      { path: '^crypto/' },
      { path: '^(server|client|db|tests)/' },
    ),
    forbid(
      'R1.node',
      'crypto/ runs in browsers: no Node built-in module. An engine over one is injected by the client.',
      { path: '^crypto/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'R1.libsodium',
      'One door to libsodium, crypto/primitives/sodium.ts: add a thin typed function there.',
      { path: '^crypto/', pathNot: '^crypto/primitives/sodium\\.ts$' },
      { path: npm(['libsodium-wrappers', 'libsodium']) },
    ),
    forbid(
      'R1.schema',
      'Inside crypto/ only wire/api describes JSON; everything else on the wire is CBOR with its own decoder.',
      { path: '^crypto/', pathNot: '^crypto/wire/api(\\.ts$|/)' },
      { path: npm(['typebox']) },
    ),
    forbid(
      'R1.packages',
      'crypto/ has a budget of four families of packages; a fifth needs a decision record.',
      { path: '^crypto/' },
      { path: '(^|/)node_modules/', pathNot: npm(CRYPTO_PACKAGES) },
    ),

    forbid(
      'R2.primitives',
      'Primitives know no message: move the caller up, or hand the bytes down.',
      { path: '^crypto/primitives/' },
      { path: '^crypto/', pathNot: '^crypto/primitives/' },
    ),
    forbid(
      'R2.wire',
      'A wire file is a type, its encoder and its decoder; rules about it live in tlog/ or protocol/.',
      { path: '^crypto/wire/' },
      { path: '^crypto/', pathNot: '^crypto/(primitives|wire)/' },
    ),
    forbid(
      'R2.tlog',
      'Trees and notes know nothing of transmissions.',
      { path: '^crypto/tlog/' },
      { path: '^crypto/', pathNot: '^crypto/(primitives|wire|tlog)/' },
    ),
    forbid(
      'R2.faces',
      'index.ts and relay.ts are faces for the other rooms; inside crypto/ import the file itself.',
      { path: '^crypto/(primitives|wire|tlog|protocol)/' },
      { path: '^crypto/[^/]+\\.ts$' },
    ),
    forbid(
      'R2.cycle',
      'No cycles, type imports included: the shared part wants a file of its own below both.',
      { path: '^(crypto|server|client|db)/' },
      { circular: true },
    ),

    forbid(
      'R3.crypto',
      'The relay sees crypto/ through its verify-only face and the HTTP schemas.',
      { path: '^server/' },
      { path: '^crypto/', pathNot: '^crypto/(relay\\.ts$|wire/api(\\.ts$|/))' },
    ),
    forbid(
      'R3.port',
      'Only server/main picks a database; everything else takes the port as an argument.',
      { path: '^server/', pathNot: '^server/main(\\.ts$|/)' },
      { path: '^db/', pathNot: '^db/store\\.ts$' },
    ),
    forbid(
      'R3.types',
      'The port is a type to the relay: use `import type`.',
      { path: '^server/' },
      { path: '^db/store\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'R3.routes',
      'A route asks a service; only services speak to the port.',
      { path: '^server/routes/' },
      { path: '^db/' },
    ),
    forbid(
      'R3.services',
      'A service decides; it knows neither its routes nor the application around them.',
      { path: '^server/services/' },
      { path: '^server/(routes/|app\\.ts$|main(\\.ts$|/))' },
    ),

    forbid(
      'R4.ids',
      'db/ is memory: of the protocol it knows ids only, never what the bytes mean.',
      { path: '^db/' },
      { path: '^(crypto|server|client|tests)/', pathNot: '^crypto/wire/ids\\.ts$' },
    ),
    forbid(
      'R4.engine',
      'Only db/ talks to a database engine.',
      { path: '^(crypto|server|client)/' },
      { path: npm(['better-sqlite3', 'drizzle-orm', 'pg', 'postgres']) },
    ),

    forbid(
      'R5',
      'Blind relay: no path of imports, however long, may lead from server/ to code that opens or seals. Split the file on the path: what the relay needs is the verifying half.',
      { path: '^server/' },
      { path: PARTY_ONLY, reachable: true },
    ),

    forbid(
      'R6.relay',
      'A client meets the relay over HTTP only; to start one, spawn it.',
      { path: '^client/' },
      { path: '^(server|db)/' },
    ),
    forbid(
      'R6.node',
      'The SDK runs in browsers: Node built-ins only in vaults/file and engines/node.',
      { path: '^client/sdk/', pathNot: '^client/sdk/(vaults/file|engines/node)(\\.ts$|/)' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'R6.casework',
      'Casework is pure: it knows acts, not how they travel or are shown.',
      { path: '^client/casework/' },
      { path: '^client/(sdk|cli|web)/' },
    ),
    forbid('R6.pure', 'Casework does no I/O.', { path: '^client/casework/' }, { dependencyTypes: ['core'] }),

    forbid(
      'R7.sdk',
      "The command line and the web app use the SDK's face, and pick its vault, authenticator and engine.",
      { path: '^client/(cli|web)/' },
      { path: '^client/sdk/', pathNot: '^client/sdk/((index|client)\\.ts$|(vaults|authenticators|engines)/)' },
    ),
    forbid(
      'R7.crypto',
      'The command line and the web app see crypto/ through its face for parties.',
      { path: '^client/(cli|web)/' },
      { path: '^crypto/', pathNot: '^crypto/(index\\.ts$|wire/api(\\.ts$|/))' },
    ),
    forbid(
      'R7.keys',
      'In the web app only the worker holds keys: the page sees types and asks over the bridge.',
      { path: '^client/web/', pathNot: '^client/web/worker(\\.ts$|/)' },
      { path: '^(client/sdk|crypto)/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'R7.worker',
      'The page starts the worker by the address of its door and asks over the bridge; of its rooms it knows the types.',
      { path: '^client/web/', pathNot: '^client/web/worker(\\.ts$|/)' },
      { path: '^client/web/worker(\\.ts$|/)', pathNot: '/worker/door\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'R7.components',
      'A component is given what it shows: no page, no bridge.',
      { path: '^client/web/components/' },
      { path: '^client/web/(pages/|layout/|bridge(\\.ts$|/))' },
    ),

    forbid('R8.tests', 'Nobody imports tests.', { pathNot: '^tests/' }, { path: '^tests/' }),
    forbid(
      'R8.dev',
      'What runs in production is a dependency, not a dev dependency. Settings of a tool are not production.',
      { path: '^(crypto|server|client|db)/', pathNot: '\\.config\\.ts$' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '(^|/)node_modules/@types/' },
    ),
    forbid(
      'R8.missing',
      'The import resolves to nothing.',
      { path: '^(crypto|server|client|db|tests)/' },
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
    },
  },
};
