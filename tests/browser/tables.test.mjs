/** Logs as tables: columns, order, rows, queries, export, keyboard. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { downloadFolder } from './support/downloads.mjs';
import { forEachBrowser, forEachSetting } from './support/harness.mjs';
import { writeLogs } from './support/logs.mjs';
import { axeSource, parseCsv } from './support/packages.mjs';
import { until } from './support/viewer.mjs';

const COLUMNS = [
  ...['DateTime', 'RequestId', 'UrlStem', 'AuthenticatedUser', 'UserAgent', 'ClientIpAddress', 'HttpStatus', 'Method'],
  ...Array.from({ length: 64 }, (_, index) => `Detail${index}Latency`),
  ...['TotalRequestTime', 'EdgeTraceId'],
];
const ROWS = 1200;

/** A row of a log of HttpProxy: 74 columns, most of them empty. */
function proxyRow(number) {
  const time = new Date(Date.UTC(2026, 2, 2, 8, 0, 0, number * 250)).toISOString();
  const [url, agent] = number % 3 === 0 ? ['/owa/service.svc', 'Mozilla/5.0'] : ['/ews/exchange.asmx', '=Outlook(16)'];
  const status = number % 10 === 9 ? 500 : 200;
  const cells = [time, `id-${number}`, url, 'contoso\\ann', agent, `192.0.2.${number % 200}`, status, 'POST'];
  const details = COLUMNS.slice(8, -2).map((_, index) => (index === 0 ? number % 7 : ''));
  return [...cells, ...details, (number * 37) % 1000, ''].join(',');
}

const head = (name, columns) => [
  '#Software: Microsoft Exchange Server',
  '#Version: 15.02.1544.004',
  `#Log-type: ${name}`,
  '#Date: 2026-03-02T08:00:00.000Z',
  `#Fields: ${columns.join(',')}`,
];

const CMDLETS = ['DateTime', 'Cmdlet', 'User', 'ProcessingTime'];

const proxyRows = Array.from({ length: ROWS }, (_, number) => proxyRow(number));
const cmdletRows = [
  '2026-03-02T08:00:00.000Z,Get-Mailbox,contoso\\ann,31',
  '2026-03-02T08:00:01.000Z,<img src=x onerror=alert(1)>,contoso\\bob,5',
];

const LOGS = writeLogs(
  { after },
  {
    'HttpProxy_2026030208-1.LOG': [...head('HttpProxy Logs', COLUMNS), ...proxyRows, ''].join('\r\n'),
    'Rps_Cmdlet_2026030208-1.LOG': [...head('Rps Cmdlet Logs', CMDLETS), ...cmdletRows, ''].join('\r\n'),
  },
);

const REQUEST = '5399c497-d85f-4914-bc22-1ff088e33d72';
const requestLog = (name) =>
  [
    ...head(name, ['DateTime', 'RequestId', 'HttpStatus']),
    `2026-03-02T08:00:00.000Z,${REQUEST},200`,
    '2026-03-02T08:00:01.000Z,00000000-d85f-4914-bc22-1ff088e33d72,200',
    '',
  ].join('\r\n');

const REQUESTS = writeLogs(
  { after },
  {
    'HttpProxy_2026030209-1.LOG': requestLog('HttpProxy Logs'),
    'Ews_2026030209-1.LOG': requestLog('EWS Logs'),
  },
);

const DOWNLOADS = downloadFolder();

async function openTables(setting) {
  const viewer = await setting.openPage();
  await viewer.open(...LOGS);
  await viewer.click('[data-zone=utc]');
  await viewer.click('#tab-tables');
  await viewer.shows('#table-rows', /^1,200 rows$/);
  await viewer.shows('exchange-log-table tbody td', /^2026-03-02 08:00:00\.000Z$/);
  return viewer;
}

const headings = (viewer) => viewer.texts('exchange-log-table thead th');
const cells = (viewer, column) =>
  viewer.texts(`exchange-log-table tbody td[data-key=column-${COLUMNS.indexOf(column)}]`);

/** Moves the focus into the table. */
const focusTable = async (viewer) => (await viewer.find('exchange-log-table table')).focus();

