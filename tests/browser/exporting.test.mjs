/** Exports: by script, and as a file that a user saves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { downloadFolder } from './support/downloads.mjs';
import { forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { parseCsv } from './support/packages.mjs';
import { until } from './support/viewer.mjs';

const DOWNLOADS = downloadFolder();

/** Text of an export. */
const exported = (viewer, format, query = '') =>
  viewer.run(
    async (element, ...wanted) => (await element.export(wanted[0], { query: wanted[1] })).text(),
    format,
    query,
  );

/** Saves the listed sessions through the menu. */
async function save(viewer, format) {
  await viewer.click('[popovertarget=export]');
  await viewer.click(`[data-format=${format}]`);
}

/** Records tasks over 50 ms, which only Chromium reports, from before any script of the page runs. */
function watchLongTasks() {
  const tasks = [];
  Object.assign(globalThis, { longTasks: tasks });
  if (PerformanceObserver.supportedEntryTypes.includes('longtask')) {
    const observer = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
  }
}

/** Rows of so many sessions. */
function manySessions(count) {
  const session = (number) => {
    const id = `08DDA1F3${number.toString(16).toUpperCase().padStart(8, '0')}`;
    const data = ['', '220 ready', 'EHLO app', '250 hello', 'QUIT', '221 bye', ''];
    return data.map((text, place) => receiveRow(place, '+><><>-'[place], text, { id })).join('');
  };
  return Array.from({ length: count }, (_, number) => session(number)).join('');
}

