/** Opening logs, in every way that works everywhere. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { accountedBytes, countsOf, SAMPLE_FILES, sampleFile, truthOf } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

const TWO = [sampleFile('FrontEnd', 'SmtpReceive', '2025060308'), sampleFile('SmtpSend', 'Hub')];

forEachSetting((setting) => {
  test('by the picker', async () => {
    const viewer = await setting.openPage();
    const summary = await viewer.pick(...TWO);
    assert.deepEqual(countsOf(summary), truthOf(TWO));
    assert.equal(accountedBytes(summary), summary.bytes);
    await viewer.shows('.status span', /^2 files$/);
    await viewer.assertCalm();
  });

  test('by a drop', async () => {
    const viewer = await setting.openPage();
    assert.deepEqual(countsOf(await viewer.drop(...TWO)), truthOf(TWO));
    await viewer.assertCalm();
  });

  test('by script, one after the other, until all are closed', async () => {
    const viewer = await setting.openPage();
    await viewer.open(TWO[0]);
    assert.deepEqual(countsOf(await viewer.open(TWO[1])), truthOf(TWO));
    await viewer.call('clear');
    assert.deepEqual(countsOf(await viewer.open(TWO[1])), truthOf([TWO[1]]));
  });

  test('the built-in sample, by its address', async () => {
    const viewer = await setting.openPage({ hash: '#sample' });
    await viewer.shows('.status span', new RegExp(`^${SAMPLE_FILES.length} files$`));
    const { sessions } = truthOf(SAMPLE_FILES);
    assert.deepEqual(await viewer.call('count', ''), { sessions, entries: truthOf(SAMPLE_FILES).entries });
    viewer.requests.assertNothingLeft();
  });

  test('a file that is opened twice does not double its entries', async () => {
    const viewer = await setting.openPage();
    const once = await viewer.open(...SAMPLE_FILES);
    const twice = await viewer.open(...SAMPLE_FILES);
    assert.equal(twice.entries, once.entries);
    assert.equal(twice.sessions, once.sessions);
    assert.equal(
      twice.perFile.reduce((sum, { duplicates }) => sum + duplicates, 0),
      once.entries,
    );
  });

  test('progress and the summary arrive as events', async () => {
    const viewer = await setting.openPage();
    const events = await viewer.page.evaluateHandle((element) => {
      const seen = [];
      for (const type of ['progress', 'ready']) {
        element.addEventListener(type, ({ detail }) => seen.push({ type, detail }));
      }
      return seen;
    }, viewer.element);
    const summary = await viewer.open(...TWO);
    const seen = await until('events', async () => {
      const all = await viewer.page.evaluate((list) => list, events);
      return all.some(({ type }) => type === 'ready') && all;
    });
    const last = seen.filter(({ type }) => type === 'progress').at(-1);
    assert.deepEqual(last.detail, { bytesRead: summary.bytes, bytesTotal: summary.bytes });
    assert.deepEqual(countsOf(seen.at(-1).detail), countsOf(summary));
  });
});
