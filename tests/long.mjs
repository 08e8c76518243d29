// `npm run test:long`: what takes too long for every change. A file of 200 MB goes out of a real browser over a line that is cut five times.
process.env['ROGATORY_LONG'] = '1';
process.argv.push('tests/browser/lines.test.ts', '--testNamePattern', 'cut five times');
await import('./run.mjs');
