/** Saving searches and summaries under names, packs, and what the page does where it may store nothing. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { test } from 'node:test';
import { downloadFolder } from './support/downloads.mjs';
import { forEachSetting } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { forget, until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;
const FILE = 'exchange-saved-searches.json';

const DOWNLOADS = downloadFolder();

/** The path of the pack once it is saved. */
const savedFile = () => DOWNLOADS.saved(FILE);

/** Before the page’s scripts: a storage that refuses everything. */
function refuseStorage() {
  Object.defineProperty(globalThis, 'localStorage', {
    get() {
      throw new DOMException('refused', 'SecurityError');
    },
  });
}

async function openSample(setting, prepare = forget) {
  const viewer = await setting.openPage({ prepare });
  await viewer.open(...SAMPLE_FILES);
  await viewer.showsAll(ALL);
  return viewer;
}

const press = async (viewer, ...keys) => {
  for (const key of keys) await viewer.page.keyboard.press(key);
};

const focusIs = (viewer, selector) =>
  until(`the focus on ${selector}`, () =>
    viewer.run(({ shadowRoot }, wanted) => Boolean(shadowRoot.activeElement?.matches(wanted)), selector),
  );

const query = (viewer) => viewer.run((element) => element.query);

async function search(viewer, text) {
  await viewer.run((element, wanted) => {
    element.query = wanted;
  }, text);
  await viewer.shows('#counts', / of /);
}

async function openMenu(viewer) {
  await viewer.click('[popovertarget=saved-menu]');
  await viewer.find('#saved-menu:popover-open');
}

/** Puts a text in place of that of a field, by keys. */
async function fill(viewer, selector, text) {
  await (await viewer.find(selector)).evaluate((field) => field.select());
  await viewer.page.keyboard.type(text);
}

const isClosed = (viewer) =>
  until('the dialog to close', async () => (await viewer.texts('#saved[open]')).length === 0);

/** Saves the search by its menu. */
async function save(viewer, name, group) {
  await openMenu(viewer);
  await viewer.click('#save-query');
  await focusIs(viewer, '#saved-name');
  await viewer.page.keyboard.type(name);
  await fill(viewer, '#saved-group', group);
  await press(viewer, 'Enter');
  await isClosed(viewer);
}

const entries = async (viewer) => (await viewer.texts('.saved-entry')).map((text) => text.replace(/\s+/g, ' '));

async function manage(viewer) {
  await openMenu(viewer);
  await viewer.click('#manage-saved');
  await viewer.find('#saved[open]');
}

/** The items of the dialog, by group. */
const items = (viewer) => viewer.texts('#saved .saved-name');

async function importPack(viewer, path) {
  const input = await viewer.find('#import-file');
  await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(path);
  await viewer.find('#importing');
}

