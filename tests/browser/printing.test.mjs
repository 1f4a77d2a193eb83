/** Printing: all of a list or conversation with a head that says what it is, although the page loads only a part. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, writeLogs } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

const SESSIONS = 1500;
const ENTRIES = 1200;

/** Sessions with one row each, and a long one. */
const LOGS = {
  'RECV2025060308-1.LOG':
    HEADER + Array.from({ length: ENTRIES }, (_, row) => receiveRow(row, '>', `250 reply ${row}`)).join(''),
  'RECV2025060309-1.LOG':
    HEADER +
    Array.from({ length: SESSIONS - 1 }, (_, number) =>
      receiveRow(0, '+', '', { id: `08DDA1F3C2C${String(number).padStart(5, '0')}` }),
    ).join(''),
};

/** Prints nothing, but counts how often it was asked to. */
function countPrints() {
  const counted = { prints: 0 };
  Object.assign(globalThis, { counted });
  window.print = () => {
    counted.prints += 1;
  };
}

async function openLogs(setting, context) {
  const viewer = await setting.openPage({ prepare: countPrints });
  await viewer.open(...writeLogs(context, LOGS));
  await viewer.shows('#counts', /^1,500 sessions$/);
  return viewer;
}

const printed = (viewer) => viewer.page.evaluate(() => /** @type {any} */ (globalThis).counted.prints);

/** Names and values of the head. */
const factsOf = (viewer) =>
  viewer.run(({ shadowRoot }) =>
    Object.fromEntries(
      [...shadowRoot.querySelectorAll('#sheet dl > div')].map((line) =>
        [...line.children].map((part) => part.textContent),
      ),
    ),
  );

const endPrinting = (viewer) => viewer.page.evaluate(() => window.dispatchEvent(new Event('afterprint')));

forEachSetting(
  (setting) => {
    test('the whole list is printed, with a head', async (context) => {
      const viewer = await openLogs(setting, context);
      await viewer.run((element) => {
        element.query = 'session:08DDA1F3C2C*';
      });
      await viewer.shows('#counts', /^1,499 of 1,500 sessions/);
      await viewer.click('#print');
      await until('printing', async () => (await printed(viewer)) === 1);
      const facts = await factsOf(viewer);
      assert.deepEqual(Object.keys(facts), ['Query', 'Period', 'Sessions', 'Time zone', 'Printed']);
      assert.equal(facts.Query, 'session:08DDA1F3C2C*');
      assert.match(facts.Period, /^2025-06-03 08:00:00\.000 – 08:00:00\.000Z$/);
      assert.equal(facts.Sessions, '1,499 of 1,500');
      assert.match(facts.Printed, /^\d{4}-\d\d-\d\d \d\d:\d\d/);
      assert.match((await viewer.texts('#sheet h1'))[0], /Exchange Log Viewer: Sessions/);
      assert.equal((await viewer.texts('#sheet tbody tr')).length, SESSIONS - 1);
      assert.equal((await viewer.texts('#sheet .flag')).length, 0);
      const [words] = await viewer.texts('#sheet .paper-timeline figcaption');
      assert.match(words, /^1,499 sessions from 2025-06-03 .*: 1,499 /);
      assert.ok((await viewer.texts('#sheet .paper-bars')).length > 0);
      assert.ok((await viewer.texts('#sheet .timeline-axis span')).length > 0);
      await endPrinting(viewer);
      await until('the sheet to go', async () => (await viewer.texts('#sheet')).length === 0);
      await viewer.assertCalm();
    });

    test('the whole conversation is printed by the browser’s own key, and then as before', async (context) => {
      const viewer = await openLogs(setting, context);
      await viewer.run((element) => {
        element.query = 'session:08DDA1F3C2B40001';
      });
      await viewer.shows('#counts', /^1 of /);
      await viewer.openRow(0);
      const entries = async () => (await viewer.texts('.entry')).length;
      await until('the entries', async () => (await entries()) === 400);
      await (await viewer.find('.talk')).focus();
      await viewer.page.keyboard.down('Control');
      await viewer.page.keyboard.press('p');
      await viewer.page.keyboard.up('Control');
      await until('printing', async () => (await printed(viewer)) === 1);
      assert.equal(await entries(), ENTRIES);
      const facts = await factsOf(viewer);
      assert.deepEqual(Object.keys(facts).slice(0, 5), ['Server', 'Log', 'Session ID', 'Remote endpoint', 'Time']);
      assert.match(facts.Server, /^MBX01/);
      assert.equal(facts['Session ID'], '08DDA1F3C2B40001');
      assert.equal(facts.Entries, '1,200');
      await endPrinting(viewer);
      await until('the page of entries', async () => (await entries()) === 400);
      await viewer.assertCalm();
    });

    test('printed from the browser’s menu, the page says what is missing', async (context) => {
      const viewer = await openLogs(setting, context);
      await viewer.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      await viewer.shows('#sheet .flag', /only what was on screen/);
      await endPrinting(viewer);
    });
  },
  { scheme: 'http' },
);

forEachSetting(
  (setting) => {
    test('paper has the sheet and nothing to click, light on every theme', async (context) => {
      const viewer = await openLogs(setting, context);
      await (await viewer.find('#theme')).select('dark');
      await viewer.click('#print');
      await until('printing', async () => (await printed(viewer)) === 1);
      await viewer.page.emulateMediaType('print');
      const paper = await viewer.run((element) => {
        const visible = (selector) =>
          [...element.shadowRoot.querySelectorAll(selector)].filter((node) => node.checkVisibility()).length;
        return {
          sheet: element.shadowRoot.querySelector('#sheet').offsetHeight,
          element: element.offsetHeight,
          buttons: visible('button, input, select'),
          scheme: getComputedStyle(element).colorScheme,
          colours: [
            ...new Set(
              [...element.shadowRoot.querySelectorAll('.paper-timeline :is(rect[class], .paper-bars, .pattern-lines)')]
                .map((node) => getComputedStyle(node))
                .flatMap(({ fill, stroke }) => [fill, stroke])
                .filter((colour) => colour.startsWith('rgb')),
            ),
          ].sort(),
        };
      });
      assert.ok(paper.sheet > SESSIONS * 14 && paper.element >= paper.sheet, JSON.stringify(paper));
      assert.deepEqual([paper.buttons, paper.scheme], [0, 'light']);
      assert.deepEqual(paper.colours, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      await endPrinting(viewer);
      await viewer.openRow(0);
      await viewer.find('.entry');
      await viewer.click('#print');
      await until('printing', async () => (await printed(viewer)) === 2);
      const [list, talk] = await viewer.run(({ shadowRoot }) =>
        ['.list', '.talk'].map((one) => shadowRoot.querySelector(one).offsetHeight),
      );
      assert.ok(list === 0 && talk > 400 * 18, `${list} ${talk}`);
    });
  },
  { scheme: 'http', browserName: 'chromium' },
);
