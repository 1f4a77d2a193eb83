/** The overview: findings, the way to their sessions and back, and what they compare with. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { writeLogs } from './support/logs.mjs';
import { axeSource } from './support/packages.mjs';
import { forget, until } from './support/viewer.mjs';

const incident = (path) => readFileSync(new URL(`../incidents/${path}`, import.meta.url), 'utf8');

const LOGS = {
  'RECV2026030208-1.LOG': incident('relay-denied/found.log'),
  'RECV2026030208-2.LOG': incident('failed-logons/not.log'),
  'CONNECTLOG2026030208-1.LOG': incident('unreachable-target/found.log'),
};

/** Opens logs, and waits for what is found in them. */
async function overview(setting, context, files = /** @type {Record<string, string>} */ (LOGS)) {
  const viewer = await setting.openPage({ prepare: forget });
  await viewer.open(...writeLogs(context, files));
  await viewer.click('#tab-overview');
  await viewer.shows('#findings-status', /^Found /);
  return viewer;
}

forEachSetting((setting) => {
  test('findings are listed, the worst first, and lead to their sessions and back', async (context) => {
    const viewer = await overview(setting, context);
    assert.deepEqual(await viewer.texts('.findings h2'), ['▲ 1 problem', '◆ 2 warnings']);
    const titles = await viewer.texts('.finding h3');
    assert.equal(titles[0], 'Servers could not be reached');
    assert.equal(titles[1], 'Relaying was refused');
    await viewer.screenshot(`overview-${setting.browserName}-${setting.scheme}`);
    await viewer.click('#finding-relay-denied .figures button');
    await viewer.shows('#counts', /^1 of /);
    assert.equal(await viewer.run((element) => element.query), 'finding:relay-denied');
    await viewer.page.keyboard.press('Escape');
    await viewer.click('#tab-overview');
    await viewer.shows('#finding-relay-denied .finding-groups', /198\.51\.100\.7/);
    await viewer.click('#finding-relay-denied .finding-groups button');
    await viewer.shows('#counts', /^1 of /);
    assert.match(await viewer.run((element) => element.query), /^finding:relay-denied client:198\.51\.100\.7 /);
    await viewer.assertCalm();
  });

  test('a limit can be changed, and the findings follow', async (context) => {
    const viewer = await overview(setting, context);
    assert.equal((await viewer.texts('#finding-failed-logons')).length, 0);
    await viewer.run((element) => {
      for (const details of element.shadowRoot.querySelectorAll('.not-found, .limits')) details.open = true;
    });
    const missing = await viewer.texts('.not-found li');
    assert.ok(missing.some((text) => text.startsWith('Logons from one address failed often')));
    const limit = await viewer.find('[data-limit=failed-logons]');
    await limit.focus();
    await viewer.page.keyboard.press('ArrowDown');
    await viewer.page.keyboard.press('Tab');
    await viewer.shows('#finding-failed-logons .figures', /^9 sessions/);
    await viewer.click('#finding-failed-logons .figures button');
    await viewer.shows('#counts', /^9 of /);
    await viewer.assertCalm();
  });

  test('a clean log has no finding that needs attention', async (context) => {
    const viewer = await overview(setting, context, { 'RECV2026030208-1.LOG': incident('clear-text/not.log') });
    await viewer.shows('#panel-overview', /Nothing was found that needs attention/);
    await viewer.assertCalm();
  });

  test('the overview is used with the keyboard alone, and axe has no complaints', async (context) => {
    const viewer = await overview(setting, context);
    await viewer.page.keyboard.press('g');
    await viewer.page.keyboard.press('s');
    await viewer.shows('#tab-sessions[aria-selected=true]', /Sessions/);
    await viewer.page.keyboard.press('g');
    await viewer.page.keyboard.press('v');
    await viewer.shows('#findings-status', /^Found /);
    await until('the first finding has the focus', () =>
      viewer.run(
        (element) => element.shadowRoot.activeElement?.closest('.finding')?.id === 'finding-unreachable-target',
      ),
    );
    await viewer.page.evaluate(axeSource);
    const { violations } = await viewer.page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      [],
    );
    await viewer.page.keyboard.press('Enter');
    await viewer.shows('#tab-sessions[aria-selected=true]', /Sessions/);
    await viewer.shows('#counts', /^1 of /);
    await viewer.assertCalm();
  });
});
