// How the web app is built: one page, one worker, one service worker, all from this origin (docs/architecture.md, "The web application").
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
/** As the builder writes paths: forward slashes everywhere. */
const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replaceAll('\\', '/');

/** What runs in a browser has no Node: an import of it is a mistake of ours, not something to leave empty. */
const withoutNode: Plugin = {
  name: 'without-node',
  enforce: 'pre',
  resolveId(id, importer) {
    if (id.startsWith('node:'))
      this.error(`${id} cannot be part of the web app; ${importer ?? 'the entry'} imports it`);
  },
};

/** What draws PDF is as large as all the rest: it is kept from its first use on. */
const DRAWS = /^assets\/paper-/;

/** Only what the app must have to start without a network: the languages and fonts of others come when they are asked for. */
const isKept = (file: string): boolean =>
  (/\.(js|css|wasm)$/.test(file) && !DRAWS.test(file)) ||
  /latin-wght-normal|arabic-arabic-wght|cyrillic-wght-normal/.test(file);

/** Writes the list of hashed files into the service worker, which so changes whenever one of them does. */
const precache: Plugin = {
  name: 'precache',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') this.error('the service worker is missing from the build');
      const files = Object.keys(bundle).filter((file) => file.startsWith('assets/') && isKept(file));
      const list = JSON.stringify(files.sort().map((file) => `/${file}`));
      const code = worker.code.replace(/["'`]%PRECACHE%["'`]/, () => JSON.stringify(list));
      if (code === worker.code) this.error('the service worker has no place for its list');
      worker.code = code;
    },
  },
};

/** The languages of the app; the component library brings thirty more. */
const LANGUAGES = /[/\\](en-US|fr-FR|ar-AE|es-ES|pt-PT|ru-RU|zh-CN)\.m?js$/;

/** Leaves out the component library's texts in languages that the app does not have. */
const ownLanguages: Plugin = {
  name: 'own-languages',
  load(id) {
    const path = id.split('?')[0] as string;
    const isText =
      /[/\\]node_modules[/\\]react-(aria|stately)[/\\]dist[/\\]private[/\\]intl[/\\].*[a-z]{2}-[A-Z]{2}\.m?js$/;
    return isText.test(path) && !LANGUAGES.test(path) ? 'export default {};' : null;
  },
};

const SODIUM = /[/\\]node_modules[/\\]libsodium[/\\]dist[/\\]modules-esm[/\\]libsodium\.mjs$/;
const EXPORT = /export default A;\s*$/;
const MODULE_AS_TEXT = /(?<=")AGFzbQ[A-Za-z0-9+/]{100000,}={0,2}(?=")/g;

/**
 * libsodium carries its module as text in its script, a third heavier and decoded by hand. Here it is a file beside, compiled while it arrives, and given through the hook
 * that Emscripten has for it; not one of its bytes is another.
 */
const sodiumBeside: Plugin = {
  name: 'sodium-beside',
  transform(code, id) {
    if (!SODIUM.test(id)) return null;
    const [text, more] = code.match(MODULE_AS_TEXT) ?? [];
    if (!text || more || !code.includes('.instantiateWasm?') || !EXPORT.test(code))
      this.error('libsodium is built in another way: see what sodium-beside may do');
    const file = this.emitFile({ type: 'asset', name: 'libsodium.wasm', source: Buffer.from(text, 'base64') });
    const bare = code.replace(text, '').replace(EXPORT, '');
    const given = `export default async () => {
      const compiled = await WebAssembly.compileStreaming(fetch(import.meta.ROLLUP_FILE_URL_${file}));
      return A({
        instantiateWasm: (needs, done) => void WebAssembly.instantiate(compiled, needs).then(done),
      });
    };`;
    return { code: `${bare}${given}`, map: null };
  },
};

/** Modules that say things and do nothing: one that takes a word from a face does not bring all that the face names. */
const QUIET = ['crypto/', 'client/sdk/', 'client/casework/', 'node_modules/typebox/'];
const treeshake = {
  moduleSideEffects: (id: string): boolean => !QUIET.some((part) => id.startsWith(`${PROJECT}${part}`)),
};

/** Settings of one build into `outDir`, which must be empty. */
export const settings = (outDir: string): InlineConfig => ({
  configFile: false,
  envDir: false,
  root: ROOT,
  base: '/',
  publicDir: fileURLToPath(new URL('public', import.meta.url)),
  logLevel: 'warn',
  cacheDir: `${outDir}.cache`,
  plugins: [withoutNode, ownLanguages, react(), precache],
  worker: { format: 'es', plugins: () => [withoutNode, sodiumBeside], rolldownOptions: { treeshake } },
  build: {
    outDir,
    emptyOutDir: false,
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    // The policy of the origin lets nothing in from data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      treeshake,
      input: { app: `${ROOT}index.html`, sw: `${ROOT}sw.ts` },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
