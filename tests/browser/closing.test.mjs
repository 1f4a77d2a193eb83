/** Logs that are open: more than fit, one is removed, all are closed, and the page is left. */
import assert from 'node:assert/strict';
import { readFileSync, truncateSync, utimesSync } from 'node:fs';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { SAMPLE_FILES, sampleFile, truthOf, writeLogs } from './support/logs.mjs';
import { axeSource } from './support/packages.mjs';
import { until } from './support/viewer.mjs';

const RECEIVE = [sampleFile('FrontEnd', 'RECV2025060308'), sampleFile('FrontEnd', 'RECV2025060309')];

const rows = (viewer) => viewer.texts('exchange-log-files tbody th');

/** What a user clicks with the mouse; the browser asks only on pages that somebody has used. */
const clickWithMouse = async (viewer, selector) => (await viewer.find(selector)).click();

/** Answers the next question of the browser. Resolves to its kind. */
const answered = (page, leave) =>
  new Promise((done) => {
    page.once('dialog', async (dialog) => {
      await (leave ? dialog.accept() : dialog.dismiss());
      done(dialog.type());
    });
  });

forEachBrowser((setting) => {
  test('more than the memory holds is asked about, and read newest first', async (context) => {
    const [first, second] = RECEIVE.map((path) => readFileSync(path));
    // The first of these was changed last.
    const files = writeLogs(context, { '2.LOG': second, '1.LOG': first, '3.LOG': '' });
    truncateSync(files[2], 8 * 2 ** 30);
    utimesSync(files[2], 0, 0);
    const viewer = await setting.openPage();
    const input = await viewer.find('[data-pick=files]');
    await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(...files);
    const asks = /^The 3 files have about 8\.00 GB\. .* room for about 7\.00 GB of SMTP logs/;
    await viewer.shows('#fitting[open] #fitting-text', asks);
    await viewer.screenshot(`fitting-${setting.browserName}`);
    await viewer.page.keyboard.press('Escape');
    await until('no question', async () => (await viewer.texts('#fitting[open]')).length === 0);
    await viewer.find('#sample');
    const picked = viewer.pick(...files);
    await viewer.shows('#fitting[open] #fitting-text', asks);
    await viewer.page.keyboard.press('Enter');
    await viewer.click('#cancel');
    const { perFile } = await picked;
    assert.deepEqual(
      perFile.map(({ name }) => name),
      ['2.LOG', '1.LOG', '3.LOG'],
    );
    await viewer.assertCalm();
  });

  test('a file is removed, and the others stay', async () => {
    const viewer = await setting.openPage();
    await viewer.open(...RECEIVE);
    await viewer.click('#tab-files');
    await until('both files', async () => (await rows(viewer)).length === 2);
    await viewer.click('[data-remove="0"]');
    await viewer.shows('.file-form', /stay where they are on disk/);
    await viewer.click('[data-scope=file]');
    await until('one file', async () => (await rows(viewer)).length === 1);
    assert.deepEqual(await rows(viewer), ['RECV2025060309-1.LOG']);
    assert.equal((await viewer.call('count', '')).sessions, truthOf(RECEIVE.slice(1)).sessions);
    await viewer.click('[data-remove="0"]');
    await viewer.click('[data-scope=file]');
    await viewer.find('#sample');
    await viewer.assertCalm();
  });

  test('Close all asks first, unless only the sample is open', async () => {
    const viewer = await setting.openPage();
    await viewer.open(...SAMPLE_FILES);
    await clickWithMouse(viewer, '#close-all');
    await viewer.shows('#closing[open] h2', /^Close all 9 files\?$/);
    await viewer.page.evaluate(axeSource);
    const findings = await viewer.run(async (element) => {
      const { violations } = await /** @type {any} */ (globalThis).axe.run(
        element.shadowRoot.querySelector('#closing'),
      );
      return violations.map(({ id }) => id);
    });
    assert.deepEqual(findings, []);
    await viewer.page.keyboard.press('Enter');
    await until('no question', async () => (await viewer.texts('#closing[open]')).length === 0);
    assert.equal((await viewer.call('count', '')).sessions, truthOf(SAMPLE_FILES).sessions);
    await viewer.click('#close-all');
    await viewer.shows('#closing[open] h2', /./);
    await viewer.click('#close-now');
    await viewer.click('#sample');
    await viewer.shows('#counts', /sessions$/);
    await viewer.click('#close-all');
    await viewer.find('#sample');
    assert.deepEqual(await viewer.texts('#closing[open]'), []);
    await viewer.assertCalm();
  });

  test('reloading the page asks first, unless only the sample is open', async () => {
    const viewer = await setting.openPage();
    await clickWithMouse(viewer, '#sample');
    await viewer.shows('#counts', /sessions$/);
    await viewer.page.reload();
    await until('the page again', () =>
      viewer.page.evaluate(() => Boolean(document.querySelector('exchange-log-viewer')?.shadowRoot)).catch(() => false),
    );
    viewer.element = await viewer.page.evaluateHandle(() => document.querySelector('exchange-log-viewer'));
    await viewer.open(...RECEIVE);
    await clickWithMouse(viewer, '#tab-files');
    const question = answered(viewer.page, false);
    viewer.page.reload().catch(() => {});
    assert.equal(await question, 'beforeunload');
    assert.equal((await viewer.call('count', '')).sessions, truthOf(RECEIVE).sessions);
  });
});
