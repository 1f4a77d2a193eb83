/**
 * Runs tests of the built page in every setting that it promises to work in: Chromium and Firefox, each with the folder
 * build from a web server and with the one-file build from file://.
 *
 *     forEachSetting((setting) => {
 *       test('opens a file', async () => {
 *         const viewer = await setting.openPage();
 *         …
 *       });
 *     });
 */
import { readdirSync } from 'node:fs';
import { after, afterEach, before, describe } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serve } from '../../../www/build/serve.js';
import { launchBrowser } from './browsers.mjs';
import { startProxy } from './proxy.mjs';
import { recordRequests } from './requests.mjs';
import { until, Viewer } from './viewer.mjs';

export const DIST = fileURLToPath(new URL('../../../dist/', import.meta.url));
const SITE = `${DIST}site`;
const ONE_FILE = pathToFileURL(`${DIST}exchange-log-viewer.html`).href;

/** Records policy violations from before any script of the page runs. */
function watchPolicy() {
  const noted = [];
  Object.assign(globalThis, { policyViolations: noted });
  document.addEventListener('securitypolicyviolation', (event) => {
    noted.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
  });
}

/**
 * Milliseconds by which everything that the page sends to its workers is late. A test that reads or clicks before the page rests,
 * as it would beside other programs, then fails each time.
 */
const LATE_MS = Number(process.env.ANSWERS_LATE_MS ?? 0);

/** Counts the questions to workers, and those without an answer, from before any script of the page runs. */
function watchQuestions(/** @type {number} */ lateMs) {
  const questions = { asked: 0, waiting: new Set() };
  const heard = new WeakSet();
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (typeof message?.id === 'number' && message.request !== 'ping') {
      questions.asked += 1;
      questions.waiting.add(message.id);
      if (!heard.has(this)) {
        heard.add(this);
        this.addEventListener('message', ({ data }) => questions.waiting.delete(data?.id));
      }
    }
    if (lateMs > 0) setTimeout(() => postMessage.call(this, message, ...rest), lateMs);
    else postMessage.call(this, message, ...rest);
  };
  Object.assign(globalThis, { questions });
}

/** A browser with a way of opening the page. */
class Setting {
  /**
   * @param {'chromium' | 'firefox'} browserName
   * @param {'http' | 'file'} scheme
   */
  constructor(browserName, scheme) {
    this.browserName = browserName;
    this.scheme = scheme;
    this.name = `${browserName}, ${scheme}`;
    this.served = [];
    this.pages = [];
  }

  /** Starts browser, proxy and server. `options` are those of `launchBrowser`, and `headers` for the server. */
  async start(/** @type {any} */ options = {}) {
    this.proxy = await startProxy();
    this.server = await serve(SITE, [0], {
      headers: options.headers,
      onRequest: (method, url) => this.served.push(`${method} ${new URL(url, this.server.url)}`),
    });
    this.browser = await launchBrowser(this.browserName, this.proxy.port, options);
  }

  async stop() {
    await this.browser?.close();
    await this.server?.close();
    await this.proxy?.close();
  }

  /** Closes the pages of one test, and forgets their requests. */
  async closePages() {
    await Promise.all(this.pages.splice(0).map((page) => page.close().catch(() => {})));
    this.served.length = 0;
    this.proxy.asked.length = 0;
  }

  /** Address of the page. */
  get url() {
    return this.scheme === 'http' ? this.server.url : ONE_FILE;
  }

  /** Addresses of the page's own files. */
  get ownFiles() {
    const names = ['', ...readdirSync(SITE)];
    return this.scheme === 'http' ? names.map((name) => this.server.url + name) : [ONE_FILE];
  }

  /**
   * Opens the page in a new tab and waits for the element. `hash` is added to the address; `url` opens another page;
   * `prepare` is run in the page before its scripts. Most tests are about the list, so it is the view that is shown first,
   * unless `view` is another one.
   * @param {{ hash?: string, url?: string, prepare?: string | (() => void), view?: string }} options
   */
  async openPage({ hash = '', url = this.url, prepare, view = 'sessions' } = {}) {
    const page = await this.browser.newPage();
    this.pages.push(page);
    await page.setViewport({ width: 1400, height: 900 });
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(/** @type {any} */ (error)?.message ?? error)));
    const requests = await recordRequests(page, {
      isChromium: this.browserName === 'chromium',
      ownFiles: [...this.ownFiles, url, url + hash, this.url + hash],
      served: this.served,
      proxied: this.proxy.asked,
    });
    await page.evaluateOnNewDocument(watchPolicy);
    await page.evaluateOnNewDocument(watchQuestions, LATE_MS);
    if (prepare) {
      await page.evaluateOnNewDocument(prepare);
    }
    await page.goto(url + hash);
    await until('the element', () =>
      page.evaluate(() => Boolean(document.querySelector('exchange-log-viewer')?.shadowRoot)),
    );
    const element = await page.evaluateHandle(() => document.querySelector('exchange-log-viewer'));
    const viewer = new Viewer(page, element, requests, errors);
    await viewer.run((element, first) => element.setAttribute('view', first), view);
    return viewer;
  }
}

/** All settings: what the page promises to work in. */
const SETTINGS = [
  ['chromium', 'http'],
  ['chromium', 'file'],
  ['firefox', 'http'],
  ['firefox', 'file'],
];

/** Each browser once, and each of the builds once. */
const EACH_ONCE = [
  ['chromium', 'file'],
  ['firefox', 'http'],
];

function declareFor(settings, declare, options) {
  for (const [browserName, scheme] of settings) {
    const setting = new Setting(browserName, scheme);
    describe(setting.name, () => {
      before(() => setting.start(options));
      after(() => setting.stop());
      afterEach(() => setting.closePages());
      declare(setting);
    });
  }
}

/**
 * Declares the same tests for every setting. `only` narrows them, e.g. `{ scheme: 'http' }`; `options` are those of
 * `Setting.start`.
 * @param {(setting: Setting) => void} declare
 * @param {{ browserName?: string, scheme?: string }} only
 */
export function forEachSetting(declare, only = {}, options = {}) {
  const wanted = SETTINGS.filter(
    ([browserName, scheme]) => (only.browserName ?? browserName) === browserName && (only.scheme ?? scheme) === scheme,
  );
  declareFor(wanted, declare, options);
}

/**
 * Declares the same tests for both browsers: for what does not depend on how the page and its worker were loaded, in half
 * the time.
 * @param {(setting: Setting) => void} declare
 */
export function forEachBrowser(declare, options = {}) {
  declareFor(EACH_ONCE, declare, options);
}
