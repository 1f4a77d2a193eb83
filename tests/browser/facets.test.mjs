/** Facets: the most frequent values beside the list, which narrow by pointer and by keyboard. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { forget, until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;

/** What a test before has chosen is not remembered. */
async function openSample(setting, options = {}) {
  const viewer = await setting.openPage({ hash: '#sample', prepare: forget, ...options });
  await viewer.showsAll(ALL);
  return viewer;
}

/** Value and count of each row of a facet. */
const values = (viewer, field) =>
  viewer.run(
    ({ shadowRoot }, name) =>
      [...shadowRoot.querySelectorAll(`[data-facet="${name}"] li`)].map((row) => [
        row.querySelector('.facet-text').textContent,
        Number(row.querySelector('.facet-count').textContent),
      ]),
    field,
  );

async function showFacets(viewer) {
  await (await viewer.find('#facets-toggle')).click();
  await until('the facets', async () => (await values(viewer, 'recipient-domain')).length > 1);
  await viewer.rests();
}

const queryIs = (viewer, wanted) =>
  until(`the query ${wanted}`, async () => (await viewer.run((element) => element.query)) === wanted);
const found = async (viewer) => Number((await viewer.texts('#counts'))[0].split(' ')[0]);
const countIs = (viewer, count) => until(`${count} sessions`, async () => (await found(viewer)) === count);
const button = (viewer, field, row, place) =>
  viewer.find(`[data-facet="${field}"] li:nth-child(${row}) button:nth-child(${place})`);

