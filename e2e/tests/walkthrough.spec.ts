// A person's way: from the first question to results, an account, an application, its progress, and taking it back.
import { expect, signIn, test } from '../harness.ts';
import { word } from '../texts.ts';
import { applyForMeasure, choose, goOn, lookAt, signUp, typeDate, typeWords } from '../walks.ts';

test('a visitor answers, sees results with reasons, changes the day, an answer and the language', async ({ page, lang, hasScripts }) => {
  const eyes = { lang, hasScripts };
  const main = page.getByRole('main');
  await page.goto('/');
  await main.getByRole('button', { name: word('start', lang) }).or(main.getByRole('link', { name: word('start', lang) })).first().click();
  await expect(page).toHaveURL(/\/check$/);
  await lookAt(page, eyes);
  await main.getByRole('button', { name: word('start', lang) }).click();

  // The first question is one for words; the next may be of any kind, and "I do not know" answers it.
  await expect(page).toHaveURL(/\/check\/\w+$/);
  await lookAt(page, eyes, 'check');
  const first = page.url();
  await main.getByRole('textbox').fill(lang === 'zh' ? '土木工程师' : 'Civil engineer');
  await goOn(page, lang).click();
  await expect(page).not.toHaveURL(first);
  await expect(page).toHaveURL(/\/check\/\w+$/);
  const second = page.url();
  const unknown = main.getByRole('radio', { name: word('unknown', lang) });
  if (await unknown.count()) {
    await unknown.check();
    await goOn(page, lang).click();
  } else {
    await main.getByRole('button', { name: word('unknown', lang) }).click();
  }
  await expect(page).not.toHaveURL(second);
  await choose(page, lang, 'degree', 'master');
  await typeDate(page, lang, 'birth_date', [1994, 5, 17]);
  await choose(page, lang, 'work_place', '220100');

  // Nothing chosen: the question says so at the field and at the top, and keeps its place.
  await page.goto('/check/employer_kind');
  await goOn(page, lang).click();
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await expect(page.locator('.govuk-error-message').first()).toBeVisible();
  await lookAt(page, eyes);

  await page.goto('/results');
  const measures = page.locator('.wotu-measure');
  expect(await measures.count()).toBeGreaterThan(3);
  await expect(measures.filter({ visible: true }).first().locator('.wotu-measure__outcome')).toHaveText(/\S/);
  const reasons = measures.filter({ visible: true }).locator('details').first();
  await reasons.locator('summary').click();
  await expect(reasons).toHaveAttribute('open');
  await expect(reasons.getByRole('listitem').or(reasons.getByRole('row')).first()).toBeVisible();
  const posts = page.locator('.wotu-post');
  await expect(posts.first()).toBeVisible();
  await expect(posts.first().locator('.wotu-post__score')).toContainText(/\d/);
  await lookAt(page, eyes, 'results');

  // Another day has other versions in force: each page address says for which day it speaks.
  const today = await page.locator('.govuk-caption-l').first().innerText();
  await page.locator('main [name=on]').fill('2023-10-01');
  await page.locator('main form').filter({ has: page.locator('[name=on]') }).getByRole('button').click();
  await expect(page).toHaveURL(/\/results\?.*on=2023-10-01/);
  await expect(page.locator('.govuk-caption-l').first()).toContainText(word('october2023', lang));
  expect(await page.locator('.govuk-caption-l').first().innerText()).not.toBe(today);
  await lookAt(page, eyes);

  // The language switch keeps the page, the day and the answers.
  const shown = await measures.count();
  const other = lang === 'zh' ? 'en' : 'zh';
  await page.locator(`a[hreflang="${other === 'zh' ? 'zh-CN' : 'en'}"]`).first().click();
  await expect(page).toHaveURL(/\/results\?.*on=2023-10-01/);
  await expect(page.locator('.govuk-caption-l').first()).toContainText(word('october2023', other));
  expect(await measures.count()).toBe(shown);
  await page.locator(`a[hreflang="${lang === 'zh' ? 'zh-CN' : 'en'}"]`).first().click();

  // Change: the answer stands there; back leads back without a change, continue with it.
  await page.goto('/check/answers');
  await lookAt(page, eyes, 'answers');
  const change = page.locator('main a[href^="/check/degree"]');
  await expect(change).toHaveText(word('change', lang));
  await change.click();
  await expect(page.locator('input[value=master]')).toBeChecked();
  await page.getByRole('link', { name: word('back', lang) }).click();
  await expect(page).toHaveURL(/\/check\/answers$/);
  await change.click();
  await page.locator('input[value=doctor]').check();
  await goOn(page, lang).click();
  await expect(page).toHaveURL(/\/check\/answers$/);
  await change.click();
  await expect(page.locator('input[value=doctor]')).toBeChecked();
});

