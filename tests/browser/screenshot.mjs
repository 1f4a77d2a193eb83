/**
 * Makes the README's screenshots from the built page with its built-in sample: `node tests/browser/screenshot.mjs`.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launchBrowser } from './support/browsers.mjs';
import { DIST } from './support/harness.mjs';
import { startProxy } from './support/proxy.mjs';
import { until } from './support/viewer.mjs';

const fileOf = (name) => fileURLToPath(new URL(`../../www/${name}.png`, import.meta.url));

/** Of each picture: its name, its query, the number of sessions that are found, and what is done then. */
const PICTURES = [
  { name: 'screenshot', query: 'code:5xx -outcome:failed', count: 6, act: openFirst },
  {
    name: 'screenshot-narrowed',
    query: 'start:2025-06-03T08:10..2025-06-03T08:40 outcome:rejected,failed',
    count: 11,
    act: showFacets,
  },
];

async function openFirst(page, inViewer) {
  await inViewer((viewer) => viewer.shadowRoot.querySelector('exchange-log-sessions table').focus());
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await until('the conversation', () =>
    inViewer((viewer) => Boolean(viewer.shadowRoot.querySelector('exchange-log-conversation .entries'))),
  );
}

async function showFacets(_page, inViewer) {
  await inViewer((viewer) => viewer.shadowRoot.querySelector('#facets-toggle').click());
  await until('the facets', async () =>
    inViewer((viewer) => viewer.shadowRoot.querySelectorAll('exchange-log-facets [data-facet]').length > 3),
  );
}

async function take(browser, { name, query, count, act }) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`${pathToFileURL(`${DIST}exchange-log-viewer.html`).href}#sample`);
  const inViewer = (ask, ...args) =>
    page.evaluate(`(${ask})(document.querySelector('exchange-log-viewer'), ...${JSON.stringify(args)})`);
  const rows = async () => Number(await inViewer((viewer) => viewer.shadowRoot.querySelectorAll('[id^=row-]').length));
  await until('the viewer', () => inViewer((viewer) => Boolean(viewer?.shadowRoot)));
  await inViewer((viewer) => viewer.setAttribute('view', 'sessions'));
  await until('the sample', async () => (await rows()) > 20);
  await inViewer((viewer, wanted) => {
    viewer.query = wanted;
  }, query);
  await until('the filtered list', async () => (await rows()) === count);
  await act(page, inViewer);
  // The last row that is drawn, and the focus ring, settle within a few frames.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await page.screenshot({ path: fileOf(name) });
  await page.close();
}

const proxy = await startProxy();
const browser = await launchBrowser('chromium', proxy.port);
try {
  for (const picture of PICTURES) await take(browser, picture);
} finally {
  await browser.close();
  await proxy.close();
}
