// Errors cross from the worker in the language the page speaks; the later choice holds.
import { expect, test } from 'vitest';
import { ClientError } from '../../../client/sdk/failure.ts';
import { openWords } from '../../../client/web/worker/words.ts';

const error = new ClientError('CLIENT_CLOCK', 'x');

test('English until the page has told its language, then that one', async () => {
  const words = openWords();
  expect(words.explain(error).text.what).toMatch(/^The times of the relay/);
  await words.room.speak('fr');
  expect(words.explain(error)).toMatchObject({
    code: 'CLIENT_CLOCK',
    text: { what: expect.stringMatching(/^Les heures du relais/) },
  });
  expect(words.explain(new TypeError('oops'))).toMatchObject({
    code: null,
    text: { what: expect.stringMatching(/^Quelque chose/) },
  });
  await words.room.speak('en');
  expect(words.explain(error).text.what).toMatch(/^The times of the relay/);
});

test('of two choices in a row the later one holds, whichever was loaded first', async () => {
  const words = openWords();
  // English is at hand and comes before Arabic, which is loaded.
  await Promise.all([words.room.speak('ar'), words.room.speak('en')]);
  expect(words.explain(error).text.what).toMatch(/^The times of the relay/);
});
