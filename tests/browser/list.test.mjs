/** The list of sessions as it is laid out: columns, headings, frame and rows, to the pixel. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;
/** The columns that are visible without scrolling. */
const FIRST = ['start', 'outcome', 'code', 'remote', 'helo', 'from', 'to', 'tls', 'duration'];

/** The page with the sample open, on a screen 1280 pixels wide. */
async function openSample(setting) {
  const viewer = await setting.openPage({ hash: '#sample' });
  await viewer.page.setViewport({ width: 1280, height: 800 });
  await viewer.showsAll(ALL);
  await until('rows', async () => (await viewer.texts('exchange-log-sessions tbody tr')).length > 10);
  return viewer;
}

/** The boxes of the list's elements that match, with whether something of their text is cut. */
const boxes = (viewer, selector) =>
  viewer.run(({ shadowRoot }, wanted) => {
    const found = [...shadowRoot.querySelectorAll(`exchange-log-sessions ${wanted}`)];
    return found.map((element) => {
      const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
      const isCut = element.scrollWidth > element.clientWidth;
      return { left, top, right, bottom, width, height, isCut, text: element.textContent.trim() };
    });
  }, selector);

const scroll = (viewer, left) =>
  viewer.run(({ shadowRoot }, wanted) => {
    const scroller = shadowRoot.querySelector('.grid-scroll');
    if (wanted !== undefined) {
      scroller.scrollLeft = wanted;
    }
    const { scrollLeft, scrollWidth, clientWidth } = scroller;
    const view = scroller.getBoundingClientRect();
    return { scrollLeft, scrollWidth, clientWidth, right: view.left + clientWidth };
  }, left);

