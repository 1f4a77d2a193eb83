/**
 * Starts Debian's WebKitGTK over WebDriver, on a display without a screen. WebKit is what Safari is made of; puppeteer does
 * not know it.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { until } from './viewer.mjs';

/** Starts a program. `failure` rejects if that is not possible. */
function start(program, args, options) {
  const child = spawn(program, args, options);
  const failure = new Promise((_, fail) => {
    child.once('error', (error) => fail(new Error(`${program} cannot be started: ${error.message}`)));
  });
  failure.catch(() => {});
  return { child, failure };
}

/** The number of a new display, which Xvfb chooses and prints. */
async function startDisplay() {
  const args = ['-displayfd', '1', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'];
  const { child, failure } = start('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const number = new Promise((done) => child.stdout.once('data', (data) => done(String(data).trim())));
  return { display: `:${await Promise.race([number, failure])}`, xvfb: child };
}

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((done) => server.close(done));
  return port;
}

/** A browser window. */
export class WebKitPage {
  /** @param {string} session address of the session */
  constructor(session) {
    this.session = session;
  }

  /** A command of WebDriver. */
  async command(method, path, body) {
    const response = await fetch(this.session + path, { method, body: body && JSON.stringify(body) });
    const { value } = /** @type {any} */ (await response.json());
    if (value?.error) {
      throw new Error(`${path}: ${value.error}: ${value.message}`);
    }
    return value;
  }

  goto(url) {
    return this.command('POST', '/url', { url });
  }

  /** Runs a function in the page with the viewer and plain values. Returns its result. */
  async run(work, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      const viewer = document.querySelector('exchange-log-viewer');
      Promise.resolve((${work})(viewer, ...arguments)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.command('POST', '/execute/async', { script, args });
    if (error) {
      throw new Error(error);
    }
    return value;
  }

  /** Texts of elements inside the viewer; none before it is there. */
  texts(selector) {
    return this.run(
      (viewer, wanted) =>
        [...(viewer?.shadowRoot?.querySelectorAll(wanted) ?? [])].map((node) => node.textContent.trim()),
      selector,
    );
  }

  /** Waits until an element shows a text. */
  shows(selector, pattern) {
    return until(`${selector} to show ${pattern}`, async () =>
      (await this.texts(selector)).find((text) => pattern.test(text)),
    );
  }

  /** Chooses files in the file picker. */
  async pick(...paths) {
    const script = "return document.querySelector('exchange-log-viewer').shadowRoot.querySelector('[data-pick=files]')";
    const [id] = Object.values(await this.command('POST', '/execute/sync', { script, args: [] }));
    await this.command('POST', `/element/${id}/value`, { text: paths.join('\n') });
  }

  /** Presses a key in the element that has the focus. */
  async press(key) {
    const [down, up] = ['keyDown', 'keyUp'].map((type) => ({ type, value: key }));
    await this.command('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions: [down, up] }] });
  }
}

/**
 * Starts WebKit for one test.
 * @param {import('node:test').TestContext} context
 */
export async function startWebKit(context) {
  const { display, xvfb } = await startDisplay();
  const page = new WebKitPage('');
  let driverProcess;
  context.after(async () => {
    // The driver ends the browser with the session.
    if (page.session) await page.command('DELETE', '').catch(() => {});
    driverProcess?.kill();
    xvfb.kill();
  });
  const port = await freePort();
  const env = { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' };
  const { child, failure } = start('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' });
  driverProcess = child;
  const driver = `http://127.0.0.1:${port}`;
  const ready = until('WebKitWebDriver', () =>
    fetch(`${driver}/status`).then(
      () => true,
      () => false,
    ),
  );
  await Promise.race([ready, failure]);
  const { sessionId } = await new WebKitPage(driver).command('POST', '/session', { capabilities: { alwaysMatch: {} } });
  page.session = `${driver}/session/${sessionId}`;
  return page;
}