forEachBrowser((setting) => {
  test('a table shows the columns with values, and times in the chosen time zone', async () => {
    const viewer = await openTables(setting);
    await viewer.shows('[popovertarget=columns]', /^Columns \(10 of 74\)$/);
    assert.ok((await headings(viewer)).includes('DateTime (UTC)'));
    await viewer.click('[data-zone=local]');
    await until('local time', async () => (await headings(viewer)).includes('DateTime (local)'));
    await viewer.click('[popovertarget=columns]');
    await viewer.click('#columns .column-buttons button:first-child');
    await viewer.shows('[popovertarget=columns]', /^Columns \(74 of 74\)$/);
    await viewer.click('#columns label:nth-of-type(1) input');
    await viewer.shows('[popovertarget=columns]', /^Columns \(73 of 74\)$/);
    await until('the first column to be gone', async () => (await headings(viewer))[0] === 'RequestId');
    await viewer.assertCalm();
  });

  test('the query finds rows by field and by the names of columns', async () => {
    const viewer = await openTables(setting);
    const ask = async (query, expected) => {
      await viewer.run((element, text) => Object.assign(element, { query: text }), query);
      await viewer.shows('#table-rows', expected);
    };
    await ask('url:/owa http-status:500', /^40 rows$/);
    await ask('code:5xx -url:/owa', /^80 rows$/);
    await ask('TotalRequestTime>=990', /^17 rows$/);
    await ask('ip:192.0.2.7', /^6 rows$/);
    await ask('TotalRequestTim>5', /^6 rows$/);
    await viewer.shows('#query-problem', /Did you mean TotalRequestTime\?/);
    await viewer.assertCalm();
  });

  test('the ID of a request is found in the logs of the proxy and of the back end', async () => {
    const viewer = await setting.openPage();
    await viewer.open(...REQUESTS);
    await viewer.click('#tab-tables');
    await viewer.shows('#table-rows', /^2 rows$/);
    const id = await viewer.find('exchange-log-table tbody tr:first-child td[data-key=column-1]');
    await id.click({ button: 'right' });
    await viewer.click('.value-menu [data-item=anywhere]');
    await viewer.shows('#table-rows', /^1 row$/);
    await until('a row of each log', async () => {
      const tables = await viewer.texts('#table option');
      return tables.length === 2 && tables.every((table) => /\b1 row\b/.test(table));
    });
    await viewer.assertCalm();
  });

  test('with the keyboard alone: sort, open a row, go back', async () => {
    const viewer = await openTables(setting);
    const { keyboard } = viewer.page;
    await focusTable(viewer);
    await keyboard.press('Home');
    await keyboard.press('ArrowUp');
    const time = COLUMNS.indexOf('TotalRequestTime');
    for (let step = 0; step < 9; step++) {
      await keyboard.press('ArrowRight');
    }
    await until('the heading of the last column', async () =>
      viewer.run(
        (element, id) =>
          element.shadowRoot.querySelector('exchange-log-table table').getAttribute('aria-activedescendant') === id,
        `heading-column-${time}`,
      ),
    );
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await until('the longest first', async () => (await cells(viewer, 'TotalRequestTime'))[0] === '999');
    await keyboard.press('ArrowDown');
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await viewer.shows('.row-detail h2', /^Row 1 of 1,200$/);
    const names = await viewer.texts('.row-detail dt');
    assert.deepEqual(names, COLUMNS);
    assert.equal((await viewer.texts('.row-detail dd'))[time], '999');
    await viewer.screenshot(`tables-${setting.browserName}-${setting.scheme}`);
    await keyboard.press('Escape');
    await until('the row to close', async () => (await viewer.texts('.row-detail')).length === 0);
    await keyboard.press('ArrowDown');
    await until('the keyboard to be back in the table', async () =>
      viewer.run((element) => element.shadowRoot.querySelector('#row-1')?.getAttribute('aria-selected') === 'true'),
    );
    await viewer.assertCalm();
  });

  test('another table has its own columns and rows, and their contents are text', async () => {
    const viewer = await openTables(setting);
    await (await viewer.find('#table')).evaluate((select) => {
      const wanted = [...select.options].find(({ text }) => text.startsWith('Rps'));
      select.value = wanted.value;
      select.dispatchEvent(new Event('change'));
    });
    await viewer.shows('#table-rows', /^2 rows$/);
    await viewer.shows('exchange-log-table tbody td', /^<img src=x onerror=alert\(1\)>$/);
    await viewer.assertCalm();
  });
});

forEachSetting(
  (setting) => {
    test('a table is saved as it is shown', async () => {
      await DOWNLOADS.allow(setting);
      const viewer = await openTables(setting);
      await viewer.run((element) => Object.assign(element, { query: 'code:5xx -url:/owa' }));
      await viewer.shows('#table-rows', /^80 rows$/);
      await viewer.click('#table-csv');
      const text = await until('the file', () => DOWNLOADS.take('exchange-httpproxy-logs_2026-03-02.csv'));
      const [names, ...rows] = parseCsv(text).data;
      assert.equal(names.length, 10);
      assert.equal(rows.length, 80);
      assert.equal(rows[0][names.indexOf('UserAgent')], "'=Outlook(16)");
    });

    for (const scheme of ['light', 'dark']) {
      test(`axe finds no accessibility violations (${scheme})`, async () => {
        const viewer = await openTables(setting);
        await viewer.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await focusTable(viewer);
        await viewer.page.keyboard.press('Home');
        await viewer.page.keyboard.press('Enter');
        await viewer.shows('.row-detail h2', /^Row 1/);
        await viewer.click('[popovertarget=columns]');
        await viewer.page.evaluate(axeSource);
        const { violations, passes } = await viewer.page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
          [],
        );
        assert.ok(passes.length > 20, 'axe looked at the page');
      });
    }
  },
  { browserName: 'chromium', scheme: 'http' },
);
