// Where a case stands, in the words of whoever reads it: nobody has sent what they received.
import { expect, test } from 'vitest';
import { EN, type LabelKey, say } from '../../../client/casework/labels/say.ts';
import { labelFor } from '../../../client/casework/viewpoint.ts';
import { OFFICER, START, tale } from './cast.ts';

const until = { at: START + 90 * 86_400_000, zone: 'UTC' };
type Story = ReturnType<typeof tale>;
const STORIES: readonly [asking: string, asked: string, (story: Story) => unknown][] = [
  ['Sent', 'Received', (s) => s.request()],
  ['Acknowledged', 'Acknowledged', (s) => [s.request(), s.say(1, 't', 'acknowledge', { officer: OFFICER })]],
  ['Sent', 'Received', (s) => s.preservation()],
  [
    'MLA request sent, held until decision',
    'MLA request received, held until decision',
    (s) => [
      s.preservation(),
      s.say(1, 't', 'preservation-reply', { step: 'preserved', from: { at: START, zone: 'UTC' }, until }),
      s.request(2),
    ],
  ],
];

test.each(STORIES)('%s to who asked is %s to who was asked', (asking, asked, happens) => {
  const story = tale();
  happens(story);
  const view = story.at(3);
  const label = view.preservations[0] ? (`preservation.${view.preservations[0].status}` as LabelKey) : view.statusLabel;
  expect(say(labelFor(label, 'requesting'))).toBe(asking);
  expect(say(labelFor(label, 'requested'))).toBe(asked);
});

test.each(['requesting', 'requested'] as const)('of all statuses, %s never reads the other side’s words', (side) => {
  // What only `labelFor` says, and only to the other side, no fold comes to.
  const notFolded: readonly LabelKey[] = ['status.received', 'preservation.received', 'preservation.mla-sent'];
  const statuses = (Object.keys(EN) as LabelKey[]).filter((key) => /^(status|preservation)\./.test(key));
  const shown = statuses.filter((key) => !notFolded.includes(key)).map((key) => say(labelFor(key, side)));
  expect(shown.length).toBeGreaterThan(35);
  const foreign = side === 'requested' ? /\bsent\b/i : /\breceived\b/i;
  expect(shown.filter((text) => foreign.test(text))).toEqual([]);
});
