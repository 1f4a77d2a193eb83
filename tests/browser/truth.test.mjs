/** What the page says in small places: counts, labels, empty lists, messages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { forget, until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;

async function openSample(setting) {
  const viewer = await setting.openPage({ hash: '#sample', prepare: forget });
  await viewer.showsAll(ALL);
  return viewer;
}

const setQuery = (viewer, query) =>
  viewer.run((element, text) => {
    element.query = text;
  }, query);

const session = (id) => receiveRow(0, '+', '', { id }) + receiveRow(1, '-', '', { id });

const gone = (viewer, selector) => until(`no ${selector}`, async () => (await viewer.texts(selector)).length === 0);

forEachSetting(
  (setting) => {
    test('one entry matches, two entries match', async (context) => {
      const viewer = await setting.openPage();
      await viewer.open(...writeLogs(context, { 'RECV2025060308-1.LOG': HEADER + session('08DDA1F3C2B40001') }));
      await setQuery(viewer, 'event:disconnect');
      await viewer.shows('#counts', /^1 of 1 session · 1 entry matches$/);
      await setQuery(viewer, 'session:08DDA1F3C2B40001');
      await viewer.shows('#counts', /^1 of 1 session · 2 entries match$/);
    });

    test('an empty list says what to do, and where else there are matches', async () => {
      const viewer = await openSample(setting);
      await setQuery(viewer, 'nothing-has-this');
      await viewer.shows('.empty-list', /No sessions match\. Change the search or clear it\./);
      await viewer.click('.empty-list button');
      await viewer.showsAll(ALL);
      await viewer.click('#tab-tables');
      await setQuery(viewer, 'greylisted log:send');
      await viewer.shows('.empty-list', /No rows of this log match\..*There are matches elsewhere:\s*1 session/s);
      await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('.elsewhere button').click());
      await viewer.find('#tab-sessions[aria-selected=true]');
      await until('a row', async () => (await viewer.texts('exchange-log-sessions [aria-selected=true]')).length === 1);
      await viewer.click('#back');
      await viewer.find('#tab-tables[aria-selected=true]');
      await viewer.assertCalm();
    });

    test('a query that only another log matches leads there, with the count', async (context) => {
      const table = '#Fields: date-time,code\r\n2025-06-03T08:00:00.000Z,teapot\r\n2025-06-03T08:00:01.000Z,teapot\r\n';
      const viewer = await setting.openPage();
      await viewer.open(
        ...writeLogs(context, { 'RECV2025060308-1.LOG': HEADER + session('08DDA1F3C2B40001'), 'Oven.LOG': table }),
      );
      await setQuery(viewer, 'teapot');
      await viewer.shows('.elsewhere button', /: 2 rows$/);
      await viewer.click('.elsewhere button');
      await viewer.shows('#table-rows', /^2 rows$/);
      await viewer.shows('#table option', /\(2 rows\)$/);
    });

    test('the tab of the coverage has the number of holes, the status line all diagnostics', async (context) => {
      const viewer = await setting.openPage();
      const files = {
        'RECV2025060308-1.LOG': HEADER + session('08DDA1F3C2B40001'),
        'RECV2025060308-3.LOG': HEADER + session('08DDA1F3C2B40002'),
        // Again, which is only a note.
        'RECV2025060308-4.LOG': HEADER + session('08DDA1F3C2B40002'),
      };
      await viewer.open(...writeLogs(context, files));
      await viewer.shows('#tab-coverage', /^Coverage \(1\)$/);
      assert.match(
        await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#tab-coverage').title),
        /missing in 1 place$/,
      );
      const { diagnostics } = await viewer.run((element) => element.open([]));
      const all = diagnostics.reduce((sum, { count }) => sum + count, 0);
      assert.ok(all > 0 && diagnostics.every(({ severity }) => severity === 'info'), JSON.stringify(diagnostics));
      await viewer.shows('.status button', new RegExp(`^${all} diagnostics?, only notes$`));
      await viewer.shows('#tab-files', new RegExp(`\\(${all}\\)$`));
    });

    test('messages go when they no longer hold', async (context) => {
      const viewer = await setting.openPage();
      const damaged = () =>
        viewer.run((element) => element.open([new File(['PK\x03\x04????????????????????????????'], 'logs.zip')]));
      await damaged();
      await viewer.shows('.notice', /^logs\.zip is damaged/);
      await viewer.open(...writeLogs(context, { 'RECV2025060308-1.LOG': HEADER + session('08DDA1F3C2B40001') }));
      await viewer.shows('.notice', /^logs\.zip is damaged/);
      await viewer.click('#tab-files');
      await viewer.click('[data-remove="0"]');
      await viewer.click('.file-form [data-scope]');
      await gone(viewer, '.notice');
      await damaged();
      await viewer.shows('.notice', /^logs\.zip is damaged/);
      await viewer.call('clear');
      await gone(viewer, '.notice');
    });

    test('a message about a wrong query goes with the error', async () => {
      const viewer = await openSample(setting);
      await setQuery(viewer, 'gap>soon');
      await viewer.find('#query-problem');
      await viewer.click('[data-format=csv]');
      await viewer.shows('.notice', /^Nothing was saved/);
      await setQuery(viewer, 'gap>1s');
      await gone(viewer, '.notice');
    });

    test('the choice of the theme says what it is', async () => {
      const viewer = await openSample(setting);
      assert.deepEqual(await viewer.texts('#theme option'), ['System', 'Light', 'Dark']);
    });

    test('the time axis has dates, and every label is whole', async () => {
      const viewer = await openSample(setting);
      // The timeline is asked for after the counts.
      await viewer.find('.timeline-axis');
      for (const width of [1280, 1024, 640, 500]) {
        await viewer.page.setViewport({ width, height: 800 });
        await until('the width', () => viewer.page.evaluate((wanted) => innerWidth === wanted, width));
        const labels = () =>
          viewer.run(({ shadowRoot }) => {
            const axis = shadowRoot.querySelector('.timeline-axis');
            const edges = axis.getBoundingClientRect();
            const boxes = [...axis.children].map((label) => ({
              text: label.textContent,
              box: label.getBoundingClientRect(),
            }));
            return boxes.map(({ text, box }, index) => ({
              text,
              isWhole: box.left >= edges.left - 1 && box.right <= edges.right + 1,
              isFree: index === 0 || boxes[index - 1].box.right <= box.left + 1,
            }));
          });
        await until(`whole labels at ${width}`, async () =>
          (await labels()).every(({ isWhole, isFree }) => isWhole && isFree),
        );
        assert.match((await labels())[0].text, /^2025-06-03/);
      }
    });

    test('one hit is a narrow bar', async () => {
      const viewer = await openSample(setting);
      await setQuery(viewer, 'greylisted log:send');
      await viewer.shows('#counts', /^1 of /);
      const share = () =>
        viewer.run(({ shadowRoot }) => {
          const plot = shadowRoot.querySelector('.timeline-plot').getBoundingClientRect();
          const bars = [...shadowRoot.querySelectorAll('.timeline-plot path')].map(
            (path) => path.getBoundingClientRect().width,
          );
          return Math.max(...bars) / plot.width;
        });
      await until('a narrow bar', async () => (await share()) < 0.05);
      assert.ok((await share()) > 0);
      assert.match((await viewer.texts('.timeline-axis span'))[0], /^2025-06-03 \d\d:\d\d/);
    });
  },
  { scheme: 'http' },
);
