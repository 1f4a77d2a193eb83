/** Nothing jumps: what is read, and what is about to be clicked, stays where it is while the page is used. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { forget, until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;

/** 640×400 is 1280×800 at 200 %. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 700 },
  { width: 640, height: 400 },
  { width: 320, height: 640 },
];

/** Of each query, what the page shows because of it. */
const QUERIES = [
  ['code:5xx', '.part'],
  ['code:5xx -outcome:failed', '.part:nth-child(2)'],
  ['outcome:rejected code:550 -ip:192.0.2.0/24 log:receive,send -helo:nobody -from:x@y.example', '.part:nth-child(6)'],
  ['start:2025-06-03T08:02..2025-06-03T09:01', '.part'],
  ['tls1.2 rejected', '#understood'],
  ['code:5xx from:', '#query-problem'],
  ['"no such words"', '.empty-list'],
  ['', 'p.parts'],
];

async function openSample(setting, size) {
  const viewer = await setting.openPage({ hash: '#sample', prepare: forget });
  await viewer.page.setViewport(size);
  await viewer.showsAll(ALL);
  await until('rows', async () => (await viewer.texts('exchange-log-sessions tbody tr')).length > 3);
  return viewer;
}

/** Where the tabs and the list are. */
const places = (viewer) =>
  viewer.run(({ shadowRoot }) =>
    ['[role=tablist]', '.list'].map((selector) => {
      const { top, bottom } = shadowRoot.querySelector(selector).getBoundingClientRect();
      return `${selector} ${top}–${bottom}`;
    }),
  );

async function seek(viewer, query, shown) {
  await viewer.run((element, text) => {
    element.query = text;
  }, query);
  await viewer.find(shown);
  await viewer.rests();
}

forEachBrowser((setting) => {
  for (const size of SIZES) {
    test(`tabs and list stay where they are at ${size.width} × ${size.height}`, async () => {
      const viewer = await openSample(setting, size);
      const before = await places(viewer);
      for (const [query, shown] of QUERIES) {
        await seek(viewer, query, shown);
        assert.deepEqual(await places(viewer), before, `${query || 'no query'}: ${shown}`);
      }
      await viewer.click('[data-format=csv]');
      await viewer.shows('.notice', /^Saved/);
      assert.deepEqual(await places(viewer), before, 'a message');
      await viewer.screenshot(`steady-${size.width}-${setting.browserName}`);
      await viewer.click('.notice .icon');
      await until('no message', async () => (await viewer.texts('.notice')).length === 0);
      assert.deepEqual(await places(viewer), before, 'no message');
      await viewer.assertCalm();
    });
  }

  test('a message covers neither the status line nor the beginning of rows', async () => {
    const viewer = await openSample(setting, SIZES[0]);
    await viewer.click('[data-format=csv]');
    await viewer.shows('.notice', /^Saved/);
    const [notice, status] = await viewer.run(({ shadowRoot }) =>
      ['.notices', '.status'].map((selector) => shadowRoot.querySelector(selector).getBoundingClientRect().toJSON()),
    );
    assert.ok(notice.bottom <= status.top && notice.left > 500, JSON.stringify([notice, status]));
    const atEdge = await viewer.run(
      ({ shadowRoot }, y) => Boolean(shadowRoot.elementFromPoint(40, y).closest('tbody tr')),
      notice.top + 10,
    );
    assert.ok(atEdge, 'a click beside it is for the row');
  });

  test('what has no room in the line about words is seen with the focus, and what was seen of it stays', async () => {
    const viewer = await openSample(setting, SIZES[3]);
    await seek(viewer, 'tls1.2 rejected', '#understood');
    /** Where the first word is, and whether the last button is seen. */
    const seen = () =>
      viewer.run(({ shadowRoot }) => {
        const { left, top } = shadowRoot.querySelector('#understood p code').getBoundingClientRect();
        const last = [...shadowRoot.querySelectorAll('#understood button')].at(-1);
        const box = last.getBoundingClientRect();
        const at = shadowRoot.elementFromPoint(box.left + 5, box.top + 5);
        return { left, top, isSeen: at === last };
      });
    const { left, top, isSeen } = await seen();
    assert.equal(isSeen, false);
    await (await viewer.find('#understood')).focus();
    assert.deepEqual(await seen(), { left, top, isSeen: true });
  });
});
