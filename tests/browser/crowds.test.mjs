/** Thousands of whatever a log or an archive can have many of: the page stays usable, and says what it leaves out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { gzipOf, paxHeader, tarOf, zipOf } from '../../www/test/support/archives.js';
import { forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, writeLogs } from './support/logs.mjs';

/**
 * Milliseconds for which the page may not answer: several times what it takes on a machine that does nothing else. Each
 * of the inputs below once blocked it for seconds.
 */
const BLOCKED_MS = { members: 600, files: 300, columns: 750, marks: 750 };

/** Longest time without a turn of the page's event loop since `watch`. */
async function watch(viewer) {
  const watching = await viewer.page.evaluateHandle(() => {
    const state = { last: performance.now(), longest: 0 };
    const tick = () => {
      const now = performance.now();
      state.longest = Math.max(state.longest, now - state.last);
      state.last = now;
      setTimeout(tick);
    };
    tick();
    return state;
  });
  return async (what) => {
    const longest = await viewer.page.evaluate((state) => state.longest, watching);
    assert.ok(longest < BLOCKED_MS[what], `${what} blocked the page for ${Math.round(longest)} ms`);
  };
}

/** Opens chosen files, and counts those that were read. The whole summary would block the page on its way to the test. */
function completeFiles(viewer, chosen) {
  return viewer.run(async (element, input) => {
    const { perFile } = await element.open([...input.files]);
    return perFile.filter(({ end }) => end === 'complete').length;
  }, chosen);
}

/** A log with many columns. */
function wideLog(columns, rows) {
  const names = Array.from({ length: columns }, (_, column) => `c${column}`);
  const cells = (row) => names.map((_, column) => `v${row}.${column}`).join(',');
  const lines = Array.from({ length: rows }, (_, row) => cells(row));
  return `#Fields: ${names.join(',')}\r\n${lines.map((line) => `${line}\r\n`).join('')}`;
}

forEachSetting(
  (setting) => {
    test('a path of 20,000 folders is refused, and the rest of the archive read', async (context) => {
      const viewer = await setting.openPage();
      const entries = [paxHeader({ path: `${'d/'.repeat(20_000)}x.LOG` }), { name: 'x', data: HEADER }];
      const good = { name: 'good.LOG', data: HEADER + receiveRow(0, '+') };
      const summary = await viewer.open(...writeLogs(context, { 'a.tgz': gzipOf(tarOf([...entries, good])) }));
      assert.deepEqual(
        summary.perFile.map(({ name, end }) => `${name} ${end}`),
        ['x.LOG longPath', 'good.LOG complete'],
      );
      await viewer.shows(
        '.notice p',
        /x\.LOG in a\.tgz was left out: its path has more than 4,096 characters or 128 folders/,
      );
    });

    test('members in one place are read once, and named', async (context) => {
      const viewer = await setting.openPage();
      const log = HEADER + receiveRow(0, '+') + receiveRow(1, '-');
      const zip = zipOf([
        { name: '1.LOG', data: log },
        { name: '2.LOG', data: log },
      ]);
      // The second record of the directory points to the first member, so the second member belongs to none.
      zip.fill(0, zip.lastIndexOf('2.LOG') - 4, zip.lastIndexOf('2.LOG'));
      const summary = await viewer.open(...writeLogs(context, { 'a.zip': zip }));
      assert.deepEqual(
        summary.perFile.map(({ name, end }) => `${name.replace(/\d{3}/, 'some')} ${end}`),
        ['1.LOG complete', '2.LOG overlapping', 'data that belongs to no file (some bytes) damaged'],
      );
      await viewer.shows('.notice p', /^2\.LOG in a\.zip was left out: it overlaps another file/);
    });

    test('a table of 8,000 columns shows 200 of them, and finds the others', async (context) => {
      const viewer = await setting.openPage();
      const [path] = writeLogs(context, { 'wide.log': wideLog(8000, 20) });
      const blocked = await watch(viewer);
      await viewer.open(path);
      await viewer.click('#tab-tables');
      await viewer.shows('#wide-table', /^This log has 8,000 columns; up to 200 are shown at a time\./);
      await viewer.shows('td[data-key="column-0"]', /^v0\.0$/);
      await viewer.click('tr[data-y="3"]');
      await viewer.shows('.cells dd', /^v3\.199$/);
      assert.equal((await viewer.texts('.cells dt')).length, 200);
      await viewer.click('.column-list button:nth-child(2)');
      await viewer.run((element) => {
        const box = element.shadowRoot.querySelector('#column-filter');
        box.value = 'c7777';
        box.dispatchEvent(new Event('input'));
      });
      await viewer.shows('.column-list label', /^c7777$/);
      assert.equal((await viewer.texts('.column-list label')).length, 1);
      await blocked('columns');
      await viewer.assertCalm();
    });

    test('20,000 hidden characters in a reply, and as many in the search box', async (context) => {
      const viewer = await setting.openPage();
      const hidden = '\u202e\u202d'.repeat(10_000);
      const log = HEADER + receiveRow(0, '+') + receiveRow(1, '>', `220 ${hidden}`);
      await viewer.open(...writeLogs(context, { 'RECV1.LOG': log }));
      const blocked = await watch(viewer);
      await viewer.openRow(0);
      await viewer.shows('.entry', /<U\+202E><U\+202D>/);
      await viewer.run((element, query) => {
        element.query = query;
      }, `missing ${hidden}`);
      await viewer.find('#query-problem, .empty-list');
      await blocked('marks');
    });

    test('100,000 members of a zip', async (context) => {
      const viewer = await setting.openPage();
      const log = HEADER + receiveRow(0, '+');
      const packed = deflateRawSync(log);
      const entries = Array.from({ length: 100_000 }, (_, index) => ({
        name: `EX${index % 7}/RECV${index}.LOG`,
        data: index % 20 === 0 ? log : '',
        ...(index % 20 === 0 ? { packed } : { method: 0 }),
      }));
      const [path] = writeLogs(context, { 'a.zip': zipOf(entries) });
      const chosen = await viewer.choose(path);
      const blocked = await watch(viewer);
      assert.equal(await completeFiles(viewer, chosen), 100_000);
      await viewer.click('#tab-files');
      await viewer.shows('.pager span', /^Files 1 to 100 of 100,000$/);
      await viewer.click('#files-later');
      await viewer.shows('.pager span', /^Files 101 to 200 of 100,000$/);
      await viewer.run((element) => {
        const box = element.shadowRoot.querySelector('#file-filter');
        box.value = 'recv7777';
        box.dispatchEvent(new Event('input'));
      });
      await viewer.shows('.file-filter [role=status]', /^11 of 100,000 files/);
      await viewer.click('#tab-coverage');
      await viewer.find('.coverage-bar, .quiet');
      await blocked('members');
    });

    test('5,000 files that are chosen at once', async (context) => {
      const viewer = await setting.openPage();
      const log = HEADER + receiveRow(0, '+');
      const files = Array.from({ length: 5000 }, (_, index) => [`RECV${index}.LOG`, log]);
      const chosen = await viewer.choose(...writeLogs(context, Object.fromEntries(files)));
      const blocked = await watch(viewer);
      assert.equal(await completeFiles(viewer, chosen), 5000);
      await blocked('files');
    });
  },
  { scheme: 'http' },
);
