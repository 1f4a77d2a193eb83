/** The timeline: brush, edges, zoom and the way back, by pointer, touch and keyboard; the legend; further queries. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { forget, until } from './support/viewer.mjs';
import { notReached, walk, watchListeners } from './support/walk.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;
const PLOT = '.timeline-plot';

async function openSample(setting, options = {}) {
  const viewer = await setting.openPage({ hash: '#sample', prepare: forget, ...options });
  await viewer.showsAll(ALL);
  await viewer.find(`${PLOT} path.bars`);
  await settled(viewer);
  return viewer;
}

const query = (viewer) => viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#query').value);
const queryIs = (viewer, wanted) =>
  until(`the query ${wanted}`, async () => {
    const text = await query(viewer);
    return wanted instanceof RegExp ? wanted.test(text) : text === wanted;
  });
const found = async (viewer) => Number((await viewer.texts('#counts'))[0].split(' ')[0]);
const axis = (viewer) => viewer.texts('.timeline-axis span');
const said = (viewer) =>
  viewer.run(({ shadowRoot }) => shadowRoot.querySelector('.timeline-plot').getAttribute('aria-valuetext'));

/** Waits until the timeline rests. */
async function settled(viewer) {
  await viewer.rests();
  let last = '';
  await until('the timeline to rest', async () => {
    await new Promise((done) => setTimeout(done, 120));
    const now = await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#timeline').innerHTML);
    const isSame = now === last;
    last = now;
    return isSame;
  });
}

/** The box of the drawing, or of a part of it. */
const boxOf = (viewer, selector = PLOT) =>
  viewer.run(({ shadowRoot }, part) => shadowRoot.querySelector(part).getBoundingClientRect().toJSON(), selector);

/** Drags from one share of the width to another. Returns how many nodes of the drawing changed on the way. */
async function drag(viewer, from, to, { release = true } = {}) {
  const { x, y, width, height } = await boxOf(viewer);
  const { mouse } = viewer.page;
  await mouse.move(x + from * width, y + height / 2);
  await mouse.down();
  const middle = (from + to) / 2;
  await mouse.move(x + middle * width, y + height / 2);
  await mouse.move(x + to * width, y + height / 2);
  if (release) {
    await mouse.up();
  }
}

const press = async (viewer, ...keys) => {
  for (const key of keys) {
    await viewer.page.keyboard.press(key);
  }
};

async function withShift(viewer, ...keys) {
  await viewer.page.keyboard.down('Shift');
  await press(viewer, ...keys);
  await viewer.page.keyboard.up('Shift');
}

