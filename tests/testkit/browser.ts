// A practice world with browsers in it: real relay, real origin, real Chromium, a passkey of the browser's own testing tools. One for each test file.
import { rmSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { startChromium } from './chromium.ts';
import { type PracticeProcess, startPractice } from './practice.ts';
import { practiceFolder } from './practice-folder.ts';

export type SeatName = 'official' | 'duty' | 'administrator' | 'auditor';
const LABELS: Readonly<Record<SeatName, string>> = {
  official: 'be an official',
  duty: 'the 24/7 officer',
  administrator: 'an administrator',
  auditor: 'the auditor',
};

/** `proxy`: what every connection of the profile goes through. */
export type TabOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly locale?: string;
  readonly proxy?: string;
};

export type Tab = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console, broken policies, exceptions. Empty at the end of every test. */
  readonly complaints: string[];
  /** Addresses that were asked and belong neither to the origin nor to the relay. */
  readonly foreign: string[];
  /** Bodies and addresses of every request of page and worker. */
  readonly sent: string[];
  /** A virtual passkey that needs no touch. */
  addPasskey(options?: { readonly prf?: boolean }): Promise<CDPSession>;
  /** What axe finds on the page as it is, one line each. */
  axe(): Promise<string[]>;
  close(): Promise<void>;
};

export type BrowserWorld = {
  readonly url: string;
  readonly relay: string;
  /** Folder of the practice world, for the command line beside the browser. */
  readonly home: string;
  readonly browser: Browser;
  readonly practice: PracticeProcess;
  /** The one-use code of a place at Norvania. */
  code(seat: SeatName): string;
  /** A browser profile of its own with one tab, which shows nothing yet. */
  open(options?: TabOptions): Promise<Tab>;
  close(): Promise<void>;
};

const found = (text: string, pattern: RegExp): string => {
  const [, match] = pattern.exec(text) ?? [];
  if (!match) throw new Error(`practice did not say ${pattern}: ${text}`);
  return match;
};

/** Every tab that is open, for whoever wants to know how a page looked when a test failed. */
export const openTabs = new Set<Tab>();

async function openTab(
  { browser, url, relay }: Pick<BrowserWorld, 'browser' | 'url' | 'relay'>,
  options: TabOptions,
): Promise<Tab> {
  const context = await browser.newContext({
    locale: options.locale ?? 'en-GB',
    colorScheme: options.dark ? 'dark' : 'light',
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    timezoneId: 'Europe/Lisbon',
    ...(options.proxy === undefined ? {} : { proxy: { server: options.proxy } }),
  });
  const page = await context.newPage();
  const [complaints, foreign, sent]: [string[], string[], string[]] = [[], [], []];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  context.on('request', (request) => {
    const asked = request.url();
    sent.push(`${asked}\n${request.postData() ?? ''}`);
    if (!/^(blob|data):/.test(asked) && !asked.startsWith(`${url}/`) && !asked.startsWith(`${relay}/`))
      foreign.push(asked);
  });
  const tab: Tab = {
    page,
    context,
    complaints,
    foreign,
    sent,
    async addPasskey({ prf = true } = {}) {
      const session = await context.newCDPSession(page);
      await session.send('WebAuthn.enable', { enableUI: false });
      await session.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          ctap2Version: 'ctap2_1',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
          hasPrf: prf,
        },
      });
      return session;
    },
    async axe() {
      // The component library's own place for announcements, filled and emptied within a second.
      const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    },
    close: () => context.close(),
  };
  openTabs.add(tab);
  context.once('close', () => openTabs.delete(tab));
  return tab;
}

/** Starts practice in a folder of its own and a browser beside it. */
export async function openBrowserWorld(): Promise<BrowserWorld> {
  const home = await practiceFolder();
  const practice = startPractice(home);
  try {
    const [said, browser] = await Promise.all([practice.saying('Try next'), startChromium()]);
    const url = found(said, /Web app +(http:\S+)/);
    const relay = found(said, /Relay +(http:\S+)/);
    return {
      url,
      relay,
      home,
      browser,
      practice,
      code: (seat) => found(said, new RegExp(`${LABELS[seat]} +(\\S+)`)),
      open: (options = {}) => openTab({ browser, url, relay }, options),
      async close() {
        await browser.close();
        await practice.end('SIGTERM');
        rmSync(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await practice.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}
