// The build as a program of its own, so that it works beside whatever asked for it: `node client/web/bundle.ts FOLDER` writes the app into a new folder.
import { build } from 'vite';
import { settings } from './vite.config.ts';

const [folder] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('Usage: node client/web/bundle.ts FOLDER\n');
  process.exit(2);
}
await build(settings(folder));
