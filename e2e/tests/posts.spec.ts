// The posts: searching, narrowing, one post for people and for machines, and one that is over.
import { expect, signIn, test } from '../harness.ts';
import { lookAt, ownPost } from '../walks.ts';

test('posts are found by a word and by a place, and each says itself to machines', async ({ page, lang, hasScripts }) => {
  const eyes = { lang, hasScripts };
  const number = async () => Number((await page.getByRole('heading', { level: 2 }).first().innerText()).replace(/\D/g, ''));
  await page.goto('/posts');
  const all = await number();
  await page.locator('[name=q]').fill(lang === 'zh' ? '汽车' : 'engineer');
  await page.getByRole('search').getByRole('button').click();
  await expect(page).toHaveURL(/[?&]q=/);
  const found = await number();
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(all);

  await page.locator('[name=place]').selectOption({ label: lang === 'zh' ? '长春市' : 'Changchun' });
  await page.getByRole('search').getByRole('button').click();
  await expect(page).toHaveURL(/[?&]place=/);
  const narrowed = await number();
  expect(narrowed).toBeGreaterThan(0);
  expect(narrowed).toBeLessThan(found);
  const rows = page.locator('.wotu-post');
  for (const facts of await rows.locator('.wotu-post__facts').first().all()) {
    await expect(facts).toContainText(lang === 'zh' ? '长春' : 'Changchun');
  }
  await lookAt(page, eyes, 'posts');

  // A word that no post has: it says so, and leads on.
  await page.goto('/posts?q=zzzzqqqq');
  await expect(rows).toHaveCount(0);
  await lookAt(page, eyes);

  await page.goto('/posts');
  const link = rows.first().getByRole('link').first();
  const title = (await link.innerText()).trim();
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  const written = await page.locator('script[type="application/ld+json"]').textContent();
  const posting = JSON.parse(written ?? '') as Record<string, unknown>;
  expect(posting['@type']).toBe('JobPosting');
  expect(JSON.stringify(posting['title'])).toContain(title);
  expect(posting['datePosted']).toMatch(/^\d{4}-\d{2}-\d{2}/);
  expect(posting['hiringOrganization']).toBeTruthy();
  await lookAt(page, eyes);
});

test('a post that is over answers 410 and says so', async ({ page, browser, running, lang, locale, hasScripts }) => {
  const desk = await browser.newContext({ baseURL: running.address, locale: locale ?? 'en-GB', javaScriptEnabled: hasScripts });
  const employer = await desk.newPage();
  await signIn(employer, running, 'employer');
  const post = await ownPost(employer, lang, 'closed');
  await desk.close();
  const response = await page.goto(post);
  expect(response?.status()).toBe(410);
  await expect(page.locator('main a[href^="/apply/post/"]')).toHaveCount(0);
  await expect(page.locator('script[type="application/ld+json"]')).toHaveCount(0);
  await lookAt(page, { lang, hasScripts });
});
