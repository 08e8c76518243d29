// Errors cross from the worker in the language the page speaks; the later choice holds.
import { type TransferHandler, transferHandlers } from 'comlink';
import { expect, test } from 'vitest';
import { ClientError } from '../../../client/sdk/failure.ts';
import { carryFaults, DeskError } from '../../../client/web/fault.ts';
import { openWords } from '../../../client/web/worker/words.ts';

const error = new ClientError('CLIENT_CLOCK', 'x');

test('English until the page has told its language, then that one', async () => {
  const words = openWords();
  expect(words.explain(error)).toMatchObject({ language: 'en', text: { what: expect.stringMatching(/^The times/) } });
  await words.room.speak('fr');
  expect(words.explain(error)).toMatchObject({
    code: 'CLIENT_CLOCK',
    language: 'fr',
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

test('a code that was met before is told in any language, whichever the page speaks; one that this version does not know is unforeseen', async () => {
  const { room, explain } = openWords();
  await room.speak('ru');
  expect((await room.told('CLIENT_CLOCK', 'fr')).what).toMatch(/^Les heures du relais/);
  expect(await room.told('CLIENT_CLOCK', 'ru')).toEqual(explain(error).text);
  for (const code of ['RELAY_OF_TOMORROW', 'toString', ''])
    expect((await room.told(code, 'fr')).what).toMatch(/^Quelque chose/);
});

test('the language of a text crosses with it, also where the page itself threw', () => {
  const words = openWords();
  carryFaults(words.explain);
  const cross = (value: unknown): DeskError => {
    const { serialize, deserialize } = transferHandlers.get('throw') as TransferHandler<unknown, unknown>;
    const [wire] = serialize({ value });
    try {
      deserialize(structuredClone(wire));
    } catch (thrown) {
      return thrown as DeskError;
    }
    throw new TypeError('nothing was thrown');
  };
  const first = cross(error);
  expect(first).toMatchObject({
    code: 'CLIENT_CLOCK',
    language: 'en',
    text: { what: expect.stringMatching(/^The times/) },
  });
  expect(cross(new DeskError({ ...first, language: 'zh' }))).toMatchObject({ code: 'CLIENT_CLOCK', language: 'zh' });
});
