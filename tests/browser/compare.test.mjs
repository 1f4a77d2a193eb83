/** Two sessions side by side: marking, comparing by keys and by the pointer, long and hostile ones, and a narrow screen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { HEADER, receiveRow, SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { axeSource } from './support/packages.mjs';
import { until } from './support/viewer.mjs';
import { notReached, walk, watchListeners } from './support/walk.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;
const COMPARE = 'exchange-log-compare';

async function openSample(setting, options = {}) {
  const viewer = await setting.openPage({ hash: '#sample', ...options });
  await viewer.showsAll(ALL);
  await until('rows', async () => (await viewer.texts('exchange-log-sessions tbody tr')).length > 10);
  return viewer;
}

const press = async (viewer, ...keys) => {
  for (const key of keys) {
    await viewer.page.keyboard.press(key);
  }
};

const focused = (viewer) =>
  viewer.run(({ shadowRoot }) => {
    const focus = shadowRoot.activeElement;
    return focus?.id || focus?.className || focus?.localName;
  });

const focusIs = (viewer, wanted) =>
  until(`the focus on ${wanted}`, async () => {
    const found = await focused(viewer);
    return wanted instanceof RegExp ? wanted.test(found) : found === wanted;
  });

/** Searches, and puts the cursor on the first row. */
async function search(viewer, text) {
  await viewer.writeQuery(text);
  await viewer.shows('#counts', / of /);
  await press(viewer, 'Enter');
  await until('the first row', () =>
    viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.getAttribute('aria-activedescendant') === 'row-0'),
  );
}

/** Marks the session under the cursor by its key. */
async function mark(viewer) {
  await press(viewer, 'm');
  await viewer.find('#marked');
}

/** Opens the menu of a row with the pointer. */
async function rowMenu(viewer, row) {
  const cell = await viewer.find(`#row-${row} td`);
  const { x, y, height } = await cell.evaluate((node) => node.getBoundingClientRect().toJSON());
  await viewer.page.mouse.click(x + 6, y + height / 2, { button: 'right' });
  await viewer.find('.value-menu:popover-open');
}

const choose = async (viewer, item) => (await viewer.find(`.value-menu [data-item=${item}]`)).click();

/** Title of each side. */
const sides = (viewer) => viewer.texts(`${COMPARE} .side-head .mono`);
const closed = (viewer) => until('the comparison to close', async () => (await viewer.texts(COMPARE)).length === 0);

async function complaints(viewer) {
  await viewer.page.evaluate(axeSource);
  return viewer.page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run();
    return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
  });
}

