// How heavy the app is on the line, read from what the builder wrote: the first load with all that later pages share, and what each later page adds.
import { beforeAll, describe, expect, test } from 'vitest';
import { buildWeb } from '../../client/web/build.ts';
import { sum, table, type WebWeight, weigh } from '../testkit/web-weight.ts';

/** Kilobytes as they travel. The desk comes at the first sign of somebody; two thirds of it are libsodium and the client. */
const FIRST_LOAD = 450;
const BEFORE_SIGN_IN = 320;
const DESK = 330;
const LATER_PAGE = 15;

let web: WebWeight;
beforeAll(async () => {
  web = weigh(await buildWeb());
});

describe('the built app', () => {
  test(`brings its first load in at most ${FIRST_LOAD} KB, of which ${BEFORE_SIGN_IN} stand between somebody and signing in`, () => {
    expect([...web.first.keys()].filter((file) => /\/door-|latin-wght|index\.html/.test(file))).toHaveLength(3);
    expect(web.kit.size).toBeGreaterThan(5);
    const all = new Map([...web.first, ...web.kit]);
    expect(sum(web.first), table(web.first)).toBeLessThanOrEqual(BEFORE_SIGN_IN);
    expect(sum(all), table(all)).toBeLessThanOrEqual(FIRST_LOAD);
  });

  test(`brings the desk, with the client and the cryptographic library, in at most ${DESK} KB more`, () => {
    expect([...web.desk.keys()].filter((file) => /\/(worker|libsodium)-/.test(file))).toHaveLength(2);
    expect(sum(web.desk), table(web.desk)).toBeLessThanOrEqual(DESK);
  });

  test(`adds at most ${LATER_PAGE} KB for each later page`, () => {
    expect(web.later.size).toBeGreaterThan(20);
    const heavy = [...web.later].filter(([, weights]) => sum(weights) > LATER_PAGE);
    expect(heavy.map(([page, weights]) => `${page}: ${sum(weights).toFixed(1)} KB\n${table(weights)}`)).toEqual([]);
  });
});
