// Submission at a real relay: what is entered where, what a retry gets, and each check with the code it refuses by (protocol.md sections 4 to 6).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealAttachment } from '../../../../crypto/protocol/attachment.ts';
import { signerOf } from '../../../../crypto/protocol/device.ts';
import { parseVkey } from '../../../../crypto/tlog/note.ts';
import { parseProof, verifyProof } from '../../../../crypto/tlog/proof.ts';
import { CLASSES, encodeEnvelope } from '../../../../crypto/wire/envelope.ts';
import { decodeReceipt } from '../../../../crypto/wire/frames.ts';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import { idOf } from '../../../../crypto/wire/ids.ts';
import { EVENTS } from '../../../../crypto/wire/leaf.ts';
import { digestOf, signStatement } from '../../../../crypto/wire/statement.ts';
import { found, MINUTE } from '../../../testkit/cast.ts';
import { flip } from '../../../testkit/outcome.ts';
import { codeOf, leavesIn, openPost, type Post } from '../../../testkit/post.ts';
import { seededRandom } from '../../../testkit/seed.ts';
import { addressed } from '../../../testkit/transmission.ts';

let post: Post;
beforeAll(async () => {
  post = await openPost();
});
afterAll(() => post.close());

const sizes = (): number[] =>
  [post.norvania, post.talassa].map(
    ({ id }) => post.app.relay.sequencer.log(post.deps.keys.registerOrigin(id))?.range.size ?? -1,
  );
/** Nothing of it may be left: no envelope, no leaf. */
async function refused(raw: Uint8Array, code: string): Promise<void> {
  const before = sizes();
  expect(codeOf(await post.submit(raw))).toBe(code);
  expect(sizes()).toEqual(before);
}

