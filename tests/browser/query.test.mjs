/** Asking: times and words as people write them, what is wrong with a query, and the examples of the help. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

const BUILD = new URL('../../target/build.json', import.meta.url);
const NOTICES = new URL('../../dist/third-party-notices.txt', import.meta.url);
const ALL = truthOf(SAMPLE_FILES).sessions;

async function openSample(setting) {
  const viewer = await setting.openPage({ hash: '#sample' });
  await viewer.showsAll(ALL);
  return viewer;
}

/** The box of an element inside the viewer. */
const box = (viewer, selector) =>
  viewer.run(({ shadowRoot }, wanted) => shadowRoot.querySelector(wanted).getBoundingClientRect().toJSON(), selector);

forEachBrowser((setting) => {
  test('a time means the same however it is written', async () => {
    const viewer = await openSample(setting);
    const { sessions } = await viewer.call('count', 'after:2025-06-03T08:30');
    assert.ok(sessions > 0 && sessions < ALL, `${sessions} sessions`);
    for (const query of [
      'after:"2025-06-03 08:30"',
      'after:2025-06-03 08:30',
      'since: 03.06.2025 8:30',
      'after:08:30',
      'start >= 08:30',
      'not before:08:30',
      '-start<08:30:00.000',
    ]) {
      assert.equal((await viewer.call('count', query)).sessions, sessions, query);
    }
    await assert.rejects(viewer.call('count', 'after:03/06/2025'), /may be `2025-06-03` or `2025-03-06`/);
    await assert.rejects(viewer.call('count', 'after:today'), /The logs end on 2025-06-03, which is before today/);
    await viewer.assertCalm();
  });

  test('words, headings and outcomes are read as the page shows them', async () => {
    const viewer = await openSample(setting);
    const pairs = [
      ['tls:"TLS 1.2"', 'tls:1.2'],
      ['outcome:"no mail"', 'outcome:empty'],
      ['client-name:*', 'helo:*'],
      ['remote-endpoint:198.51.100', 'remote:198.51.100'],
      ['code:5xx or code:4xx', 'code:5xx OR code:4xx'],
      ['gap > 5s', 'gap>5s'],
    ];
    for (const [shown, written] of pairs) {
      assert.deepEqual(await viewer.call('count', shown), await viewer.call('count', written), shown);
    }
    await viewer.assertCalm();
  });

  test('what is wrong with a query covers nothing but the timeline, can be hidden, and nothing is saved under it', async () => {
    const viewer = await openSample(setting);
    await viewer.writeQuery('gap>soon');
    await viewer.shows('#query-problem mark', /soon/);
    const [problem, field, tabs] = [
      await box(viewer, '#query-problem'),
      await box(viewer, '#query'),
      await box(viewer, '[role=tablist]'),
    ];
    assert.ok(problem.top >= field.bottom, 'it is below the search box');
    assert.ok(problem.bottom <= tabs.top, 'it is above what it is about');
    await viewer.page.keyboard.type('er');
    await viewer.shows('#query-problem mark', /sooner/);
    await (await viewer.find('[data-dismiss]')).click();
    await until('the message to go', async () => (await viewer.texts('#query-problem')).length === 0);
    assert.equal(await viewer.run(({ shadowRoot }) => shadowRoot.activeElement.id), 'query');
    await (await viewer.find('[popovertarget=export].menu-button')).click();
    await (await viewer.find('#export [data-format=csv]')).click();
    await viewer.shows('.notice', /Nothing was saved: the query in the search box has an error/);
    await viewer.assertCalm();
  });

  test('the help gives examples from the logs that are open', async () => {
    const viewer = await openSample(setting);
    await (await viewer.find('#help-button')).click();
    await viewer.shows('#help .examples', /after:2025-06-03/);
    const examples = await viewer.texts('#help .examples button');
    assert.ok(examples.length > 20);
    assert.doesNotMatch(examples.join('\n'), /2026-03-01|Default Frontend"|08D7D4D2EFBC4CC6/);
    await (await viewer.find('#help .examples button')).click();
    await viewer.shows('#counts', new RegExp(`^\\d+ of ${ALL} sessions`));
    await viewer.assertCalm();
  });

  test('the help names version and commit, and the licences of the software of others', async () => {
    const viewer = await openSample(setting);
    const { version, commit } = JSON.parse(readFileSync(BUILD, 'utf8'));
    await (await viewer.find('#help-button')).click();
    await viewer.shows('#help .about', new RegExp(`Exchange log viewer ${version}, built from commit ${commit}`));
    await (await viewer.find('#help summary')).click();
    await viewer.shows('#help .licences', /memchr.*lit-html.*Permission is hereby granted/s);
    const [notices] = await viewer.texts('#help .licences');
    assert.equal(notices.trim(), readFileSync(NOTICES, 'utf8').trim());
    await viewer.assertCalm();
  });
});
