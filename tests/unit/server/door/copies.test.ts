// Wrapped seeds at the door: left by a device, given for its official's passkey alone, refused in one voice (docs/spec/http.md ENR-7, ENR-8).
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fromHex } from '../../../../crypto/primitives/bytes.ts';
import { signerOf } from '../../../../crypto/protocol/device.ts';
import { copyChallenge, enrolChallenge, loginChallenge } from '../../../../crypto/protocol/gesture.ts';
import { passkeyChangeNonce } from '../../../../crypto/protocol/passkey-rules.ts';
import { decodeCopies, MEDIA } from '../../../../crypto/wire/frames.ts';
import { ROLES } from '../../../../crypto/wire/genesis.ts';
import { encodeGestures, type Gesture } from '../../../../crypto/wire/gesture.ts';
import { digestOf } from '../../../../crypto/wire/statement.ts';
import { MINUTE, type Person, type TestAuthority } from '../../../testkit/cast.ts';
import { openDoorOf, type TestDoor } from '../../../testkit/door.ts';
import { assertion, newPasskey, publicPasskey, type TestPasskey } from '../../../testkit/passkey.ts';
import { seededRandom } from '../../../testkit/seed.ts';

let door: TestDoor;
let norvania: TestAuthority;
let aurelia: Person;
let colleague: Person;
beforeEach(async () => {
  door = await openDoorOf({ limits: { copiesPerMinutePerAddress: 40 } });
  norvania = await door.enter('Norvania');
  [aurelia, colleague] = norvania.admins;
});
afterEach(() => door.close());

type Answer = { statusCode: number; json(): unknown };
const codeOf = (answer: Answer): string =>
  answer.statusCode < 300 ? 'accepted' : (answer.json() as { code: string }).code;
const SEALED = new Uint8Array(100).fill(5);

const keep = (who: Person, credentialId = who.passkey.credentialId, body = SEALED) =>
  door.as(who, { method: 'PUT', url: `/v1/devices/self/wrapped/${digestOf(credentialId)}`, body, media: MEDIA.octets });
async function nonce(): Promise<Uint8Array> {
  const answer = await door.plain({ method: 'POST', url: '/v1/devices/wrapped/nonces' });
  return fromHex((answer.json() as { nonce: string }).nonce) as Uint8Array;
}
const ask = (gesture: Gesture) =>
  door.plain({ method: 'POST', url: '/v1/devices/wrapped', body: encodeGestures([gesture]), media: MEDIA.gesture });
async function fetched(who: Person) {
  const given = await nonce();
  return ask(assertion(who.passkey, copyChallenge(given), given));
}