forEachSetting(
  (setting) => {
    test('a search is saved, listed in menu and palette, and shown again', async () => {
      const viewer = await openSample(setting);
      await search(viewer, 'code:5xx');
      await save(viewer, 'Refused', 'Mine');
      await search(viewer, 'tls:none');
      await openMenu(viewer);
      const listed = await entries(viewer);
      assert.equal(listed[0], 'Refused');
      assert.ok(listed.includes('Who still sends through this server? summary'), 'the pack of the page is listed too');
      await viewer.click('.saved-entry');
      await until('the search', async () => (await query(viewer)) === 'code:5xx');
      await focusIs(viewer, 'exchange-log-sessions *');
      await viewer.page.keyboard.down('Control');
      await press(viewer, 'k');
      await viewer.page.keyboard.up('Control');
      await viewer.page.keyboard.type('still uses pop');
      await viewer.shows('.palette-item[aria-selected=true] .palette-name', /^Who still uses POP3 and IMAP4\?$/);
      await press(viewer, 'Enter');
      await focusIs(viewer, 'exchange-log-summary *');
      await viewer.shows('#summary-sentence', /^Ask the users/);
      await viewer.assertCalm();
    });

    test('a summary is saved beside the others, by keys alone', async () => {
      const viewer = await openSample(setting);
      await viewer.click('#tab-summary');
      await (await viewer.find('#summary-by-0')).select('network');
      await viewer.find('exchange-log-summary #row-0');
      await (await viewer.find('#summary-save')).focus();
      await press(viewer, 'Enter');
      await focusIs(viewer, '#saved-name');
      await viewer.page.keyboard.type('By network');
      await press(viewer, 'Enter');
      await isClosed(viewer);
      await focusIs(viewer, '#summary-save');
      await (await viewer.find('#summary-name')).select('rejections');
      const saved = await viewer.run(({ shadowRoot }) => {
        const option = [...shadowRoot.querySelectorAll('#summary-name optgroup[label="My searches"] option')];
        return option.map(({ value, textContent }) => [value, textContent]);
      });
      assert.deepEqual(
        saved.map(([, text]) => text),
        ['By network'],
      );
      await (await viewer.find('#summary-name')).select(saved[0][0]);
      await until('the field', () =>
        viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#summary-by-0').value === 'network'),
      );
      await viewer.assertCalm();
    });

    test('a dialog that the browser closes stays closed, though the page is drawn before it hears of that', async () => {
      const viewer = await openSample(setting);
      await viewer.click('#manage-saved');
      await viewer.find('#saved[open]');
      const isOpen = await viewer.run(async (element) => {
        const dialog = element.shadowRoot.querySelector('#saved');
        // What Escape does.
        dialog.close();
        element.requestUpdate();
        await element.updateComplete;
        const drawn = dialog.open;
        await new Promise((done) => setTimeout(done, 300));
        return [drawn, dialog.open];
      });
      assert.deepEqual(isOpen, [false, false]);
      await viewer.click('#manage-saved');
      await viewer.find('#saved[open]');
    });

    test('a dialog that is opened again as soon as it is closed stays open', async () => {
      const viewer = await openSample(setting);
      const isOpen = await viewer.run(async ({ shadowRoot }) => {
        const dialog = shadowRoot.querySelector('#saved');
        const becomes = async (open) => {
          for (let turn = 0; turn < 100 && dialog.open !== open; turn += 1) await null;
          return dialog.open === open;
        };
        shadowRoot.querySelector('#manage-saved').click();
        const opened = await becomes(true);
        shadowRoot.querySelector('#saved-close').click();
        const closed = await becomes(false);
        shadowRoot.querySelector('#manage-saved').click();
        const again = await becomes(true);
        await new Promise((done) => setTimeout(done, 300));
        return [opened, closed, again, dialog.open];
      });
      assert.deepEqual(isOpen, [true, true, true, true]);
    });

    test('items are renamed, moved and deleted, and an equal name is not taken', async () => {
      const viewer = await openSample(setting);
      await search(viewer, 'code:5xx');
      await save(viewer, 'One', 'A');
      await save(viewer, 'Two', 'A');
      await manage(viewer);
      assert.deepEqual(await items(viewer), ['One', 'Two']);
      await viewer.click('[aria-label="Rename or move “Two”"]');
      await focusIs(viewer, '#edit-name');
      await fill(viewer, '#edit-name', 'One');
      await press(viewer, 'Enter');
      await viewer.shows('.edit-form [role=alert]', /is in “A” already/);
      await fill(viewer, '#edit-group', 'B');
      await press(viewer, 'Enter');
      await until('the group', async () => (await viewer.texts('#saved h3')).join() === 'A,B');
      assert.deepEqual(await items(viewer), ['One', 'One']);
      await viewer.click('[aria-label="Delete “One”"]');
      await focusIs(viewer, '.edit-form button');
      await press(viewer, 'Enter');
      await until('one item', async () => (await items(viewer)).length === 1);
      assert.deepEqual(await viewer.texts('#saved h3'), ['B']);
      await press(viewer, 'Escape');
      await isClosed(viewer);
      await viewer.assertCalm();
    });

    test('a group is renamed, but not to the name of another, and the new name is kept', async () => {
      const viewer = await openSample(setting);
      await search(viewer, 'code:5xx');
      await save(viewer, 'One', 'A');
      await save(viewer, 'Two', 'B');
      await manage(viewer);
      await (await viewer.find('[aria-label="Rename group “A”"]')).focus();
      await press(viewer, 'Enter');
      await focusIs(viewer, '#edit-group');
      await fill(viewer, '#edit-group', 'B');
      await press(viewer, 'Enter');
      await viewer.shows('.edit-form [role=alert]', /a group “B” already/);
      await fill(viewer, '#edit-group', 'Relay');
      await press(viewer, 'Enter');
      await until('the group', async () => (await viewer.texts('#saved h3')).join() === 'Relay,B');
      await focusIs(viewer, '[aria-label="Rename group “Relay”"]');
      assert.deepEqual(await items(viewer), ['One', 'Two']);
      const stored = await viewer.run(() => localStorage.getItem('exchange-log-viewer-saved'));
      assert.deepEqual(
        JSON.parse(stored).groups.map(({ name }) => name),
        ['Relay', 'B'],
      );
      await viewer.assertCalm();
    });

    test('a pack is imported: what is wrong is named, equal names are kept both or replaced', async (context) => {
      const viewer = await openSample(setting);
      await search(viewer, 'code:5xx');
      await save(viewer, 'One', 'A');
      const pack = {
        format: 'exchange-log-viewer-pack',
        version: 1,
        name: 'Team',
        groups: [
          {
            name: 'A',
            items: [
              { name: 'One', query: 'code:4xx' },
              { name: 'Br`oken', query: 'gap>soon' },
              { name: 'Odd', summary: { dimensions: ['phase'] } },
            ],
          },
        ],
      };
      const [good, newer, log] = writeLogs(context, {
        'pack.json': JSON.stringify(pack),
        'newer.json': JSON.stringify({ ...pack, version: 2 }),
        'log.json': '#Fields: date-time',
      });
      await manage(viewer);
      await importPack(viewer, log);
      await viewer.shows('#importing [role=alert]', /not JSON/);
      await importPack(viewer, newer);
      await viewer.shows('#importing [role=alert]', /of a version that this page does not know/);
      await importPack(viewer, good);
      await viewer.shows('#importing [role=status]', /^“Team” has 3 items\.$/);
      const faults = await viewer.texts('.left-out li');
      assert.match(faults[0], /^“Odd”: its summary has fields/);
      assert.match(
        faults[1],
        /^“Br’oken”: its query is not valid\. soon is not /,
        'code is marked, and has no backticks',
      );
      await focusIs(viewer, '#import-now');
      await press(viewer, 'Enter');
      await isClosed(viewer);
      await manage(viewer);
      assert.deepEqual(await items(viewer), ['One', 'One (2)']);
      await importPack(viewer, good);
      await viewer.click('#import-replace');
      await isClosed(viewer);
      await openMenu(viewer);
      await viewer.click('.saved-entry');
      await until('the replaced search', async () => (await query(viewer)) === 'code:4xx');
      await viewer.assertCalm();
    });

    test('what one tab saves, another shows, and loses nothing of it', async () => {
      const one = await openSample(setting);
      const other = await setting.openPage();
      await other.open(...SAMPLE_FILES);
      await search(one, 'code:5xx');
      await save(one, 'From one', 'A');
      await until('the other tab', async () => (await entries(other)).includes('From one'));
      await search(other, 'code:4xx');
      await save(other, 'From the other', 'A');
      await until('the first tab', async () => (await entries(one)).includes('From the other'));
      assert.deepEqual((await entries(one)).slice(0, 2), ['From one', 'From the other']);
    });
  },
  { scheme: 'http' },
);

