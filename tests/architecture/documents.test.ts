// The written rules of the documents: links lead somewhere, a decision states its cost, the house rules fit on one page.
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFiles, projectText, ROOT } from '../testkit/tree.ts';

const DOCUMENTS = projectFiles().filter((path) => path.endsWith('.md') && !path.startsWith('tests/vectors/data/'));

/** GitHub's anchor of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

function deadLinks(path: string): string[] {
  const text = projectText(path).replaceAll(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => {
    const target = match[1] as string;
    if (/^(https?|mailto):/.test(target)) return [];
    const [file = '', fragment] = target.split('#');
    const full = file === '' ? path : normalize(join(dirname(path), file));
    if (!existsSync(join(ROOT, full))) return [`${path}: ${target}`];
    if (fragment === undefined || !full.endsWith('.md')) return [];
    const headings = [...projectText(full).matchAll(/^#+ (.+)$/gm)].map((heading) => anchor(heading[1] as string));
    return headings.includes(fragment) ? [] : [`${path}: ${target}`];
  });
}

describe('documents', () => {
  test('every link leads somewhere', () => {
    expect(DOCUMENTS.length).toBeGreaterThan(5);
    expect(DOCUMENTS.flatMap(deadLinks)).toEqual([]);
  });

  test('AGENTS.md fits on a page', () => {
    expect(projectText('AGENTS.md').split('\n').length - 1).toBeLessThanOrEqual(60);
  });

  test('decision records are numbered without a gap', () => {
    const numbers = DOCUMENTS.filter((path) => path.startsWith('docs/adr/')).map((path) => Number(path.slice(9, 13)));
    expect(numbers).toEqual(numbers.map((_, index) => index));
  });

  const records = DOCUMENTS.filter((path) => /^docs\/adr\/\d{4}-/.test(path));
  test.each(records)('%s has every section, and says what it costs', (path) => {
    const text = projectText(path);
    const sections = ['What was wrong, or open', 'Decision', 'Alternatives', 'What this costs'];
    expect([...text.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(sections);
    const cost = text.split('## What this costs')[1] ?? '';
    expect(cost.trim().length).toBeGreaterThan(80);
    expect(text).toMatch(/^Status: .+ Date: /m);
  });
});
