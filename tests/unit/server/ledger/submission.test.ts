// Submission at a real relay: what is entered where, what a retry gets, and each check with the code it refuses by (protocol.md sections 4 to 6).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENTS } from '../../../../crypto/wire/leaf.ts';
import { codeOf, leavesIn, openPost, type Post } from '../../../testkit/post.ts';

describe('a submission', () => {
  let post: Post;
  beforeAll(async () => {
    post = await openPost();
  });
  afterAll(() => post.close());

  it('is entered in both registers in one act and proven', async () => {
    const sealed = post.seal({ label: 'first' });
    const answer = await post.submit(post.frame(sealed));
    expect(answer.body && codeOf(answer)).toBe('201');
    expect(leavesIn(answer)).toMatchObject([
      { authority: post.norvania.id, index: 0, event: EVENTS.SubmissionAcceptance, counterpart: null },
      { authority: post.talassa.id, index: 0, event: EVENTS.ContentConsignment, counterpart: post.norvania.id },
    ]);
  });
});
