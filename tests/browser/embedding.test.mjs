/**
 * The viewer in the pages of wikis, as `docs/embedding.md` describes them: each host is a page with the frame and the
 * headers of such a wiki. The wikis themselves are not run.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SITE_POLICY } from '../../www/build/policy.js';
import { forEachSetting } from './support/harness.mjs';
import { serveHost } from './support/hosts.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

const SESSIONS = truthOf(SAMPLE_FILES).sessions;

const ONE_FILE = 'viewer/exchange-log-viewer.html';
const FOLDER = 'viewer/site/index.html';

/** What the page says where it is restricted. */
const SAYS = {
  workers: /worker-src 'self' blob:.* would allow it/,
  storage: /not remembered.*allow-same-origin/,
  savesNothing: /may not save files: allow-downloads .*copied instead/,
  maySaveNothing: /If an export is not saved, allow-downloads is missing/,
  webAssembly: /needs WebAssembly.*wasm-unsafe-eval/,
};

/** A frame without an origin: it stores nothing, and may not know whether it saves files. */
const OPAQUE = [SAYS.maySaveNothing, SAYS.storage];

/**
 * @typedef {object} Host
 * @property {string} [name]
 * @property {string} page which of the builds is in the frame
 * @property {string} [frame] attributes of the frame
 * @property {boolean} [elsewhere] the viewer is on another server than the wiki
 * @property {Record<string, string>} [headers] those of the wiki
 * @property {Record<string, string>} [viewerHeaders] those of the server with the viewer
 * @property {RegExp[]} [says] what the page says about its restrictions, in order
 */

/** @type {Host[]} */
const FRAMES = [
  {
    name: 'plain HTML, with the line of README',
    headers: { 'content-security-policy': "default-src 'self'; style-src 'self'" },
    page: ONE_FILE,
    frame: 'sandbox="allow-scripts allow-downloads"',
    says: OPAQUE,
  },
  {
    name: 'plain HTML, without a sandbox',
    page: ONE_FILE,
    says: [],
  },
  {
    name: 'SharePoint: Embed web part',
    headers: { 'content-security-policy': "script-src 'self' 'nonce-x'; frame-src *; worker-src 'none'" },
    page: FOLDER,
    elsewhere: true,
    says: [],
  },
  {
    name: 'Confluence Data Center: user macro',
    headers: { 'content-security-policy': "frame-ancestors 'self'", 'x-frame-options': 'SAMEORIGIN' },
    page: FOLDER,
    elsewhere: true,
    frame: 'sandbox="allow-scripts allow-same-origin allow-downloads"',
    says: [],
  },
  {
    name: 'Confluence Cloud: Forge Custom UI that is allowed WebAssembly',
    page: FOLDER,
    elsewhere: true,
    frame: 'sandbox="allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts"',
    viewerHeaders: {
      'content-security-policy':
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self' blob:",
    },
    says: [],
  },
  {
    name: 'Confluence Cloud: HTML macro that allows scripts alone',
    page: ONE_FILE,
    elsewhere: true,
    frame: 'sandbox="allow-scripts"',
    says: OPAQUE,
  },
  {
    name: 'GitLab: iframe provider',
    headers: {
      'content-security-policy': "default-src 'self'; frame-src http://127.0.0.1:*; style-src 'self' 'unsafe-inline'",
    },
    page: FOLDER,
    elsewhere: true,
    frame: 'sandbox="allow-scripts allow-same-origin allow-downloads"',
    says: [],
  },
  {
    name: 'BookStack: source in ALLOWED_IFRAME_SOURCES',
    headers: {
      'content-security-policy':
        "frame-ancestors 'self'; frame-src 'self' http://127.0.0.1:*; script-src http: https: 'nonce-x' 'strict-dynamic'; object-src 'self'; base-uri 'self'",
    },
    page: FOLDER,
    elsewhere: true,
    says: [],
  },
  {
    name: 'MediaWiki: IframeTag with sandbox',
    page: ONE_FILE,
    elsewhere: true,
    frame: 'sandbox="allow-scripts allow-downloads"',
    says: OPAQUE,
  },
  {
    name: 'DokuWiki: iframe plugin',
    page: ONE_FILE,
    elsewhere: true,
    says: [],
  },
  {
    name: 'a server whose policy allows no worker',
    page: FOLDER,
    elsewhere: true,
    viewerHeaders: { 'content-security-policy': SITE_POLICY.replace("worker-src 'self' blob:", "worker-src 'none'") },
    says: [SAYS.workers],
  },
  {
    name: 'a sandbox of the same origin without allow-downloads',
    page: ONE_FILE,
    frame: 'sandbox="allow-scripts allow-same-origin"',
    says: [SAYS.savesNothing],
  },
];

