/** While credentials are masked, none is in anything that the page shows, copies, prints, saves, stores or tells its host. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipOf } from '../../www/test/support/archives.js';
import { CANARIES, canariesIn, plantedFiles } from '../../www/test/support/canaries.js';
import { forEachSetting } from './support/harness.mjs';
import { writeLogs } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

/** Keeps every text that is ever in the page or leaves it in `globalThis.seen`: what it is in, and the text. */
function watchTexts() {
  const seen = new Map();
  const note = (where, text) => {
    if (typeof text !== 'string' || text === '') return;
    seen.set(where, (seen.get(where) ?? new Set()).add(text));
  };
  function noteTree(node) {
    if (node.nodeType === Node.TEXT_NODE) note('text', node.data);
    if (node.nodeType === Node.ELEMENT_NODE) {
      for (const { name, value } of node.attributes) note(`attribute ${name}`, value);
      note('value', node.value);
      if (node.shadowRoot) noteTree(node.shadowRoot);
    }
    for (const child of node.childNodes) noteTree(child);
  }
  const observer = new MutationObserver((records) => {
    for (const { type, target: changed, attributeName, addedNodes } of records) {
      const target = /** @type {any} */ (changed);
      if (type === 'attributes') note(`attribute ${attributeName}`, target.getAttribute(attributeName));
      if (type === 'characterData') note('text', target.data);
      for (const node of addedNodes) noteTree(node);
    }
  });
  const observe = (root) =>
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  observe(document);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...args) {
    const root = attach.apply(this, args);
    observe(root);
    return root;
  };
  for (const name of ['progress', 'ready', 'failure'])
    addEventListener(name, (/** @type {any} */ { detail }) => note(`event ${name}`, JSON.stringify(detail)), true);
  const copied = (text) => {
    note('copy', text);
    return Promise.resolve();
  };
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: copied }, configurable: true });
  const setData = DataTransfer.prototype.setData;
  DataTransfer.prototype.setData = function (type, text) {
    note('copy', text);
    setData.call(this, type, text);
  };
  const pending = new Set();
  HTMLAnchorElement.prototype.click = function () {
    note('name of a download', this.download);
  };
  const create = URL.createObjectURL;
  URL.createObjectURL = (/** @type {any} */ blob) => {
    const reading = blob.text().then((text) => note('saved file', text));
    pending.add(reading);
    return create(blob);
  };
  globalThis.print = () => note('prints', 'yes');
  Object.assign(globalThis, {
    forget: () => seen.clear(),
    /** Everything so far, with what is not noticed by itself. */
    collect: async () => {
      await Promise.all(pending);
      noteTree(document);
      note('title', document.title);
      note('address', location.href);
      for (const storage of [localStorage, sessionStorage]) note('storage', JSON.stringify({ ...storage }));
      return [...seen].map(([where, texts]) => [where, [...texts].join('\n')]);
    },
  });
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Clicks all that match, one after the other. */
async function clickAll(viewer, selector) {
  for (let index = 0; ; index += 1) {
    const clicked = await viewer.run(
      ({ shadowRoot }, wanted, at) => {
        const found = shadowRoot.querySelectorAll(wanted)[at];
        found?.click();
        return found !== undefined;
      },
      selector,
      index,
    );
    if (!clicked) return index;
    await pause(60);
  }
}

const openAll = (viewer) =>
  viewer.run(({ shadowRoot }) => {
    for (const details of shadowRoot.querySelectorAll('details')) details.open = true;
  });

async function walkSessions(viewer) {
  await viewer.click('#tab-sessions');
  await viewer.click('#print');
  for (const format of ['csv', 'messages', 'ndjson', 'text']) {
    await viewer.click('[popovertarget=export]');
    await viewer.click(`[data-format=${format}]`);
    await until('the export', async () => (await viewer.texts('#exporting')).length === 0);
  }
  const rows = await viewer.run(
    ({ shadowRoot }) => shadowRoot.querySelectorAll('exchange-log-sessions tbody tr').length,
  );
  for (let row = 0; row < rows; row += 1) {
    await viewer.click(`exchange-log-sessions #row-${row}`);
    await viewer.find('.entries li');
    await pause(200);
    await openAll(viewer);
    await viewer.run(({ shadowRoot }) => {
      const list = shadowRoot.querySelector('.entries');
      getSelection().selectAllChildren(list);
      list.dispatchEvent(
        new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true }),
      );
    });
    await clickAll(viewer, 'exchange-log-conversation input[type=checkbox]');
    await clickAll(viewer, 'exchange-log-conversation header button.small:not([id])');
    await viewer.click('#print');
    await pause(60);
  }
  return rows;
}

