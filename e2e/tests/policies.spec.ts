// The policies: from the list to one measure with its sources, and what changed from one version to the next.
import { expect, test } from '../harness.ts';
import { lookAt } from '../walks.ts';

test('from the list to a pack, a measure and its source', async ({ page, lang, hasScripts }) => {
  const eyes = { lang, hasScripts };
  await page.goto('/policies');
  await lookAt(page, eyes);
  await page.locator('main a[href="/policies/jilin"]').first().click();
  await lookAt(page, eyes);
  await page.locator('main a[href="/policies/jilin/v3/settling_in"]').first().click();
  const main = page.getByRole('main');
  // The five sums of article 5 (吉发〔2022〕18号), as the page of the measure tells them.
  await expect(main).toContainText(lang === 'zh' ? /300\s*万|3,000,000/ : '3,000,000');
  await expect(main).toContainText('吉发〔2022〕18号');
  await lookAt(page, eyes, 'measure');
  await page.goto('/policies/sources/jilin');
  await lookAt(page, eyes);
});

test('comparing two versions tells what became of each measure', async ({ page, lang, hasScripts }) => {
  const eyes = { lang, hasScripts };
  await page.goto('/policies/jilin/compare');
  await page.locator('[name=from]').selectOption('v2');
  await page.locator('[name=to]').selectOption('v3');
  await page.locator('main form').getByRole('button').click();
  await expect(page).toHaveURL(/from=v2&to=v3/);
  const overview = page.locator('main table').first();
  const names = await overview.getByRole('rowheader').allInnerTexts();
  expect(names.length).toBeGreaterThan(5);
  expect(new Set(names).size).toBe(names.length);
  // The settling-in allowance stands in both, with other words: the page shows both.
  await expect(overview).toContainText(lang === 'zh' ? '安家' : 'Settling-in allowance');
  await lookAt(page, eyes, 'compare');
});
