// How the web app is built: one page, one worker, one service worker, all from this origin (docs/architecture.md, "The web application").
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

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
  (/\.(js|css)$/.test(file) && !DRAWS.test(file)) || /latin-wght-normal|arabic-arabic-wght/.test(file);

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
const LANGUAGES = /[/\\](en-US|fr-FR|ar-AE)\.m?js$/;

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
  worker: { format: 'es', plugins: () => [withoutNode] },
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
      input: { app: `${ROOT}index.html`, sw: `${ROOT}sw.ts` },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
