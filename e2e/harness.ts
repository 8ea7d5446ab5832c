// What every walkthrough uses: its language, pages without faults for axe, no sideways scrolling, pictures, signing in.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demo, type Demo } from './server.ts';
import type { Lang } from './texts.ts';

/** The narrowest width at which nothing may scroll sideways (WCAG 2.2, 1.4.10). */
const narrowest = 320;

/** No picture is taller: the beginning of a page says how it looks, and the repository stays small. */
const tallest = 2000;

/** The committed pictures; without WOTU_PICTURES they stay among the test results. */
const pictures = resolve(import.meta.dirname, process.env['WOTU_PICTURES'] ? '../docs/screens' : 'test-results/screens');

/** What a test gets besides Playwright's own. */
interface Setting {
  /** The language in which the browser asks. */
  lang: Lang;
  /** Whether pages may run scripts here. */
  hasScripts: boolean;
  /** The demonstration: where it listens, and how to sign in. */
  running: Demo;
}

export const test = base.extend<Setting>({
  lang: async ({ locale }, use) => use(locale?.startsWith('zh') ? 'zh' : 'en'),
  hasScripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled),
  running: async ({}, use) => use(demo()),
  baseURL: async ({}, use) => use(demo().address),
});

export { expect };

/** Nothing that axe knows to be a barrier, by WCAG 2.2 AA. Axe is a script: without scripts the same page is left to the twin test. */
export async function expectNoBarriers(page: Page, hasScripts: boolean): Promise<void> {
  if (!hasScripts) return;
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const told = violations.map((one) => `${one.id}: ${one.help}\n  ${one.nodes.map((node) => node.html).join('\n  ')}`);
  // Soft: the walk goes on, so that one run tells of every page; it fails all the same.
  expect.soft(told, page.url()).toEqual([]);
}

/** At 320 px nothing reaches beyond the right edge. The width is put back afterwards. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: narrowest, height: 700 });
  const html = page.locator('html');
  const width = await html.evaluate((element) => element.scrollWidth);
  expect.soft(width, `${page.url()} is ${width} px wide`).toBeLessThanOrEqual(narrowest);
  if (before) await page.setViewportSize(before);
}

/** A picture of the page from its top as `docs/screens/NAME-LANG-WIDTH.png`; of a very long one, the beginning. */
export async function takePicture(page: Page, name: string, lang: Lang, hasScripts: boolean): Promise<void> {
  // Without scripts the page looks the same: one picture is enough.
  if (!hasScripts) return;
  mkdirSync(pictures, { recursive: true });
  const width = page.viewportSize()?.width ?? narrowest;
  const height = Math.min(await page.locator('html').evaluate((element) => element.scrollHeight), tallest);
  const clip = { x: 0, y: 0, width, height };
  await page.screenshot({ path: join(pictures, `${name}-${lang}-${width}.png`), fullPage: true, clip, animations: 'disabled' });
}

/** Signs in by the demonstration's link: it shows whose it is, and waits for its button. */
export async function signIn(page: Page, running: Demo, role: keyof Demo['sign_in']): Promise<void> {
  await page.goto(running.sign_in[role]);
  await page.locator('main form').getByRole('button').click();
  await expect(page).not.toHaveURL(running.sign_in[role]);
}
