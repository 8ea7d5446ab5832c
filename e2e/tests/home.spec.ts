// The home page: what a person sees who has never been here.
import { expect, expectNoBarriers, expectNoSidewaysScrolling, takePicture, test } from '../harness.ts';
import { word } from '../texts.ts';

test('the home page speaks the language of the browser and offers a start', async ({ page, lang, hasScripts }) => {
  const response = await page.goto('/');
  expect(response?.status()).toBe(200);
  await expect(page.locator('html')).toHaveAttribute('lang', lang === 'zh' ? 'zh-CN' : 'en');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('main')).toBeVisible();
  const start = page.getByRole('main').getByRole('link', { name: word('start', lang) });
  const button = page.getByRole('main').getByRole('button', { name: word('start', lang) });
  await expect(start.or(button).first()).toBeVisible();
  await expectNoBarriers(page, hasScripts);
  await takePicture(page, 'home', lang, hasScripts);
  await expectNoSidewaysScrolling(page);
});

test('the language switch keeps the page', async ({ page, lang }) => {
  await page.goto('/privacy');
  const other = lang === 'zh' ? 'en' : 'zh-CN';
  await page.locator(`a[hreflang="${other}"]`).first().click();
  await expect(page).toHaveURL(/\/privacy$/);
  await expect(page.locator('html')).toHaveAttribute('lang', other);
});

test('large type and contrast are switched on and stay on', async ({ page, hasScripts }) => {
  await page.goto('/');
  await page.locator('a[href*="large=1"]').click();
  await expect(page.locator('html')).toHaveClass(/\blarge\b/);
  await page.locator('a[href*="contrast=1"]').click();
  await page.goto('/privacy');
  await expect(page.locator('html')).toHaveClass(/\blarge\b.*\bcontrast\b/);
  await expectNoBarriers(page, hasScripts);
  await expectNoSidewaysScrolling(page);
});

test('a page that is not there says so in the same frame', async ({ page, hasScripts }) => {
  const response = await page.goto('/no-such-page');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expectNoBarriers(page, hasScripts);
});