const ELEMENT_PAGE = `<!doctype html><title>Wiki</title><p>Above</p><exchange-log-viewer></exchange-log-viewer><p>Below</p>
  <script src="/viewer/site/viewer.js"></script>`;

/** Policies of pages with the element; `workers`: what the addresses of its workers contain. */
const ELEMENTS = [
  {
    name: 'in a page that allows nothing but its own files',
    policy: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'",
    says: [],
    workers: ['/viewer/site/worker.js'],
  },
  {
    name: 'in a page that allows workers from blobs alone',
    policy: "script-src 'self' 'wasm-unsafe-eval'; worker-src blob:",
    says: [],
    workers: ['blob:'],
  },
  {
    name: 'in a page that allows no worker',
    policy: "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'",
    says: [SAYS.workers],
    workers: [],
  },
];

/**
 * The address of a host's page with the viewer in a frame that opens the sample.
 * @param {import('node:test').TestContext} context
 * @param {Host} host
 */
async function serveFrame(context, { headers, page, frame = '', elsewhere = false, viewerHeaders }) {
  const other = elsewhere ? await serveHost(context, { viewerHeaders }) : '/';
  const html = `<!doctype html><title>Wiki</title><iframe title="Exchange log viewer" width="100%" height="720" ${frame}
    src="${other}${page}#sample"></iframe>`;
  return await serveHost(context, { html, headers });
}

/** Opens a host's page; the frame in it with the viewer. */
async function openFrame(setting, url) {
  const page = await setting.browser.newPage();
  setting.pages.push(page);
  await page.setViewport({ width: 1200, height: 800 });
  await page.goto(url);
  const frame = await until('the frame', () => page.frames().find((one) => one.url().includes('/viewer/')));
  return { page, frame };
}

/** Runs a function on the element and its shadow root. */
const run = (frame, work, ...args) =>
  frame.evaluate(`(${work})(document.querySelector('exchange-log-viewer'), ...${JSON.stringify(args)})`);

/** Texts of elements inside the viewer; null before it is there. */
const texts = (frame, selector) =>
  run(
    frame,
    (element, wanted) =>
      [...(element?.shadowRoot?.querySelectorAll(wanted) ?? [])].map((node) => node.textContent.trim()),
    selector,
  ).catch(() => []);

const shows = (frame, selector, pattern) =>
  until(`${selector} to show ${pattern}`, async () =>
    (await texts(frame, selector)).find((text) => pattern.test(text)),
  );

const click = (frame, selector) =>
  run(frame, (element, wanted) => element.shadowRoot.querySelector(wanted).click(), selector);

/** A key on the list. */
const press = (frame, key) =>
  run(
    frame,
    (element, pressed) => {
      const table = element.shadowRoot.querySelector('exchange-log-sessions table');
      table.focus();
      const event = { key: pressed, bubbles: true, composed: true, cancelable: true };
      table.dispatchEvent(new KeyboardEvent('keydown', event));
    },
    key,
  );

const restrictions = (frame) => texts(frame, '.restrictions li');

/** Opens the sample, searches, reads a session and exports it. */
async function useViewer(frame) {
  await shows(frame, '#counts', new RegExp(`^${SESSIONS} sessions$`));
  await run(frame, (element) => {
    element.query = 'greylisted log:send';
  });
  await shows(frame, '#counts', /^1 of/);
  await until('a row', async () => (await texts(frame, 'exchange-log-sessions tbody tr')).length === 1);
  await press(frame, 'Home');
  await shows(frame, 'exchange-log-sessions tbody tr[aria-selected=true]', /./);
  await press(frame, 'Enter');
  await shows(frame, 'exchange-log-conversation', /greylisted/i);
  const csv = await run(frame, async (element) =>
    (await element.export('csv', { query: 'greylisted log:send' })).text(),
  );
  assert.equal(csv.trimEnd().split('\r\n').length, 2);
}

function assertSays(said, expected) {
  assert.equal(said.length, expected.length, said.join('\n'));
  for (const [place, pattern] of expected.entries()) {
    assert.match(said[place], pattern);
  }
}

