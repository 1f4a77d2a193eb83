/** The element in a page of somebody else: its size, and what becomes of it when the page takes it out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { serveHost } from './support/hosts.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

const SESSIONS = truthOf(SAMPLE_FILES).sessions;

/** A page of a wiki, with the element between two paragraphs. */
const wikiPage = (element = '<exchange-log-viewer></exchange-log-viewer>', head = '') =>
  `<!doctype html><html><head>${head}</head><body><p>Above</p>${element}<p>Below</p>` +
  '<script src="/viewer/site/viewer.js"></script></body></html>';

/** Notes every worker that the page starts, and whether it was ended. */
function watchWorkers() {
  const noted = [];
  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    constructor(/** @type {[any]} */ ...args) {
      super(...args);
      noted.push(this);
    }
    /** @override */
    terminate() {
      super.terminate();
      noted.splice(noted.indexOf(this), 1);
    }
  };
  Object.assign(globalThis, { runningWorkers: noted });
}

const runningWorkers = (viewer) => viewer.page.evaluate(() => /** @type {any} */ (globalThis).runningWorkers.length);

const heightOf = (viewer) => viewer.run((element) => element.getBoundingClientRect().height);

/** Waits until as many sessions are listed as the sample has. */
const showsSample = (viewer) => viewer.shows('#counts', new RegExp(`^${SESSIONS} sessions$`));

forEachSetting(
  (setting) => {
    test('has a height of its own, which the page around it may change', async (context) => {
      const plain = await setting.openPage({ url: await serveHost(context, { html: wikiPage() }) });
      assert.equal(await heightOf(plain), 0.8 * 900);
      const styled = await serveHost(context, {
        html: wikiPage(undefined, '<style>exchange-log-viewer { height: 500px }</style>'),
      });
      assert.equal(await heightOf(await setting.openPage({ url: styled })), 500);
    });

    test('fills the page that is made for it', async () => {
      assert.equal(await heightOf(await setting.openPage()), 900);
    });

    test('releases its worker when it is taken out of the page, and begins as new when it is put back', async (context) => {
      const url = await serveHost(context, { html: wikiPage() });
      const viewer = await setting.openPage({ url, hash: '#sample', prepare: watchWorkers });
      await showsSample(viewer);
      await viewer.run((element) => {
        element.query = 'code:5xx';
      });
      await viewer.shows('#counts', /match/);
      assert.equal(await runningWorkers(viewer), 1);
      await viewer.run((element) => element.remove());
      await until('the end of the worker', async () => (await runningWorkers(viewer)) === 0);
      const refused = await viewer.run((element) => element.count('').catch(({ name }) => name));
      assert.equal(refused, 'EngineClosed');
      await viewer.run((element) => document.body.append(element));
      await showsSample(viewer);
      assert.equal(await runningWorkers(viewer), 1);
      assert.equal(await viewer.run((element) => element.query), '');
      await viewer.assertCalm();
    });

    test('is taken out of the page while it reads', async (context) => {
      const url = await serveHost(context, { html: wikiPage() });
      const viewer = await setting.openPage({ url, prepare: watchWorkers });
      const chosen = await viewer.choose(...SAMPLE_FILES);
      const outcome = await viewer.run(async (element, input) => {
        await element.count('');
        const reading = element.open([...input.files]).then(
          () => 'read',
          ({ name }) => name,
        );
        element.remove();
        return reading;
      }, chosen);
      assert.equal(outcome, 'EngineClosed');
      assert.equal(await runningWorkers(viewer), 0);
      await viewer.run((element) => document.body.append(element));
      await viewer.find('#sample');
      assert.deepEqual(await viewer.texts('.notice p'), []);
      const again = await viewer.openChosen(chosen);
      assert.equal(again.sessions, SESSIONS);
    });

    test('keeps its logs when it is moved within the page', async (context) => {
      const url = await serveHost(context, { html: wikiPage() });
      const viewer = await setting.openPage({ url, hash: '#sample', prepare: watchWorkers });
      await showsSample(viewer);
      await viewer.run((element) => document.body.prepend(element));
      await viewer.run(() => new Promise((done) => setTimeout(done, 100)));
      assert.equal((await viewer.call('count', '')).sessions, SESSIONS);
      assert.equal(await runningWorkers(viewer), 1);
      await showsSample(viewer);
      await viewer.assertCalm();
    });
  },
  { scheme: 'http' },
);