describe('a submission', () => {
  it('is entered in both registers in one act, proven under checkpoints of those registers', async () => {
    const sealed = post.seal({ label: 'first' });
    const [own, theirs] = sizes();
    const answer = await post.submit(post.frame(sealed));
    expect(codeOf(answer)).toBe('201');
    expect(leavesIn(answer)).toMatchObject([
      { authority: post.norvania.id, index: own, event: EVENTS.SubmissionAcceptance, counterpart: null },
      { authority: post.talassa.id, index: theirs, event: EVENTS.ContentConsignment, counterpart: post.norvania.id },
    ]);
    for (const { authority, leaf, proof } of decodeReceipt(new Uint8Array(answer.rawPayload))) {
      const origin = post.deps.keys.registerOrigin(authority);
      const known = post.deps.keys.vkeys(origin).map(parseVkey);
      expect(verifyProof(parseProof(proof), leaf, origin, known).size).toBeGreaterThan(0);
    }
  });

  it('sent again is answered with the same leaves, also much later', async () => {
    const raw = post.frame(post.seal({ label: 'retry' }));
    const first = await post.submit(raw);
    post.clock.at += 20 * MINUTE;
    const again = await post.submit(raw);
    expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(leavesIn(again)).toEqual(leavesIn(first));
    post.clock.at -= 20 * MINUTE;
  });

  it('sent twice at once is entered once', async () => {
    const raw = post.frame(post.seal({ label: 'twice' }));
    const before = sizes();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post.submit(raw)));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map((answer) => JSON.stringify(leavesIn(answer)))).size).toBe(1);
    expect(sizes()).toEqual(before.map((size) => size + 1));
  });

  it('with a message id used for other bytes is a conflict, alone and at the same moment', async () => {
    const messageId = idOf('message', seededRandom('one id')(16));
    const [one, other] = ['a', 'b'].map((label) => post.frame(post.seal({ label, core: { messageId } })));
    const answers = await Promise.all([post.submit(one as Uint8Array), post.submit(other as Uint8Array)]);
    expect(answers.map(codeOf).sort()).toEqual(['201', 'RELAY_CONFLICT']);
    const loser = answers[0]?.statusCode === 201 ? other : one;
    await refused(loser as Uint8Array, 'RELAY_CONFLICT');
  });

  it.each([
    [
      'SUB-1 a frame that is not canonical',
      'WIRE_MALFORMED',
      (raw: Uint8Array) => Uint8Array.of(0xb8, 4, ...raw.subarray(1)),
    ],
    ['SUB-1 a cut frame', 'WIRE_MALFORMED', (raw: Uint8Array) => raw.subarray(0, -1)],
  ])('%s is refused', async (_name, code, bend) => {
    await refused(bend(post.frame(post.seal({ label: 'form' }))), code);
  });

  it('SUB-2, SUB-3: another wrap, a missing wrap, another body are refused', async () => {
    const sealed = post.seal({ label: 'parts' });
    const [first, ...rest] = sealed.wraps as [Uint8Array, ...Uint8Array[]];
    await refused(post.frame(sealed, null, { wraps: [flip(first, 9), ...rest] }), 'WRAP_DIGEST');
    await refused(post.frame(sealed, null, { wraps: rest }), 'WRAP_DIGEST');
    await refused(post.frame(sealed, null, { body: flip(sealed.body, 4000) }), 'CONTENT_DIGEST');
    await refused(post.frame(sealed, null, { body: sealed.body.subarray(1) }), 'CONTENT_LENGTH');
  });

  it('SUB-4, SUB-5: a sender of another chain position, an unknown authority, a false signature are refused', async () => {
    const { norvania } = post;
    const head = norvania.view();
    const sender = {
      authority: norvania.id,
      chainSeq: head.seq,
      chainHead: norvania.roster().headHash,
      kid: norvania.admins[0].device.kid,
    };
    const ahead = post.seal({ label: 'ahead', core: { sender: { ...sender, chainSeq: head.seq + 1 } } });
    await refused(post.frame(ahead), 'ROSTER_SEQUENCE');
    const fork = post.seal({ label: 'fork', core: { sender: { ...sender, chainHead: digestOf(Uint8Array.of(1)) } } });
    await refused(post.frame(fork), 'ROSTER_PREVIOUS');
    const sealed = post.seal({ label: 'signed by the other' });
    const forged = signStatement('envelope', encodeEnvelope(sealed.envelope), {
      kid: norvania.admins[0].device.kid,
      sign: signerOf(norvania.admins[1].device).sign,
    });
    await refused(post.frame(sealed, null, { statement: forged }), 'SIGNATURE_INVALID');
  });

  it('SUB-6: times that cannot be meant are refused', async () => {
    const at = post.clock.at;
    await refused(post.frame(post.seal({ label: 'old', core: { createdAt: at - 25 * 60 * MINUTE } })), 'POLICY_TIME');
    await refused(post.frame(post.seal({ label: 'new', core: { createdAt: at + 11 * MINUTE } })), 'POLICY_TIME');
  });

  it('SUB-7: recipients unknown, not admitted, or by another epoch key are refused', async () => {
    const stranger = await found('Stranger');
    await refused(post.frame(post.seal({ label: 'stranger' }, [stranger])), 'ROSTER_AUTHORITY');
    const waiting = await post.enter('Waiting');
    await refused(post.frame(post.seal({ label: 'waiting' }, [waiting])), 'ROSTER_FOUNDING');
    const { norvania, talassa } = post;
    const key = norvania.epoch().publicKey;
    const recipients = [addressed(norvania), { ...addressed(talassa), keyHash: addressed(norvania).keyHash }];
    const recipientKeys = new Map([norvania.id, talassa.id].map((id) => [id, key]));
    await refused(
      post.frame(post.seal({ label: 'key', core: { recipients }, input: { recipientKeys } })),
      'EPOCH_KEY_MISMATCH',
    );
    const directory = { size: 10_000, root: digestOf(Uint8Array.of(3)) };
    await refused(post.frame(post.seal({ label: 'larger', core: { directory } })), 'ROSTER_STALE');
  });

  it('SUB-8: nobody signed in, nothing sent', async () => {
    const [, second] = post.norvania.admins;
    await post.as(second, { method: 'DELETE', url: '/v1/session' });
    await refused(post.frame(post.seal({ label: 'signed out', by: second })), 'RELAY_SIGN_IN');
    await post.login(second);
  });

  it('SUB-9: a formal act needs a gesture of now, by the right official, over this statement, once', async () => {
    const [first] = post.norvania.admins;
    const sealed = post.seal({ label: 'formal', class: CLASSES.formal });
    await refused(post.frame(sealed), 'POLICY_GESTURE_MISSING');
    const other = post.seal({ label: 'another formal', class: CLASSES.formal });
    await refused(post.frame(sealed, await post.gesture(first, other.subject)), 'SIGNATURE_GESTURE');
    await refused(
      post.frame(sealed, await post.gesture(post.talassa.admins[0], sealed.subject)),
      'POLICY_GESTURE_ROLE',
    );
    const stale = await post.gesture(first, sealed.subject);
    post.clock.at += 11 * MINUTE;
    await refused(post.frame(sealed, stale), 'POLICY_REPLAY');
    post.clock.at -= 11 * MINUTE;
    const gestures = await post.gesture(first, sealed.subject);
    const answer = await post.submit(post.frame(sealed, gestures));
    expect(codeOf(answer)).toBe('201');
    expect(leavesIn(answer).map((leaf) => leaf.evidence)).toEqual([digestOf(gestures), digestOf(gestures)]);
    const ordinary = post.seal({ label: 'ordinary with gesture' });
    await refused(post.frame(ordinary, await post.gesture(first, ordinary.subject)), 'WIRE_SHAPE');
  });

  it('SUB-10: an attachment that was not uploaded is refused', async () => {
    const random = seededRandom('attachment');
    const { ref } = sealAttachment({
      authority: post.norvania.id,
      uploadId: idOf('upload', random(16)),
      key: random(32),
      plaintext: random(100),
      random,
    });
    const file = { ref, name: 'exhibit.pdf', mediaType: 'application/pdf', size: 100, key: random(32) };
    await refused(post.frame(post.seal({ label: 'missing', input: { attachments: [file] } })), 'CONTENT_DIGEST');
  });

  it('by an auditor is refused', async () => {
    const auditor = await post.norvania.enrol('auditor', ROLES.auditor);
    for (const answer of await post.catchUp(post.norvania, post.norvania.links().length - 2))
      expect(codeOf(answer)).toBe('200');
    await post.login(auditor);
    await refused(post.frame(post.seal({ label: 'auditor', by: auditor })), 'ROSTER_ROLE');
  });
});
