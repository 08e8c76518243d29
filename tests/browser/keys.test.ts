// Passkeys in a real browser: what they open, what they refuse, and that the output of PRF is in no request and no message (docs/spec/browser.md).
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { trustCardJson } from '../../crypto/wire/trust-card.ts';
import { startChromium } from '../testkit/chromium.ts';
import { type KeySite, serveKeyPage } from '../testkit/key-page.ts';
import { startTestRelay, type TestRelay } from '../testkit/relay.ts';
import type { KeyPage } from './desk/page.ts';

declare const page: KeyPage;
/** What the spy in the page writes down. */
declare const spied: { prf: string[]; messages: string[]; keys: number };

let relay: TestRelay;
let site: KeySite;
let browser: Browser;
let tab: Page;
let card: string;
beforeAll(async () => {
  relay = await startTestRelay();
  card = trustCardJson(relay.card);
  [site, browser] = await Promise.all([serveKeyPage(relay.card.relayOrigin), startChromium()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await relay.close();
});

/** Written down before the app sees any of it: outputs of PRF, and everything that is posted between page and worker. */
function spy(): void {
  const hex = (value: ArrayBuffer | ArrayBufferView): string =>
    Array.from(
      ArrayBuffer.isView(value)
        ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        : new Uint8Array(value),
    )
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
  const notes = { prf: [] as string[], messages: [] as string[], keys: 0 };
  Object.assign(globalThis, { spied: notes });
  const { credentials } = navigator;
  for (const verb of ['create', 'get'] as const) {
    const real = credentials[verb].bind(credentials) as (options: object) => Promise<PublicKeyCredential>;
    Object.assign(credentials, {
      [verb]: async (options: object) => {
        const credential = await real(options);
        const first = credential.getClientExtensionResults().prf?.results?.first;
        if (first) notes.prf.push(hex(first));
        return credential;
      },
    });
  }
  const written = (value: unknown): string => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return hex(value);
    if (value instanceof CryptoKey) {
      notes.keys += 1;
      return value.extractable ? '[readable key]' : '[locked key]';
    }
    if (typeof value !== 'object' || value === null) return String(value);
    return Object.values(value).map(written).join(' ');
  };
  for (const target of [Worker.prototype, MessagePort.prototype]) {
    const real = target.postMessage as (...given: unknown[]) => void;
    target.postMessage = function (this: Worker, ...given: unknown[]) {
      notes.messages.push(written(given[0]));
      return real.apply(this, given);
    } as typeof target.postMessage;
  }
}

const authenticators = new WeakMap<Page, (options?: { prf?: boolean; transport?: string }) => Promise<Authenticator>>();
type Authenticator = { verified(yes: boolean): Promise<void>; remove(): Promise<void> };
async function withAuthenticators(made: Page): Promise<void> {
  const session = await made.context().newCDPSession(made);
  await session.send('WebAuthn.enable', { enableUI: false });
  authenticators.set(made, async ({ prf = true, transport = 'internal' } = {}) => {
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: transport as 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        hasPrf: prf,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return {
      verified: async (isUserVerified) =>
        void (await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })),
      remove: async () => void (await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })),
    };
  });
}
const addAuthenticator = (options?: { prf?: boolean; transport?: string }) =>
  (authenticators.get(tab) as NonNullable<ReturnType<typeof authenticators.get>>)(options);

async function load(): Promise<void> {
  await tab.goto(site.origin);
  await tab.evaluate((trust) => page.start(trust), card);
}
beforeEach(async () => {
  await tab?.context().close();
  tab = await (await browser.newContext()).newPage();
  await tab.addInitScript(spy);
  await withAuthenticators(tab);
  await load();
});

/** A passkey made at the touch of a button, and a profile that it guards. */
const begin = (passphrase?: string) =>
  tab.evaluate(async (phrase) => {
    const user = { id: crypto.getRandomValues(new Uint8Array(16)), name: 'Amarantha Quill' };
    const challenge = crypto.getRandomValues(new Uint8Array(32));
    const passkey = await page.passkeys.register({ rpId: 'localhost', challenge, user, exclude: [] });
    if (!passkey.ok) return { code: passkey.why };
    return page.desk.begin(phrase ? { by: 'passphrase', passkey, passphrase: phrase } : { by: 'passkey', passkey });
  }, passphrase);
