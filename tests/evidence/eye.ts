// Eyes for every screen: pictures in each language, theme and width, what axe finds, what stands out of a page 320 px wide, what the console says.
import { mkdirSync } from 'node:fs';
import type { Language } from '../../client/web/locales/languages.ts';
import type { Tab } from '../testkit/browser.ts';
import { BEST } from './best.ts';

export type EyeOptions = {
  /** Folder for the pictures. */
  readonly out: string;
  /** Names of screens; empty: all. */
  readonly only: readonly string[];
  readonly languages: readonly Language[];
  /** Only the light wide page and the dark narrow one: for somebody who looks while mending. */
  readonly brief: boolean;
  /** Folder for the pictures of `BEST`; then nothing else is looked at. */
  readonly best: string | null;
};

/** `path`: where it is; `act`: what is pressed there first, by position, never by word: it is done in every language. */
export type Screen = { readonly name: string; readonly path: string; readonly act?: (tab: Tab) => Promise<void> };

export type Eye = {
  readonly wants: (name: string) => boolean;
  /** Goes to each screen by its address, in each language. */
  readonly through: (tab: Tab, go: (path: string) => Promise<void>, screens: readonly Screen[]) => Promise<void>;
  /** Looks at what stands there now, in each language; what was typed or opened stays. */
  readonly stand: (tab: Tab, name: string) => Promise<void>;
  /** Steps of which one that fails takes only its own screens away. */
  readonly attempt: (what: string, steps: () => Promise<void>) => Promise<void>;
  readonly findings: () => number;
};

async function speak({ page }: Tab, language: Language): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  if (await page.locator(`html[lang=${language}]`).count()) return;
  await page.locator('.header-button').first().click();
  await page.locator(`.field-option:has([lang=${language}])`).click();
  await page.locator(`html[lang=${language}]`).waitFor();
  // Else it rests on whatever comes under it.
  await page.mouse.move(0, 0);
}

export function openEye({ out, only, languages, brief, best }: EyeOptions): Eye {
  let findings = 0;
  const find = (what: string): void => {
    findings += 1;
    console.log(what);
  };
  const wants = (name: string): boolean =>
    best === null
      ? only.length === 0 || only.includes(name)
      : Object.values(BEST).some(({ screen }) => screen === name);
  mkdirSync(out, { recursive: true });

  /** Until the page says the same twice in a row, and nothing is on its way. */
  async function settled({ page }: Tab): Promise<void> {
    let before = '';
    for (let tries = 0; tries < 40; tries++) {
      const said = await page.evaluate(() =>
        document.querySelector('main h1') && !document.querySelector('main [role=progressbar]:not([aria-valuenow])')
          ? (document.querySelector('main') as HTMLElement).innerText
          : '',
      );
      if (said !== '' && said === before) return;
      before = said;
      await page.waitForTimeout(250);
    }
    find(`does not come to rest: ${page.url()}`);
  }

  /** What fits into the window, as somebody sees the page who has just come to it. */
  async function portray({ page }: Tab, language: string, name: string): Promise<void> {
    for (const [picture, wanted] of Object.entries(BEST)) {
      if (wanted.screen !== name || wanted.language !== language) continue;
      await page.setViewportSize({ width: wanted.width, height: wanted.height ?? 800 });
      await page.emulateMedia({ colorScheme: wanted.theme });
      await page.screenshot({ path: `${best}/${picture}.png` });
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });
  }

  async function look(tab: Tab, language: string, name: string): Promise<void> {
    const { page } = tab;
    // What a step left it on looks chosen.
    await page.mouse.move(0, 0);
    await page.evaluate(() => window.scrollTo(0, 0));
    if (best !== null) return portray(tab, language, name);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      for (const theme of ['light', 'dark'] as const) {
        if (brief && (theme === 'dark') !== (width === 360)) continue;
        await page.emulateMedia({ colorScheme: theme });
        await page.screenshot({
          path: `${out}/${name}-${language}-${theme}-${width}.png`,
          fullPage: width === 1280 || brief,
        });
        if (width === 1280) for (const line of await tab.axe()) find(`axe ${name} ${language} ${theme}: ${line}`);
      }
      if (width === 360 && !brief)
        await page.screenshot({ path: `${out}/${name}-${language}-whole-360.png`, fullPage: true });
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 320, height: 800 });
    const wide = await page.evaluate(() =>
      document.documentElement.scrollWidth <= document.documentElement.clientWidth
        ? []
        : [...document.querySelectorAll('body *')]
            .filter((one) => {
              const { left, right } = one.getBoundingClientRect();
              return right > 321 || left < -1;
            })
            .slice(0, 4)
            .map((one) => one.outerHTML.slice(0, 110)),
    );
    if (wide.length > 0) find(`wider than 320 px: ${name} ${language}: ${wide.join(' | ')}`);
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const said of tab.complaints.splice(0)) find(`console ${name} ${language}: ${said}`);
  }

  async function through(tab: Tab, go: (path: string) => Promise<void>, screens: readonly Screen[]): Promise<void> {
    const wanted = screens.filter(({ name }) => wants(name));
    if (wanted.length === 0) return;
    for (const language of languages) {
      await speak(tab, language);
      for (const { name, path, act } of wanted)
        await attempt(`${name} ${language}`, async () => {
          await go(path);
          await settled(tab);
          if (act) {
            await act(tab);
            await settled(tab);
          }
          await look(tab, language, name);
        });
    }
    await speak(tab, 'en');
  }

  async function stand(tab: Tab, name: string): Promise<void> {
    if (!wants(name)) return;
    for (const language of languages) {
      await speak(tab, language);
      await settled(tab);
      await look(tab, language, name);
    }
    await speak(tab, 'en');
  }

  async function attempt(what: string, steps: () => Promise<void>): Promise<void> {
    try {
      await steps();
    } catch (error) {
      find(`not looked at: ${what}: ${String(error).slice(0, 400)}`);
    }
  }

  return { wants, through, stand, attempt, findings: () => findings };
}