forEachBrowser((setting) => {
  test('a click on a value finds only its sessions, + adds another, − excludes', async () => {
    const viewer = await openSample(setting);
    await showFacets(viewer);
    const outcomes = await values(viewer, 'outcome');
    const [first, second] = outcomes;
    assert.ok(first[1] >= second[1], 'the most frequent comes first');
    await (await button(viewer, 'outcome', 1, 1)).click();
    await countIs(viewer, first[1]);
    assert.deepEqual(await values(viewer, 'outcome'), outcomes, 'a facet is not narrowed by itself');
    await (await button(viewer, 'outcome', 2, 2)).click();
    await countIs(viewer, first[1] + second[1]);
    await queryIs(viewer, /** @type {string} */ (await viewer.run((element) => element.query)));
    await viewer.run((element) => {
      element.query = '';
    });
    await countIs(viewer, ALL);
    await (await button(viewer, 'outcome', 1, 3)).click();
    await countIs(viewer, ALL - first[1]);
  });

  test('values that are chosen, and those that are excluded, are marked; a second click on − takes them in again', async () => {
    const viewer = await openSample(setting);
    await showFacets(viewer);
    /** Whether value and − of the first three rows are pressed, and whether the text is struck through. */
    const marks = () =>
      viewer.run(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll('[data-facet="outcome"] li')].slice(0, 3).map((row) => {
          const [value, , exclude] = row.querySelectorAll('button');
          const { textDecorationLine } = getComputedStyle(row.querySelector('.facet-text'));
          return `${value.ariaPressed} ${exclude.ariaPressed} ${textDecorationLine}`;
        }),
      );
    const [NEITHER, CHOSEN, EXCLUDED] = ['false false none', 'true false none', 'false true line-through'];
    const marksAre = (...wanted) =>
      until(`${wanted}`, async () => JSON.stringify(await marks()) === JSON.stringify(wanted));
    await marksAre(NEITHER, NEITHER, NEITHER);
    await (await button(viewer, 'outcome', 1, 1)).click();
    await marksAre(CHOSEN, NEITHER, NEITHER);
    await (await button(viewer, 'outcome', 2, 2)).click();
    await marksAre(CHOSEN, CHOSEN, NEITHER);
    await viewer.run((element) => {
      element.query = '';
    });
    await marksAre(NEITHER, NEITHER, NEITHER);
    await (await button(viewer, 'outcome', 1, 3)).click();
    await marksAre(EXCLUDED, NEITHER, NEITHER);
    await (await button(viewer, 'outcome', 3, 3)).click();
    await marksAre(EXCLUDED, NEITHER, EXCLUDED);
    await (await button(viewer, 'outcome', 1, 3)).click();
    await marksAre(NEITHER, NEITHER, EXCLUDED);
    await (await button(viewer, 'outcome', 3, 3)).click();
    await queryIs(viewer, '');
    await viewer.assertCalm();
  });

  test('the counts of the others follow the query, and each is what it finds', async () => {
    const viewer = await openSample(setting);
    await showFacets(viewer);
    const before = JSON.stringify(await values(viewer, 'recipient-domain'));
    await viewer.run((element) => {
      element.query = 'log:receive';
    });
    await viewer.shows('#counts', / of /);
    await viewer.rests();
    const total = await found(viewer);
    assert.notEqual(JSON.stringify(await values(viewer, 'recipient-domain')), before, 'the facets follow');
    const sum = (await values(viewer, 'outcome')).reduce((all, [, count]) => all + count, 0);
    assert.ok(sum > 0 && sum <= total);
    const domains = await values(viewer, 'recipient-domain');
    for (const [place] of domains.entries()) {
      const [, count] = (await values(viewer, 'recipient-domain'))[place];
      await (await button(viewer, 'recipient-domain', place + 1, 1)).click();
      await countIs(viewer, count);
      await viewer.run((element) => {
        element.query = 'log:receive';
      });
      await countIs(viewer, total);
      await viewer.rests();
    }
  });

  test('a facet with fewer values keeps its room, so that those below stay where they are', async () => {
    const viewer = await openSample(setting);
    await showFacets(viewer);
    // Within the list of facets, as the parts of a query take room above it.
    const tops = () =>
      viewer.run(({ shadowRoot }) => {
        const top = (element) => element.getBoundingClientRect().top;
        const list = top(shadowRoot.querySelector('.facet-list'));
        return [...shadowRoot.querySelectorAll('.facet')].map((facet) => top(facet) - list);
      });
    const counts = () => viewer.run(({ shadowRoot }) => shadowRoot.querySelectorAll('.facet li').length);
    const [before, all] = [await tops(), await counts()];
    await viewer.writeQuery('log:send outcome:rejected');
    await viewer.shows('#counts', / of /);
    await viewer.rests();
    assert.ok((await counts()) < all, 'there are fewer values');
    assert.deepEqual(await tops(), before);
    await viewer.writeQuery(' server:nowhere');
    await viewer.shows('#counts', /^0 of /);
    await viewer.rests();
    assert.deepEqual(await tops(), before);
  });

  test('the keyboard alone shows the facets, goes through values, narrows and hides them', async () => {
    const viewer = await openSample(setting);
    await (await viewer.find('exchange-log-sessions')).focus();
    await viewer.page.keyboard.press('f');
    await until('the facets', async () => (await values(viewer, 'recipient-domain')).length > 1);
    const [, [, second]] = await values(viewer, 'log');
    await (await button(viewer, 'log', 1, 1)).focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'Enter']) {
      await viewer.page.keyboard.press(key);
    }
    await countIs(viewer, second);
    const focused = () => viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.outerHTML ?? '');
    assert.match(await focused(), /facet-value/, 'the focus stays in the facet');
    await viewer.page.keyboard.press('f');
    await until('the facets to go', async () => (await viewer.texts('.facets')).length === 0);
    assert.notEqual(await focused(), '', 'the focus is on the page');
  });

  test('Escape hides the facets where they lie over the list', async () => {
    const viewer = await openSample(setting);
    await viewer.page.setViewport({ width: 800, height: 900 });
    await showFacets(viewer);
    await viewer.writeQuery('log:receive');
    await viewer.shows('#counts', / of /);
    await (await button(viewer, 'log', 1, 1)).focus();
    await viewer.page.keyboard.press('Escape');
    await until('the facets to go', async () => (await viewer.texts('.facets')).length === 0);
    assert.equal(await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#query').value), 'log:receive');
    assert.ok(await viewer.run(({ shadowRoot }) => shadowRoot.activeElement !== null), 'the focus is on the page');
    await viewer.page.keyboard.press('Escape');
    await until('a step back', () => viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#query').value === ''));
  });

  test('fields are chosen, ordered and remembered', async () => {
    const viewer = await openSample(setting);
    await showFacets(viewer);
    const names = () =>
      viewer.run(({ shadowRoot }) => [...shadowRoot.querySelectorAll('.facet')].map((facet) => facet.dataset.facet));
    const before = await names();
    await (await viewer.find('.facets-bar .menu-button')).click();
    await (await viewer.find('#facet-fields .facet-choice:nth-child(2) button')).click();
    await until('the order', async () => (await names())[0] === before[1]);
    await (await viewer.find('#facet-fields .facet-choice:nth-child(1) input')).click();
    await until('one less', async () => (await names()).length === before.length - 1);
    const chosen = await names();
    const stored = await viewer.page.evaluate(() => globalThis.localStorage.getItem('exchange-log-viewer'));
    assert.deepEqual(JSON.parse(stored).facets, chosen);
    assert.equal(JSON.parse(stored).facetsShown, true);
  });

  test('values are searched', async () => {
    const viewer = await openSample(setting);
    await showFacets(viewer);
    const search = await viewer.find('[data-facet="client"] input');
    await search.focus();
    await viewer.page.keyboard.type('2001:db8');
    await until('addresses of IPv6', async () => {
      const shown = await values(viewer, 'client');
      return shown.length > 0 && shown.every(([text]) => text.includes('2001:db8'));
    });
  });
});
