/**
 * Makes the README's screenshot from the built page with its built-in sample: `node tests/browser/screenshot.mjs`.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launchBrowser } from './support/browsers.mjs';
import { DIST } from './support/harness.mjs';
import { startProxy } from './support/proxy.mjs';
import { until } from './support/viewer.mjs';

const PICTURE = fileURLToPath(new URL('../../www/screenshot.png', import.meta.url));
const QUERY = 'code:5xx -outcome:failed';

const proxy = await startProxy();
const browser = await launchBrowser('chromium', proxy.port);
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`${pathToFileURL(`${DIST}exchange-log-viewer.html`).href}#sample`);
  const inViewer = (ask, ...args) =>
    page.evaluate(`(${ask})(document.querySelector('exchange-log-viewer'), ...${JSON.stringify(args)})`);
  const rows = async () => Number(await inViewer((viewer) => viewer.shadowRoot.querySelectorAll('[id^=row-]').length));
  await inViewer((viewer) => viewer.setAttribute('view', 'sessions'));
  await until('the sample', async () => (await rows()) > 20);
  await inViewer((viewer, query) => {
    viewer.query = query;
  }, QUERY);
  await until('the filtered list', async () => (await rows()) < 10);
  await inViewer((viewer) => viewer.shadowRoot.querySelector('exchange-log-sessions table').focus());
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await until('the conversation', () =>
    inViewer((viewer) => Boolean(viewer.shadowRoot.querySelector('exchange-log-conversation .entries'))),
  );
  // The last row that is drawn, and the focus ring, settle within a few frames.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await page.screenshot({ path: PICTURE });
} finally {
  await browser.close();
  await proxy.close();
}
