/** An open page and its element, as the tests use them. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SCREENSHOTS = fileURLToPath(new URL('../../../target/browser-tests/', import.meta.url));
const DEADLINE_MS = 20_000;
const POLL_MS = 25;
/** Without a question for so long, the page asks nothing more. */
const RESTING_MS = 200;

/**
 * Polls until the result is truthy, and returns it. (Puppeteer's own waiting compiles text in the page, which the
 * page's policy forbids.)
 */
export async function until(what, ask, deadlineMs = DEADLINE_MS) {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    assert.ok(Date.now() < end, `waited ${deadlineMs} ms in vain for: ${what}`);
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

/** The place of an element that rests: what opens beside it moves it. */
export async function placeOf(element) {
  const place = () => element.evaluate((node) => node.getBoundingClientRect().toJSON());
  let last = await place();
  await until('the element to rest', async () => {
    await new Promise((done) => setTimeout(done, 150));
    const before = last;
    last = await place();
    return last.x === before.x && last.y === before.y;
  });
  return last;
}

/** Before a page opens: nothing is remembered of another test. The blank page before the viewer may have no storage. */
export function forget() {
  try {
    localStorage.clear();
  } catch {
    // None to clear.
  }
}

export class Viewer {
  /**
   * @param {import('puppeteer-core').Page} page
   * @param {import('puppeteer-core').JSHandle} element the `<exchange-log-viewer>`
   * @param {Awaited<ReturnType<typeof import('./requests.mjs').recordRequests>>} requests
   * @param {string[]} errors uncaught errors of the page's scripts, growing
   */
  constructor(page, element, requests, errors) {
    this.page = page;
    this.element = element;
    this.requests = requests;
    this.errors = errors;
  }

  /** Calls a method of the element with plain values, and returns its plain result. */
  call(method, ...args) {
    return this.run((element, name, values) => element[name](...values), method, args);
  }

  /** Runs a function in the page, with the element as its first argument. It cannot access the test's variables. */
  run(action, ...args) {
    return this.page.evaluate(action, this.element, ...args);
  }

  /** Waits for an element inside the viewer, and returns its handle. */
  async find(selector) {
    const handle = await until(selector, async () => {
      const found = await this.run((element, wanted) => Boolean(element.shadowRoot.querySelector(wanted)), selector);
      return (
        found &&
        this.page.evaluateHandle((element, wanted) => element.shadowRoot.querySelector(wanted), this.element, selector)
      );
    });
    return /** @type {import('puppeteer-core').ElementHandle<HTMLElement>} */ (handle.asElement());
  }

  /** Texts of all elements inside the viewer that match. */
  texts(selector) {
    return this.run(
      (element, wanted) => [...element.shadowRoot.querySelectorAll(wanted)].map((node) => node.textContent.trim()),
      selector,
    );
  }

  /** Waits until an element shows a text, given as a pattern. Returns the text. */
  shows(selector, pattern) {
    return until(`${selector} to show ${pattern}`, async () =>
      (await this.texts(selector)).find((text) => pattern.test(text)),
    );
  }

  /** Waits until reading has ended, all sessions are found, as many as given, and the page rests. */
  async showsAll(sessions) {
    await this.shows('#counts', new RegExp(`^${sessions} sessions$`));
    await until('reading to end', async () => (await this.texts('.progress')).length === 0);
    await this.rests();
  }

  /** Waits until the engine has answered all that the page asks, and the page has drawn it. */
  async rests() {
    const questions = () =>
      this.page.evaluate(() => {
        const { asked, waiting } = /** @type {any} */ (globalThis).questions;
        return { asked, waiting: waiting.size };
      });
    let before = await questions();
    await until('the page to rest', async () => {
      await new Promise((done) => setTimeout(done, RESTING_MS));
      const { asked, waiting } = await questions();
      const isSame = asked === before.asked && waiting === 0;
      before = { asked, waiting };
      return isSame;
    });
  }

  /**
   * Writes a query where the caret of the search box is, all at once, as pasting does. (Letters that a busy machine types
   * slowly are queries of their own.)
   */
  async writeQuery(text) {
    await (await this.find('#query')).focus();
    await this.page.evaluate((written) => document.execCommand('insertText', false, written), text);
  }

  /** Clicks by script, wherever the element is on the screen. */
  async click(selector) {
    await (await this.find(selector)).evaluate((node) => node.click());
  }

  /** Clicks a row of the list that is shown, once it rests: until then it may have what an earlier query found. */
  async openRow(row) {
    await this.rests();
    await this.click(`#row-${row}`);
  }

  /** Chooses a tab with the arrow keys; it has the focus then. */
  async goToTab(name) {
    await (await this.find('[role=tab][aria-selected=true]')).focus();
    const tabs = await this.texts('[role=tab]');
    const chosen = () => this.run(({ shadowRoot }) => shadowRoot.activeElement?.id);
    for (let step = 0; step < tabs.length && (await chosen()) !== `tab-${name}`; step += 1) {
      await this.page.keyboard.press('ArrowRight');
    }
    assert.equal(await chosen(), `tab-${name}`);
  }

  /** Opens files as the picker would, and waits until they are read. Returns the summary. */
  pick(...paths) {
    return this.#afterReady(async () => (await this.#fileInput()).uploadFile(...paths));
  }

  /** The input of the file picker, not that of the folder picker. */
  async #fileInput() {
    const input = await this.find('[data-pick=files]');
    return /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input);
  }

  /** Opens files by a drop on the element, and waits until they are read. Returns the summary. */
  drop(...paths) {
    return this.#afterReady(() => this.#dropOnElement(paths));
  }

  /** Opens files through the element's own method. Returns the summary. */
  async open(...paths) {
    return this.openChosen(await this.choose(...paths));
  }

  /** Opens files that were chosen before. Returns the summary. */
  openChosen(chosen) {
    return this.run((element, input) => element.open([...input.files]), chosen);
  }

  /**
   * Chooses files without opening them: an input outside the element holds them. It is the only way to get real files
   * from disk into a page.
   */
  async choose(...paths) {
    const handle = await this.page.evaluateHandle(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true, hidden: true });
      return document.body.appendChild(input);
    });
    const input = /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (handle.asElement());
    await input.uploadFile(...paths);
    return input;
  }

  async #dropOnElement(paths) {
    const input = await this.choose(...paths);
    await this.run((element, source) => {
      const data = new DataTransfer();
      for (const file of source.files ?? []) {
        data.items.add(file);
      }
      source.remove();
      for (const type of ['dragenter', 'dragover', 'drop']) {
        element.dispatchEvent(
          new DragEvent(type, { dataTransfer: data, bubbles: true, composed: true, cancelable: true }),
        );
      }
    }, input);
  }

  /** Runs an action, waits for the element's `ready` event, and returns its detail. */
  async #afterReady(action) {
    const ready = await this.page.evaluateHandle((element) => {
      const state = { detail: null };
      element.addEventListener('ready', ({ detail }) => Object.assign(state, { detail }), { once: true });
      return state;
    }, this.element);
    await action();
    return until('the ready event', () => this.page.evaluate((state) => state.detail, ready));
  }

  /** Saves a screenshot of the page to `target/browser-tests/`. */
  async screenshot(name) {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: `${SCREENSHOTS}${name}.png` });
  }

  /** Fails if a script threw, or if the page's policy blocked something. */
  async assertCalm() {
    const violations = await this.page.evaluate(() => /** @type {any} */ (globalThis).policyViolations);
    assert.deepEqual([...this.errors, ...violations], [], 'uncaught errors or policy violations');
  }
}
