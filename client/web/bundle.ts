// The build as a program of its own, so that it works beside whatever asked for it: `node client/web/bundle.ts FOLDER` writes the app into a new folder.
import { build } from 'vite';
import { settings } from './vite.config.ts';

const [folder] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('Usage: node client/web/bundle.ts FOLDER\n');
  process.exit(2);
}
// Whoever starts us may be a test or a developer; what is served is for neither, and React is half as heavy again in their build.
process.env['NODE_ENV'] = 'production';
await build(settings(folder));