const unlock = (takeOver = false) =>
  tab.evaluate(async (take) => {
    const [first] = (await page.desk.profiles()).value ?? [];
    const id = first?.id ?? '';
    const { value: question } = await page.desk.question(id);
    if (!question) return { code: 'no question' };
    const answer = await page.passkeys.assert(question);
    return page.desk.unlock(id, { by: 'passkey', answer }, { takeOver: take });
  }, takeOver);
const notes = () => tab.evaluate(() => spied);

/** Every way a secret could be spelled on its way out. */
const spellings = (hex: string): Buffer[] => {
  const raw = Buffer.from(hex, 'hex');
  return [
    raw,
    ...(['hex', 'base64', 'base64url'] as const).map((how) => Buffer.from(raw.toString(how).replace(/=+$/, ''))),
  ];
};

describe('a passkey in the browser', () => {
  test('enrols, signs in, unlocks after a reload, and takes no second one in the same place; the relay takes its answers', async () => {
    await addAuthenticator();
    expect(await begin()).toMatchObject({ value: { unlocksWith: ['passkey'], enrolled: false } });
    const { value: me } = await tab.evaluate(() => page.desk.found());
    expect(me?.authority).toMatch(/^[0-9a-f]{64}$/);
    expect(await tab.evaluate(() => page.desk.signIn())).toEqual({});
    await load();
    expect(await tab.evaluate(() => page.desk.profiles())).toMatchObject({
      value: [{ authorityName: 'Norvania', enrolled: true }],
    });
    expect(await unlock()).toMatchObject({ value: { kid: me?.kid } });
    expect(await tab.evaluate(() => page.desk.whoami())).toEqual({ value: me });
    expect(await tab.evaluate(() => page.desk.signIn())).toEqual({});
    // Two passkeys in one place would be lost together.
    expect(await tab.evaluate(() => page.desk.addPasskey())).toEqual({ code: 'CLIENT_PASSKEY_KNOWN' });
  });

  test('D11 the worker gets a key nobody can read, and nobody the output of PRF: it is in no message and no request', async () => {
    await addAuthenticator();
    await begin();
    await tab.evaluate(() => page.desk.found());
    await tab.evaluate(() => page.desk.signIn());
    const first = await notes();
    await load();
    await unlock();
    await tab.evaluate(() => page.desk.signIn());
    const second = await notes();
    // Evaluated when it was made and when it unlocked; gestures do not ask for it.
    expect([first.prf.length, second.prf.length]).toEqual([1, 1]);
    expect(second.prf).toEqual(first.prf);
    expect(first.keys + second.keys).toBeGreaterThanOrEqual(2);
    const messages = [...first.messages, ...second.messages].join('\n');
    expect(messages).toContain('[locked key]');
    expect(messages).not.toContain('[readable key]');
    const heard = site.heard();
    expect(heard.includes('/v1/session')).toBe(true);
    for (const spelling of spellings(first.prf[0] as string)) {
      expect(heard.includes(spelling)).toBe(false);
      expect(messages.includes(spelling.toString())).toBe(false);
    }
  });

  test('brings a device back to a browser that was cleared', async () => {
    await addAuthenticator();
    await begin();
    const { value: me } = await tab.evaluate(() => page.desk.found());
    await tab.evaluate(() => page.desk.close());
    const session = await tab.context().newCDPSession(tab);
    await session.send('Storage.clearDataForOrigin', { origin: site.origin, storageTypes: 'all' });
    await load();
    expect(await tab.evaluate(() => page.desk.profiles())).toEqual({ value: [] });
    expect(await tab.evaluate(() => page.desk.bringBack())).toMatchObject({ value: { kid: me?.kid, enrolled: true } });
    expect(await tab.evaluate(() => page.desk.whoami())).toEqual({ value: me });
    await load();
    expect(await unlock()).toMatchObject({ value: { kid: me?.kid } });
  });

  test('that another browser profile holds opens nothing here, and a user who is not verified gets nothing', async () => {
    const authenticator = await addAuthenticator();
    await begin();
    await load();
    await authenticator.verified(false);
    expect(await unlock()).toEqual({ code: 'CLIENT_PASSKEY_CANCELLED' });
    await authenticator.remove();
    await addAuthenticator();
    expect(await unlock()).toEqual({ code: 'CLIENT_PASSKEY_CANCELLED' });
  });

  test('is told apart: belongs to another address, is there already, was not given', async () => {
    await addAuthenticator();
    const refusals = await tab.evaluate(async () => {
      const challenge = new Uint8Array(32);
      const user = { id: new Uint8Array(16), name: 'A' };
      const foreign = await page.passkeys.register({ rpId: 'example.org', challenge, user, exclude: [] });
      const made = await page.passkeys.register({ rpId: 'localhost', challenge, user, exclude: [] });
      if (!made.ok) throw new Error(made.detail);
      const data = made.value.authenticatorData;
      const length = ((data[53] as number) << 8) | (data[54] as number);
      const again = await page.passkeys.register({
        rpId: 'localhost',
        challenge,
        user,
        exclude: [data.slice(55, 55 + length)],
      });
      const elsewhere = await page.passkeys.assert({ rpId: 'example.org', challenge, allow: [], unlock: false });
      const unknown = await page.passkeys.assert({
        rpId: 'localhost',
        challenge,
        allow: [new Uint8Array(32)],
        unlock: true,
      });
      return [foreign, again, elsewhere, unknown].map((answer) => (answer.ok ? 'answered' : answer.why));
    });
    expect(refusals).toEqual(['address', 'known', 'address', 'cancelled']);
  });

  test('without PRF signs, and a passphrase unlocks', async () => {
    await addAuthenticator({ prf: false });
    expect(await begin()).toEqual({ code: 'CLIENT_PASSKEY_UNLOCK' });
    expect(await tab.evaluate(() => page.desk.profiles())).toEqual({ value: [] });
    await load();
    const authenticator = await addAuthenticator({ prf: false, transport: 'usb' });
    expect(await begin('a long passphrase')).toMatchObject({ value: { unlocksWith: ['passphrase'] } });
    await tab.evaluate(() => page.desk.found());
    expect(await tab.evaluate(() => page.desk.signIn())).toEqual({});
    await load();
    expect(await unlock()).toEqual({ code: 'no question' });
    const withPassphrase = (passphrase: string) =>
      tab.evaluate(async (phrase) => {
        const [first] = (await page.desk.profiles()).value ?? [];
        return page.desk.unlock(first?.id ?? '', { by: 'passphrase', passphrase: phrase });
      }, passphrase);
    expect(await withPassphrase('a wrong passphrase')).toEqual({ code: 'CLIENT_VAULT_PASSPHRASE' });
    expect(await withPassphrase('a long passphrase')).toMatchObject({ value: { enrolled: true } });
    await authenticator.remove();
  });
});

