// Which browser, in which languages and widths, with and without scripts. `cargo xtask test` starts the server and tells
// us where it is; run by hand (`npm test`), `server.ts` starts one.
import { defineConfig, type Project } from '@playwright/test';

const languages = [
  { name: 'zh', locale: 'zh-CN' },
  { name: 'en', locale: 'en-GB' },
];
const widths = [
  { name: '1280', viewport: { width: 1280, height: 900 } },
  { name: '360', viewport: { width: 360, height: 780 } },
];

/** One project for each language and width, and each again without scripts: every page has to work without them. */
const projects: Project[] = languages.flatMap((language) =>
  widths.flatMap((width) =>
    [true, false].map((javaScriptEnabled) => ({
      name: `${language.name}-${width.name}${javaScriptEnabled ? '' : '-noscript'}`,
      use: { locale: language.locale, viewport: width.viewport, javaScriptEnabled },
    })),
  ),
);

export default defineConfig({
  testDir: 'tests',
  globalSetup: './server.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  // A test that passes only when it is tried again has found something.
  retries: 0,
  reporter: [['list']],
  timeout: 120_000,
  use: {
    timezoneId: 'Asia/Shanghai',
    // A trace costs more than the walk itself: WOTU_TRACE=1 records one where the picture of the failure is not enough.
    trace: process.env['WOTU_TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking'],
    },
  },
  projects,
});