forEachSetting(
  (setting) => {
    describe('in a frame', () => {
      for (const host of FRAMES) {
        test(String(host.name), async (context) => {
          const { page, frame } = await openFrame(setting, await serveFrame(context, host));
          await useViewer(frame);
          assertSays(await restrictions(frame), host.says);
          const width = await page.evaluate(() => document.querySelector('iframe').getBoundingClientRect().width);
          assert.ok(width > 1100, `the frame is ${width} pixels wide`);
        });
      }

      test('where no file may be saved, the text is copied instead', async (context) => {
        const url = await serveFrame(context, { page: ONE_FILE, frame: 'sandbox="allow-scripts allow-same-origin"' });
        const { frame } = await openFrame(setting, url);
        await shows(frame, '#counts', new RegExp(`^${SESSIONS} sessions$`));
        await click(frame, '[data-format=csv]');
        await shows(frame, '.notice p', /^This frame may not save files/);
        const button = await frame.evaluateHandle(() =>
          document.querySelector('exchange-log-viewer').shadowRoot.querySelector('.notice button.small:not(.icon)'),
        );
        await /** @type {import('puppeteer-core').ElementHandle<HTMLElement>} */ (button.asElement()).click();
        await shows(frame, '.notice p', /^The text was copied\.$/);
      });

      test('where forms are forbidden, what is entered is used all the same', async (context) => {
        const url = await serveFrame(context, { page: ONE_FILE, frame: 'sandbox="allow-scripts allow-downloads"' });
        const { frame } = await openFrame(setting, url);
        await shows(frame, '#counts', new RegExp(`^${SESSIONS} sessions$`));
        await click(frame, '#tab-files');
        await shows(frame, '.files [data-change]', /./);
        await click(frame, '.files [data-change]');
        await shows(frame, '.file-form', /./);
        await run(frame, ({ shadowRoot }) => {
          const field = shadowRoot.querySelector('#file-server');
          field.value = 'MBX77';
          field.dispatchEvent(
            new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }),
          );
        });
        await shows(frame, '.files td', /MBX77/);
      });

      test('where files may not be saved without a word, the page says so after an export', async (context) => {
        const url = await serveFrame(context, { page: FOLDER, elsewhere: true });
        const { frame } = await openFrame(setting, url);
        await shows(frame, '#counts', new RegExp(`^${SESSIONS} sessions$`));
        await click(frame, '[data-format=csv]');
        await shows(frame, '.notice p', /^If no file was saved/);
      });

      test('without WebAssembly the page says what would allow it', async (context) => {
        const viewerHeaders = { 'content-security-policy': SITE_POLICY.replace(" 'wasm-unsafe-eval'", '') };
        const url = await serveFrame(context, { page: FOLDER, elsewhere: true, viewerHeaders });
        const { frame } = await openFrame(setting, url);
        await shows(frame, '.notice p', SAYS.webAssembly);
      });

      test('without allow-scripts the page says what would allow it', async (context) => {
        const { page } = await openFrame(setting, await serveFrame(context, { page: ONE_FILE, frame: 'sandbox=""' }));
        // Scripts of the page do not run, those of the test do.
        const frame = await (await page.$('iframe')).contentFrame();
        const sentence = () =>
          frame.evaluate(() => {
            const text = document.querySelector('exchange-log-viewer > p');
            return getComputedStyle(text).visibility === 'visible' && text.textContent;
          });
        assert.match(await until('the sentence', sentence), /allow-scripts in its sandbox attribute would allow it/);
      });
    });

    describe('as an element', () => {
      for (const { name, policy, says, workers } of ELEMENTS) {
        test(name, async (context) => {
          const url = await serveHost(context, { html: ELEMENT_PAGE, headers: { 'content-security-policy': policy } });
          const viewer = await setting.openPage({ url, hash: '#sample' });
          await useViewer(viewer.page.mainFrame());
          assertSays(await restrictions(viewer.page.mainFrame()), says);
          const urls = viewer.page.workers().map((worker) => worker.url());
          assert.ok(
            urls.length === workers.length && urls.every((one, place) => one.includes(workers[place])),
            urls.join(),
          );
        });
      }
    });

    test('a page under a policy with sandbox', async (context) => {
      const viewerHeaders = { 'content-security-policy': 'sandbox allow-scripts' };
      const url = `${await serveHost(context, { viewerHeaders })}${ONE_FILE}`;
      const viewer = await setting.openPage({ url, hash: '#sample' });
      await useViewer(viewer.page.mainFrame());
      assertSays(await restrictions(viewer.page.mainFrame()), OPAQUE);
    });
  },
  { scheme: 'http' },
);
