/** The coverage view and the files panel: completeness and origin of logs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser, forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, SAMPLE_FILES, writeLogs } from './support/logs.mjs';
import { axeSource } from './support/packages.mjs';
import { until } from './support/viewer.mjs';

/** A session on a connector that does not reveal the service, in a file with that number. */
const session = (id) =>
  [0, 1].map((sequence) => receiveRow(sequence, sequence ? '-' : '+', '', { connector: 'Relay', id })).join('');

/** Opens files by script, without a folder. */
async function openLogs(setting, context, files) {
  const viewer = await setting.openPage();
  await viewer.open(...writeLogs(context, files));
  return viewer;
}

const GAPS = {
  'RECV2025060308-1.LOG': HEADER + session('08DDA1F3C2B40001'),
  'RECV2025060308-3.LOG': HEADER + session('08DDA1F3C2B40002'),
  'RECV2025060309-1.LOG': HEADER,
};

/** The violations that axe finds. */
async function complaints(viewer) {
  await viewer.page.evaluate(axeSource);
  const { violations } = await viewer.page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Fills the form of a file and applies it. */
function change(viewer, fields, scope = 'file') {
  return viewer.run(
    (element, values, target) => {
      const form = element.shadowRoot.querySelector('.file-form');
      for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
      form.querySelector(`[data-scope=${target}]`).click();
    },
    fields,
    scope,
  );
}

const row = (viewer, name) =>
  viewer.run(
    (element, wanted) =>
      [...element.shadowRoot.querySelectorAll('#panel-files tbody tr')]
        .find((node) => node.textContent.includes(wanted))
        ?.textContent.replace(/\s+/g, ' '),
    name,
  );

/** A row on a day in each of so many quarters of years, in a folder of each server. */
const quarters = (servers, count) =>
  Object.fromEntries(
    Array.from({ length: servers }, (_, server) => {
      const days = Array.from({ length: count }, (_, quarter) => {
        const time = new Date(Date.UTC(1990, 3 * quarter, 1, server % 24)).toISOString();
        return receiveRow(0, '+', '', { connector: `EX${server}\\Relay`, id: `08DD${server}000${quarter}`, time });
      });
      return [`RECV${server}.LOG`, HEADER + days.join('')];
    }),
  );

forEachBrowser((setting) => {
  test('a table of thousands of cells is drawn in parts', async (context) => {
    const viewer = await openLogs(setting, context, quarters(40, 130));
    await viewer.click('#tab-coverage');
    const rows = async () => (await viewer.texts('table.coverage tbody tr')).length;
    await until('the first rows', async () => (await rows()) > 0);
    const first = await rows();
    assert.ok(first >= 10 && first < 40, `${first} rows`);
    await viewer.shows('#coverage-more', new RegExp(`^Show more rows \\(${40 - first} not shown\\)$`));
    await viewer.click('#coverage-more');
    await until('more rows', async () => (await rows()) === Math.min(40, 2 * first));
    const focused = await viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.getAttribute('data-cell'));
    assert.equal(focused, `${first},0`);
    await viewer.assertCalm();
  });

  test('coverage lists in sentences what is missing', async (context) => {
    const viewer = await openLogs(setting, context, GAPS);
    await viewer.click('#tab-coverage');
    await viewer.shows('.sentences li', /file -2 of 2025-06-03 08:00Z is missing between -1 and -3\.$/);
    const cells = await viewer.texts('table.coverage tbody td');
    assert.deepEqual(cells, ['4', '4 !', 'head']);
    await viewer.assertCalm();
  });

  test('a cell of the coverage opens its sessions, with the keyboard alone', async () => {
    const viewer = await setting.openPage();
    await viewer.open(...SAMPLE_FILES);
    await viewer.click('#tab-coverage');
    await viewer.shows('table.coverage tbody th', /SMTP Receive/);
    await (await viewer.find('table.coverage td[tabindex="0"]')).focus();
    await viewer.page.keyboard.press('ArrowRight');
    await until('the next cell', () =>
      viewer.run((element) => element.shadowRoot.activeElement?.dataset.cell === '0,1'),
    );
    await viewer.screenshot(`coverage-${setting.browserName}-${setting.scheme}`);
    const label = await viewer.run((element) => element.shadowRoot.activeElement.title);
    await viewer.shows('.cell-text', /entries, .*KB\. Click to list the sessions that began then\.$/);
    await viewer.page.keyboard.press('Enter');
    await viewer.shows('#counts', / of /);
    const query = await viewer.run((element) => element.query);
    assert.match(
      query,
      /^server:<.*> service:<.*> log:\w+ after:2025-06-03T08:00:00Z before:2025-06-03T09:00:00Z$/,
      label,
    );
    assert.ok((await viewer.call('count', query)).sessions > 0);
    await viewer.assertCalm();
  });

  test('columns can be days', async (context) => {
    const viewer = await openLogs(setting, context, GAPS);
    await viewer.click('#tab-coverage');
    await viewer.shows('table.coverage thead th', /^08:00$/);
    await (await viewer.find('#coverage-width')).select('day');
    await until('a column for the day', async () => (await viewer.texts('table.coverage tbody td')).length === 2);
    assert.deepEqual(await viewer.texts('table.coverage thead tr:last-child th'), ['03']);
  });

  test('server and service of a folder are set without reading it again', async (context) => {
    const viewer = await openLogs(setting, context, GAPS);
    await viewer.run((element) => {
      element.query = 'server:<MAIL7>';
    });
    await viewer.shows('#counts', /^0 of 2 sessions/);
    await viewer.click('#tab-files');
    await viewer.click('[data-change="1"]');
    await viewer.find('.file-form');
    await change(viewer, { server: 'MAIL7' }, 'folder');
    await viewer.shows('#counts', /^2 of 2 sessions/);
    await until('the table', async () => (await row(viewer, 'RECV2025060308-3.LOG'))?.includes('MAIL7'));
    assert.ok((await row(viewer, 'RECV2025060308-1.LOG')).includes('MAIL7'));
    await viewer.click('[data-change="0"]');
    await viewer.find('.file-form');
    await change(viewer, { server: '' });
    await viewer.shows('#counts', /^1 of 2 sessions/);
    await viewer.assertCalm();
  });

  test('a file is read as another log type on request', async (context) => {
    const viewer = await openLogs(setting, context, GAPS);
    await viewer.click('#tab-files');
    await viewer.click('[data-change="0"]');
    await viewer.find('.file-form');
    await change(viewer, { server: 'MAIL7', readAs: 'smtpSend' });
    const isChanged = /SMTP Send.*your choice.*MAIL7/;
    await until('the other log', async () => isChanged.test((await row(viewer, 'RECV2025060308-1.LOG')) ?? ''));
    assert.match(await row(viewer, 'RECV2025060308-3.LOG'), /SMTP Receive #Log-type/);
    assert.equal((await viewer.call('count', 'log:send server:<MAIL7>')).sessions, 1);
    assert.equal((await viewer.call('count', '')).sessions, 2);
    await viewer.assertCalm();
  });

  test('files are filtered', async (context) => {
    const viewer = await openLogs(setting, context, GAPS);
    await viewer.click('#tab-files');
    await (await viewer.find('#file-filter')).focus();
    await viewer.page.keyboard.type('08-3');
    await viewer.shows('.file-filter [role=status]', /^1 of 3 files$/);
    await viewer.page.keyboard.press('Backspace');
    await viewer.page.keyboard.press('Backspace');
    await viewer.click('#only-diagnostics');
    await viewer.shows('.file-filter [role=status]', /^0 of 3 files$/);
  });
});

forEachSetting(
  (setting) => {
    for (const scheme of ['light', 'dark']) {
      test(`axe finds no accessibility violations (${scheme})`, async (context) => {
        const viewer = await openLogs(setting, context, GAPS);
        await viewer.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await viewer.click('#tab-coverage');
        await viewer.shows('table.coverage td', /head/);
        await viewer.screenshot(`coverage-${scheme}`);
        assert.deepEqual(await complaints(viewer), []);
        await viewer.click('#tab-files');
        await viewer.click('[data-change="0"]');
        await viewer.find('.file-form');
        await viewer.screenshot(`files-${scheme}`);
        assert.deepEqual(await complaints(viewer), []);
      });
    }
  },
  { browserName: 'chromium', scheme: 'http' },
);
