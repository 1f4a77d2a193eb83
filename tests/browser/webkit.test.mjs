/** The page in WebKit: opened, searched, read and exported. The other tests of the page are not run there. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serve } from '../../www/build/serve.js';
import { DIST } from './support/harness.mjs';
import { serveHost } from './support/hosts.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { until } from './support/viewer.mjs';
import { startWebKit } from './support/webkit.mjs';

const SESSIONS = truthOf(SAMPLE_FILES).sessions;
const ONE_FILE = pathToFileURL(`${DIST}exchange-log-viewer.html`).href;

/** The keys of WebDriver that have no character. */
const KEYS = { Home: '\uE011', Enter: '\uE007' };

/** Finds a session. */
async function search(page) {
  await page.shows('#counts', new RegExp(`^${SESSIONS} sessions$`));
  await page.run((viewer) => {
    viewer.query = 'greylisted log:send';
  });
  await page.shows('#counts', /^1 of/);
}

/** Opens the session by keyboard. */
async function read(page) {
  await page.shows('exchange-log-sessions tbody tr', /./);
  await page.run((viewer) => viewer.shadowRoot.querySelector('exchange-log-sessions table').focus());
  await page.press(KEYS.Home);
  await page.shows('exchange-log-sessions tbody tr[aria-selected=true]', /./);
  await page.press(KEYS.Enter);
  await page.shows('exchange-log-conversation', /greylisted/i);
}

async function exportSession(page) {
  const csv = await page.run(async (viewer) => (await viewer.export('csv', { query: 'greylisted log:send' })).text());
  assert.equal(csv.trimEnd().split('\r\n').length, 2);
}

async function useViewer(page) {
  await search(page);
  await read(page);
  await exportSession(page);
}

test('WebKit opens the sample in the one-file build, and files from disk', async (context) => {
  const page = await startWebKit(context);
  await page.goto(`${ONE_FILE}#sample`);
  await useViewer(page);
  await page.shows('.restrictions li', /a worker cannot read the files of a page that was opened from disk/);
  await page.run((viewer) => viewer.clear());
  await page.pick(...SAMPLE_FILES);
  await useViewer(page);
});

test('WebKit says that the one-file build is damaged', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'webkit-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const html = readFileSync(`${DIST}exchange-log-viewer.html`, 'utf8');
  const damaged = html.replace(/(?<=id="packed-page">.{1000})./, (letter) => (letter === '!' ? '#' : '!'));
  writeFileSync(join(folder, 'viewer.html'), damaged);
  const page = await startWebKit(context);
  await page.goto(pathToFileURL(join(folder, 'viewer.html')).href);
  await until('the sentence', () =>
    page.run((viewer) => /damaged or incomplete/.test(viewer.innerText) && !viewer.shadowRoot),
  );
});

test('WebKit opens the sample from a web server and in frames', async (context) => {
  const page = await startWebKit(context);
  const server = await serve(`${DIST}site`, [0]);
  context.after(server.close);
  await page.goto(`${server.url}#sample`);
  await useViewer(page);
  assert.deepEqual(await page.texts('.restrictions li'), []);
  for (const [sandbox, url] of [
    ['allow-scripts allow-same-origin', server.url],
    // Without an origin, WebKit takes no script from `'self'`; the one-file build has its script inside.
    ['allow-scripts', '/viewer/exchange-log-viewer.html'],
  ]) {
    const html = `<!doctype html><iframe width="1200" height="720" sandbox="${sandbox}" src="${url}#sample"></iframe>`;
    await page.goto(await serveHost(context, { html }));
    await page.command('POST', '/frame', {
      id: await page.command('POST', '/element', { using: 'css selector', value: 'iframe' }),
    });
    // Keys would go to the page around the frame.
    await search(page);
    await exportSession(page);
  }
});