describe('a profile in the browser', () => {
  test('of practice asks nobody and survives a reload; forgotten, nothing of it is left', async () => {
    expect(await tab.evaluate(() => page.desk.begin({ by: 'practice' }))).toMatchObject({ value: { practice: true } });
    await tab.evaluate(() => page.desk.found());
    await load();
    const opened = await tab.evaluate(async () => {
      const [first] = (await page.desk.profiles()).value ?? [];
      return page.desk.unlock(first?.id ?? '', { by: 'none' });
    });
    expect(opened).toMatchObject({ value: { enrolled: true, unlocksWith: ['none'] } });
    expect(await tab.evaluate(() => page.desk.signIn())).toEqual({});
    await tab.evaluate(() => page.desk.close());
    await tab.evaluate((id) => page.desk.forget(id), opened.value?.id ?? '');
    const left = await tab.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(left).toEqual(['rogatory-profiles']);
    expect(await tab.evaluate(() => page.desk.profiles())).toEqual({ value: [] });
  });

  test('that another tab has open is taken over with a touch, and the tab that lost it is told', async () => {
    await addAuthenticator();
    await begin();
    await tab.evaluate(() => page.desk.close());
    expect(await unlock()).toMatchObject({ value: {} });
    // The virtual authenticator is this tab's: the profile is opened twice here, as two tabs would.
    expect(await unlock()).toEqual({ code: 'CLIENT_VAULT_BUSY' });
    expect(await unlock(true)).toMatchObject({ value: {} });
    expect(await tab.evaluate(() => page.desk.losses())).toBe(1);
  });

  test('asks for storage that stays', async () => {
    expect(typeof (await tab.evaluate(() => page.askToPersist()))).toBe('boolean');
  });
});
