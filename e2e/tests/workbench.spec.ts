// The policy office's workbench: one officer drafts, a second one approves, each at an own computer. Walks run side by side
// on one demonstration, so that only one of them publishes, for a day far off and of a pack that no other walk reads.
import type { BrowserContext, Page } from '@playwright/test';
import { expect, signIn, test as base } from '../harness.ts';
import { word, type Lang } from '../texts.ts';
import { lookAt, type Eyes } from '../walks.ts';

const test = base.extend<{ second: Page }>({
  second: async ({ browser, running, locale, viewport, javaScriptEnabled }, use) => {
    const context: BrowserContext = await browser.newContext({ baseURL: running.address, locale: locale ?? 'en-GB', viewport, javaScriptEnabled });
    await use(await context.newPage());
    await context.close();
  },
});

function button(page: Page, lang: Lang, name: Parameters<typeof word>[0]) {
  return page.getByRole('main').getByRole('button', { name: word(name, lang) });
}

/** Begins a draft of a pack. Returns its address. */
async function begin(page: Page, eyes: Eyes, pack: string): Promise<string> {
  await page.goto('/workbench');
  await lookAt(page, eyes, 'workbench');
  await page.locator('[name=pack]').selectOption(pack);
  await page.locator('main form [name=title]').fill('改一处说明（虚构） / One remark (invented)');
  await page.locator('main form[action="/workbench"]').getByRole('button').click();
  await expect(page).toHaveURL(/\/workbench\/dft_\w+$/);
  await lookAt(page, eyes, 'workbench-draft');
  return new URL(page.url()).pathname;
}

/** Writes something behind the end of a file, and saves. */
async function append(page: Page, lang: Lang, draft: string, file: string, line: string): Promise<void> {
  await page.goto(`${draft}/file?path=${file}`);
  const area = page.locator('textarea[name=text]');
  await area.fill(`${await area.inputValue()}${line}\n`);
  await button(page, lang, 'saveFile').click();
  await expect(page).toHaveURL(/done=1/);
}

/** Reckons what the draft would mean, and waits until the page tells. */
async function simulate(page: Page, eyes: Eyes, draft: string): Promise<void> {
  await page.goto(`${draft}/simulation`);
  await lookAt(page, eyes);
  await button(page, eyes.lang, 'simulate').click();
  await expect(page.locator('main figure svg')).toBeVisible({ timeout: 90_000 });
  await lookAt(page, eyes, 'workbench-simulation');
}

async function submitAndApprove(page: Page, second: Page, eyes: Eyes, draft: string): Promise<void> {
  await page.goto(draft);
  await button(page, eyes.lang, 'submit').click();
  await expect(page.locator('main .wotu-clock .govuk-tag')).toHaveText(word('draftSubmitted', eyes.lang));
  // Whoever submitted it is not offered to approve it.
  await expect(button(page, eyes.lang, 'approve')).toHaveCount(0);
  await second.goto(draft);
  await button(second, eyes.lang, 'approve').click();
  await expect(second.locator('main .wotu-clock .govuk-tag')).toHaveText(word('draftApproved', eyes.lang));
}

test('a draft is edited, checked, tried, simulated, sent back and approved by a second officer', async ({ page, second, running, lang, hasScripts }) => {
  const eyes = { lang, hasScripts };
  await signIn(page, running, 'policy_officer');
  await signIn(second, running, 'second_policy_officer');
  const draft = await begin(page, eyes, 'canada');

  // A mistake is shown with its line; the link leads there.
  const file = 'sor_95_329.yaml';
  await append(page, lang, draft, file, 'no_such_key: 1');
  const finding = page.locator('.wotu-findings__item', { hasText: 'no_such_key' }).first();
  await expect(finding).toBeVisible();
  await finding.getByRole('link').click();
  await expect(page.locator('.wotu-source__line--found', { hasText: 'no_such_key' })).toBeVisible();
  await lookAt(page, eyes, 'workbench-mistake');

  // Put right: a remark is left of it.
  const area = page.locator('textarea[name=text]');
  await area.fill((await area.inputValue()).replace('no_such_key: 1', '# 虚构的说明 an invented remark'));
  await button(page, lang, 'saveFile').click();
  await expect(page).toHaveURL(/done=1/);
  await expect(page.getByRole('main')).not.toContainText('no_such_key');
  await page.goto(`${draft}/changes`);
  await expect(page.locator('ins').first()).toContainText('an invented remark');
  await lookAt(page, eyes, 'workbench-changes');
  await page.goto(`${draft}/tests`);
  await lookAt(page, eyes, 'workbench-tests');

  // Somebody made up.
  await page.goto(`${draft}/try`);
  await page.locator('textarea[name=facts]').fill('{"facts": {"no_such_fact": 1}}');
  await page.locator('main form').getByRole('button').click();
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await lookAt(page, eyes);
  await page.locator('textarea[name=facts]').fill('{"facts": {}}');
  await page.locator('main form').getByRole('button').click();
  await expect(page.locator('#answers')).toBeVisible();
  await lookAt(page, eyes, 'workbench-try');

  await simulate(page, eyes, draft);
  await page.goto(draft);
  await button(page, lang, 'submit').click();
  await second.goto(draft);
  await button(second, lang, 'giveBack').click();
  await expect(second.locator('.govuk-error-summary')).toBeVisible();
  await lookAt(second, eyes);
  await second.locator('textarea[name=note]').fill('请说明依据（虚构）');
  await button(second, lang, 'giveBack').click();
  await expect(second.locator('main .wotu-clock .govuk-tag')).toHaveText(word('draftEditing', lang));
  await page.goto(draft);
  await expect(page.locator('.wotu-timeline')).toContainText('请说明依据（虚构）');
  await submitAndApprove(page, second, eyes, draft);
  await lookAt(second, eyes, 'workbench-approved');
  await page.goto(`${draft}/file?path=${file}`);
  await expect(page.locator('textarea')).toHaveCount(0);
  await lookAt(page, eyes);
});

test('an approved draft is published for a day and locked', async ({ page, second, running, lang, hasScripts }, info) => {
  test.skip(info.project.name !== 'en-1280', 'one walk publishes: what others began of the same pack would be overtaken');
  const eyes = { lang, hasScripts };
  await signIn(page, running, 'policy_officer');
  await signIn(second, running, 'second_policy_officer');
  const draft = await begin(page, eyes, 'regressar');
  await append(page, lang, draft, 'v5.yaml', '# 虚构的说明 an invented remark');
  await simulate(page, eyes, draft);
  await submitAndApprove(page, second, eyes, draft);
  await second.locator('[name=from]').fill('2020-01-01');
  await button(second, lang, 'publish').click();
  await expect(second.locator('.govuk-error-summary')).toBeVisible();
  await second.locator('[name=from]').fill('2099-12-31');
  await button(second, lang, 'publish').click();
  await expect(second.locator('main .wotu-clock .govuk-tag')).toHaveText(word('draftPublished', lang));
  await lookAt(second, eyes, 'workbench-published');
  await page.goto(`${draft}/file?path=v5.yaml`);
  await expect(page.locator('textarea')).toHaveCount(0);
});

test('the workbench is for the policy office only', async ({ page, running, lang, hasScripts }) => {
  await page.goto('/workbench');
  await expect(page.getByRole('main')).toContainText(word('signIn', lang));
  await signIn(page, running, 'officer');
  const response = await page.goto('/workbench');
  expect(response?.status()).toBe(403);
  await lookAt(page, { lang, hasScripts });
});