describe('a wrapped seed', () => {
  test('is given for an answer of the passkey it was left under, to somebody who has nothing else', async () => {
    expect((await keep(aurelia)).statusCode).toBe(204);
    const later = new Uint8Array([1, 2, 3]);
    expect((await keep(aurelia, undefined, later)).statusCode).toBe(204);
    // Not to be had at the door: a row of somebody else's device under this passkey.
    const credential = digestOf(aurelia.passkey.credentialId);
    await door.store.putCopy({ kid: colleague.device.kid, credential, sealed: SEALED, keptAt: 1 }, 8);
    const answer = await fetched(aurelia);
    expect(decodeCopies(answer.rawPayload)).toEqual([{ kid: aurelia.device.kid, sealed: later }]);
  });

  test('D15 nobody but the passkey’s own official gets it, and every refusal reads alike', async () => {
    await keep(aurelia);
    const given = await nonce();
    const good = assertion(aurelia.passkey, copyChallenge(given), given);
    const thief = newPasskey(seededRandom('thief'));
    const posing = { ...thief, credentialId: aurelia.passkey.credentialId };
    const fresh = async (make: (nonce: Uint8Array) => Gesture) => ask(make(await nonce()));
    const refusals = [
      await fresh((n) => assertion(thief, copyChallenge(n), n)),
      await fresh((n) => assertion(posing, copyChallenge(n), n)),
      await fresh((n) => assertion(colleague.passkey, copyChallenge(n), n)),
      await fresh((n) => assertion(aurelia.passkey, loginChallenge(n, aurelia.device.kid), n)),
      await fresh((n) => assertion(aurelia.passkey, copyChallenge(n), n, { flags: 0x01 })),
      await fresh((n) => assertion(aurelia.passkey, copyChallenge(n), n, { origin: 'https://elsewhere.example' })),
      await ask(assertion(aurelia.passkey, copyChallenge(new Uint8Array(32)), new Uint8Array(32))),
    ];
    expect((await ask(good)).statusCode).toBe(200);
    refusals.push(await ask(good));
    const late = await nonce();
    door.clock.at += 5 * MINUTE;
    refusals.push(await ask(assertion(aurelia.passkey, copyChallenge(late), late)));
    const shown = refusals.map(({ statusCode, json }) => ({ statusCode, ...(json() as object), reference: '' }));
    expect(shown[0]).toMatchObject({ statusCode: 404, code: 'RELAY_NOT_FOUND' });
    for (const one of shown) expect(one).toEqual(shown[0]);
  });

  test('D15 whether a passkey is known is told by nothing that is left out: the store is asked as often, and a signature checked', async () => {
    await keep(aurelia);
    const thief = newPasskey(seededRandom('thief'));
    const asked = vi.spyOn(door.store, 'copies');
    const judged = vi.spyOn(crypto.subtle, 'verify');
    const calls = async (make: (nonce: Uint8Array) => Gesture): Promise<[number, number]> => {
      // Of the form that the commonest passkeys sign in.
      const gesture = { ...make(await nonce()), signature: Uint8Array.of(0x30, 6, 2, 1, 1, 2, 1, 1) };
      asked.mockClear();
      judged.mockClear();
      expect(codeOf(await ask(gesture))).toBe('RELAY_NOT_FOUND');
      return [asked.mock.calls.length, judged.mock.calls.length];
    };
    // Unknown; known without a copy; known: its own key here is of another kind, and not checked by this library.
    expect(await calls((n) => assertion(thief, copyChallenge(n), n))).toEqual([1, 1]);
    expect(await calls((n) => assertion(colleague.passkey, copyChallenge(n), n))).toEqual([1, 1]);
    const wrong = { ...thief, credentialId: aurelia.passkey.credentialId };
    expect(await calls((n) => assertion(wrong, copyChallenge(n), n))).toEqual([1, 0]);
    // A place that no authority has tells nothing of any passkey: nobody is looked up.
    const elsewhere = { origin: 'https://elsewhere.example' };
    expect(await calls((n) => assertion(thief, copyChallenge(n), n, elsewhere))).toEqual([0, 0]);
    expect(await calls((n) => assertion(wrong, copyChallenge(n), n, elsewhere))).toEqual([0, 0]);
    vi.restoreAllMocks();
  });

  test('D15 a passkey that stands in another authority’s roster is not entered again', async () => {
    const talassa = await door.enter('Talassa');
    const [thief] = talassa.admins;
    const add = async (passkey: TestPasskey): Promise<string[]> => {
      const { authority, headSeq } = talassa.roster();
      const entered = publicPasskey(passkey);
      const bound = passkeyChangeNonce(authority, headSeq + 1, entered);
      const gesture = assertion(thief.passkey, enrolChallenge(bound, thief.device.kid), bound);
      const body = { type: 'passkey_add', official: thief.official, passkey: entered, gesture } as const;
      await talassa.extend(body, [signerOf(thief.device)]);
      return (await door.catchUp(talassa, talassa.links().length - 1)).map(codeOf);
    };
    expect(await add(newPasskey(seededRandom('own')))).toEqual(['accepted']);
    expect(await add(aurelia.passkey)).toEqual(['ROSTER_KEY_REUSED']);
  });

  test('is left by a device under a passkey of its own official, eight at most, small', async () => {
    expect(codeOf(await keep(aurelia, colleague.passkey.credentialId))).toBe('RELAY_NOT_FOUND');
    expect(codeOf(await keep(aurelia, undefined, new Uint8Array(4097)))).toBe('RELAY_TOO_LARGE');
    expect(codeOf(await keep(aurelia, undefined, new Uint8Array(4096)))).toBe('accepted');
    const { kid } = aurelia.device;
    for (let n = 1; n < 8; n++) {
      const row = { kid, credential: digestOf(new Uint8Array([n])), sealed: SEALED, keptAt: 1 };
      expect(await door.store.putCopy(row, 8)).toBe(true);
    }
    expect(codeOf(await keep(aurelia))).toBe('accepted');
    await door.store.dropCopies(kid);
    for (let n = 1; n <= 8; n++)
      await door.store.putCopy({ kid, credential: digestOf(new Uint8Array([n])), sealed: SEALED, keptAt: 1 }, 8);
    expect(codeOf(await keep(aurelia))).toBe('RELAY_CONFLICT');
  });

  test('ends with its device', async () => {
    const officer = await norvania.enrol('Officer', ROLES.officer);
    await door.catchUp(norvania, norvania.links().length - 2);
    expect(codeOf(await keep(officer))).toBe('accepted');
    const from = norvania.links().length;
    await norvania.revoke(officer.device);
    const answers = await door.catchUp(norvania, from);
    expect(answers.map(codeOf)).toEqual(['accepted']);
    expect(await door.store.copies(digestOf(officer.passkey.credentialId))).toEqual([]);
    expect(codeOf(await fetched(officer))).toBe('RELAY_NOT_FOUND');
  });

  test('ends with the passkey it was left under, and no other does', async () => {
    const { official, device, passkey } = aurelia;
    const second = newPasskey(seededRandom('second'));
    const change = async (subject: Parameters<typeof passkeyChangeNonce>[2]) => {
      const { authority, headSeq } = norvania.roster();
      const bound = passkeyChangeNonce(authority, headSeq + 1, subject);
      return assertion(passkey, enrolChallenge(bound, device.kid), bound);
    };
    const extend = async (body: Parameters<TestAuthority['extend']>[0]) => {
      await norvania.extend(body, [signerOf(device)]);
      expect((await door.catchUp(norvania, norvania.links().length - 1)).map(codeOf)).toEqual(['accepted']);
    };
    const entered = publicPasskey(second);
    await extend({ type: 'passkey_add', official, passkey: entered, gesture: await change(entered) });
    expect(codeOf(await keep(aurelia))).toBe('accepted');
    expect(codeOf(await keep(aurelia, second.credentialId))).toBe('accepted');
    const [old, kept] = [digestOf(passkey.credentialId), digestOf(second.credentialId)];
    // The same id in another official's hands is another passkey.
    await door.store.putCopy({ kid: colleague.device.kid, credential: old, sealed: SEALED, keptAt: 1 }, 8);
    const { credentialId } = passkey;
    await extend({ type: 'passkey_revoke', official, credentialId, gesture: await change(credentialId) });
    expect((await door.store.copies(old)).map(({ kid }) => kid)).toEqual([colleague.device.kid]);
    expect((await door.store.copies(kept)).map(({ kid }) => kid)).toEqual([device.kid]);
  });

  test('D15 strangers who ask for very many nonces push out nobody’s, and two at once with one nonce get one answer', async () => {
    await keep(aurelia);
    const given = await nonce();
    for (let i = 0; i < 10_001; i++) door.app.relay.copies.nonce();
    const gesture = assertion(aurelia.passkey, copyChallenge(given), given);
    const answers = await Promise.all([ask(gesture), ask(gesture)]);
    expect(answers.map(codeOf).sort()).toEqual(['RELAY_NOT_FOUND', 'accepted']);
    // Of this relay's kind, and not of its making.
    for (const at of [0, 15, 31]) {
      const foreign = (await nonce()).map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(codeOf(await ask(assertion(aurelia.passkey, copyChallenge(foreign), foreign)))).toBe('RELAY_NOT_FOUND');
    }
    const ahead = await nonce();
    door.clock.at -= MINUTE;
    expect(codeOf(await ask(assertion(aurelia.passkey, copyChallenge(ahead), ahead)))).toBe('RELAY_NOT_FOUND');
  });

  test('is asked for so many times in a minute from one address, and then 429', async () => {
    const answers = [];
    for (let i = 0; i < 41; i++)
      answers.push((await door.plain({ method: 'POST', url: '/v1/devices/wrapped/nonces' })).statusCode);
    expect(answers.indexOf(429)).toBe(40);
  });
});
