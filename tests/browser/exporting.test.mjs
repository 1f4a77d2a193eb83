/** Exports: by script, and as a file that a user saves. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { parseCsv } from './support/packages.mjs';
import { until } from './support/viewer.mjs';

const DOWNLOADS = mkdtempSync(join(tmpdir(), 'downloads-'));
after(() => rmSync(DOWNLOADS, { recursive: true, force: true }));

const FIREFOX_DOWNLOADS = {
  'browser.download.folderList': 2,
  'browser.download.dir': DOWNLOADS,
  'browser.download.useDownloadDir': true,
  'browser.download.always_ask_before_handling_new_types': false,
};

/** Text of an export. */
const exported = (viewer, format, query = '') =>
  viewer.run(
    async (element, ...wanted) => (await element.export(wanted[0], { query: wanted[1] })).text(),
    format,
    query,
  );

/** Sets the download folder: in Chromium at run time, in Firefox by its preferences. */
async function allowDownloads(setting) {
  if (setting.browserName !== 'chromium') {
    return;
  }
  const session = await setting.browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: DOWNLOADS });
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
      await allowDownloads(setting);
      const viewer = await setting.openPage();
      await viewer.open(...SAMPLE_FILES);
      await viewer.click('[popovertarget=export]');
      await viewer.click('[data-format=ndjson]');
      const path = join(DOWNLOADS, 'exchange-sessions.ndjson');
      await until('the file', () => existsSync(path) && !readdirSync(DOWNLOADS).some((name) => name.endsWith('part')));
      const expected = await exported(viewer, 'ndjson');
      await until('its content', () => readFileSync(path, 'utf8') === expected);
      rmSync(path);
      viewer.requests.assertNothingLeft();
      await viewer.assertCalm();
    });
  },
  {},
  { preferences: FIREFOX_DOWNLOADS },
);