forEachSetting(
  (setting) => {
    test('NDJSON holds every session and every entry, in order', async () => {
      const viewer = await setting.openPage();
      await viewer.open(...SAMPLE_FILES);
      const sessions = (await exported(viewer, 'ndjson'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const truth = truthOf(SAMPLE_FILES);
      assert.equal(sessions.length, truth.sessions);
      assert.equal(sessions.flatMap(({ entries }) => entries).length, truth.entries);
      const inOrder = (values) => values.every((value, place) => place === 0 || values[place - 1] <= value);
      for (const { start, entries, logType } of sessions) {
        assert.match(start, /^2025-06-03T0[89]:\d\d:\d\d\.\d{3}Z$/);
        // POP3 and IMAP4 use a number for more than one row.
        const place = logType.startsWith('smtp') ? ({ sequence }) => sequence : ({ time }) => time;
        assert.ok(inOrder(entries.map(place)), `${logType}: ${JSON.stringify(entries.map(place))}`);
      }
    });

    test('an export of a query holds the sessions that it finds', async () => {
      const viewer = await setting.openPage();
      await viewer.open(...SAMPLE_FILES);
      const { sessions } = await viewer.call('count', 'code:5xx');
      const { data } = parseCsv(await exported(viewer, 'csv', 'code:5xx'));
      assert.equal(data.length - 1, sessions);
    });

    test('no cell of the CSV is a formula', async (context) => {
      const viewer = await setting.openPage();
      const helo = '=HYPERLINK(`http://leak.example`)';
      const rows = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1'].map((text, index) =>
        receiveRow(index, '<', `EHLO ${index === 0 ? helo : text}`, { id: `08DDA1F3C2B4000${index}` }),
      );
      await viewer.open(...writeLogs(context, { 'RECV2025060308-1.LOG': HEADER + rows.join('') }));
      const { data } = parseCsv(await exported(viewer, 'csv'));
      assert.equal(data.length, 6);
      const cells = data.flat().filter((cell) => cell.includes('HYPERLINK') || cell.includes('SUM'));
      assert.ok(cells.length > 0, 'the client names are in the export');
      assert.deepEqual(
        data.flat().filter((cell) => /^[=+@\t\r]|^-\D/.test(cell)),
        [],
      );
    });

    test('a user saves a file', async () => {
      await DOWNLOADS.allow(setting);
      const viewer = await setting.openPage();
      await viewer.open(...SAMPLE_FILES);
      await save(viewer, 'ndjson');
      const name = 'exchange-sessions_2025-06-03.ndjson';
      const { sessions } = truthOf(SAMPLE_FILES);
      await viewer.shows(
        '.notice',
        new RegExp(`Saved ${sessions} sessions, .* KB, as ${name.replaceAll('.', '\\.')}\\.`),
      );
      const expected = await exported(viewer, 'ndjson');
      assert.equal(await until('the file', () => DOWNLOADS.take(name)), expected);
      viewer.requests.assertNothingLeft();
      await viewer.assertCalm();
    });

    test('CSV is saved with the chosen separator, and times in the zone shown', async () => {
      await DOWNLOADS.allow(setting);
      const viewer = await setting.openPage();
      await viewer.open(...SAMPLE_FILES.filter((path) => path.includes('RECV')));
      await viewer.click('[popovertarget=export]');
      await (await viewer.find('#separator')).evaluate((/** @type {any} */ select) => {
        select.value = 'semicolon';
        select.dispatchEvent(new Event('change'));
      });
      await viewer.click('[data-format=csv]');
      await viewer.shows('.notice', /Saved .* as exchange-sessions_.*2025-06-03\.csv\./);
      const text = await until('the file', () =>
        DOWNLOADS.take(DOWNLOADS.names().find((file) => file.endsWith('.csv'))),
      );
      const { data } = parseCsv(text, ';');
      const row = Object.fromEntries(data[0].map((heading, place) => [heading.replace('\uFEFF', ''), data[1][place]]));
      assert.match(row.start, /^2025-06-03 0[89]:\d\d:\d\d,\d{3}$/);
      assert.equal(row['time-zone'], 'UTC');
      assert.equal(row.start.replace(' ', 'T').replace(',', '.'), row['start-utc'].replace('Z', ''));
      assert.match(`${row['local-address']} ${row['local-port']}`, /^[\d.]+ \d+$/);
      await save(viewer, 'messages');
      await viewer.shows('.notice', /as exchange-messages_.*2025-06-03\.csv\./);
      const messages = await until('the second file', () =>
        DOWNLOADS.take(DOWNLOADS.names().find((file) => file.startsWith('exchange-messages'))),
      );
      const rows = parseCsv(messages, ';').data;
      assert.ok(rows[0].includes('recipient') && rows.length > 2, `${rows.length} rows`);
      await viewer.assertCalm();
    });

    test('a long export shows its progress, is cancelled by a button or Escape, and never blocks the page', async (context) => {
      await DOWNLOADS.allow(setting);
      const viewer = await setting.openPage({ prepare: watchLongTasks });
      await viewer.open(...writeLogs(context, { 'RECV2025060308-1.LOG': HEADER + manySessions(40_000) }));
      for (const cancel of [() => viewer.click('#export-cancel'), () => viewer.page.keyboard.press('Escape')]) {
        await save(viewer, 'ndjson');
        await viewer.shows('#exporting', /^Exporting … \d+ %/);
        await cancel();
        await viewer.shows('.notice', /^The export was cancelled\. Nothing was saved\./);
        await until('the end', async () => (await viewer.texts('#exporting')).length === 0);
        await viewer.click('.notice button');
      }
      assert.deepEqual(DOWNLOADS.names(), []);
      await viewer.run(() => {
        /** @type {any} */ (globalThis).longTasks.length = 0;
      });
      await save(viewer, 'ndjson');
      await viewer.shows(
        '.notice',
        /^Saved 40,000 sessions, \d+(\.\d+)? MB, as exchange-sessions_MBX01_2025-06-03\.ndjson\./,
      );
      const tasks = await viewer.run(() => /** @type {any} */ (globalThis).longTasks);
      assert.deepEqual(tasks, [], 'tasks over 50 ms');
      await until('the file', () => DOWNLOADS.take('exchange-sessions_MBX01_2025-06-03.ndjson'));
      await viewer.assertCalm();
    });
  },
  {},
  { preferences: DOWNLOADS.preferences },
);
