// Writes tests/vectors/data/own: the known-answer file, the negative vectors and those of particulars. Run once, by hand; the wire bytes freeze with what it wrote.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { ready } from '../../crypto/primitives/sodium.ts';
import { knownAnswer } from './known-answer-record.ts';
import { negatives } from './negative-record.ts';
import { particularsAnswer } from './particulars-record.ts';

const OWN = new URL('data/own/', import.meta.url);

await ready();
mkdirSync(OWN, { recursive: true });
for (const [name, make] of [
  ['transmission-v1.json', knownAnswer],
  ['negatives.json', negatives],
  ['particulars-v1.json', particularsAnswer],
] as const) {
  const file = new URL(name, OWN);
  if (existsSync(file) && !process.argv.includes('--replace')) {
    console.error(`${name} exists. It changes only with the protocol: --replace writes it anew.`);
    process.exitCode = 1;
    continue;
  }
  writeFileSync(file, `${JSON.stringify(await make(), null, 1)}\n`);
  console.log(`${name} written`);
}
