// Every screen in English and Arabic (or those asked for), light and dark, 1280 and 360 px wide, as pictures for somebody to look at; what axe finds; what scrolls sideways at 320 px.
// Run by hand: npx node tests/evidence/screens.ts [--out DIR] [--parts a,b] [--only name,name] [--languages en,ar] [--brief]     Half an hour on a busy computer.
// The pictures of docs/screens: npx node tests/evidence/screens.ts --best docs/screens
// What was seen: docs/evidence/screens-checklist.md
import { parseArgs } from 'node:util';
import { isLanguage } from '../../client/web/locales/languages.ts';
import { type BrowserWorld, openBrowserWorld } from '../testkit/browser.ts';
import { type Eye, openEye } from './eye.ts';
import { lookAtAuditor } from './parts/auditor.ts';
import { lookAtChanged } from './parts/changed.ts';
import { lookAtDesks } from './parts/desks.ts';
import { lookAtFounding } from './parts/founding.ts';
import { lookAtReplies } from './parts/replies.ts';
import { lookAtTroubles } from './parts/troubles.ts';
import { lookAtTwo } from './parts/two.ts';

const PARTS: Readonly<Record<string, (world: BrowserWorld, eye: Eye) => Promise<void>>> = {
  desks: lookAtDesks,
  replies: lookAtReplies,
  two: lookAtTwo,
  founding: lookAtFounding,
  troubles: lookAtTroubles,
  auditor: lookAtAuditor,
  changed: lookAtChanged,
};

const { values: given } = parseArgs({
  options: {
    out: { type: 'string', default: '/tmp/rogatory-screens' },
    parts: { type: 'string' },
    only: { type: 'string', default: '' },
    languages: { type: 'string', default: 'en,ar' },
    brief: { type: 'boolean', default: false },
    best: { type: 'string' },
  },
});
const words = (list: string): string[] => list.split(',').filter(Boolean);
const eye = openEye({
  out: given.out,
  only: words(given.only),
  languages: given.best === undefined ? words(given.languages).filter(isLanguage) : ['en', 'ar', 'ru'],
  brief: given.brief,
  best: given.best ?? null,
});

const began = performance.now();
const minutes = (): string => ((performance.now() - began) / 60_000).toFixed(1);
// Those that the best are of.
const parts = given.best === undefined ? Object.keys(PARTS) : ['desks', 'two', 'changed'];
for (const part of given.parts === undefined ? parts : words(given.parts)) {
  const look = PARTS[part];
  if (!look) throw new Error(`no part of this name: ${part}`);
  // A world of its own: what one part does to its authority stands in no other's way.
  const world = await openBrowserWorld();
  try {
    await eye.attempt(part, () => look(world, eye));
  } finally {
    await world.close();
  }
  console.log(`${part} looked at after ${minutes()} min`);
}
console.log(`${eye.findings()} findings, ${minutes()} min; pictures in ${given.out}`);
process.exitCode = eye.findings() > 0 ? 1 : 0;