forEachSetting(
  (setting) => {
    test('an export is a file that another browser imports', async () => {
      await DOWNLOADS.allow(setting);
      const viewer = await openSample(setting);
      await search(viewer, 'code:5xx');
      await save(viewer, 'Refused', 'Mine');
      await manage(viewer);
      await viewer.click('#export-saved');
      const path = await until('the file', savedFile);
      const pack = JSON.parse(readFileSync(path, 'utf8'));
      assert.deepEqual(pack.groups, [{ name: 'Mine', items: [{ name: 'Refused', query: 'code:5xx' }] }]);
      const other = await openSample(setting);
      await manage(other);
      await other.shows('#saved-none', /^Nothing is saved yet/);
      await importPack(other, path);
      await other.click('#import-now');
      await isClosed(other);
      assert.equal((await entries(other))[0], 'Refused');
      rmSync(path);
    });

    test('where nothing can be stored, saving is a download, and the page says so', async () => {
      await DOWNLOADS.allow(setting);
      const viewer = await openSample(setting, refuseStorage);
      await search(viewer, 'code:5xx');
      await save(viewer, 'Refused', 'Mine');
      const path = await until('the file', savedFile);
      assert.equal(JSON.parse(readFileSync(path, 'utf8')).groups[0].items[0].query, 'code:5xx');
      rmSync(path);
      await manage(viewer);
      await viewer.shows('#saved-trouble', /does not let the page store anything/);
      assert.deepEqual(await items(viewer), ['Refused']);
      await viewer.assertCalm();
    });
  },
  { scheme: 'file' },
  { preferences: DOWNLOADS.preferences },
);