forEachBrowser((setting) => {
  test('a session is marked and compared with another one by keys alone', async () => {
    const viewer = await openSample(setting);
    await press(viewer, '=');
    await until('a hint', async () => (await viewer.texts('.notice')).some((text) => /mark one with m/.test(text)));
    await search(viewer, 'log:receive');
    await mark(viewer);
    assert.match((await viewer.texts('#marked'))[0], /^◆ Marked for comparison: SMTP Receive/);
    assert.match((await viewer.texts('#row-0 td'))[0], /^◆ Marked for comparison\. /);
    await press(viewer, 'm');
    await until('no mark', async () => (await viewer.texts('#marked')).length === 0);
    await mark(viewer);
    await press(viewer, 'ArrowDown', '=');
    await focusIs(viewer, 'compare-body');
    const [first, second] = await sides(viewer);
    assert.notEqual(first, second);
    assert.match((await viewer.texts('#compare-totals'))[0], /facts? differs? · entries: \d+ differ, \d+ only in A/);
    const differing = await viewer.texts(`${COMPARE} .pair:not(.is-same)`);
    await press(viewer, 'n');
    await focusIs(viewer, /^pair-/);
    await viewer.shows('#compare-status', new RegExp(`^Difference 1 of ${differing.length}$`));
    await press(viewer, 'N');
    await viewer.shows('#compare-status', new RegExp(`^Difference ${differing.length} of ${differing.length}$`));
    await press(viewer, 'Escape');
    await closed(viewer);
    await focusIs(viewer, /^(talk|table|$)/);
    await viewer.assertCalm();
  });

  test('the menu of a row and the buttons of an open session mark, compare, swap, open and go back', async () => {
    const viewer = await openSample(setting);
    await search(viewer, 'log:receive');
    await rowMenu(viewer, 0);
    await choose(viewer, 'mark');
    await viewer.find('#marked');
    await rowMenu(viewer, 1);
    await choose(viewer, 'compare');
    await viewer.find(COMPARE);
    const [first, second] = await sides(viewer);
    await viewer.click('#compare-swap');
    await until('the sides swapped', async () => (await sides(viewer)).join() === [second, first].join());
    await viewer.page.evaluate(() => globalThis.history.back());
    await closed(viewer);
    await viewer.page.evaluate(() => globalThis.history.forward());
    await viewer.find(COMPARE);
    await viewer.click('#compare-open-b');
    await closed(viewer);
    await viewer.shows('exchange-log-conversation h2', new RegExp(first.replaceAll('.', '\\.')));
    await viewer.find('#mark[aria-pressed=true]');
    await press(viewer, 'j');
    await (await viewer.find('#compare')).click();
    await viewer.find(COMPARE);
    await viewer.click('#compare-close');
    await closed(viewer);
    await viewer.find('exchange-log-conversation li.entry');
    await viewer.click('#unmark');
    await until('no mark', async () => (await viewer.texts('#marked')).length === 0);
    await viewer.assertCalm();
  });

  test('the comparison is copied as text', async () => {
    const viewer = await openSample(setting);
    await search(viewer, 'log:receive');
    await mark(viewer);
    await press(viewer, 'ArrowDown', '=');
    await viewer.find(COMPARE);
    await viewer.page.evaluate(() => {
      const clipboard = { writeText: async (text) => void Object.assign(globalThis, { copied: text }) };
      Object.defineProperty(navigator, 'clipboard', { value: clipboard });
    });
    await viewer.click('#compare-copy');
    await viewer.shows('#compare-status', /^Copied\.$/);
    const text = await viewer.page.evaluate(() => /** @type {any} */ (globalThis).copied);
    assert.match(text, /^A: SMTP Receive · .*\r\nB: SMTP Receive · /);
    assert.match(text, /\r\n= AB {4}\+0\.000 {2}\+/);
    await viewer.assertCalm();
  });

  test('only differences are listed on demand, and a part of the query that is entered leads to the list', async () => {
    const viewer = await openSample(setting);
    await search(viewer, 'log:receive');
    await mark(viewer);
    await press(viewer, 'End', '=');
    await viewer.find(`${COMPARE} .pair.is-same`);
    const differing = (await viewer.texts(`${COMPARE} .pair:not(.is-same)`)).length;
    await viewer.click('#only-differences');
    await viewer.find(`${COMPARE} .folded`);
    assert.equal((await viewer.texts(`${COMPARE} .pair:not(.is-same)`)).length, differing);
    await press(viewer, '/');
    await focusIs(viewer, 'query');
    await viewer.page.keyboard.type(' code:250');
    await press(viewer, 'Enter');
    await closed(viewer);
    await viewer.find('#row-0');
    await viewer.assertCalm();
  });

  test('hostile text stays text, and what differs in it is marked', async (context) => {
    const markup = '<img src=x onerror=alert(1)>';
    const rows = (id, name) =>
      [
        receiveRow(0, '+', '', { id }),
        receiveRow(1, '<', `EHLO ${name}`, { id }),
        receiveRow(2, '>', '250 \u202Ehello', { id }),
        receiveRow(3, '-', '', { id }),
      ].join('');
    const viewer = await setting.openPage();
    const [one, other] = ['08DDA20000000001', '08DDA20000000002'];
    const log = HEADER + rows(one, markup) + rows(other, markup.replace('alert', 'confirm'));
    await viewer.open(...writeLogs(context, { 'RECV2025060308-1.LOG': log }));
    await viewer.find('#row-1');
    await (await viewer.find('exchange-log-sessions table')).focus();
    await press(viewer, 'Home');
    await mark(viewer);
    await press(viewer, 'ArrowDown', '=');
    await viewer.find(COMPARE);
    const marks = await viewer.texts(`${COMPARE} .pair mark`);
    assert.deepEqual(marks, ['alert', 'confirm']);
    assert.ok((await viewer.texts(`${COMPARE} .said`)).some((text) => text.includes(markup)));
    assert.ok((await viewer.texts(`${COMPARE} .hidden-character`)).includes('<U+202E>'));
    assert.equal((await viewer.texts(`${COMPARE} img`)).length, 0);
    await viewer.assertCalm();
  });

  test('of long sessions a page of rows is drawn at a time, and the next part is one click away', async (context) => {
    const rows = (id, word) =>
      Array.from({ length: 2100 }, (_, number) =>
        receiveRow(number, number === 0 ? '+' : '<', number % 700 === 699 ? `NOOP ${word}` : `NOOP ${number}`, { id }),
      ).join('');
    const viewer = await setting.openPage({
      prepare: () => {
        window.print = () => Object.assign(globalThis, { printed: true });
      },
    });
    const log = HEADER + rows('08DDA20000000001', 'one') + rows('08DDA20000000002', 'two');
    await viewer.open(...writeLogs(context, { 'RECV2025060308-1.LOG': log }));
    await viewer.find('#row-1');
    await (await viewer.find('exchange-log-sessions table')).focus();
    await press(viewer, 'Home');
    await mark(viewer);
    await press(viewer, 'ArrowDown', '=');
    await viewer.find(`${COMPARE} .pair`);
    const drawn = async () => (await viewer.texts(`${COMPARE} .pair`)).length;
    assert.equal(await drawn(), 200);
    await press(viewer, 'n');
    await focusIs(viewer, 'pair-699');
    assert.equal(await drawn(), 200);
    await viewer.click('#print');
    await until('printing', () => viewer.page.evaluate(() => /** @type {any} */ (globalThis).printed));
    assert.equal(await drawn(), 2000, 'all rows are printed');
    assert.match((await viewer.texts('#sheet h1'))[0], /: Comparison$/);
    await viewer.page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await until('the page as before', async () => (await drawn()) === 200);
    assert.match((await viewer.texts('#compare-part'))[0], /2,000 entries of each session.*A has 2,100 entries/);
    await viewer.click('#compare-part button:last-child');
    await viewer.find('#pair-99');
    await until('the rest', async () => (await drawn()) === 100);
    await viewer.assertCalm();
  });

  test('on a narrow screen the sides are one above the other, and axe finds nothing to complain about', async () => {
    const viewer = await openSample(setting);
    await search(viewer, 'log:receive');
    await mark(viewer);
    await press(viewer, 'ArrowDown', '=');
    await viewer.find(COMPARE);
    for (const theme of ['light', 'dark'])
      for (const width of [1280, 320]) {
        await viewer.page.setViewport({ width, height: 640 });
        await viewer.run(({ shadowRoot }, wanted) => {
          const select = shadowRoot.querySelector('#theme');
          select.value = wanted;
          select.dispatchEvent(new Event('change'));
        }, theme);
        const place = (side) =>
          viewer.run(
            ({ shadowRoot }, index) =>
              shadowRoot.querySelectorAll('.pair.is-differs .said')[index].getBoundingClientRect().toJSON(),
            side,
          );
        await until('the layout', async () => {
          const [a, b] = [await place(0), await place(1)];
          return width === 320 ? b.top >= a.bottom - 1 && a.right <= 320 : b.left >= a.right - 1;
        });
        assert.deepEqual(await complaints(viewer), [], `${theme}, ${width}`);
        await viewer.screenshot(`compare-${setting.browserName}-${theme}-${width}`);
      }
    await viewer.assertCalm();
  });

  test('keys reach everything in a comparison', async () => {
    const viewer = await openSample(setting, { prepare: watchListeners });
    await search(viewer, 'log:receive');
    await mark(viewer);
    await press(viewer, 'ArrowDown', '=');
    await viewer.find(COMPARE);
    await walk(viewer);
    const { clickable, missed } = await notReached(viewer);
    assert.deepEqual(missed, []);
    assert.ok(clickable > 20);
    await viewer.assertCalm();
  });

  test('the menu of a value summarises by its field', async () => {
    const viewer = await openSample(setting);
    await search(viewer, 'log:receive');
    await press(viewer, 'ArrowRight', 'ArrowRight');
    await viewer.page.keyboard.down('Shift');
    await press(viewer, 'F10');
    await viewer.page.keyboard.up('Shift');
    await viewer.find('.value-menu:popover-open');
    const label = (await viewer.texts('.value-menu [data-item=summarise]'))[0];
    assert.equal(label, 'Summarise by Outcome');
    await choose(viewer, 'summarise');
    await viewer.find('exchange-log-summary #row-0');
    const by = await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#summary-by-0').value);
    assert.equal(by, 'outcome');
    await viewer.assertCalm();
  });

  test('the menu of a row opens related sessions where there are any', async () => {
    const viewer = await openSample(setting);
    await (await viewer.find('exchange-log-sessions table')).focus();
    await press(viewer, 'Home');
    await rowMenu(viewer, 0);
    await choose(viewer, 'related');
    await viewer.find('exchange-log-conversation li.entry');
    await viewer.find('.also-in li');
    const names = await viewer.run(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll('.also-in li button:last-of-type')].map(({ ariaLabel }) => ariaLabel),
    );
    assert.ok(names.length > 1 && names.every((name) => /^Compare with .+, 2025-/.test(name)), `${names}`);
    assert.equal(new Set(names).size, names.length, 'each says with what');
    await viewer.click('.also-in li button:last-of-type');
    await viewer.find(`${COMPARE} .pair`);
    await viewer.assertCalm();
  });
});
