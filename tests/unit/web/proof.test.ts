// The room where files are verified: told apart by what they are, held against the right card, and one byte changed in a copy (docs/spec/bundle.md; client/web/worker/proof).
import { beforeAll, describe, expect, test } from 'vitest';
import { signAlarm } from '../../../client/sdk/alarm.ts';
import { writeZip } from '../../../client/sdk/bundle-zip.ts';
import { changeOneByte, codeOf } from '../../../client/sdk/index.ts';
import { openOffice } from '../../../client/web/worker/office.ts';
import { proofRoom } from '../../../client/web/worker/proof.ts';
import { openWords } from '../../../client/web/worker/words.ts';
import { deviceFromSeed, ready, signerOf, trustCardJson, utf8 } from '../../../crypto/index.ts';
import { encodeBundleFiles } from '../../../crypto/protocol/bundle.ts';
import { disclosing, openBundle, type TestBundle } from '../../testkit/bundle.ts';

let bundle: TestBundle;
let zip: File;
let card: File;
const file = (name: string, bytes: Uint8Array | string): File => new File([bytes as Uint8Array<ArrayBuffer>], name);
beforeAll(async () => {
  await ready();
  bundle = await openBundle('proof room');
  zip = file('a.zip', writeZip(bundle.files));
  card = file('card.txt', trustCardJson(bundle.world.card));
});

// An origin that nobody answers at: as in a browser that has never been here, without a network.
const room = () => proofRoom(openOffice({ origin: 'http://127.0.0.1:9', announce: () => {} }), openWords().explain);
const caught = async (act: Promise<unknown>): Promise<unknown> => act.then(() => null, codeOf);

describe('what is dropped', () => {
  test('is a bundle by its content, whatever its name; without any card it is not anchored, with a dropped one it is', async () => {
    const bare = await room().examine([zip]);
    expect(bare).toMatchObject({ kind: 'bundle', atHand: 'none', verdict: { outcome: 'consistent, not anchored' } });
    const held = await room().examine([card, zip]);
    expect(held).toMatchObject({ kind: 'bundle', file: 'a.zip', atHand: 'dropped', verdict: { outcome: 'verified' } });
    const asked = await room().examine([zip, card], { bare: true });
    expect(asked).toMatchObject({ atHand: 'dropped', verdict: { outcome: 'consistent, not anchored' } });
  });

  test('may be a document, which is compared; the latest of a kind counts', async () => {
    const open = file('b.zip', writeZip(encodeBundleFiles(disclosing(bundle))));
    const other = file('c.txt', 'something else');
    expect(await room().examine([zip, open, other])).toMatchObject({
      file: 'b.zip',
      original: { name: 'c.txt', answer: 'not sent' },
    });
  });

  test('is called by no name that turns or hides the words around it', async () => {
    const open = file('b\u202e\u2069\npiz.zip', writeZip(encodeBundleFiles(disclosing(bundle))));
    const found = await room().examine([open, file('\u202ethgin yb ton saw\u2066.txt', 'something else')]);
    expect(found).toMatchObject({ file: 'b piz.zip', original: { name: 'thgin yb ton saw .txt', answer: 'not sent' } });
  });

  test('may be an alarm: its pieces are shown as text where they are, and a code that there is no text for is no failure', async () => {
    const device = deviceFromSeed(new Uint8Array(32).fill(7));
    const alarm = {
      kind: 'fork',
      origin: 'relay.example/log/1',
      code: 'constructor',
      detail: 'another root at size 7',
      evidence: [utf8('relay.example/log/1\n7\n'), new Uint8Array([0, 255])],
      at: 1_000,
      authority: null,
    } as const;
    const found = await room().examine([file('x', signAlarm(alarm, signerOf(device)))]);
    expect(found).toMatchObject({
      kind: 'alarm',
      alarm: {
        kind: 'fork',
        why: null,
        reporter: device.kid,
        pieces: [{ text: 'relay.example/log/1\n7\n' }, { text: null }],
      },
    });
  });

  test.each([
    { name: 'nothing that can be checked', files: () => [card] },
    {
      name: 'larger than a bundle may be',
      files: () => [new File(Array(700).fill(new Blob([new Uint8Array(1 << 20)])), 'z')],
    },
    { name: 'cut short', files: () => [new File([zip.slice(0, zip.size - 10)], 'a.zip')] },
  ])('$name: CLIENT_BUNDLE_FILE', async ({ files }) => {
    expect(await caught(room().examine(files()))).toBe('CLIENT_BUNDLE_FILE');
  });
});

describe('one byte changed', () => {
  test.each(['statement', 'entry', 'acknowledgement', 'summary'] as const)(
    'in the %s is noticed, with the list of digests mended as well, and says what its failing means',
    async (part) => {
      for (const mend of [false, true]) {
        const { verdict, before, after } = await room().change([zip, card], { part, mend, bare: false });
        expect(verdict.outcome).toBe('failed');
        const failed = verdict.checks.filter(({ outcome }) => outcome === 'failed');
        expect(failed.some(({ id }) => id === 'BND-1')).toBe(!mend);
        expect(failed.every(({ why }) => why !== null && why.text.what.length > 10)).toBe(true);
        expect(before ^ after).toBe(1);
      }
      expect(await room().examine([zip, card])).toMatchObject({ verdict: { outcome: 'verified' } });
    },
  );

  test('in a part that the bundle does not have: CLIENT_NOT_FOUND', async () => {
    const files = new Map([...bundle.files].filter(([path]) => !path.startsWith('acknowledgements/')));
    expect(await caught(Promise.resolve().then(() => changeOneByte(writeZip(files), 'acknowledgement')))).toBe(
      'CLIENT_NOT_FOUND',
    );
  });
});

test('evidence of one’s own needs an open desk', async () => {
  const subject = '0'.repeat(64);
  for (const act of [room().verifyNow(subject), room().bundle(subject), room().letter(subject, 'en')])
    expect(await caught(act)).toBe('CLIENT_NO_DEVICE');
});
