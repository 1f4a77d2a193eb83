/** How lists look: the columns of the session list, density, the place of the conversation; all of it remembered. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { axeSource } from './support/packages.mjs';
import { forget, until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;
const KEY = 'exchange-log-viewer';

/** Before the page's scripts: a storage that refuses everything. */
function refuseStorage() {
  const refuse = () => {
    throw new DOMException('', 'SecurityError');
  };
  Object.assign(Storage.prototype, { getItem: refuse, setItem: refuse });
}

async function openSample(setting, { width = 1280, height = 800, prepare = forget } = {}) {
  const viewer = await setting.openPage({ hash: '#sample', prepare });
  await viewer.page.setViewport({ width, height });
  await viewer.showsAll(ALL);
  await viewer.find('#row-3');
  return viewer;
}

/** Opens the page once more, with what the browser has kept. */
async function openAgain(setting, viewer) {
  await viewer.page.close();
  // With no preparation, as that would be run before every page.
  return openSample(setting, { prepare: null });
}

const press = async (viewer, ...keys) => {
  for (const key of keys) await viewer.page.keyboard.press(key);
};

async function pressWith(viewer, modifier, ...keys) {
  await viewer.page.keyboard.down(modifier);
  await press(viewer, ...keys);
  await viewer.page.keyboard.up(modifier);
}

/** The keys of the headings that are drawn, from left to right. */
const headings = (viewer) =>
  viewer.run(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll('exchange-log-sessions th')].map(({ dataset }) => dataset.key),
  );

const headingsBegin = (viewer, ...wanted) =>
  until(`the headings ${wanted}`, async () => `${await headings(viewer)},`.startsWith(`${wanted},`));

/** The box of what matches and is visible; null if nothing is. */
const boxOf = (viewer, selector) =>
  viewer.run(({ shadowRoot }, wanted) => {
    const node = shadowRoot.querySelector(wanted);
    return node?.checkVisibility({ visibilityProperty: true }) ? node.getBoundingClientRect().toJSON() : null;
  }, selector);

const widthOf = async (viewer, key) => Math.round((await boxOf(viewer, `#heading-${key}`))?.width ?? 0);
const widthIs = (viewer, key, wanted) =>
  until(`${key} to be ${wanted} wide`, async () => (await widthOf(viewer, key)) === wanted);

const isOpen = (viewer) => viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#columns-dialog')?.open === true);

/** What has the focus in the dialog: the column and what of it. */
const focused = (viewer) =>
  viewer.run(({ shadowRoot }) => {
    const { activeElement } = shadowRoot;
    return `${activeElement?.closest('li')?.dataset.key} ${activeElement?.dataset.control}`;
  });
const focusIs = (viewer, wanted) => until(`the focus on ${wanted}`, async () => (await focused(viewer)) === wanted);

async function openByKey(viewer) {
  await (await viewer.find('exchange-log-sessions table')).focus();
  await press(viewer, 'Home', 'ArrowUp', 'ArrowRight');
  await until('the second heading', () =>
    viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#heading-outcome.cursor') !== null),
  );
  await pressWith(viewer, 'Shift', 'F10');
  await until('the dialog', () => isOpen(viewer));
}

async function closeColumns(viewer) {
  await press(viewer, 'Escape');
  await until('the dialog to close', async () => !(await isOpen(viewer)));
}

async function choose(viewer, id, value) {
  await (await viewer.find(id)).evaluate((select, chosen) => {
    /** @type {any} */ (select).value = chosen;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, value);
}

async function openFirst(viewer) {
  await (await viewer.find('exchange-log-sessions table')).focus();
  await press(viewer, 'Home', 'Enter');
  await viewer.shows('exchange-log-conversation', /./);
}

/** What axe finds. */
const complaints = async (viewer) => {
  await viewer.page.evaluate(axeSource);
  return viewer.page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run();
    return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
  });
};

