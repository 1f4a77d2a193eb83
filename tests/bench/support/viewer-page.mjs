/** The built page as the benchmark drives it: through the element's own methods, recording the longest tasks. */

const PAINTS = 5;
const SETTLE_MS = 300;
/** Milliseconds in which a query is answered and its matches are drawn. */
const NARROW_MS = 3000;
/** Movements of the pointer in a drag. */
const DRAG_STEPS = 120;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Records how long tasks block the page's main thread, from before any script of the page runs. */
function watchLongTasks() {
  const tasks = [];
  Object.assign(globalThis, { longTasks: tasks });
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  });
}

/** Opens the viewer's page. `prepare` runs in it before its scripts. */
export async function openViewer(browser, url, prepare = '') {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.setViewport({ width: 1400, height: 900 });
  await page.evaluateOnNewDocument(watchLongTasks);
  if (prepare) await page.evaluateOnNewDocument(prepare);
  await page.goto(url);
  await pause(SETTLE_MS);
  // Lists are measured, not the overview.
  await page.evaluate(() => document.querySelector('exchange-log-viewer')?.setAttribute('view', 'sessions'));
  return {
    /** Opens files. Returns the summary, and the time from call to the first listed sessions and to the answer in milliseconds. */
    async open(paths) {
      const input = await page.evaluateHandle(() =>
        document.body.appendChild(
          Object.assign(document.createElement('input'), { type: 'file', multiple: true, hidden: true }),
        ),
      );
      await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(...paths);
      return page.evaluate(async (source) => {
        const viewer = /** @type {any} */ (document.querySelector('exchange-log-viewer'));
        const files = [...source.files];
        globalThis.longTasks.length = 0;
        const began = performance.now();
        const opening = viewer.open(files);
        const isListed = () => /^[1-9]/.test(viewer.shadowRoot.querySelector('#counts')?.textContent.trim() ?? '');
        let firstMs = Number.NaN;
        const timer = setInterval(() => {
          if (Number.isNaN(firstMs) && isListed()) firstMs = performance.now() - began;
        }, 10);
        const summary = await opening;
        const ms = performance.now() - began;
        clearInterval(timer);
        return { summary, ms, firstMs: Number.isNaN(firstMs) ? ms : firstMs };
      }, input);
    },

    /** Closes everything that is open. */
    clear() {
      return page.evaluate(() => /** @type {any} */ (document.querySelector('exchange-log-viewer')).clear());
    },

    /** Counts what a query finds, and measures the time in milliseconds. */
    count(query) {
      return page.evaluate(async (text) => {
        const viewer = /** @type {any} */ (document.querySelector('exchange-log-viewer'));
        const began = performance.now();
        try {
          const counts = await viewer.count(text);
          return { counts, ms: performance.now() - began };
        } catch (error) {
          return { problem: String(error), ms: performance.now() - began };
        }
      }, query);
    },

    /** Longest task since the last call, in milliseconds; 0 if below 50 ms, which browsers do not report. */
    async longestTask() {
      await pause(SETTLE_MS);
      return page.evaluate(() => Math.max(0, ...globalThis.longTasks.splice(0)));
    },

    /** Filters and scrolls as a user would, with time for the page to draw. */
    async filterAndScroll() {
      for (const query of ['fabrikam', 'code:5xx', '']) {
        await page.evaluate((text) => {
          /** @type {any} */ (document.querySelector('exchange-log-viewer')).query = text;
        }, query);
        await pause(SETTLE_MS);
        await page.mouse.move(500, 450);
        for (let turn = 0; turn < 20; turn++) {
          await page.mouse.wheel({ deltaY: 2_000 });
          await pause(16);
        }
      }
    },

    /**
     * Drags the brush over the timeline, without a pause, and narrows to what it selects. Returns the longest task while it
     * is dragged, in milliseconds, the query, and the number of sessions that are listed.
     */
    async dragTimeline() {
      await pause(NARROW_MS);
      const box = await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('exchange-log-viewer');
        const { x, y, width, height } = shadowRoot.querySelector('.timeline-plot').getBoundingClientRect();
        globalThis.longTasks.length = 0;
        return { x, y: y + height / 2, width };
      });
      await page.mouse.move(box.x + box.width * 0.2, box.y);
      await page.mouse.down();
      for (let step = 0; step < DRAG_STEPS; step++) {
        await page.mouse.move(box.x + box.width * (0.2 + (0.6 * step) / DRAG_STEPS), box.y);
      }
      const longTask = await this.longestTask();
      await page.mouse.up();
      await pause(NARROW_MS);
      return page.evaluate((longest) => {
        const viewer = /** @type {any} */ (document.querySelector('exchange-log-viewer'));
        const counts = viewer.shadowRoot.querySelector('#counts').textContent;
        return { longTask: longest, query: viewer.query, sessions: Number(counts.split(' ')[0].replaceAll(',', '')) };
      }, longTask);
    },

    close: () => page.close(),
  };
}

/** Times of the first contentful paint of a page, in milliseconds, each in a new tab. */
export async function paintTimes(browser, url) {
  const times = [];
  for (let count = 0; count < PAINTS; count++) {
    const page = await browser.newPage();
    await page.goto(url);
    await page.bringToFront();
    times.push(
      await page.evaluate(
        () =>
          new Promise((done) => {
            const observer = new PerformanceObserver((list) => {
              const paint = list.getEntriesByName('first-contentful-paint')[0];
              if (paint) {
                observer.disconnect();
                done(paint.startTime);
              }
            });
            observer.observe({ type: 'paint', buffered: true });
          }),
      ),
    );
    await page.close();
  }
  return times;
}
