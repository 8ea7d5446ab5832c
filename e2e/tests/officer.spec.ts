// The two desks: the window that takes in applications for measures, the employer that reads applications for posts and
// imports posts. Each on its own context, as each sits at another computer.
import type { BrowserContext, Page } from '@playwright/test';
import { expect, signIn, test as base } from '../harness.ts';
import { word } from '../texts.ts';
import { applyForMeasure, lookAt, ownPost, referenceOf, signUp, typeWords } from '../walks.ts';

/** A second person at a second computer, like the first in language, width and scripts. */
const test = base.extend<{ desk: Page }>({
  desk: async ({ browser, running, locale, viewport, javaScriptEnabled }, use) => {
    const context: BrowserContext = await browser.newContext({ baseURL: running.address, locale: locale ?? 'en-GB', viewport, javaScriptEnabled });
    await use(await context.newPage());
    await context.close();
  },
});

test('an officer finds an application, accepts it, and the person sees it', async ({ page, desk, running, lang, hasScripts }, info) => {
  const eyes = { lang, hasScripts };
  await typeWords(page, lang, 'occupation', lang === 'zh' ? '教师' : 'Teacher');
  await signUp(page, info);
  const reference = await applyForMeasure(page, eyes);

  await signIn(desk, running, 'officer');
  await desk.goto('/officer/applications');
  const row = desk.locator('main tr', { hasText: reference });
  await expect(row).toContainText(word('received', lang));
  await lookAt(desk, eyes, 'officer-list');
  await row.getByRole('link').first().click();
  await expect(desk).toHaveURL(/\/officer\/applications\/\w+/);
  await lookAt(desk, eyes, 'officer-case');
  await desk.locator('main form[action$="/accept"]').getByRole('button').click();
  await expect(desk.locator('main .wotu-clock .govuk-tag')).toHaveText(word('accepted', lang));
  await expect(desk.locator('main form[action$="/accept"]')).toHaveCount(0);
  await lookAt(desk, eyes);
  await desk.goto('/officer/organisations');
  await lookAt(desk, eyes);

  await page.goto(`/applications/${reference}`);
  await expect(page.locator('main .govuk-tag').first()).toHaveText(word('accepted', lang));
  await lookAt(page, eyes);
});

test('the worklist is for officers only', async ({ page, running, lang, hasScripts }) => {
  await page.goto('/officer/applications');
  await expect(page.getByRole('main')).toContainText(word('signIn', lang));
  await signIn(page, running, 'employer');
  const response = await page.goto('/officer/applications');
  expect(response?.status()).toBe(403);
  await lookAt(page, { lang, hasScripts });
});

test('a person applies for a post, its employer sees the application, and the person sees that', async ({ page, desk, running, lang, hasScripts }, info) => {
  const eyes = { lang, hasScripts };
  await signIn(desk, running, 'employer');
  const post = await ownPost(desk, lang, 'published');
  await lookAt(desk, eyes, 'employer');

  await typeWords(page, lang, 'occupation', lang === 'zh' ? '机械工程师' : 'Mechanical engineer');
  await signUp(page, info);
  await page.goto(post);
  await lookAt(page, eyes, 'post');
  await page.locator('main a[href^="/apply/post/"]').first().click();
  // Without consent and without a way to be reached nothing is sent.
  await page.locator('main form').getByRole('button', { name: word('apply', lang) }).click();
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await lookAt(page, eyes);
  await page.locator('main [name=contact]').fill('lin@example.org');
  await page.locator('main [name=consents]').check();
  await lookAt(page, eyes, 'apply-post');
  await page.locator('main form').getByRole('button', { name: word('apply', lang) }).click();
  const reference = await referenceOf(page);
  await expect(page.locator('main .govuk-tag').first()).toHaveText(word('received', lang));

  await desk.goto('/employer/applications');
  const row = desk.locator('main tr', { hasText: reference });
  await lookAt(desk, eyes);
  await row.getByRole('link').first().click();
  await expect(desk.getByRole('main')).toContainText('lin@example.org');
  await lookAt(desk, eyes, 'candidate');
  await desk.locator('main form[action$="/accept"]').getByRole('button').click();
  await expect(desk.locator('main .wotu-clock .govuk-tag')).toHaveText(word('seen', lang));

  await page.goto(`/applications/${reference}`);
  await expect(page.locator('main .govuk-tag').first()).toHaveText(word('seen', lang));
  await lookAt(page, eyes);
});

test('an employer checks a file of posts, sees a good line and a bad one, and imports the good one', async ({ page, running, lang, hasScripts }) => {
  const eyes = { lang, hasScripts };
  await signIn(page, running, 'employer');
  await page.goto('/employer/import');
  await lookAt(page, eyes);
  await page.locator('input[type=file]').setInputFiles('fixtures/posts.csv');
  await page.locator('main form').getByRole('button').last().click();
  await expect(page).toHaveURL(/\/employer\/import\/\w+/);
  const tables = page.locator('main table');
  await expect(tables).toHaveCount(2);
  // The line of the head is the first: what is good stands in the second, what is bad in the third.
  const [bad, good] = [tables.nth(0).locator('tbody tr'), tables.nth(1).locator('tbody tr')];
  await expect(bad).toHaveCount(1);
  await expect(good).toHaveCount(1);
  await expect(bad).toContainText('截止日期');
  await expect(good).toContainText(lang === 'zh' ? '试验工程师（虚构）' : 'Test engineer (invented)');
  await lookAt(page, eyes, 'import');
  await page.locator('main form').getByRole('button').click();
  await expect(page).toHaveURL(/\/employer\?imported=1/);
  const title = lang === 'zh' ? '试验工程师（虚构）' : 'Test engineer (invented)';
  const row = page.locator('.wotu-post', { hasText: title }).first();
  await expect(row.locator('.govuk-tag')).toHaveText(word('draft', lang));
  await expect(page.getByRole('main')).not.toContainText(lang === 'zh' ? '没有日期的岗位' : 'Post without a day');
});