test('somebody whose profile is full sees what is certain, and what would have been on another day', async ({ page, running, lang, hasScripts }) => {
  await signIn(page, running, 'person');
  await page.goto('/results');
  const certain = page.locator('.wotu-measure').filter({ has: page.locator('.wotu-measure__outcome', { hasText: word('entitled', lang) }) });
  await expect(certain.first()).toBeVisible();
  await lookAt(page, { lang, hasScripts }, 'results-profile');
  // In the autumn of 2023 a round of claims was open: there is a sum, and the best combination.
  await page.goto('/results?on=2023-10-01');
  await expect(page.getByRole('main')).toContainText(word('october2023', lang));
  await lookAt(page, { lang, hasScripts });
});

test('a person signs up with the answers, applies, follows it without signing in, and withdraws', async ({ page, browser, running, lang, locale, hasScripts }, info) => {
  const eyes = { lang, hasScripts };
  const main = page.getByRole('main');
  await typeWords(page, lang, 'occupation', lang === 'zh' ? '汽车工程师' : 'Vehicle engineer');
  await choose(page, lang, 'degree', 'master');
  await page.goto('/sign-up');
  await lookAt(page, eyes);
  await signUp(page, info, '/check/answers');
  await expect(page).toHaveURL(/\/check\/answers$/);
  await expect(main).toContainText(lang === 'zh' ? '汽车工程师' : 'Vehicle engineer');
  await page.goto('/account');
  await lookAt(page, eyes);

  const reference = await applyForMeasure(page, eyes, true);
  await expect(main.getByRole('heading', { name: word('next', lang) })).toBeVisible();
  await expect(page.locator('main .govuk-tag').first()).toHaveText(word('received', lang));
  await lookAt(page, eyes, 'application');
  await page.goto('/my/applications');
  await expect(main).toContainText(reference);
  await lookAt(page, eyes);

  // Anybody who has the reference sees the state, and no name.
  const elsewhere = await browser.newContext({ locale: locale ?? 'en-GB', viewport: page.viewportSize(), javaScriptEnabled: hasScripts });
  const other = await elsewhere.newPage();
  await other.goto(`${running.address}/status`);
  await other.locator('[name=reference]').fill(reference.toLowerCase().replaceAll('-', ' '));
  await other.getByRole('main').getByRole('button').click();
  await expect(other.getByRole('main')).toContainText(word('received', lang));
  await expect(other.getByRole('main')).not.toContainText('林试');
  await lookAt(other, eyes, 'status');
  // The page of the application itself is not for them: it leads to the progress that anybody may see.
  await other.goto(`${running.address}/applications/${reference}`);
  await expect(other).toHaveURL(/\/status\?reference=/);
  await expect(other.getByRole('main')).not.toContainText('林试');
  await elsewhere.close();

  // Withdrawing asks once more.
  await page.goto(`/applications/${reference}`);
  await main.locator('a[href$="/withdraw"]').click();
  await lookAt(page, eyes);
  await page.locator('main form').getByRole('button').click();
  await expect(page).toHaveURL(new RegExp(`/applications/${reference}`));
  await expect(page.locator('main .govuk-tag').first()).toHaveText(word('withdrawn', lang));
  await expect(page.locator('main a[href$="/withdraw"]')).toHaveCount(0);
});

test('a résumé file becomes proposals, and what is confirmed becomes answers', async ({ page, lang, hasScripts }) => {
  const eyes = { lang, hasScripts };
  await page.goto('/check/upload');
  await lookAt(page, eyes);
  const send = () => page.locator('main form').getByRole('button').last().click();
  await page.locator('input[type=file]').setInputFiles('fixtures/resume.json');
  await send();
  const proposals = page.locator('input[type=checkbox][name=accept]');
  expect(await proposals.count()).toBeGreaterThan(2);
  await expect(proposals.first()).toBeChecked();
  await lookAt(page, eyes);
  await send();
  await expect(page).toHaveURL(/\/(check|results)/);
  await page.goto('/check/degree');
  await expect(page.locator('input[value=master]')).toBeChecked();
  await page.goto('/results');
  await expect(page.locator('.wotu-measure').first()).toBeAttached();
});

for (const [what, name, content] of [
  ['a zip file', 'resume.zip', Buffer.from('504b03041400000000000000', 'hex')],
  ['an XML with a DOCTYPE', 'resume.xml', Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Candidate>&b;</Candidate>')],
] as const) {
  test(`${what} is refused in words at the field`, async ({ page, lang, hasScripts }) => {
    await page.goto('/check/upload');
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: content });
    await page.locator('main form').getByRole('button').last().click();
    await expect(page.locator('.govuk-error-summary')).toBeVisible();
    const said = page.locator('.govuk-form-group--error .govuk-error-message');
    await expect(said).toHaveCount(1);
    expect((await said.innerText()).length).toBeGreaterThan(10);
    await expect(page.getByRole('main')).not.toContainText('root:');
    await lookAt(page, { lang, hasScripts });
  });
}