async function walkTables(viewer) {
  await viewer.click('#tab-tables');
  const tables = await viewer.run(({ shadowRoot }) => shadowRoot.querySelectorAll('#table option').length);
  for (let table = 0; table < Math.max(1, tables); table += 1) {
    await viewer.run(({ shadowRoot }, at) => {
      const box = shadowRoot.querySelector('#table');
      if (!box) return;
      box.selectedIndex = at;
      box.dispatchEvent(new Event('change'));
    }, table);
    const rows = await viewer.shows('#table-rows', /./);
    if (rows.startsWith('0 ')) continue;
    await viewer.click('exchange-log-table #row-0');
    await viewer.click('#row-copy');
    await viewer.click('#print');
    await viewer.click('#table-csv');
    await pause(100);
  }
  return tables;
}

/** Shows all that the page can show of what is open. */
async function walkEverywhere(viewer) {
  assert.ok((await walkSessions(viewer)) > 4);
  assert.ok((await walkTables(viewer)) > 1);
  await viewer.click('#tab-files');
  await openAll(viewer);
  assert.ok((await clickAll(viewer, '[data-change]')) > 4);
  assert.ok((await clickAll(viewer, '[data-remove]')) > 4);
  await viewer.click('#tab-coverage');
  await viewer.find('[data-cell]');
  await pause(200);
  // Leads to the sessions of the cell.
  await viewer.click('[data-cell]');
  await viewer.find('#back');
  await viewer.click('#back');
  await viewer.click('#help-button');
  await viewer.find('#help[open]');
  await pause(100);
  await viewer.page.keyboard.press('Escape');
}

/** Where which secrets were seen since the last time. */
async function seenSecrets(viewer) {
  const texts = await viewer.page.evaluate(() => /** @type {any} */ (globalThis).collect());
  await viewer.page.evaluate(() => /** @type {any} */ (globalThis).forget());
  const places = texts.map(([where, text]) => [where, canariesIn(text)]);
  return Object.fromEntries(places.filter(([, secrets]) => secrets.length > 0));
}

forEachSetting(
  (setting) => {
    test('no secret is to be seen, until it is asked for, and again when it is masked', async (context) => {
      const viewer = await setting.openPage({ prepare: watchTexts });
      const members = Object.entries(plantedFiles()).map(([name, data]) => ({ name, data, method: 8 }));
      const [name, loose] = [`sig=${CANARIES.archive}.zip`, `Receive token=${CANARIES.file}.LOG`];
      const files = { [name]: zipOf(members), [loose]: plantedFiles()[`EX1/${loose}`] };
      await viewer.pick(...writeLogs(context, files));
      await walkEverywhere(viewer);
      assert.deepEqual(await seenSecrets(viewer), {});

      await viewer.click('#tab-files');
      await viewer.click('#show-credentials');
      await viewer.find('#credentials-shown');
      await walkEverywhere(viewer);
      const shown = await seenSecrets(viewer);
      for (const where of ['text', 'attribute title', 'attribute aria-label', 'copy', 'saved file'])
        assert.ok(shown[where]?.length > 0, `${where}: the walk sees no secret there`);
      const all = [...new Set(Object.values(shown).flat())].sort();
      // Files on disk cannot be made unreadable.
      const planted = Object.keys(CANARIES).filter((where) => where !== 'badFile');
      assert.deepEqual(all, planted.sort());

      await viewer.click('#credentials-shown button');
      await until('masking', async () => (await viewer.texts('#credentials-shown')).length === 0);
      await pause(500);
      await viewer.page.evaluate(() => /** @type {any} */ (globalThis).forget());
      await walkEverywhere(viewer);
      assert.deepEqual(await seenSecrets(viewer), {});
      await viewer.assertCalm();
    });
  },
  { scheme: 'http' },
);
