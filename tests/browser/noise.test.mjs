/** Noise: one switch hides it everywhere and always has its number; beside it are the reasons. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { axeSource } from './support/packages.mjs';
import { forget, until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;

async function openSample(setting, options = {}) {
  const viewer = await setting.openPage({ hash: '#sample', prepare: forget, ...options });
  await viewer.shows('#counts', / sessions/);
  await viewer.find('#noise-toggle');
  return viewer;
}

/** The last number in a text. */
const number = (text) => Number(/\d+$/.exec(text.trim())?.[0]);
const noiseOf = async (viewer) => number((await viewer.texts('#noise-toggle'))[0]);
const pressed = (viewer) =>
  viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#noise-toggle').getAttribute('aria-pressed'));
const isHidden = (viewer, count) =>
  viewer.shows('#counts', new RegExp(`^${ALL - count} of ${ALL} sessions · ${count} hidden as noise$`));
const facet = (viewer, field) =>
  viewer.run(
    ({ shadowRoot }, name) =>
      [...shadowRoot.querySelectorAll(`[data-facet="${name}"] .facet-count`)].map(({ textContent }) =>
        Number(textContent),
      ),
    field,
  );
const sum = (counts) => counts.reduce((all, count) => all + count, 0);

forEachBrowser((setting) => {
  test('the switch hides noise in the list and beside it, says how much, and is remembered', async () => {
    const viewer = await openSample(setting);
    const count = await noiseOf(viewer);
    assert.ok(count > 0 && count < ALL);
    assert.equal(await pressed(viewer), 'false');
    await viewer.click('#facets-toggle');
    await until('the facets', async () => sum(await facet(viewer, 'log')) === ALL);
    await viewer.click('#noise-toggle');
    await isHidden(viewer, count);
    await until('the facets to follow', async () => sum(await facet(viewer, 'log')) === ALL - count);
    assert.deepEqual([await pressed(viewer), await noiseOf(viewer)], ['true', count]);
    await viewer.run((element) => {
      element.query = 'log:receive';
    });
    await viewer.shows('#counts', /^\d+ of \d+ sessions · .+ · \d+ hidden as noise$/);

    const again = await openSample(setting, { prepare: undefined });
    await isHidden(again, count);
    await (await again.find('exchange-log-sessions')).focus();
    await again.page.keyboard.press('h');
    await again.shows('#counts', new RegExp(`^${ALL} sessions$`));
    assert.deepEqual([await pressed(again), await noiseOf(again)], ['false', count]);
    await again.requests.assertNothingLeft();
  });

  test('each reason leads to its sessions, hidden or not, by the keyboard', async () => {
    const viewer = await openSample(setting);
    const count = await noiseOf(viewer);
    await viewer.click('#noise-toggle');
    await isHidden(viewer, count);
    const reasons = await viewer.texts('#noise-reasons [data-noise]:not([data-noise="*"])');
    assert.equal(sum(reasons.map(number)), count);
    await (await viewer.find('[popovertarget=noise-reasons].menu-button')).focus();
    await viewer.page.keyboard.press('ArrowDown');
    await until('the menu', () =>
      viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.matches('#noise-reasons [data-noise]')),
    );
    await viewer.page.keyboard.press('Enter');
    await viewer.shows('#counts', new RegExp(`^${number(reasons[0])} of ${ALL} sessions · \\d+ entries match$`));
    await viewer.shows('#noise-toggle', new RegExp(` ${count}$`));
    await viewer.openRow(0);
    await viewer.shows('exchange-log-conversation .facts', /Noise/);
  });

  test('an empty list says what is only hidden, and shows it', async () => {
    const viewer = await openSample(setting);
    await viewer.click('#noise-toggle');
    await viewer.shows('#counts', /hidden as noise$/);
    await viewer.run((element) => {
      element.query = 'outcome:empty entries<=5 remote:192.0.2.4';
    });
    await viewer.shows('.empty-list', /hidden as noise\./);
    await viewer.rests();
    assert.deepEqual(await viewer.texts('#fruitless'), [], 'what is only hidden is not said to find nothing');
    await viewer.page.evaluate(axeSource);
    const faults = await viewer.page.evaluate(async () => {
      const { violations } = await /** @type {any} */ (globalThis).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
    });
    assert.deepEqual(faults, []);
    await viewer.click('#show-noise');
    await viewer.find('#row-0');
    assert.equal(await pressed(viewer), 'false');
  });
});