forEachBrowser((setting) => {
  test('a drag narrows to a period, which is a part of the query; Esc goes back', async () => {
    const viewer = await openSample(setting);
    const before = await axis(viewer);
    await drag(viewer, 0.2, 0.6);
    await queryIs(viewer, /^start:2025-06-03T[^ ]+$/);
    await viewer.shows('#counts', / of /);
    const narrowed = await query(viewer);
    const few = await found(viewer);
    assert.ok(few > 0 && few < ALL, String(few));
    await until('finer ticks', async () => (await axis(viewer)).join() !== before.join());
    await settled(viewer);
    const [plot, range] = [await boxOf(viewer), await boxOf(viewer, '.brush-range')];
    assert.ok(range.x > plot.x && range.right < plot.right, 'there is something to see on both sides');

    // A part of the query as any other.
    await (await viewer.find('#query')).focus();
    await press(viewer, 'End');
    await viewer.writeQuery(' log:receive');
    await viewer.shows('.part .part-text', /^log:receive$/);
    await viewer.click('.part .part-text');
    await queryIs(viewer, 'log:receive');
    await viewer.click('.part .part-text');
    await queryIs(viewer, `${narrowed} log:receive`);
    await settled(viewer);

    await (await viewer.find(PLOT)).focus();
    await press(viewer, 'Escape');
    await queryIs(viewer, 'log:receive');
    await viewer.assertCalm();
  });

  test('the edges are dragged, a double click goes back, and so does the browser', async () => {
    const viewer = await openSample(setting);
    await drag(viewer, 0.3, 0.5);
    await queryIs(viewer, /^start:/);
    await settled(viewer);
    const first = await query(viewer);
    const span = await axis(viewer);
    const edge = await boxOf(viewer, '.brush-edge[data-end=to]');
    const plot = await boxOf(viewer);
    const { mouse } = viewer.page;
    await mouse.move(edge.x + edge.width / 2, edge.y + edge.height / 2);
    await mouse.down();
    await mouse.move(plot.x + plot.width * 0.5, edge.y + 5);
    await mouse.move(plot.x + plot.width * 0.4, edge.y + 5);
    await mouse.up();
    await until('another query', async () => (await query(viewer)) !== first);
    await settled(viewer);
    assert.deepEqual(await axis(viewer), span, 'what is shown stays');
    const second = await query(viewer);
    assert.equal(second.split('..')[0], first.split('..')[0], 'the other end stays');
    await viewer.page.evaluate(() => globalThis.history.back());
    await queryIs(viewer, first);
    await settled(viewer);
    await mouse.click(plot.x + plot.width / 2, plot.y + plot.height / 2, { count: 2 });
    await queryIs(viewer, '');
    await viewer.showsAll(ALL);
  });

  test('only the brush is drawn while it is dragged, and Esc gives it up', async () => {
    const viewer = await openSample(setting);
    await settled(viewer);
    const changes = () =>
      viewer.run(({ shadowRoot }) => {
        const seen = [];
        const watch = new MutationObserver((records) =>
          seen.push(
            ...records.map(({ target }) =>
              target instanceof Element ? (target.getAttribute('class') ?? '') : target.nodeName,
            ),
          ),
        );
        watch.observe(shadowRoot, { subtree: true, childList: true, characterData: true, attributes: true });
        Object.assign(globalThis, { seen });
      });
    await drag(viewer, 0.1, 0.2, { release: false });
    await changes();
    const { x, y, width } = await boxOf(viewer);
    for (let step = 2; step < 9; step += 1) {
      await viewer.page.mouse.move(x + (width * step) / 10, y + 10);
    }
    const seen = new Set(await viewer.page.evaluate(() => /** @type {any} */ (globalThis).seen.map(String)));
    const others = [...seen].filter((name) => !/brush|timeline-plot/.test(name));
    assert.deepEqual(others, [], 'what else has changed');
    assert.ok(seen.size > 0);
    assert.match((await viewer.texts('.brush-text'))[0], /^2025-06-03 \d\d:\d\d/);
    assert.equal(await query(viewer), '');
    await press(viewer, 'Escape');
    await viewer.page.mouse.up();
    await settled(viewer);
    assert.equal(await query(viewer), '', 'nothing is narrowed');
  });

  test('the wheel and the keys zoom without narrowing', async () => {
    const viewer = await openSample(setting);
    await settled(viewer);
    const before = await axis(viewer);
    const { x, y, width, height } = await boxOf(viewer);
    await viewer.page.mouse.move(x + width / 2, y + height / 2);
    for (let turn = 0; turn < 6; turn += 1) {
      await viewer.page.mouse.wheel({ deltaY: -300 });
    }
    await until('other ticks', async () => (await axis(viewer)).join() !== before.join());
    await settled(viewer);
    assert.equal(await query(viewer), '');
    const zoomed = await axis(viewer);
    await (await viewer.find(PLOT)).focus();
    await press(viewer, 'Escape');
    await until('the ticks before', async () => (await axis(viewer)).join() === before.join());
    for (let turn = 0; turn < 16; turn += 1) {
      await press(viewer, '+');
    }
    await until('seconds', async () => (await axis(viewer)).some((label) => /\d\d:\d\d:\d\d$/.test(label)));
    await settled(viewer);
    assert.match(await said(viewer), /\d\d:\d\d(:\d\d)? to \d\d:\d\d(:\d\d)?,/);
    await viewer.click('#timeline-out');
    await viewer.click('#timeline-back');
    await until('the ticks before', async () => (await axis(viewer)).join() === before.join());
    assert.notDeepEqual(zoomed, before);
    await viewer.assertCalm();
  });

  test('keys move, select, narrow and go back, and say where they are', async () => {
    const viewer = await openSample(setting);
    await settled(viewer);
    await (await viewer.find(PLOT)).focus();
    await press(viewer, 'Home');
    const first = await until('a bin', () => said(viewer));
    assert.match(first, /^2025-06-03 \d\d:\d\d:\d\d to \d\d:\d\d:\d\d, (no|\d+) sessions?/);
    await press(viewer, 'ArrowRight');
    await until('the next bin', async () => (await said(viewer)) !== first);
    await press(viewer, 'ArrowLeft');
    await until('the bin before', async () => (await said(viewer)) === first);
    await press(viewer, 'End');
    await until('the last bin', async () => (await said(viewer)) !== first);
    await press(viewer, 'Home');
    await withShift(viewer, ...Array.from({ length: 8 }, () => 'PageDown'));
    await until('a selection', async () => /^Selected: /.test(await said(viewer)));
    const count = Number(/, (\d+) sessions/.exec(await said(viewer))?.[1]);
    assert.ok(count > 0 && count < ALL, await said(viewer));
    await press(viewer, 'Escape');
    await until('no selection', async () => !/^Selected/.test(await said(viewer)));
    await press(viewer, 'Home');
    await withShift(viewer, ...Array.from({ length: 8 }, () => 'PageDown'));
    await until('a selection', async () => /^Selected: /.test(await said(viewer)));
    await press(viewer, 'Enter');
    await queryIs(viewer, /^start:/);
    await viewer.shows('#counts', new RegExp(`^${count} of `));
    assert.equal(await viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.id), 'timeline-plot');
    await press(viewer, 'Escape');
    await queryIs(viewer, '');
    await settled(viewer);
    assert.equal(
      await viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.id),
      'timeline-plot',
      'also on the way back',
    );
    await press(viewer, 'Escape');
    await viewer.assertCalm();
  });

  test('an entry of the legend narrows by its outcome, and is marked', async () => {
    const viewer = await openSample(setting);
    const rejected = '.legend-item[data-outcome=rejected]';
    const pressed = () => viewer.run(({ shadowRoot }, part) => shadowRoot.querySelector(part)?.ariaPressed, rejected);
    const [text] = await viewer.texts(rejected);
    assert.equal(await pressed(), 'false');
    await (await viewer.find(rejected)).focus();
    await press(viewer, 'Enter');
    await queryIs(viewer, 'outcome:rejected');
    await until('the mark', async () => (await pressed()) === 'true');
    await until('no other outcome', async () => (await viewer.texts('.legend-item')).length === 1);
    assert.equal(text.split(' ').at(-1), String(await found(viewer)));
    assert.equal(
      await viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.dataset.outcome),
      'rejected',
      'the focus stays when the others go',
    );
    await press(viewer, 'Enter');
    await queryIs(viewer, '');
    await until('no mark', async () => (await pressed()) === 'false');
    const fills = () =>
      viewer.run(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll('.timeline-plot path.bars')].map((path) => path.getAttribute('fill')),
      );
    await until('all bars', async () => (await fills()).length > 3);
    assert.ok(
      (await fills()).every((fill) => /^url\(#pattern-/.test(fill)),
      'a pattern besides the colour',
    );
  });

  test('further queries are lines with a measure of their own', async () => {
    const viewer = await openSample(setting);
    await viewer.click('[popovertarget=series]');
    await (await viewer.find('.series-form input')).focus();
    await viewer.page.keyboard.type('gap>soon');
    await press(viewer, 'Enter');
    await viewer.shows('.series-problem', /\w/);
    assert.equal((await viewer.texts('.series')).length, 0);
    await viewer.run(({ shadowRoot }) => {
      shadowRoot.querySelector('.series-form input').value = '';
    });
    await viewer.page.keyboard.type('log:receive');
    await press(viewer, 'Enter');
    await viewer.shows('.series-query', /^log:receive$/);
    await viewer.find('path.series-line.series-0');
    await viewer.writeQuery('outcome:rejected');
    await viewer.shows('#counts', / of /);
    await viewer.click('[popovertarget=series]');
    await viewer.click('#series-current');
    await until('two series', async () => (await viewer.texts('.series-query')).length === 2);
    assert.deepEqual(await viewer.texts('.series-query'), ['log:receive', 'outcome:rejected']);
    const line = () =>
      viewer.run(({ shadowRoot }) => shadowRoot.querySelector('.series-line.series-0').getAttribute('d'));
    const before = await line();
    await (await viewer.find('.series select')).select('bytes');
    await until('another line', async () => (await line()) !== before);
    await (await viewer.find(PLOT)).focus();
    await until('its value', async () => /log:receive: /.test(await said(viewer)));
    await viewer.click('.series-remove');
    await until('one series', async () => (await viewer.texts('.series-query')).join() === 'outcome:rejected');
    await viewer.click('[popovertarget=series]');
    const [name, asked] = await viewer.run(({ shadowRoot }) => {
      const [, option] = shadowRoot.querySelectorAll('.series-saved option');
      return [option.textContent, option.value];
    });
    await (await viewer.find('.series-saved')).select(asked);
    const written = () => viewer.run(({ shadowRoot }) => shadowRoot.querySelector('.series-form input').value);
    assert.equal(await written(), asked, 'what is saved is written into the field');
    await viewer.click('#series-add');
    await until('a series by its name', async () => (await viewer.texts('.series-query'))[1] === name);
    await viewer.call('clear');
    await viewer.assertCalm();
  });

  test('times are in the zone that is shown', async () => {
    const viewer = await openSample(setting);
    if (setting.browserName === 'chromium') {
      await viewer.page.emulateTimezone('America/St_Johns');
    }
    await settled(viewer);
    await (await viewer.find('[data-zone=local]')).evaluate((button) => button.click());
    await settled(viewer);
    await drag(viewer, 0.3, 0.6);
    await queryIs(viewer, /^start:\d{4}-/);
    await settled(viewer);
    const begin = /^start:([^.]+)/.exec(await query(viewer))?.[1] ?? '';
    const [period] = await viewer.texts('.timeline-period');
    assert.ok(period.includes(begin.slice(11, 16)), `${period} ${begin}`);
    const labels = (await axis(viewer)).filter((label) => /\d\d:\d\d$/.test(label));
    assert.ok(labels.length > 1 && labels.every((label) => /:[0-5][05]$/.test(label)), labels.join());
    const [found] = await viewer.texts('#counts');
    const local = await query(viewer);
    await viewer.click('[data-zone=utc]');
    await settled(viewer);
    assert.deepEqual(await viewer.texts('#counts'), [found], 'the period is the same in another zone');
    if (setting.browserName === 'chromium') assert.notEqual(await query(viewer), local, 'named by its times there');
  });

  test('touch selects as well', async () => {
    if (setting.browserName !== 'chromium') {
      return;
    }
    const viewer = await openSample(setting);
    const { x, y, width } = await boxOf(viewer);
    const { touchscreen } = viewer.page;
    await touchscreen.touchStart(x + width * 0.2, y + 20);
    await touchscreen.touchMove(x + width * 0.4, y + 20);
    await touchscreen.touchMove(x + width * 0.6, y + 20);
    await touchscreen.touchEnd();
    await queryIs(viewer, /^start:/);
  });

  test('everything on it is reached by keys, in a narrow and in a wide window', async () => {
    const viewer = await openSample(setting, { prepare: watchListeners });
    for (const width of [2560, 320]) {
      await viewer.page.setViewport({ width, height: 900 });
      await until('the width', () => viewer.page.evaluate((wanted) => innerWidth === wanted, width));
      await new Promise((done) => setTimeout(done, 300));
      if (!(await viewer.run(({ shadowRoot }) => Boolean(shadowRoot.querySelector('#timeline'))))) {
        await viewer.click('#timeline-toggle');
      }
      await settled(viewer);
      await walk(viewer);
      const { clickable, missed } = await notReached(viewer, '#timeline');
      assert.deepEqual(missed, []);
      assert.ok(clickable > 5);
      const isWhole = await viewer.run(({ shadowRoot }) => {
        const timeline = shadowRoot.querySelector('#timeline');
        return timeline.scrollWidth <= timeline.clientWidth;
      });
      assert.ok(isWhole, `nothing is cut off at ${width}`);
    }
  });
});