forEachSetting(
  (setting) => {
    test('it scrolls sideways to its real end at once', async () => {
      const viewer = await openSample(setting);
      const before = await scroll(viewer);
      assert.ok(before.scrollWidth > before.clientWidth);
      const { scrollLeft } = await scroll(viewer, 1e6);
      assert.equal(scrollLeft, before.scrollWidth - before.clientWidth);
      await until('the last column', async () => (await boxes(viewer, '#heading-session')).length === 1);
      const [last] = await boxes(viewer, '#heading-session');
      const after = await scroll(viewer);
      assert.equal(after.scrollWidth, before.scrollWidth);
      assert.ok(Math.abs(last.right - after.right) < 1, 'the last column ends where the view ends');
      assert.equal(last.isCut, false);
      await viewer.assertCalm();
    });

    test('what is above it is on one line, whatever is found; a long count is cut and has a title', async () => {
      const viewer = await openSample(setting);
      const bar = () =>
        viewer.run(({ shadowRoot }) => {
          const [line, counts] = ['.tab-bar', '#counts'].map((one) => shadowRoot.querySelector(one));
          const isInside = [...line.children].every((one) => one.getBoundingClientRect().right <= line.clientWidth);
          const isCut = counts.scrollWidth > counts.clientWidth;
          return { height: line.offsetHeight, isInside, isCut, hasTitle: counts.title === counts.textContent };
        });
      const oneLine = { height: 36, isInside: true, isCut: false, hasTitle: true };
      assert.deepEqual(await bar(), oneLine);
      await viewer.run((element) => {
        element.query = 'code:5xx';
      });
      await viewer.shows('#counts', /entries match/);
      assert.deepEqual(await bar(), oneLine);
      await viewer.run(({ shadowRoot }) => {
        shadowRoot.querySelector('#counts').style.letterSpacing = '1em';
      });
      assert.deepEqual(await bar(), { ...oneLine, isCut: true });
      await viewer.assertCalm();
    });

    test('what matters most fits, and nothing there loses its point', async () => {
      const viewer = await openSample(setting);
      const { right } = await scroll(viewer);
      const headings = await boxes(viewer, 'thead th');
      assert.deepEqual(
        headings.slice(0, 9).map(({ text }) => text),
        [
          ...['2025-06-03 (UTC)', 'Outcome', 'Reply', 'Remote address', 'Client name', 'Sender', 'Recipients', 'TLS'],
          'Duration',
        ],
      );
      assert.ok(headings[8].right <= right, 'the ninth column is in view');
      assert.deepEqual(
        headings.slice(0, 9).filter(({ isCut }) => isCut),
        [],
      );
      const texts = () => boxes(viewer, 'thead th .heading-text');
      assert.deepEqual(
        (await texts()).slice(0, 9).filter(({ isCut }) => isCut),
        [],
      );
      for (const key of ['start', 'outcome', 'remote', 'tls', 'duration']) {
        const cut = (await boxes(viewer, `td[data-key=${key}]`)).filter(
          ({ isCut, text }) => isCut && !/-.*-/.test(text),
        );
        assert.deepEqual(cut, [], key);
      }
      assert.match((await viewer.texts('td[data-key=start]'))[0], /^08:02:11\.020$/);
      assert.ok((await viewer.texts('td[data-key=tls]')).includes('1.2'));
      assert.ok(
        (await viewer.texts('td[data-key=code]')).some((text) => /^550 5\.7\.54 SMTP; Unable to relay/.test(text)),
      );
      await viewer.click('[data-zone=local]');
      await viewer.shows('#heading-start', /^2025-06-03 \([+-]\d\d:\d\d\)$/);
      const local = await boxes(viewer, 'thead th');
      assert.ok(local[8].right <= right, 'the ninth column is in view with local times too');
      assert.deepEqual(
        (await boxes(viewer, '#heading-start, td[data-key=start]')).filter(({ isCut }) => isCut),
        [],
      );
      assert.deepEqual(
        (await texts()).slice(0, 1).filter(({ isCut }) => isCut),
        [],
      );
      assert.equal(FIRST.length, 9);
      await viewer.assertCalm();
    });

    test('the heading of the sorted column keeps its arrow, however narrow it is', async () => {
      const viewer = await openSample(setting);
      await viewer.click('#heading-remote');
      await viewer.shows('#heading-remote[aria-sort=ascending]', /./);
      await (await viewer.find('exchange-log-sessions table')).focus();
      const { keyboard } = viewer.page;
      await keyboard.press('Home');
      await keyboard.press('ArrowUp');
      for (const _ of FIRST.slice(0, 3)) {
        await keyboard.press('ArrowRight');
      }
      await keyboard.down('Shift');
      for (let step = 0; step < 10; step += 1) {
        await keyboard.press('ArrowLeft');
      }
      await keyboard.up('Shift');
      await until('a narrow column', async () => (await boxes(viewer, '#heading-remote'))[0].width === 40);
      const [text] = await boxes(viewer, '#heading-remote .heading-text');
      const [heading] = await boxes(viewer, '#heading-remote .heading');
      assert.equal(text.isCut, true);
      assert.equal(heading.isCut, false, 'the arrow is inside');
      assert.ok(heading.right - text.right >= 8, 'there is room for the arrow');
    });

    test('handles can be seen, and change the width of a column by a drag', async () => {
      const viewer = await openSample(setting);
      const line = await viewer.run(({ shadowRoot }) => {
        const { borderRightWidth, borderRightColor } = getComputedStyle(shadowRoot.querySelector('.resize'), '::after');
        return { borderRightWidth, borderRightColor };
      });
      assert.equal(line.borderRightWidth, '1px');
      assert.match(line.borderRightColor, /^rgb\(/, 'it is not transparent');
      const [handle] = await boxes(viewer, '#heading-helo .resize');
      const [before] = await boxes(viewer, '#heading-helo');
      const { mouse } = viewer.page;
      await mouse.move(handle.right - 3, handle.top + 10);
      await mouse.down();
      await mouse.move(handle.right + 47, handle.top + 10, { steps: 5 });
      await mouse.up();
      await until('a wider column', async () => (await boxes(viewer, '#heading-helo'))[0].width === before.width + 50);
      assert.match((await viewer.texts('#heading-start[aria-sort=ascending]'))[0], /./, 'a drag does not sort');
      await viewer.assertCalm();
    });

    test('the frame of the focus is whole, and no row moves by a pixel', async () => {
      const viewer = await openSample(setting);
      const rows = async () => (await boxes(viewer, 'tbody tr')).map(({ top, height }) => ({ top, height }));
      const before = await rows();
      const [head] = await boxes(viewer, 'thead tr');
      before.forEach(({ top, height }, index) => {
        assert.deepEqual({ top, height }, { top: head.bottom + 24 * index, height: 24 });
      });
      await (await viewer.find('exchange-log-sessions table')).focus();
      await viewer.page.keyboard.press('ArrowDown');
      await viewer.page.keyboard.press('ArrowDown');
      await viewer.shows('#row-1[aria-selected=true]', /./);
      await viewer.page.mouse.move(600, before[4].top + 12);
      // The list may have got a little less room since, as the timeline came.
      const after = await rows();
      const drawn = Math.min(before.length, after.length);
      assert.ok(drawn > 10);
      assert.deepEqual(after.slice(0, drawn), before.slice(0, drawn));
      const frame = await viewer.run(({ shadowRoot }) => {
        const { position, inset, borderTopWidth, borderBottomWidth, borderLeftWidth, borderRightWidth, zIndex } =
          getComputedStyle(shadowRoot.querySelector('exchange-log-sessions'), '::after');
        return [
          position,
          inset,
          borderTopWidth,
          borderBottomWidth,
          borderLeftWidth,
          borderRightWidth,
          Number(zIndex) > 1,
        ];
      });
      assert.deepEqual(frame, ['absolute', '0px', '2px', '2px', '2px', '2px', true]);
      await viewer.screenshot(`list-${setting.browserName}`);
      await viewer.assertCalm();
    });

    test('sessions without a value come last in both directions', async () => {
      const viewer = await openSample(setting);
      for (const direction of ['ascending', 'descending']) {
        await viewer.click('#heading-tls');
        await viewer.shows(`#heading-tls[aria-sort=${direction}]`, /./);
        await until('values first', async () => (await viewer.texts('td[data-key=tls]'))[0] !== '');
        await (await viewer.find('exchange-log-sessions table')).focus();
        await viewer.page.keyboard.press('End');
        await until('the last row', async () => (await viewer.texts('#row-58')).length === 1);
        assert.equal((await viewer.texts('#row-58 td[data-key=tls]'))[0], '');
        await viewer.page.keyboard.press('Home');
      }
    });
  },
  { scheme: 'http' },
);
