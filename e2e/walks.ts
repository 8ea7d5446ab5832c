// Steps that several walkthroughs take: answering, signing up, applying, and looking at a page with all eyes at once.
import { randomBytes } from 'node:crypto';
import type { Page, TestInfo } from '@playwright/test';
import { expect, expectNoBarriers, expectNoSidewaysScrolling, takePicture } from './harness.ts';
import { word, type Lang } from './texts.ts';

/** How a page is looked at. */
export interface Eyes {
  lang: Lang;
  hasScripts: boolean;
}

/** No barriers, no sideways scrolling, one heading; a picture of it where it has a name. */
export async function lookAt(page: Page, { lang, hasScripts }: Eyes, picture?: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.locator('html')).toHaveAttribute('lang', lang === 'zh' ? 'zh-CN' : 'en');
  await expectNoBarriers(page, hasScripts);
  if (picture) await takePicture(page, picture, lang, hasScripts);
  await expectNoSidewaysScrolling(page);
}

/** The page's own button or link that looks like one: not the frame's. */
export function goOn(page: Page, lang: Lang) {
  return page.getByRole('main').getByRole('button', { name: word('goOn', lang) });
}

/** Opens a question and chooses a value among its radio buttons. */
export async function choose(page: Page, lang: Lang, fact: string, value: string): Promise<void> {
  await page.goto(`/check/${fact}`);
  await page.locator(`input[type=radio][name=value][value="${value}"]`).check();
  await goOn(page, lang).click();
  await expect(page).not.toHaveURL(new RegExp(`/check/${fact}$`));
}

/** Opens a question and types a date: three fields, as one speaks it. */
export async function typeDate(page: Page, lang: Lang, fact: string, [year, month, day]: [number, number, number]) {
  await page.goto(`/check/${fact}`);
  await page.locator('[name=value-year]').fill(String(year));
  await page.locator('[name=value-month]').fill(String(month));
  await page.locator('[name=value-day]').fill(String(day));
  await goOn(page, lang).click();
  await expect(page).not.toHaveURL(new RegExp(`/check/${fact}$`));
}

/** Opens a question and types words. */
export async function typeWords(page: Page, lang: Lang, fact: string, words: string): Promise<void> {
  await page.goto(`/check/${fact}`);
  await page.locator('[name=value]').fill(words);
  await goOn(page, lang).click();
  await expect(page).not.toHaveURL(new RegExp(`/check/${fact}$`));
}

/** Makes an account that nobody had before. What the visitor answered goes with it. */
export async function signUp(page: Page, info: TestInfo, back = '/account'): Promise<void> {
  const own = `${info.project.name}-${randomBytes(6).toString('hex')}`;
  await page.goto(`/sign-up?back=${encodeURIComponent(back)}`);
  await page.locator('[name=name]').fill('林试（虚构）');
  await page.locator('[name=email]').fill(`${own}@example.org`);
  await page.locator('[name=password]').fill('a long sentence that is invented');
  await page.locator('main form').getByRole('button').click();
  await expect(page).not.toHaveURL(/\/sign-up/);
}

/** Applies for the first measure that the results offer. Returns the reference. */
export async function applyForMeasure(page: Page, eyes: Eyes, pictures = false): Promise<string> {
  await page.goto('/results');
  const offer = page.locator('main a[href^="/apply/measure/"]').first();
  await expect(offer).toBeVisible();
  await offer.click();
  await expect(page).toHaveURL(/\/apply\/measure\//);
  if (pictures) await lookAt(page, eyes, 'apply-measure');
  await page.locator('main form').getByRole('button', { name: word('apply', eyes.lang) }).click();
  return referenceOf(page);
}

/** The reference in the address of the application's page, which the page says too. */
export async function referenceOf(page: Page): Promise<string> {
  await expect(page).toHaveURL(/\/applications\/[^/?]+/);
  const reference = new URL(page.url()).pathname.split('/').pop() ?? '';
  expect(reference).toMatch(/^[A-Z]{2}-\d{2}-[0-9A-Z]{8}-[0-9A-Z]$/);
  await expect(page.getByRole('main')).toContainText(reference);
  return reference;
}

/** The employer's own list, gone through until there is a post in this state. Returns its address. */
export async function ownPost(page: Page, lang: Lang, state: 'published' | 'closed'): Promise<string> {
  await page.goto('/employer');
  for (;;) {
    const tag = page.locator('.govuk-tag', { hasText: word(state, lang) });
    const row = page.locator('.wotu-post').filter({ has: tag });
    if ((await row.count()) > 0) {
      return (await row.first().getByRole('link').first().getAttribute('href')) ?? '';
    }
    const next = page.locator('main a[rel=next]');
    await expect(next, `no ${state} post on the employer's list`).toBeVisible();
    await next.click();
  }
}
