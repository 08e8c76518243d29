// A sign-in that ended while several requests were on their way: who signed in once is asked no second time (docs/spec/browser.md, BRW-6).
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { practiceAuthenticator } from '../../client/sdk/authenticators/practice.ts';
import type { SignInAgain } from '../../client/sdk/session.ts';
import { systemRandom } from '../../crypto/primitives/random.ts';
import { type FoundedAuthority, foundAuthority, reopened } from '../testkit/authority.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';

let relay: TestRelay;
let norvania: FoundedAuthority;
/** Refusals on their way are held, by the path that was asked for. */
let held: ((path: string) => Promise<void>) | null;
let touches: number;
let asked: number;
const again: SignInAgain = {
  ask: async () => {
    asked += 1;
    return false;
  },
  done: () => undefined,
};

beforeAll(async () => {
  relay = await startTestRelay();
  norvania = await foundAuthority(relay, 'Norvania');
});
afterAll(() => relay.close());
beforeEach(async () => {
  [held, touches, asked] = [null, 0, 0];
  const real = practiceAuthenticator(norvania.admin.vault, systemRandom);
  const authenticator: typeof real = {
    ...real,
    assert: (request) => {
      touches += 1;
      return real.assert(request);
    },
  };
  const holding: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (answer.status === 401) await held?.(new URL(String(input)).pathname);
    return answer;
  };
  await reopened(relay, norvania.admin, { authenticator, again, fetch: holding });
  await norvania.admin.client.session.signIn();
  // Nobody asked for anything for more than half an hour: the relay ends the session.
  relay.wind(31 * 60_000);
});

/** Holds the first refusal of a path of `kind`; resolves when there is one, to what lets it go. */
const firstRefusal = (of: (path: string) => boolean): Promise<() => void> =>
  new Promise((refused) => {
    held = (path) =>
      of(path)
        ? new Promise((go) => {
            held = null;
            refused(go);
          })
        : Promise.resolve();
  });

test.each([
  ['was refused', (path: string) => path !== '/v1/session'],
  ['looked whether there is a sign-in', (path: string) => path === '/v1/session'],
])('what %s before they signed in goes on after it, and nobody is asked again', async (_, of) => {
  const { client } = norvania.admin;
  const refusal = firstRefusal(of);
  const background = client.sync();
  const go = await refusal;
  await client.session.signIn();
  expect(touches).toBe(2);
  go();
  await background;
  expect({ touches, asked }).toEqual({ touches: 2, asked: 0 });
});

test('what is refused with nobody signing in asks once for its own reason, and is refused', async () => {
  await expect(norvania.admin.client.sync()).rejects.toMatchObject({ code: 'RELAY_SIGN_IN' });
  expect({ touches, asked }).toEqual({ touches: 1, asked: 1 });
});