forEachSetting(
  (setting) => {
    test('columns are hidden, moved and widened by keyboard alone, and remembered until they are reset', async () => {
      const viewer = await openSample(setting);
      await openByKey(viewer);
      await focusIs(viewer, 'outcome shown');
      await press(viewer, ' ');
      await headingsBegin(viewer, 'start', 'code', 'remote');
      await viewer.shows('#hidden-columns', /^1 column hidden$/);
      await pressWith(viewer, 'Alt', 'ArrowDown');
      await viewer.shows('#columns-said', /^Outcome is column 3 of 22\. 1 column hidden$/);
      await focusIs(viewer, 'outcome shown');
      await press(viewer, ' ');
      await headingsBegin(viewer, 'start', 'code', 'outcome', 'remote');
      await press(viewer, 'Tab', 'Tab');
      await focusIs(viewer, 'outcome up');
      await press(viewer, 'Enter');
      await headingsBegin(viewer, 'start', 'outcome', 'code');
      await focusIs(viewer, 'outcome up');
      await press(viewer, 'Enter');
      await headingsBegin(viewer, 'outcome', 'start', 'code');
      // There is nothing above it any more.
      await focusIs(viewer, 'outcome down');
      await viewer.page.keyboard.down('Shift');
      await press(viewer, 'Tab');
      await viewer.page.keyboard.up('Shift');
      await focusIs(viewer, 'outcome width');
      const width = await widthOf(viewer, 'outcome');
      await press(viewer, 'ArrowUp');
      await until('a wider column', async () => (await widthOf(viewer, 'outcome')) > width);
      await viewer.screenshot(`columns-${setting.browserName}`);
      assert.deepEqual(await complaints(viewer), []);
      await closeColumns(viewer);
      // When the column was hidden, the cursor went on to the next one, and with it wherever that went.
      assert.deepEqual(await viewer.texts('th.cursor'), ['Reply']);
      await press(viewer, 'ArrowLeft', 'ArrowLeft');
      const wide = await widthOf(viewer, 'outcome');
      await pressWith(viewer, 'Shift', 'ArrowRight');
      await widthIs(viewer, 'outcome', wide + 16);

      const again = await openAgain(setting, viewer);
      await headingsBegin(again, 'outcome', 'start', 'code');
      await widthIs(again, 'outcome', wide + 16);
      await again.click('#choose-columns');
      await again.click('#columns-reset');
      await headingsBegin(again, 'start', 'outcome', 'code');
      await widthIs(again, 'outcome', 120);
      await again.assertCalm();
    });

    test('a right click on a heading opens the columns; the edge of a heading is dragged, and double-clicked', async () => {
      const viewer = await openSample(setting);
      const { mouse } = viewer.page;
      const heading = await boxOf(viewer, '#heading-remote');
      await mouse.click(heading.x + 20, heading.y + 10, { button: 'right' });
      await focusIs(viewer, 'remote shown');
      await closeColumns(viewer);
      const edge = heading.right - 3;
      const before = await widthOf(viewer, 'remote');
      await mouse.move(edge, heading.y + 10);
      await mouse.down();
      await mouse.move(edge + 60, heading.y + 10, { steps: 4 });
      await mouse.up();
      await widthIs(viewer, 'remote', before + 60);
      const again = await openAgain(setting, viewer);
      await widthIs(again, 'remote', before + 60);
      await again.page.mouse.move(edge + 60, heading.y + 10);
      await again.page.mouse.down();
      await again.page.mouse.move(10, heading.y + 10, { steps: 4 });
      await again.page.mouse.up();
      await widthIs(again, 'remote', 40);
      const narrow = await boxOf(again, '#heading-remote .resize');
      await again.page.mouse.click(narrow.x + 4, narrow.y + 10, { count: 2 });
      await widthIs(again, 'remote', before);
    });

    test('a heading is dragged to another place, which sorts nothing; Escape gives it up', async () => {
      const viewer = await openSample(setting);
      const { mouse } = viewer.page;
      const middle = async (key) => {
        const box = await boxOf(viewer, `#heading-${key}`);
        return [box.x + box.width / 2, box.y + 10];
      };
      const drag = async (key, x, ...keys) => {
        const [from, y] = await middle(key);
        await mouse.move(from, y);
        await mouse.down();
        await mouse.move(x, y, { steps: 5 });
        await viewer.find('th.drop-before');
        await press(viewer, ...keys);
        await mouse.up();
      };
      await headingsBegin(viewer, 'start', 'outcome', 'code');
      await drag('code', (await middle('start'))[0] - 30);
      await headingsBegin(viewer, 'code', 'start', 'outcome');
      await viewer.find('#heading-start[aria-sort=ascending]');
      await drag('code', (await middle('outcome'))[0] - 10, 'Escape');
      await headingsBegin(viewer, 'code', 'start', 'outcome');
      assert.deepEqual(await viewer.texts('th.drop-before'), []);
      const again = await openAgain(setting, viewer);
      await headingsBegin(again, 'code', 'start', 'outcome');
      await again.assertCalm();
    });

    test('what a cell is about goes with its column', async () => {
      const viewer = await openSample(setting);
      await openByKey(viewer);
      await press(viewer, ' ');
      await closeColumns(viewer);
      await headingsBegin(viewer, 'start', 'code', 'remote');
      const [first] = await viewer.texts('#row-0 td[data-key=start]');
      await viewer.click('#heading-code');
      await viewer.find('#heading-code[aria-sort=ascending]');
      await viewer.click('#heading-start');
      await viewer.find('#heading-start[aria-sort=ascending]');
      await until('the rows in that order', async () => (await viewer.texts('#row-0 td[data-key=start]'))[0] === first);
      const [address] = await viewer.texts('#row-0 td[data-key=remote]');
      const cell = await viewer.find('#row-0 td[data-key=remote]');
      const place = await cell.boundingBox();
      await viewer.page.mouse.click(place.x + 10, place.y + 10, { button: 'right' });
      await viewer.find('.value-menu:popover-open');
      await viewer.shows('.value-head', new RegExp(address.replaceAll('.', '\\.')));
      await press(viewer, 'Escape');
      // Sorted by a column that is not shown.
      await viewer.click('#heading-code');
      await viewer.find('#heading-code[aria-sort=ascending]');
      await viewer.click('#hidden-columns');
      await viewer.click('[data-key=code] [data-control=shown]');
      await viewer.shows('#hidden-columns', /^2 columns hidden, sorted by Reply$/);
      await closeColumns(viewer);
      // To the last column by keyboard, however few are drawn.
      await (await viewer.find('exchange-log-sessions table')).focus();
      await press(viewer, 'Home', 'ArrowUp', 'End');
      await viewer.find('#heading-session.cursor');
      const [last, list] = [await boxOf(viewer, '#heading-session'), await boxOf(viewer, '.list')];
      assert.ok(last.right <= list.right + 1, 'it is in view');
    });

    test('rows are comfortable in every table', async () => {
      const viewer = await openSample(setting);
      const rowHeight = () => boxOf(viewer, '.grid-view tbody tr').then((box) => box?.height);
      assert.equal(await rowHeight(), 24);
      await choose(viewer, '#density', 'comfortable');
      await until('higher rows', async () => (await rowHeight()) === 32);
      await viewer.shows('#notices-spoken', /^Rows are comfortable\.$/);
      const cut = await viewer.run(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll('td:is([data-key=start], [data-key=outcome])')]
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ textContent }) => textContent),
      );
      assert.deepEqual(cut, []);
      // The last row is reached, and whole.
      await (await viewer.find('exchange-log-sessions table')).focus();
      await press(viewer, 'End');
      const last = await until('the last row', () => boxOf(viewer, `#row-${ALL - 1}[aria-selected=true]`));
      assert.ok(last.bottom <= (await boxOf(viewer, '.list')).bottom + 1, 'it is in view');
      for (const tab of ['summary', 'tables']) {
        await viewer.click(`#tab-${tab}`);
        await until(`higher rows in ${tab}`, async () => (await rowHeight()) === 32);
      }
      const again = await openAgain(setting, viewer);
      await until('higher rows', async () => (await boxOf(again, '#row-1')).height === 32);
    });

    test('the conversation is to the right of the list and back below it, by menu and by the palette', async () => {
      const viewer = await openSample(setting);
      await openFirst(viewer);
      const isRight = async (one) =>
        (await boxOf(one, 'exchange-log-conversation')).left >= (await boxOf(one, '.list')).right;
      assert.equal(await isRight(viewer), false);
      await choose(viewer, '#reading-pane', 'right');
      await until('the conversation at the right', () => isRight(viewer));
      const { width } = await boxOf(viewer, 'exchange-log-conversation');
      assert.ok(width >= 600, `${width} pixels to read`);
      const [entry, pane] = [await boxOf(viewer, '.entry'), await boxOf(viewer, 'exchange-log-conversation')];
      assert.ok(entry.top < pane.top + pane.height / 2, 'entries are in view below the facts');
      await viewer.screenshot(`pane-right-${setting.browserName}`);
      const before = (await boxOf(viewer, '.list')).width;
      await (await viewer.find('.splitter[aria-orientation=vertical]')).focus();
      await press(viewer, 'ArrowRight');
      await until('a wider list', async () => (await boxOf(viewer, '.list')).width > before + 40);
      assert.deepEqual(await complaints(viewer), []);
      await (await viewer.find('.talk')).focus();
      await press(viewer, 'z');
      await until('the conversation alone', async () => (await boxOf(viewer, '.list')) === null);
      await press(viewer, 'z');
      await until('both', () => isRight(viewer));
      await viewer.page.setViewport({ width: 880, height: 800 });
      await until('the conversation below', async () => !(await isRight(viewer)));

      const again = await openAgain(setting, viewer);
      await openFirst(again);
      await until('the conversation at the right', () => isRight(again));
      await pressWith(again, 'Control', 'k');
      await again.find('#palette[open]');
      await again.page.keyboard.type('reading pane below');
      await again.shows('#palette [role=option]', /below the list/);
      await press(again, 'Enter');
      await until('the conversation below', async () => !(await isRight(again)));
      await again.click('#reset-view');
      await until('the defaults', async () => {
        const stored = JSON.parse(await again.page.evaluate((key) => localStorage.getItem(key), KEY));
        return stored.readingPane === 'auto' && stored.split === 0.42;
      });
    });

    test('the open row of a table is to the right of it, too, and the bar between them moves', async () => {
      const viewer = await openSample(setting);
      await viewer.click('#tab-tables');
      await viewer.click('exchange-log-table #row-0');
      await viewer.find('.row-detail');
      const isRight = async () => (await boxOf(viewer, '.row-detail')).left >= (await boxOf(viewer, '.list')).right;
      assert.equal(await isRight(), false);
      await choose(viewer, '#reading-pane', 'right');
      await until('the row at the right', isRight);
      assert.ok((await boxOf(viewer, '.list')).top >= (await boxOf(viewer, '.table-bar')).bottom);
      const before = (await boxOf(viewer, '.list')).width;
      await (await viewer.find('.panel-tables .splitter')).focus();
      await press(viewer, 'ArrowLeft');
      await until('a narrower list', async () => (await boxOf(viewer, '.list')).width < before - 40);
      assert.deepEqual(await complaints(viewer), []);
      await (await viewer.find('.row-detail')).focus();
      await press(viewer, 'Escape');
      await until('the table alone', async () => (await viewer.texts('.row-detail')).length === 0);
      assert.ok((await boxOf(viewer, '.list')).width > before);
    });

    test('all of it works in a narrow window, and where nothing is stored', async () => {
      const viewer = await openSample(setting, { width: 320, height: 640, prepare: refuseStorage });
      await viewer.click('[popovertarget=view-menu]');
      const menu = await until('the menu', () => boxOf(viewer, '#view-menu'));
      assert.ok(menu.left >= 0 && menu.right <= 320, JSON.stringify(menu));
      await viewer.click('#choose-columns');
      await until('the dialog', () => isOpen(viewer));
      const dialog = await boxOf(viewer, '#columns-dialog');
      assert.ok(dialog.left >= 0 && dialog.right <= 320 && dialog.bottom <= 640, JSON.stringify(dialog));
      await viewer.click('[data-key=start] [data-control=shown]');
      await headingsBegin(viewer, 'outcome', 'code');
      assert.deepEqual(await complaints(viewer), []);
      await closeColumns(viewer);
      await viewer.assertCalm();
    });
  },
  { scheme: 'http' },
);
